import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mean, merge, NOTHING, summarize } from '../../server/db/history/summary-model.ts';

const HOUR = 3_600_000;
const at = (hours: number, value: number | null) => ({ at: hours * HOUR, value });

test('a value counts for as long as it was in force', () => {
  expect(mean(summarize([at(0, 20), at(3, 24)], 0, 4 * HOUR, null))).toBe(21);
});

test('the value in force at the begin counts until the first reading', () => {
  const summary = summarize([at(3, 24)], 0, 4 * HOUR, 20);
  expect(summary).toMatchObject({ count: 1, min: 20, max: 24, first: 24, last: 24 });
  expect(mean(summary)).toBe(21);
});

test('a value that is replaced at the very begin does not count', () => {
  expect(summarize([at(0, 24)], 0, HOUR, 99)).toMatchObject({ min: 24, max: 24 });
});

test('unknown time is neither in the mean nor in the extremes', () => {
  const summary = summarize([at(0, 10), at(1, null), at(3, 30)], 0, 4 * HOUR, null);
  expect(summary).toMatchObject({ count: 3, min: 10, max: 30, known: 2 * HOUR });
  expect(mean(summary)).toBe(20);
});

test('nothing has no mean', () => {
  expect(mean(summarize([], 0, HOUR, null))).toBeNull();
  expect(mean(NOTHING)).toBeNull();
});

test('a day is the merge of its halves', () => {
  const [night, noon] = [at(2, 17), at(12, 25)];
  const halves = merge(
    summarize([night], 0, 12 * HOUR, 20),
    summarize([noon], 12 * HOUR, 24 * HOUR, night.value),
  );
  expect(halves).toEqual(summarize([night, noon], 0, 24 * HOUR, 20));
});

test('whatever the readings, a span is the merge of its parts wherever it is cut', () => {
  const reading = fc.record({
    at: fc.integer({ min: 0, max: 999 }),
    value: fc.option(fc.integer({ min: -1000, max: 1000 })),
  });
  const held = fc.option(fc.integer({ min: -1000, max: 1000 }));
  fc.assert(
    fc.property(
      fc.array(reading),
      fc.integer({ min: 1, max: 999 }),
      held,
      (unsorted, cut, before) => {
        const readings = unsorted.sort((a, b) => a.at - b.at);
        const early = readings.filter((r) => r.at < cut);
        const late = readings.filter((r) => r.at >= cut);
        const between = early.length > 0 ? early.at(-1)!.value : before;
        expect(
          merge(summarize(early, 0, cut, before), summarize(late, cut, 1000, between)),
        ).toEqual(summarize(readings, 0, 1000, before));
      },
    ),
  );
});
