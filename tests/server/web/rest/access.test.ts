import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../../../lib/api/routes.ts';
import { startHome, type TestHome } from '../../../support/roles.ts';
import { until } from '../../../support/until.ts';
import { ask, signIn } from '../api.ts';

let home: TestHome;
const tokens = {} as Record<'read' | 'control' | 'admin', string>;

beforeAll(async () => {
  home = await startHome({ roles: ['web'] });
  for (const scope of ['read', 'control', 'admin'] as const)
    tokens[scope] = await home.token(scope);
});
afterAll(() => home?.stop());

const rank = { read: 1, control: 2, admin: 3 } as const;
const guarded = ROUTES.filter(({ access }) => !['public', 'open', 'setup'].includes(access));
const somewhere = (path: string) => path.replace(/\{\w+\}/g, 'nothing');
const asked = (method: string) => (method === 'GET' || method === 'DELETE' ? {} : { body: {} });

describe.each(guarded.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  (_name, { method, path, access }) => {
    test('refuses strangers', async () => {
      const { status, headers } = await ask(home.url, somewhere(path), {
        method,
        ...asked(method),
      });
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toContain('Bearer');
    });

    test('refuses a token that is none, whatever the cookie', async () => {
      const cookie = await signInOnce();
      for (const token of ['x', 'ing_', 'ing_'.padEnd(600, 'x')]) {
        const { status, body } = await ask(home.url, somewhere(path), {
          method,
          token,
          cookie,
          ...asked(method),
        });
        expect(status).toBe(401);
        expect(body.detail).toContain('expired');
      }
    });

    test.each(['read', 'control', 'admin'] as const)('by a token of scope %s', async (scope) => {
      const { status } = await ask(home.url, somewhere(path), {
        method,
        token: tokens[scope],
        ...asked(method),
      });
      const may = access !== 'session' && rank[scope] >= rank[access as keyof typeof rank];
      if (may) expect([401, 403]).not.toContain(status);
      else expect(status).toBe(403);
    });
  },
);

let session: Promise<string> | undefined;
function signInOnce(): Promise<string> {
  session ??= signIn(home.url);
  return session;
}

test('a page of another site changes nothing by cookie', async () => {
  const cookie = await signInOnce();
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  for (const headers of foreign) {
    const made = await ask(home.url, '/mqtt-users', { cookie, headers, body: { name: 'x' } });
    expect(made.status).toBe(403);
    const login = await ask(home.url, '/login', { headers, body: { email: 'a', password: 'b' } });
    expect(login.status).toBe(403);
  }
  const own = { origin: home.url, 'sec-fetch-site': 'same-origin' };
  const made = await ask(home.url, '/mqtt-users', { cookie, headers: own, body: { name: 'x' } });
  expect(made.status).toBe(201);
});

test('the session cookie is out of reach of scripts and other sites', async () => {
  const body = { email: home.env.OWNER_EMAIL, password: home.env.OWNER_PASSWORD };
  const plain = await ask(home.url, '/login', { body });
  expect(plain.headers.getSetCookie()[0]).toMatch(/^inglenook\.session=.*HttpOnly.*SameSite=Lax/);
  expect(plain.headers.getSetCookie()[0]).not.toContain('Secure');
  const tls = await ask(home.url, '/login', { body, headers: { 'x-forwarded-proto': 'https' } });
  expect(tls.headers.getSetCookie()[0]).toMatch(/^__Host-inglenook\.session=.*HttpOnly.*Secure/);
  const cookie = tls.headers.getSetCookie()[0]!.split(';')[0]!;
  expect((await ask(home.url, '/sessions', { cookie })).status).toBe(200);
});

test('signing out ends the session, and signing another one out ends that', async () => {
  const [one, other] = [await signIn(home.url), await signIn(home.url)];
  const { body } = await ask(home.url, '/sessions', { cookie: other });
  const own = body.sessions.find((entry: { current: boolean }) => entry.current);
  expect(
    (await ask(home.url, `/sessions/${own.id}`, { cookie: one, method: 'DELETE' })).status,
  ).toBe(204);
  expect((await ask(home.url, '/sessions', { cookie: other })).status).toBe(401);
  expect((await ask(home.url, '/logout', { cookie: one, method: 'POST' })).status).toBe(204);
  expect((await ask(home.url, '/sessions', { cookie: one })).status).toBe(401);
});

test('a revoked token opens nothing any more, and its text is nowhere in the list', async () => {
  const made = await ask(home.url, '/tokens', {
    token: tokens.admin,
    body: { name: 'short', scope: 'read', expiresInDays: 1 },
  });
  const { token, id } = made.body;
  expect((await ask(home.url, '/entities', { token })).status).toBe(200);
  const list = await ask(home.url, '/tokens', { token: tokens.admin });
  expect(JSON.stringify(list.body)).not.toContain(token);
  await ask(home.url, `/tokens/${id}`, { token: tokens.admin, method: 'DELETE' });
  expect((await ask(home.url, '/entities', { token })).status).toBe(401);
});

test('all tabs of a session get the same broker credential, bound to their client ids', async () => {
  const cookie = await signInOnce();
  const [one, two] = await Promise.all(
    [1, 2].map(() => ask(home.url, '/mqtt-credentials', { cookie, body: {} })),
  );
  const again = await ask(home.url, '/mqtt-credentials', { cookie, body: {} });
  expect(one!.body.password).toBe(again.body.password);
  expect(two!.body.username).toBe(again.body.username);
  expect(again.body.urls[0]).toBe(`ws://localhost:${home.ports.web}/mqtt`);
});

test('guessing a password is stopped after ten tries, the rightful owner elsewhere is not', async () => {
  const guess = { email: home.env.OWNER_EMAIL, password: 'wrong' };
  const tries = await Promise.all(
    Array.from({ length: 14 }, () => ask(home.url, '/login', { body: guess })),
  );
  expect(tries.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
  const refused = tries.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(4);
  expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
  // Nobody gets further by claiming another address.
  const spoofed = await ask(home.url, '/login', {
    body: guess,
    headers: { 'x-forwarded-for': '203.0.113.9' },
  });
  expect(spoofed.status).toBe(429);
  const other = await ask(home.url, '/login', { body: { ...guess, email: 'b@example.org' } });
  expect(other.status).toBe(401);
});

test('pages send strangers to the door, with a policy for scripts', async () => {
  const response = await until(() => fetch(`${home.url}/`, { redirect: 'manual' }));
  expect(response.status).toBe(307);
  expect(response.headers.get('location')).toContain('/login');
  expect(response.headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-/);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});
