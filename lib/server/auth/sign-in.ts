import { APIError, betterAuth } from 'better-auth';
import type { authTables } from '../db/auth-tables.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { randomSecret } from './secrets.ts';

export type SignedIn = {
  readonly user: { readonly name: string; readonly email: string };
  readonly sessionId: string;
  /** Epoch ms. */
  readonly expiresAt: number;
};

/** What a visit to a door leaves in the visitor's browser. */
export type WithCookies<T> = { readonly value: T; readonly setCookies: readonly string[] };

/** Signing in, staying signed in and signing out, by password and cookie. */
export type SignIn = {
  /** null: wrong e-mail address or password. */
  login(email: string, password: string, visit: Visit): Promise<WithCookies<SignedIn | null>>;
  /** Who sends these headers; `refresh` lets a session that is used live on. */
  current(headers: Headers, refresh: boolean): Promise<WithCookies<SignedIn | null>>;
  logout(headers: Headers): Promise<WithCookies<null>>;
};

export type Visit = { readonly headers: Headers; readonly secure: boolean };

const DAY_S = 86_400;
export const SESSION_DAYS = 90;

const PLAIN_COOKIE = 'inglenook.session';
/** Browsers take a cookie of this name only over https, for this host alone and for all paths. */
const SECURE_COOKIE = '__Host-inglenook.session';

/**
 * Sign-in by better-auth, behind our own doors: its HTTP handler is not mounted, so there is no
 * sign-up, and the endpoint in front of it has checked origin and rate.
 */
export function createSignIn(tables: ReturnType<typeof authTables>, secret: string): SignIn {
  const plain = library(tables, secret, false);
  const secure = library(tables, secret, true);
  /** The cookie's name says over which kind of connection it was given. */
  const libraryFor = (headers: Headers) =>
    (headers.get('cookie') ?? '').includes(SECURE_COOKIE) ? secure : plain;

  return {
    async login(email, password, visit) {
      const api = visit.secure ? secure : plain;
      try {
        const { headers, response } = await api.signInEmail({
          body: { email, password },
          headers: sessionHeaders(visit.headers),
          returnHeaders: true,
        });
        const setCookies = headers.getSetCookie();
        const cookie = setCookies.map((line) => line.split(';')[0]).join('; ');
        const session = await api.getSession({ headers: new Headers({ cookie }) });
        if (!response || !session) throw new Error('a new session is not there');
        return { value: signedIn(session), setCookies };
      } catch (error) {
        if (error instanceof APIError && error.statusCode < 500) {
          return { value: null, setCookies: [] };
        }
        throw error;
      }
    },

    async current(headers, refresh) {
      if (!headers.has('cookie')) return { value: null, setCookies: [] };
      const { headers: answer, response } = await libraryFor(headers).getSession({
        headers: onlyCookies(headers),
        query: { disableRefresh: !refresh },
        returnHeaders: true,
      });
      const setCookies = response ? answer.getSetCookie() : [];
      return { value: response ? signedIn(response) : null, setCookies };
    },

    async logout(headers) {
      const { headers: answer } = await libraryFor(headers).signOut({
        headers: onlyCookies(headers),
        returnHeaders: true,
      });
      return { value: null, setCookies: answer.getSetCookie() };
    },
  };
}

type Session = {
  user: { name: string; email: string };
  session: { id: string; expiresAt: Date };
};

const signedIn = ({ user, session }: Session): SignedIn => ({
  user: { name: user.name, email: user.email },
  sessionId: session.id,
  expiresAt: session.expiresAt.getTime(),
});

const onlyCookies = (headers: Headers) => new Headers({ cookie: headers.get('cookie') ?? '' });

/** What a session remembers of its browser. A login never goes on with the session before it. */
function sessionHeaders(headers: Headers): Headers {
  const kept = new Headers();
  kept.set('user-agent', (headers.get('user-agent') ?? '').slice(0, 300));
  kept.set('x-forwarded-for', headers.get('x-forwarded-for') ?? '');
  return kept;
}

function library(tables: ReturnType<typeof authTables>, secret: string, secure: boolean) {
  return betterAuth({
    appName: 'Inglenook',
    // Used for links in e-mails and for redirects, of which there are none.
    baseURL: 'http://localhost',
    secret,
    database: tables,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    session: { expiresIn: SESSION_DAYS * DAY_S, updateAge: DAY_S },
    databaseHooks: {
      session: {
        create: {
          // 256 bits instead of the library's 190.
          before: async (session) => ({ data: { ...session, token: randomSecret() } }),
        },
      },
    },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: secure ? '__Host-inglenook' : 'inglenook',
      cookies: {
        session_token: {
          name: secure ? SECURE_COOKIE : PLAIN_COOKIE,
          attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
        },
      },
    },
  }).api;
}
