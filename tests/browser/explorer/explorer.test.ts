import { afterEach, describe, expect, test } from 'vitest';
import { createExplorer } from '../../../lib/browser/explorer/explorer.ts';
import { ROOT } from '../../../lib/browser/explorer/tree.ts';
import { connectMqtt } from '../../../lib/browser/link/mqtt-connect.ts';
import {
  createMqttLink,
  type LinkStatus,
  type MqttLink,
} from '../../../lib/browser/link/mqtt-link.ts';
import { listeners } from '../../../lib/browser/store/listeners.ts';
import { realTimers } from '../../../lib/browser/store/timers.ts';
import type { Message } from '../../../lib/domain/dialect/message.ts';
import { until } from '../../support/until.ts';
import { startBroker } from '../support/broker.ts';
import { manualTimers } from '../support/timers.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** An explorer whose line, clock and frames the test moves by hand. */
function setUp() {
  const messages = listeners<[Message]>();
  const watched: string[] = [];
  const timers = manualTimers();
  const frames: (() => void)[] = [];
  const status: LinkStatus = { phase: 'connected', url: 'ws://test', since: 0 };
  const link: MqttLink = {
    start: () => () => {},
    status: () => status,
    onStatus: () => () => {},
    onMessage: messages.add,
    onReady: () => () => {},
    watch(filters) {
      watched.push(...filters);
      return () => {
        for (const filter of filters) watched.splice(watched.indexOf(filter), 1);
      };
    },
    publish: async () => {},
    wake: () => {},
  };
  const explorer = createExplorer({ link, timers, schedule: (flush) => frames.push(flush) });
  const stop = explorer.start();
  stops.push(stop);
  const hear = (topic: string, text = '1', retain = false) =>
    messages.emit({ topic, payload: bytes(text), retain, at: timers.now() });
  const frame = () => {
    for (const flush of frames.splice(0)) flush();
  };
  return { explorer, stop, hear, frame, frames, timers, watched };
}

test('a thousand messages are one notification', () => {
  const { explorer, hear, frame, frames } = setUp();
  let told = 0;
  explorer.onChange(() => {
    told += 1;
  });
  for (let i = 0; i < 1_000; i += 1) hear(`t/${i}`);
  expect(frames).toHaveLength(1);
  frame();
  expect(told).toBe(1);
  expect(explorer.tree.stats(ROOT, explorer.now()).topics).toBe(1_000);
  expect(explorer.rows.length()).toBe(1);
});

test('it listens only while somebody looks', () => {
  const { explorer, stop, watched } = setUp();
  expect(watched).toEqual(['#']);
  explorer.setSystem(true);
  expect(watched).toEqual(['#', '$SYS/#']);
  explorer.setSystem(false);
  expect(watched).toEqual(['#']);
  stop();
  expect(watched).toEqual([]);
});

describe('a pause', () => {
  test('holds the tree still, and afterwards nothing is missing', () => {
    const { explorer, hear } = setUp();
    hear('a', '1');
    explorer.setPaused(true);
    hear('a', '2');
    hear('b', '1');
    expect(explorer.tree.stats(ROOT, explorer.now())).toMatchObject({ messages: 1, topics: 1 });
    expect(explorer.waiting()).toEqual({ count: 2, missed: 0 });
    explorer.setPaused(false);
    expect(explorer.tree.stats(ROOT, explorer.now())).toMatchObject({ messages: 3, topics: 2 });
    expect(explorer.rows.length()).toBe(2);
  });

  test('has room for so much, and says what it left out', () => {
    const { explorer, hear } = setUp();
    explorer.setPaused(true);
    for (let i = 0; i < 20_005; i += 1) hear('a', String(i));
    expect(explorer.waiting()).toEqual({ count: 20_000, missed: 5 });
  });
});

describe('asking what the broker keeps', () => {
  test('what it says again is kept, what it does not is not', () => {
    const { explorer, hear, timers } = setUp();
    const { tree } = explorer;
    hear('t/a', '1', true);
    hear('t/b', '1', true);
    explorer.probe('t/#');
    hear('t/a', '1', true);
    timers.pass(2_000);
    expect(tree.keptTopics(ROOT)).toEqual(['t/a']);
    expect(tree.kept(tree.find('t/b')!)).toBe('not_kept');
  });

  test('nothing is concluded while the broker is still saying what it keeps', () => {
    const { explorer, hear, timers } = setUp();
    const { tree } = explorer;
    for (let i = 0; i < 40; i += 1) hear(`t/${i}`, '1', true);
    explorer.probe('t/#');
    for (let i = 0; i < 40; i += 1) {
      timers.pass(500);
      expect(explorer.isAsking('t/#')).toBe(true);
      expect(tree.stats(ROOT, explorer.now()).kept).toBe(40);
      hear(`t/${i}`, '1', true);
    }
    timers.pass(2_000);
    expect(explorer.isAsking('t/#')).toBe(false);
    expect(tree.stats(ROOT, explorer.now()).kept).toBe(40);
  });

  test('nothing is concluded from a pause', () => {
    const { explorer, hear, timers } = setUp();
    hear('t/a', '1', true);
    explorer.probe('t/a');
    explorer.setPaused(true);
    timers.pass(10_000);
    expect(explorer.tree.kept(explorer.tree.find('t/a')!)).toBe('kept');
    explorer.setPaused(false);
    timers.pass(2_000);
    expect(explorer.tree.kept(explorer.tree.find('t/a')!)).toBe('not_kept');
  });

  test('a message that overlapping subscriptions bring twice is counted once', () => {
    const { explorer, hear } = setUp();
    explorer.probe('t/a');
    hear('t/a', 'x');
    hear('t/a', 'x');
    expect(explorer.tree.stats(ROOT, explorer.now()).messages).toBe(1);
  });

  test('its subscription ends with the answer', () => {
    const { explorer, timers, watched } = setUp();
    explorer.probe('t/a');
    expect(watched).toEqual(['#', 't/a']);
    timers.pass(2_000);
    expect(watched).toEqual(['#']);
  });
});

test('with a real broker: kept or not kept is told of each topic', async () => {
  const broker = await startBroker();
  stops.push(() => broker.stop());
  await broker.publish('t/kept', '1', true);
  const credential = {
    username: 'u',
    password: 'p',
    urls: [broker.url],
    clientIdPrefix: 'test',
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
  };
  const link = createMqttLink({
    connect: connectMqtt,
    credentials: {
      current: () => credential,
      renew: async () => ({ type: 'unreachable' }),
      forget: () => {},
    },
    timers: realTimers,
    random: Math.random,
  });
  const explorer = createExplorer({
    link,
    timers: realTimers,
    schedule: (flush) => void setTimeout(flush),
  });
  stops.push(explorer.start());
  const { tree } = explorer;
  await until(() => tree.find('t/kept') !== undefined);
  await broker.publish('t/live', '1');
  await until(() => tree.find('t/live') !== undefined);
  const [kept, live] = [tree.find('t/kept')!, tree.find('t/live')!];
  expect([tree.kept(kept), tree.kept(live)]).toEqual(['kept', 'unknown']);

  explorer.probe('t/live');
  await until(() => tree.kept(live) === 'not_kept');
  // Retained while we listen: a subscriber of old is not told so [MQTT-3.3.1-9].
  await broker.publish('t/live', '2', true);
  await until(() => tree.stats(live, 0).messages === 2);
  explorer.probe('t/live');
  await until(() => tree.kept(live) === 'kept');
  expect(tree.stats(live, 0).messages).toBe(2);
});
