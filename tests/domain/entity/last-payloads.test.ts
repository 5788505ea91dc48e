import { expect, test } from 'vitest';
import { createLastPayloads } from '@/lib/domain/entity/last-payloads.ts';
import { DEFAULT_LIMITS, MAX_KEPT_PAYLOAD } from '@/lib/domain/entity/limits.ts';

const message = (topic: string, size = 1) => ({
  topic,
  payload: new Uint8Array(size),
  retain: false,
  at: 0,
});

test('only the last message of a topic is kept, and none after an empty one', () => {
  const last = createLastPayloads(DEFAULT_LIMITS);
  last.keep(message('a', 1));
  last.keep(message('a', 2));
  expect(last.of('a')).toHaveLength(1);
  expect(last.of('a')[0]?.payload).toHaveLength(2);
  last.keep(message('a', 0));
  expect(last.of('a')).toEqual([]);
});

test('a filter finds all its topics', () => {
  const last = createLastPayloads(DEFAULT_LIMITS);
  for (const topic of ['a/x', 'b/x', 'b/y']) last.keep(message(topic));
  expect(last.of('+/x').map(({ topic }) => topic)).toEqual(['a/x', 'b/x']);
});

test('the oldest go when there are too many', () => {
  const last = createLastPayloads(DEFAULT_LIMITS);
  for (let i = 0; i < DEFAULT_LIMITS.keptTopics + 10; i++) last.keep(message(`t/${i}`));
  expect(last.of('t/9')).toEqual([]);
  expect(last.of('t/10')).toHaveLength(1);
});

test('the bytes are bounded too, and a huge payload is not kept at all', () => {
  const last = createLastPayloads(DEFAULT_LIMITS);
  const rounds = Math.ceil(DEFAULT_LIMITS.keptBytes / MAX_KEPT_PAYLOAD) + 5;
  for (let i = 0; i < rounds; i++) last.keep(message(`t/${i}`, MAX_KEPT_PAYLOAD));
  expect(last.of('t/0')).toEqual([]);
  expect(last.of(`t/${rounds - 1}`)).toHaveLength(1);
  last.keep(message('huge', MAX_KEPT_PAYLOAD + 1));
  expect(last.of('huge')).toEqual([]);
});
