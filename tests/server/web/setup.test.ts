import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { ROUTES } from '../../../lib/api/routes.ts';
import { startHome, type TestHome } from '../../support/roles.ts';
import { ask } from './api.ts';

let home: TestHome;
const owner = { name: 'Ann', email: 'ann@example.org', password: 'correct horse battery' };
const code = () => /setup code {2}(\S+)/.exec(home.roles.get('web')!.output())![1]!;

beforeAll(async () => {
  home = await startHome({ roles: ['web'], env: { OWNER_EMAIL: '', OWNER_PASSWORD: '' } });
});
afterAll(() => home?.stop());

test('before there is an owner, only the health and the set-up answer', async () => {
  const token = await home.token('admin');
  for (const { method, path, access } of ROUTES) {
    if (access === 'public' || access === 'setup') continue;
    const body = method === 'POST' || method === 'PATCH' ? { body: {} } : {};
    const somewhere = path.replace(/\{\w+\}/g, 'x');
    const { status } = await ask(home.url, somewhere, { method, token, ...body });
    expect(status, `${method} ${path}`).toBe(403);
  }
  expect((await ask(home.url, '/health')).status).toBe(200);
  const page = await fetch(`${home.url}/`, { redirect: 'manual' });
  expect(page.headers.get('location')).toContain('/setup');
  const answered = await new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${home.ports.web}/mqtt`, 'mqtt');
    socket.on('unexpected-response', (call, response) => {
      resolve(response.statusCode);
      call.destroy();
    });
    socket.on('error', () => {});
  });
  expect(answered).toBe(403);
});

test('guessing the setup code is stopped after ten tries, whoever claims to try', async () => {
  const tries = await Promise.all(
    Array.from({ length: 13 }, (_, i) =>
      ask(home.url, '/setup', {
        body: { ...owner, code: 'AAAAA-AAAAA' },
        headers: { 'x-forwarded-for': `203.0.113.${i}` },
      }),
    ),
  );
  expect(tries.filter(({ status }) => status === 403)).toHaveLength(10);
  expect(tries.filter(({ status }) => status === 429)).toHaveLength(3);
});

test('a restart shows a new code, and the old one is void', async () => {
  const old = code();
  await home.roles.get('web')!.stop();
  await home.start('web');
  expect(code()).not.toBe(old);
  expect((await ask(home.url, '/setup', { body: { ...owner, code: old } })).status).toBe(403);
});

test('the code makes one owner, even if two come at once', async () => {
  const body = { ...owner, code: code().toLowerCase().replace('-', ' ') };
  const answers = await Promise.all([1, 2].map(() => ask(home.url, '/setup', { body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const cookie = answers.flatMap(({ headers }) => headers.getSetCookie())[0]!.split(';')[0]!;
  const { body: snapshot } = await ask(home.url, '/home', { cookie });
  expect(snapshot.user).toEqual({ name: owner.name, email: owner.email });
  expect((await ask(home.url, '/setup', { body })).status).toBe(409);
});

test('a short password or a wrong address is told by name', async () => {
  const { status, body } = await ask(home.url, '/setup', {
    body: { ...owner, code: 'x', password: 'short', email: 'nobody' },
  });
  // The home has an owner by now, which is said first.
  expect([400, 409]).toContain(status);
  expect(body.code).toBeDefined();
});
