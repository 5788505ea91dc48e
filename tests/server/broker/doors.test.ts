import { statSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import mqtt from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { allowed } from '../../../lib/server/broker/acl.ts';
import { alsoAnonymous, firstOf } from '../../../lib/server/broker/admission.ts';
import type { Principal } from '../../../lib/server/broker/principal.ts';
import { serviceAuthenticator, serviceKey } from '../../../lib/server/broker/service-keys.ts';
import { isTopicFilter, matches } from '../../../lib/server/broker/topic.ts';
import { TopicTree } from '../../../lib/server/broker/topic-tree.ts';
import { ConfigurationError } from '../../../lib/server/env.ts';
import { FLUSH_TOPIC, FLUSHED_TOPIC } from '../../../lib/server/flush.ts';
import { until } from '../../support/until.ts';
import { publishPacket, rawClient, rawSocket } from './raw.ts';
import { connect, HOUSE, heardCount, listen, startTestBroker, temporaryFolder } from './support.ts';

describe('the access list', () => {
  const roles: Principal['role'][] = ['recorder', 'web', 'browser', 'device', 'anonymous'];
  const ids = ['me', 'other', 'a/b', '', 'me/x', '$'];
  const reserved = [
    ['$SYS/broker/uptime', 'read', roles],
    ['$SYS/#', 'read', roles],
    ['$inglenook/journal', 'read', ['recorder']],
    ['$inglenook/recorder/cursor', 'publish', ['recorder']],
    ['$inglenook/recorder/cursor', 'read', ['web']],
    ['$inglenook/web/word', 'publish', ['web']],
    ['$inglenook/web/word', 'read', ['recorder']],
    [FLUSH_TOPIC, 'publish', ['web']],
    [FLUSH_TOPIC, 'read', ['recorder', 'web']],
    [FLUSHED_TOPIC, 'publish', ['recorder']],
    [FLUSHED_TOPIC, 'read', ['recorder', 'web']],
  ] as const;
  const topics = [
    ...[
      'home/hall/t',
      'a',
      '/',
      'control/lights/x',
      'zigbee2mqtt/lamp/set',
      'clients',
      'clients/x',
    ],
    ...['homeassistant/light/x/config', 'homeassistant/a/b/c/config', 'homeassistant/status'],
    ...['clients/me/status', 'clients/other/status', 'clients/a/b/status', 'clients//status'],
    ...[FLUSH_TOPIC, FLUSHED_TOPIC],
    ...[
      '$SYS/broker/uptime',
      '$SYS/#',
      '$SYS',
      '$inglenook/journal',
      '$inglenook/#',
      '$inglenook/x',
    ],
    ...[
      '$inglenook/recorder/cursor',
      '$inglenook/web/word',
      '$share/g/home/#',
      '$',
      '$other/x',
      '',
    ],
  ];
  const expected = (
    role: Principal['role'],
    id: string,
    action: string,
    topic: string,
  ): boolean => {
    if (topic === '') return false;
    if (topic.startsWith('$') || topic === FLUSH_TOPIC || topic === FLUSHED_TOPIC) {
      const wanted = action === 'publish' ? 'publish' : 'read';
      return reserved.some(
        ([name, use, who]) =>
          name === topic && use === wanted && (who as readonly string[]).includes(role),
      );
    }
    if (action !== 'publish') return true;
    if (/^clients\/.*\/status$/.test(topic)) return topic === `clients/${id}/status`;
    return !(role === 'browser' && /^homeassistant\/.*config$/.test(topic));
  };

  test('says the same as its specification in every cell', () => {
    let cells = 0;
    for (const role of roles) {
      for (const id of ids) {
        for (const action of ['publish', 'subscribe', 'deliver'] as const) {
          for (const topic of topics) {
            const principal = { username: 'u', role };
            const verdict = allowed(principal, id, action, topic);
            expect([role, id, action, topic, verdict]).toEqual([
              role,
              id,
              action,
              topic,
              expected(role, id, action, topic),
            ]);
            cells++;
          }
        }
      }
    }
    expect(cells).toBeGreaterThanOrEqual(2_000);
  });

  test('denies a role it does not know', () => {
    const principal = { username: 'u', role: 'guest' as Principal['role'] };
    expect(allowed(principal, 'me', 'publish', 'home/t')).toBe(false);
  });
});

test('the tree of filters finds what the definition of matching says', () => {
  const parts = ['a', 'b', '+', '#', '', '$x'];
  const names = ['a', 'b', '', '$x'];
  const combine = (from: readonly string[]) =>
    from.flatMap((x) => [
      x,
      ...from.flatMap((y) => [`${x}/${y}`, ...from.map((z) => `${x}/${y}/${z}`)]),
    ]);
  const filters = combine(parts).filter(isTopicFilter);
  const topics = combine(names).filter((name) => name !== '');
  const tree = new TopicTree<string, number>();
  for (const filter of filters) tree.set(filter, filter, 1);
  for (const topic of topics) {
    const found: string[] = [];
    tree.match(topic, (filter) => found.push(filter));
    expect(found.sort()).toEqual(filters.filter((filter) => matches(filter, topic)).sort());
  }
  for (const filter of filters) tree.delete(filter, filter);
  tree.match('a/b', () => expect.unreachable());
});

test('a forbidden publish ends the connection, and reaches nobody', async () => {
  const broker = await startTestBroker();
  const watcher = await connect(broker, 'device-screen');
  const heard = listen(watcher);
  await watcher.subscribeAsync(['homeassistant/#', 'clients/#', 'home/#'], { qos: 1 });
  for (const topic of ['homeassistant/light/x/config', 'clients/other/status']) {
    const page = await rawClient(broker.tcpPort, 'browser-page');
    page.send(publishPacket(topic, 'x', 1));
    await page.closed();
  }
  expect(broker.refusals.of('publish-not-allowed')).toBe(2);
  await watcher.publishAsync('home/end', 'end', { qos: 1 });
  await heardCount(heard, 1);
  expect(heard.map(({ topic }) => topic)).toEqual(['home/end']);
});

test("a publish to the server's own topics is ignored, and counted", async () => {
  const broker = await startTestBroker();
  const recorder = await connect(broker, 'recorder-1');
  const heard = listen(recorder);
  await recorder.subscribeAsync(['$inglenook/journal', '$inglenook/web/#'], { qos: 1 });
  const device = await connect(broker, 'device-a');
  await device.publishAsync('$inglenook/journal', '999', { qos: 1, retain: true });
  await device.publishAsync('$inglenook/web/x', 'x', { qos: 1 });
  expect(broker.refusals.of('publish-not-allowed')).toBe(2);
  const web = await connect(broker, 'web-1');
  await web.publishAsync('$inglenook/web/x', 'word', { qos: 1 });
  await heardCount(heard, 1);
  expect(heard.map(({ text }) => text)).toEqual(['word']);
});

test('a forbidden subscription is answered with failure, a forbidden will with "not authorized"', async () => {
  const broker = await startTestBroker();
  const device = await connect(broker, 'device-a');
  await expect(device.subscribeAsync('$inglenook/journal')).rejects.toThrow();
  await expect(device.subscribeAsync('$share/all/home/#')).rejects.toThrow();
  expect(broker.refusals.of('subscribe-not-allowed')).toBe(2);
  const will = {
    topic: 'clients/other/status',
    payload: Buffer.from('x'),
    qos: 0,
    retain: false,
  } as const;
  await expect(connect(broker, 'device-b', { will })).rejects.toMatchObject({ code: 5 });
});

test('wrong credentials, none, and a broken authenticator have return codes of their own', async () => {
  const broker = await startTestBroker({
    authenticator: {
      async authenticate(username, password, clientId) {
        if (username === 'device-broken') throw new Error('no database');
        return username === undefined ? null : HOUSE.authenticate(username, password, clientId);
      },
      revoked: async () => [],
    },
  });
  const refusal = (options: object) => connect(broker, 'device-a', options);
  await expect(refusal({ password: 'wrong' })).rejects.toMatchObject({ code: 4 });
  await expect(refusal({ username: undefined, password: undefined })).rejects.toMatchObject({
    code: 5,
  });
  await expect(refusal({ username: 'device-broken' })).rejects.toMatchObject({ code: 3 });
});

test('anonymous clients have the rights of devices, if they are let in at all', async () => {
  const broker = await startTestBroker({ authenticator: alsoAnonymous(HOUSE) });
  const anyone = await connect(broker, 'anyone', { username: undefined, password: undefined });
  await anyone.publishAsync('home/t', '1', { qos: 1 });
  await expect(anyone.subscribeAsync('$inglenook/journal')).rejects.toThrow();
  await expect(connect(broker, 'device-a', { password: 'wrong' })).rejects.toMatchObject({
    code: 4,
  });
});

test('a revoked user is disconnected, others stay', async () => {
  const gone = new Set<string>();
  const broker = await startTestBroker({
    authenticator: { ...HOUSE, revoked: async (names) => names.filter((name) => gone.has(name)) },
  });
  const stays = await connect(broker, 'device-a');
  const leaves = await connect(broker, 'browser-b');
  gone.add('browser-b').add('recorder-1');
  await until(() => !leaves.connected);
  expect(stays.connected).toBe(true);
  expect(broker.refusals.of('revoked')).toBe(1);
});

test("the product's own roles have keys that only their owner can read", async () => {
  const dataDir = temporaryFolder();
  const key = serviceKey(dataDir, 'recorder');
  expect(serviceKey(dataDir, 'recorder')).toEqual(key);
  expect(serviceKey(dataDir, 'web').password).not.toBe(key.password);
  expect(statSync(path.join(dataDir, 'keys', 'mqtt-recorder.json')).mode & 0o777).toBe(0o600);
  const authenticator = firstOf(serviceAuthenticator(dataDir), HOUSE);
  const enter = (username: string, password: string) =>
    authenticator.authenticate(username, Buffer.from(password), 'x');
  expect(await enter(key.username, key.password)).toEqual({
    username: key.username,
    role: 'recorder',
  });
  expect(await enter(key.username, 'wrong')).toBeNull();
  expect((await enter('device-a', 'device-a'))?.role).toBe('device');
});

describe('the WebSocket listener', () => {
  const url = (port: number, at = '/mqtt') => `ws://127.0.0.1:${port}${at}`;
  const status = (address: string, options: object): Promise<number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(address, 'mqtt', options);
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
      socket.on('open', () => {
        socket.close();
        resolve(101);
      });
      socket.on('error', () => {});
    });

  test.each(['/', '/mqtt', '/mqtt?x=1'])('speaks MQTT at %s', async (at) => {
    const broker = await startTestBroker();
    const page = await mqtt.connectAsync(url(broker.wsPort, at), {
      clientId: 'browser-1',
      username: 'browser-1',
      password: 'browser-1',
      reconnectPeriod: 0,
    });
    onTestFinished(() => page.endAsync(true));
    const heard = listen(page);
    await page.subscribeAsync('home/#', { qos: 1 });
    const device = await connect(broker, 'device-a');
    await device.publishAsync('home/t', 'x'.repeat(200_000), { qos: 1 });
    await page.publishAsync('home/u', 'y'.repeat(200_000), { qos: 1 });
    await heardCount(heard, 2);
  });

  test('asks where a page comes from', async () => {
    const broker = await startTestBroker();
    expect(await status(url(broker.wsPort), { origin: 'http://evil.example' })).toBe(403);
    expect(await status(url(broker.wsPort), { origin: 'http://localhost:3000' })).toBe(101);
    expect(await status(url(broker.wsPort), {})).toBe(101);
    expect(await status(url(broker.wsPort, '/other'), {})).toBe(404);
    expect(broker.refusals.of('origin')).toBe(1);
  });

  test('answers plain HTTP with a hint', async () => {
    const broker = await startTestBroker();
    const response = await fetch(`http://127.0.0.1:${broker.wsPort}/`);
    expect(response.status).toBe(426);
    expect(await response.text()).toContain('WebSocket');
  });

  test('closes on a frame of text, and on one that is too long', async () => {
    const broker = await startTestBroker();
    for (const frame of ['text', Buffer.alloc(1 << 20)]) {
      const socket = new WebSocket(url(broker.wsPort), 'mqtt');
      socket.on('error', () => {});
      await new Promise((resolve) => socket.once('open', resolve));
      socket.send(frame);
      await new Promise((resolve) => socket.once('close', resolve));
    }
    expect(broker.refusals.of('malformed-packet')).toBe(1);
    expect(broker.refusals.of('packet-too-large')).toBe(1);
  });
});

describe('a start that cannot work says why in one line', () => {
  test('the port is taken', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as net.AddressInfo;
    const start = startTestBroker({ tcpPort: port });
    await expect(start).rejects.toThrow(ConfigurationError);
    await expect(start).rejects.toThrow(`port ${port} is in use: another MQTT broker is running?`);
  });

  test('the folder belongs to another broker, until that ends', async () => {
    const dataDir = temporaryFolder();
    const first = await startTestBroker({ dataDir });
    await expect(startTestBroker({ dataDir })).rejects.toThrow('in use by another broker');
    await first.stop();
    await startTestBroker({ dataDir });
  });

  test('the folder is a file', async () => {
    const dataDir = path.join(temporaryFolder(), 'broker.db');
    const raw = import.meta.filename;
    await expect(startTestBroker({ dataDir: raw })).rejects.toThrow(/not writable .* DATA_DIR/);
    await startTestBroker({ dataDir });
  });
});

test('connections that say nothing do not keep others out for long', async () => {
  const broker = await startTestBroker({ limits: { strangersPerAddress: 5, connectMs: 300 } });
  const silent = await Promise.all(Array.from({ length: 5 }, () => rawSocket(broker.tcpPort)));
  const late = await rawSocket(broker.tcpPort);
  await late.closed();
  expect(broker.refusals.of('too-many-connections')).toBe(1);
  await Promise.all(silent.map((raw) => raw.closed()));
  await connect(broker, 'device-a');
});
