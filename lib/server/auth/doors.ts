import type { LoginBody, SetupBody } from '../../api/doors.ts';
import { Problem } from '../../api/problem.ts';
import type { BrowserLogin, CredentialStore } from '../db/credentials.ts';
import type { OwnerStore } from '../db/owner.ts';
import type { SessionStore } from '../db/sessions.ts';
import type { ApiToken, TokenStore } from '../db/tokens.ts';
import { createAttempts } from './attempts.ts';
import { hashPassword } from './password.ts';
import { derivedSecret } from './secrets.ts';
import type { SetupCode } from './setup-code.ts';
import type { SignedIn, SignIn, Visit, WithCookies } from './sign-in.ts';

/** Who asks: a program with a token or a signed-in person. */
export type Caller =
  | ({ readonly type: 'session' } & SignedIn)
  | { readonly type: 'token'; readonly token: ApiToken };

type Parts = {
  readonly owner: OwnerStore;
  readonly sessions: SessionStore;
  readonly tokens: TokenStore;
  readonly credentials: CredentialStore;
  readonly signIn: SignIn;
  readonly code: SetupCode;
  /** Passwords of pages' broker credentials are derived from it. */
  readonly secret: string;
};

const TRIES = 10;
const WINDOW_MS = 300_000;
const MAX_TOKEN_LENGTH = 512;

export type Doors = ReturnType<typeof createDoors>;

/** Every way into the home: its first owner, sign-in, tokens and the broker credentials of pages. */
export function createDoors(parts: Parts, now: () => number = Date.now) {
  const { owner, sessions, tokens, credentials, signIn, code, secret } = parts;
  const loginTries = createAttempts(TRIES, WINDOW_MS, now);
  const setupTries = createAttempts(TRIES, WINDOW_MS, now);
  let claimed = false;
  let claiming: Promise<unknown> = Promise.resolve();

  /** Whether the home has an owner; once it has, it always has. */
  async function isClaimed(): Promise<boolean> {
    claimed ||= await owner.exists();
    return claimed;
  }

  /** Makes the owner unless there is one; two at the same time make one. */
  function claim(person: { name: string; email: string; password: string }): Promise<boolean> {
    const attempt = claiming.then(async () => {
      if (await isClaimed()) return false;
      const { name, email, password } = person;
      await owner.create({ name, email, passwordHash: await hashPassword(password) });
      await code.discard();
      return isClaimed();
    });
    claiming = attempt.catch(() => {});
    return attempt;
  }

  async function login({ email, password }: LoginBody, visit: Visit) {
    const key = `${email.trim().toLowerCase()} ${addressOf(visit.headers)}`;
    allow(loginTries.take(key));
    const { value, setCookies } = await signIn.login(email.trim(), password, visit);
    if (value === null) throw new Problem('wrong_credentials');
    loginTries.clear(key);
    return { value, setCookies };
  }

  return {
    isClaimed,
    claim,
    login,

    /** Makes the owner with the code of the console, and signs them in. */
    async setup(body: SetupBody, visit: Visit): Promise<WithCookies<SignedIn>> {
      if (await isClaimed()) throw new Problem('conflict', { detail: 'The home has an owner.' });
      allow(setupTries.take(addressOf(visit.headers)));
      if (!(await code.matches(body.code))) throw new Problem('wrong_setup_code');
      if (!(await claim(body))) {
        throw new Problem('conflict', { detail: 'The home has an owner.' });
      }
      return login(body, visit);
    },

    /** Ends the session that asks, if any, with its broker credential. */
    async logout(headers: Headers): Promise<WithCookies<null>> {
      const { value } = await signIn.current(headers, false);
      if (value) await credentials.revokeSession(value.sessionId);
      return signIn.logout(headers);
    },

    /** Signs another session out. False: there is no such session. */
    async endSession(id: string): Promise<boolean> {
      await credentials.revokeSession(id);
      return sessions.remove(id);
    },

    /**
     * Who asks, by a bearer token or else by cookie; null: nobody known. An Authorization header that
     * is wrong is never made good by a cookie.
     */
    async identify(headers: Headers, refresh = true): Promise<WithCookies<Caller | null>> {
      const authorization = headers.get('authorization');
      if (authorization !== null) {
        const text = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
        const token = text && text.length <= MAX_TOKEN_LENGTH ? await tokens.find(text) : null;
        if (token) await tokens.used(token).catch(() => {});
        return { value: token && { type: 'token', token }, setCookies: [] };
      }
      const { value, setCookies } = await signIn.current(headers, refresh);
      return { value: value && { type: 'session', ...value }, setCookies };
    },

    /** The broker credential of a session; all its tabs get the same. */
    browserLogin(session: SignedIn): Promise<BrowserLogin> {
      return credentials.browserLogin({
        sessionId: session.sessionId,
        name: session.user.name,
        expiresAt: session.expiresAt,
        passwordOf: (username) => derivedSecret(secret, `mqtt ${username}`),
      });
    },
  };
}

function allow(waitMs: number): void {
  if (waitMs === 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  throw new Problem('too_many_requests', {
    detail: `Try again in ${seconds} seconds.`,
    headers: { 'Retry-After': String(seconds) },
  });
}

/** The client's address, which the web role writes into this header itself. */
const addressOf = (headers: Headers): string => headers.get('x-forwarded-for') ?? '';
