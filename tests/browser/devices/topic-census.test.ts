import { expect, test } from 'vitest';
import {
  createCensus,
  firstLevel,
  type HeardTopic,
  shares,
  suggestTopics,
} from '../../../lib/browser/devices/topic-census.ts';
import { bytes } from '../../support/home.ts';

const AT = 1_700_000_000_000;

function setUp() {
  const census = createCensus(AT);
  const hear = (topic: string, payload: unknown, at = AT, retain = false) =>
    census.take({ topic, payload: bytes(payload), retain, at }, at);
  return { census, hear };
}

const heard = (topic: string, count = 1): HeardTopic => ({ topic, text: '1', count });

test('topics are counted with their last payload, without the broker’s own', () => {
  const { census, hear } = setUp();
  hear('a/b', 'one');
  hear('a/b', 'two');
  hear('$SYS/broker/uptime', '1');
  hear('clients/page/status', 'online');
  expect(census.all()).toEqual([{ topic: 'a/b', text: 'two', count: 2 }]);
  expect(census.total()).toBe(2);
});

test('what the broker had kept is no traffic', () => {
  const { census, hear } = setUp();
  hear('a', '1', AT, true);
  expect(census.total()).toBe(0);
  expect(census.perMinute(AT + 5_000)).toBe(0);
  expect(census.last('a')).toBe('1');
});

test('the rate is that of the last half minute, and right from the beginning', () => {
  const { census, hear } = setUp();
  for (let second = 0; second < 10; second += 1) hear('a', second, AT + second * 1_000);
  expect(census.perMinute(AT + 10_000)).toBe(60);
  for (let second = 10; second < 120; second += 1) hear('a', second, AT + second * 1_000);
  expect(census.perMinute(AT + 120_000)).toBe(60);
  expect(census.perMinute(AT + 300_000)).toBe(0);
});

test('a flood of topics is bounded, and says so', () => {
  const { census, hear } = setUp();
  for (let i = 0; i < 20_000; i += 1) hear(`t/${i}`, '1');
  expect(census.size()).toBe(5_000);
  expect(census.isFull()).toBe(true);
  expect(census.total()).toBe(20_000);
});

test('long texts are cut between letters, and what is no text is told apart', () => {
  const { census, hear } = setUp();
  hear('long', 'ä'.repeat(10_000));
  expect(census.last('long')).toMatch(/^ä{100,}…$/);
  hear('binary', new Uint8Array([0xff, 0x00]));
  expect(census.last('binary')).toBeNull();
});

test('suggestions hold all words, and begin with what begins so', () => {
  const all = [heard('z/shed/temp'), heard('shed/temp'), heard('shed/hum'), heard('Shed/Temp2')];
  const found = suggestTopics(all, 'shed temp', 9).map(({ topic }) => topic);
  expect(found).toEqual(['Shed/Temp2', 'shed/temp', 'z/shed/temp']);
  expect(suggestTopics(all, 'shed/', 2).map(({ topic }) => topic)).toEqual([
    'Shed/Temp2',
    'shed/hum',
  ]);
});

test('shares add up by name, the fullest first', () => {
  const all = [heard('a/1', 5), heard('a/2'), heard('b', 7), heard('/x/y')];
  expect(shares(all, firstLevel)).toEqual([
    { name: 'a', topics: 2, messages: 6 },
    { name: '/x', topics: 1, messages: 1 },
    { name: 'b', topics: 1, messages: 7 },
  ]);
});
