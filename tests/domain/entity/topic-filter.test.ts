import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTopicFilter, matches } from '@/lib/domain/entity/topic-filter.ts';

test.each([
  ['a/b', 'a/b', true],
  ['a/b', 'a/b/c', false],
  ['a/+', 'a/b', true],
  ['a/+', 'a/', true],
  ['a/+', 'a', false],
  ['a/+', 'a/b/c', false],
  ['+/+', '/finance', true],
  ['+', '/finance', false],
  ['a/#', 'a', true],
  ['a/#', 'a/b/c', true],
  ['a/+/#', 'a/b', true],
  ['#', '$SYS/x', false],
  ['+/x', '$SYS/x', false],
  ['$SYS/#', '$SYS/x', true],
  ['+/+/BTtoMQTT/FF', 'home/hall/BTtoMQTT/FF', true],
  ['a//b', 'a//b', true],
])('%s takes in %s: %s', (filter, topic, expected) => {
  expect(matches(filter, topic)).toBe(expected);
});

test('matching agrees with comparing level by level', () => {
  const level = fc.constantFrom('a', 'b', '', '+');
  const simple = (filter: string[], topic: string[]): boolean => {
    for (const [i, f] of filter.entries()) {
      if (f === '#') return true;
      if (i >= topic.length || (f !== '+' && f !== topic[i])) return false;
    }
    return filter.length === topic.length;
  };
  fc.assert(
    fc.property(
      fc.array(level, { minLength: 1, maxLength: 4 }),
      fc.array(fc.constantFrom('a', 'b', ''), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (levels, topic, rest) => {
        const filter = rest ? [...levels, '#'] : levels;
        expect(matches(filter.join('/'), topic.join('/'))).toBe(simple(filter, topic));
      },
    ),
  );
});

test('a filter that is everything, or malformed, is none to subscribe to', () => {
  for (const filter of ['', '#', '+', '+/+', '+/#', 'a#', 'a/b+', '#/a', 'a\0']) {
    expect(isTopicFilter(filter)).toBe(false);
  }
  for (const filter of ['a', 'a/#', '+/a', '/a', 'a//b', 'küche/温度']) {
    expect(isTopicFilter(filter)).toBe(true);
  }
});
