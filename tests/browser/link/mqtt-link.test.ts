import { afterEach, expect, test } from 'vitest';
import type { BrowserCredential } from '../../../lib/api/home.ts';
import {
  type CredentialKeeper,
  parseCredential,
  type Renewal,
} from '../../../lib/browser/link/credential.ts';
import { connectMqtt } from '../../../lib/browser/link/mqtt-connect.ts';
import {
  createMqttLink,
  type MqttLink,
  OfflineError,
} from '../../../lib/browser/link/mqtt-link.ts';
import { realTimers, type Timers } from '../../../lib/browser/store/timers.ts';
import { freePorts } from '../../support/ports.ts';
import { until } from '../../support/until.ts';
import { startBroker, type TestBroker } from '../support/broker.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function broker(port?: number): Promise<TestBroker> {
  const started = await startBroker(port);
  stops.push(() => started.stop());
  return started;
}

const credential = (urls: readonly string[], password = 'first'): BrowserCredential => ({
  username: 'page',
  password,
  clientIdPrefix: 'page-1',
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  urls,
});

function keeper(current: BrowserCredential | null, renew: () => Renewal): CredentialKeeper {
  let known = current;
  return {
    current: () => known,
    async renew() {
      const renewal = renew();
      if (renewal.type === 'renewed') known = renewal.credential;
      return renewal;
    },
    forget: () => {
      known = null;
    },
  };
}

const unreachable = (): Renewal => ({ type: 'unreachable' });

function open(
  credentials: CredentialKeeper,
  random = () => 0.01,
  timers: Timers = realTimers,
): MqttLink {
  const link = createMqttLink({ connect: connectMqtt, credentials, timers, random });
  stops.push(link.start());
  return link;
}

const connected = (link: MqttLink) =>
  until(() => link.status().phase === 'connected', { what: 'the connection' });

test('the page hears what it watches, and only that', async () => {
  const home = await broker();
  const link = open(keeper(credential([home.url]), unreachable));
  const heard: string[] = [];
  link.onMessage(({ topic, payload, retain }) =>
    heard.push(`${topic} ${new TextDecoder().decode(payload)} ${retain}`),
  );
  const release = link.watch(['sensors/+/temperature']);
  await home.publish('sensors/hall/temperature', '20', true);
  await connected(link);
  await until(() => heard.includes('sensors/hall/temperature 20 true'));
  await home.publish('sensors/hall/humidity', '50');
  await home.publish('sensors/hall/temperature', '21');
  await until(() => heard.includes('sensors/hall/temperature 21 false'));
  expect(heard.some((line) => line.includes('humidity'))).toBe(false);
  release();
});

test('a topic stays watched until the last of its watchers is gone', async () => {
  const home = await broker();
  const link = open(keeper(credential([home.url]), unreachable));
  await connected(link);
  const heard: string[] = [];
  link.onMessage(({ topic }) => heard.push(topic));
  const releases = [link.watch(['a/b']), link.watch(['a/b'])];
  await until(async () => {
    await home.publish('a/b', '1');
    return heard.length > 0;
  });
  releases[0]?.();
  await until(async () => {
    await home.publish('a/b', '2');
    return heard.length > 2;
  });
  releases[1]?.();
  await until(async () => {
    const before = heard.length;
    await home.publish('a/b', '3');
    await home.publish('a/b', '3');
    return heard.length === before;
  });
});

test('after the broker was away everything watched is heard again, retained values included', async () => {
  const [port] = (await freePorts(1)) as [number];
  const first = await startBroker(port);
  const link = open(keeper(credential([first.url]), unreachable));
  const heard: string[] = [];
  link.onMessage(({ payload }) => heard.push(new TextDecoder().decode(payload)));
  link.watch(['x']);
  await connected(link);
  await first.stop();
  await until(() => link.status().phase !== 'connected');
  const second = await broker(port);
  await second.publish('x', 'back', true);
  await until(() => heard.includes('back'), { what: 'the retained value' });
});

test('when one address fails the next is taken at once, and remembered', async () => {
  const home = await broker();
  const [dead] = (await freePorts(1)) as [number];
  const link = open(keeper(credential([`ws://127.0.0.1:${dead}/mqtt`, home.url]), unreachable));
  const status = await until(() => {
    const now = link.status();
    return now.phase === 'connected' && now;
  });
  expect(status.url).toBe(home.url);
});

test('twenty refused credentials are renewed twenty times', async () => {
  const home = await broker();
  let valid = 0;
  let renewals = 0;
  home.allow = (_, password) => password === `p${valid}`;
  const credentials = keeper(credential([home.url], 'p0'), () => {
    renewals += 1;
    return { type: 'renewed', credential: credential([home.url], `p${valid}`) };
  });
  const link = open(credentials);
  await connected(link);
  for (let round = 1; round <= 20; round += 1) {
    valid = round;
    home.connected.at(-1)?.close();
    await until(() => home.connected.length === round + 1, { what: `round ${round}` });
    await connected(link);
  }
  expect(renewals).toBe(20);
});

test('while the server is away a page opens with the credential of its last visit', async () => {
  const home = await broker();
  const link = open(keeper(credential([home.url]), unreachable));
  await connected(link);
  expect(home.connected).toHaveLength(1);
});

test('a command resolves when the broker has it, and is refused at once when there is none', async () => {
  const home = await broker();
  const link = open(keeper(credential([home.url]), unreachable), () => 0.99);
  const message = { topic: 'control/lights/desk', payload: '{}', qos: 0, retain: false } as const;
  await expect(link.publish(message)).rejects.toBeInstanceOf(OfflineError);
  const arrived: string[] = [];
  home.aedes.on('publish', ({ topic, qos }) => arrived.push(`${topic} ${qos}`));
  await connected(link);
  await link.publish(message);
  expect(arrived).toContain('control/lights/desk 1');
  home.connected.at(-1)?.close();
  await until(() => link.status().phase !== 'connected');
  await expect(link.publish(message)).rejects.toBeInstanceOf(OfflineError);
  await connected(link);
  expect(arrived.filter((line) => line.startsWith('control'))).toHaveLength(1);
});

test('waking tries at once instead of waiting', async () => {
  const [port] = (await freePorts(1)) as [number];
  // A wait of seconds never ends.
  let waits = false;
  const timers: Timers = {
    ...realTimers,
    after(ms, run) {
      if (ms < 3_000) return realTimers.after(ms, run);
      waits = true;
      return () => {};
    },
  };
  const credentials = keeper(credential([`ws://127.0.0.1:${port}/mqtt`]), unreachable);
  const link = open(credentials, () => 0.999, timers);
  await until(() => waits);
  expect(link.status().phase).toBe('offline');
  await broker(port);
  link.wake();
  await connected(link);
});

test('the page says that it is there, and the broker says when it is gone', async () => {
  const home = await broker();
  const words: string[] = [];
  home.aedes.on('publish', ({ topic, payload }) => {
    if (topic.startsWith('clients/')) words.push(`${topic} ${payload}`);
  });
  const link = open(keeper(credential([home.url]), unreachable));
  await connected(link);
  await until(() => words.some((word) => /^clients\/page-1-\w+\/status online$/.test(word)));
  home.connected.at(-1)?.close();
  await until(() => words.some((word) => word.endsWith('offline')));
});

test('signed out is said, and nothing is tried any more', async () => {
  const link = open(keeper(null, () => ({ type: 'signed_out' })));
  await until(() => link.status().phase === 'signed_out');
});

test('each address is entered with its own login, and the fallback serves while the first is away', async () => {
  const [home, spare] = [await broker(), await broker()];
  home.allow = (username, password) => username === 'public' && password === 'known to all';
  spare.allow = (username, password) => username === 'page' && password === 'first';
  const ways: BrowserCredential = {
    ...credential([home.url]),
    username: 'public',
    password: 'known to all',
    fallback: { username: 'page', password: 'first', urls: [spare.url] },
  };
  const link = open(keeper(ways, unreachable));
  await connected(link);
  expect(link.status()).toMatchObject({ url: home.url });
  await home.stop();
  await until(() => {
    const status = link.status();
    return status.phase === 'connected' && status.url === spare.url;
  });
});

test('an address that the browser does not even try is passed over', async () => {
  const home = await broker();
  const link = open(keeper(credential(['nonsense://host', home.url]), unreachable));
  await connected(link);
  expect(link.status()).toMatchObject({ url: home.url });
});

test('a kept credential keeps its fallback, and one that is broken is dropped', () => {
  const way = { username: 'page', password: 'first', urls: ['ws://home/mqtt'] };
  const plain = credential(['ws://broker/']);
  const whole = { ...plain, fallback: way };
  expect(parseCredential(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  const broken = { ...whole, fallback: { ...way, urls: [] } };
  expect(parseCredential(broken)).toEqual(plain);
});

test('who comes late hears what is kept, though another watches that topic already', async () => {
  const server = await broker();
  await server.publish('hall/lamp', 'on', true);
  const link = open(keeper(credential([server.url]), unreachable));
  const heard: string[] = [];
  link.onMessage(({ topic, payload }) =>
    heard.push(`${topic} ${new TextDecoder().decode(payload)}`),
  );
  const releases = [link.watch(['hall/lamp'])];
  await until(() => heard.length === 1, { what: 'the kept value' });
  releases.push(link.watch(['hall/lamp'], { again: true }));
  await until(() => heard.length === 2, { what: 'the kept value once more' });
  const gone: string[] = [];
  server.aedes.on('unsubscribe', (filters) => gone.push(...filters));
  for (const release of releases) release();
  await until(() => gone.includes('hall/lamp'), { what: 'the end of the subscription' });
});
