import { expect, test } from 'vitest';
import { heardTimes } from '../../../../lib/server/recorder/group/heard-times.ts';

const text = (words: string) => Buffer.from(words);

test('a message counts for when the same was last heard', () => {
  const times = heardTimes();
  times.note('a', text('on'), 1);
  times.note('a', text('off'), 2);
  times.note('a', text('on'), 3);
  times.note('b', text('x'.repeat(1_000)), 4);
  expect(times.of('a', text('on'))).toBe(3);
  expect(times.of('a', text('off'))).toBe(2);
  expect(times.of('b', text('x'.repeat(1_000)))).toBe(4);
  expect(times.of('b', text('on'))).toBeUndefined();
  expect([times.knows('b'), times.knows('c')]).toEqual([true, false]);
});

test('the oldest are forgotten', () => {
  const times = heardTimes(2);
  times.note('a', text('1'), 1);
  times.note('b', text('1'), 2);
  times.note('a', text('1'), 3);
  times.note('c', text('1'), 4);
  expect(['a', 'b', 'c'].map((topic) => times.of(topic, text('1')))).toEqual([3, undefined, 4]);
  expect(['a', 'b', 'c'].map(times.knows)).toEqual([true, false, true]);
});
