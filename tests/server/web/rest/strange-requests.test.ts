import { request } from 'node:http';
import { connect } from 'node:net';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { startHome, type TestHome } from '../../../support/roles.ts';
import { ask, signIn } from '../api.ts';
import { type Received, send } from './fuzzer.ts';

let home: TestHome;
let token: string;

beforeAll(async () => {
  home = await startHome({ roles: ['broker', 'web'] });
  token = await home.token('admin');
});
afterAll(() => home?.stop());

/** Sends a path as it is written. */
const look = (path: string, method = 'GET', headers: Record<string, string> = {}) =>
  send(home.ports.web, { path, method, headers, body: null });

describe('an address that leads nowhere', () => {
  test.each([
    ['/%', 400],
    ['/mdi/%ff', 400],
    ['/a%00b', 400],
    ['/x/../api/v1/tokens', 404],
    ['/api/v1/entities/%2e%2E/commands', 404],
    ['/mdi/..%2f..%2f..%2fpackage.json', 404],
    ['/_global-error', 404],
    ['/_next/image?url=http%3A%2F%2F127.0.0.1%3A1%2F&w=64&q=75', 404],
    ['/.env', 404],
    ['/icons/nothing.png', 404],
    ['/sw.js/more', 404],
  ])('%s is refused', async (path, status) => {
    const answer = await look(path);
    expect(answer.status).toBe(status);
    expect(policyOf(answer)).toContain("frame-ancestors 'none'");
  });

  test('may name the whole address, and is then read without it', async () => {
    expect((await look('http://elsewhere.example/api/v1/health')).status).toBe(200);
    expect((await look('http://elsewhere.example/api/v1/tokens')).status).toBe(401);
  });
});

describe('an address as it is typed into a terminal', () => {
  const say = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(home.ports.web, '127.0.0.1');
      let heard = '';
      socket.setEncoding('utf8').on('data', (part) => {
        heard += part;
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve(heard));
      socket.write(text);
    });

  test('is told how its letters are encoded', async () => {
    const heard = await say('GET /api/v1/states?unit=°F HTTP/1.1\r\nHost: x\r\n\r\n');
    const [head = '', body = ''] = heard.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json/s);
    expect(JSON.parse(body)).toMatchObject({ status: 400, detail: expect.stringContaining('%C2') });
  });

  test('that is no HTTP at all is refused as well', async () => {
    expect(await say('what is this?\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('names as many entities as an export takes', async () => {
    const names = Array.from({ length: 500 }, (_, i) => `entity=sensor.a_room_and_its_device_${i}`);
    const answer = await look(`/api/v1/export?${names.join('&')}`, 'GET', {
      authorization: `Bearer ${token}`,
    });
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('_499');
  });
});

test('pages and files are only looked at', async () => {
  for (const path of ['/', '/login', '/sw.js', '/mdi/home.svg']) {
    for (const method of ['POST', 'PUT', 'DELETE', 'TRACE', 'PROPFIND']) {
      const answer = await look(path, method);
      expect(answer.status, `${method} ${path}`).toBe(405);
      expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS');
    }
  }
  const action = await look('/login', 'POST', { 'next-action': 'abc' });
  expect(action.status).toBe(405);
});

test('every page has one policy, and each of its scripts the nonce of that policy', async () => {
  for (const path of ['/login', '/nothing/here']) {
    const answer = await look(path);
    const nonce = /'nonce-([^']+)'/.exec(policyOf(answer))?.[1];
    const scripts = answer.text.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    expect(policyOf(answer)).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.headers['x-frame-options']).toBe('DENY');
  }
});

test('headers of the page framework mean nothing to the API', async () => {
  const headers = { authorization: `Bearer ${token}`, rsc: '1', 'next-router-state-tree': '%5B' };
  expect((await look('/api/v1/tokens', 'GET', headers)).status).toBe(200);
});

test('ten megabytes are refused at once, with a length or without', async () => {
  for (const length of [10_485_760, null]) {
    const status = await new Promise<number>((resolve, reject) => {
      const call = request(`${home.url}/api/v1/login`, {
        method: 'POST',
        agent: false,
        headers: {
          'content-type': 'application/json',
          ...(length && { 'content-length': length }),
        },
      });
      call.on('response', (response) => {
        resolve(response.statusCode ?? 0);
        call.destroy();
      });
      call.on('error', reject);
      call.write(Buffer.alloc(200_000, 0x20));
    });
    expect(status).toBe(413);
  }
});

test('two hundred calls at the same time are all answered', async () => {
  const calls = Array.from({ length: 200 }, () => ask(home.url, '/entities', { token }));
  for (const { status } of await Promise.all(calls)) expect(status).toBe(200);
});

test('a request that never ends its headers holds its connection for seconds only', async () => {
  await new Promise<void>((resolve) => {
    const socket = connect(home.ports.web, '127.0.0.1');
    socket.on('close', () => resolve());
    socket.on('error', () => {});
    socket.resume();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-A: ');
    const drip = setInterval(() => socket.write('a'), 500);
    socket.on('close', () => clearInterval(drip));
  });
});

describe('the way of pages to the broker', () => {
  const upgrade = (headers: Record<string, string>, path = '/mqtt', protocol = 'mqtt') =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${home.ports.web}${path}`, protocol, {
        headers,
      });
      socket.on('unexpected-response', (call, response) => {
        resolve(response.statusCode ?? 0);
        call.destroy();
      });
      socket.on('open', () => {
        resolve(101);
        socket.close();
      });
      socket.on('error', () => {});
    });

  test('is closed to pages of other sites, also those that took over a name', async () => {
    const port = home.ports.web;
    expect(await upgrade({ origin: `http://127.0.0.1:${port}` })).toBe(101);
    expect(await upgrade({ origin: 'https://evil.example' })).toBe(403);
    expect(await upgrade({ origin: 'null' })).toBe(403);
    const rebound = { origin: `http://evil.example:${port}`, host: `evil.example:${port}` };
    expect(await upgrade(rebound)).toBe(403);
    expect(await upgrade({}, '/other')).toBe(404);
    expect(await upgrade({}, '/mqtt', 'chat')).toBe(400);
  });

  test('wants the client id that the credential is for, and ends with the session', async () => {
    const cookie = await signIn(home.url);
    const { body } = await ask(home.url, '/mqtt-credentials', { cookie, body: {} });
    const { username, password, clientIdPrefix, urls } = body;
    const enter = (clientId: string, url: string) =>
      mqtt.connectAsync(url, { username, password, clientId, reconnectPeriod: 0 }, false);
    for (const url of [...urls, `mqtt://127.0.0.1:${home.ports.mqtt}`]) {
      for (const wrong of ['another', clientIdPrefix, `x${clientIdPrefix}-1`])
        await expect(enter(wrong, url)).rejects.toThrow();
    }
    const page = await enter(`${clientIdPrefix}-1`, urls[0]);
    page.on('error', () => {});
    const closed = new Promise<void>((resolve) => page.once('close', () => resolve()));
    await ask(home.url, '/logout', { cookie, method: 'POST' });
    await closed;
  });
});

const policyOf = ({ headers }: Received): string => {
  const policy = headers['content-security-policy'] ?? '';
  expect(String(policy).match(/default-src/g)).toHaveLength(1);
  return String(policy);
};
