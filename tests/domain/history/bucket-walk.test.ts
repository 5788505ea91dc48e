import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  observeChanges,
  observeIncrease,
  observePercentiles,
  observeStates,
} from '../../../lib/domain/history/bucket-details.ts';
import { createBucketWalk, observeSummaries } from '../../../lib/domain/history/bucket-walk.ts';
import { createCounter } from '../../../lib/domain/history/counter.ts';
import { summarize } from '../../../lib/domain/history/summary.ts';
import { stretchesOf, type Told } from './columns-of.ts';

test('buckets of columns say what those of readings say, however the columns are cut', () => {
  const reading = fc.tuple(
    fc.nat(1000),
    fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(null)),
  );
  fc.assert(
    fc.property(
      fc.array(reading, { maxLength: 40 }),
      fc.uniqueArray(fc.nat(1000), { minLength: 2, maxLength: 8 }),
      fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(null)),
      fc.nat(1200),
      fc.integer({ min: 1, max: 7 }),
      (told, unsorted, held, until, length) => {
        const edges = unsorted.sort((a, b) => a - b);
        const readings = told
          .filter(([at]) => at >= edges[0]!)
          .sort(([a], [b]) => a - b) as readonly Told[];
        const summaries = observeSummaries();
        const walk = createBucketWalk(edges, until, [summaries]);
        const all: Told[] = [[-2, 99], [-1, held], ...readings];
        for (const stretch of stretchesOf(all, length)) walk.add(stretch);
        walk.end();
        let value = held;
        edges.slice(1).forEach((edge, i) => {
          const from = edges[i]!;
          const to = Math.max(from, Math.min(edge, until));
          const inside = readings.filter(([at]) => at >= from && at < to);
          const steps = inside.map(([at, v]) => ({ at, value: v }));
          const expected = summarize(steps, from, to, from < to ? value : null);
          const { first, last, ...rest } = summaries.found[i]!;
          const plain = ({ value: v }: { value: number }) => (Number.isNaN(v) ? null : v);
          expect({ ...rest, first: plain(first), last: plain(last) }).toEqual(expected);
          value = inside.length > 0 ? inside.at(-1)![1] : value;
        });
      },
    ),
  );
});

/** Observes one bucket from 0 to 100. */
function inBucket<T>(
  observer: Parameters<typeof createBucketWalk>[2][number] & { found: readonly T[] },
  readings: readonly Told[],
  ...before: readonly Told[]
) {
  const walk = createBucketWalk([0, 100], 100, [observer]);
  for (const stretch of stretchesOf([...before, ...readings], 2)) walk.add(stretch);
  walk.end();
  return observer.found[0]!;
}

describe('percentiles', () => {
  test('count a value for as long as it was in force', () => {
    const readings: Told[] = [
      [0, 10],
      [90, 50],
      [96, 70],
    ];
    expect(inBucket(observePercentiles(), readings)).toEqual({
      p5: 10,
      p25: 10,
      p50: 10,
      p75: 10,
      p95: 50,
    });
  });

  test('know nothing of what nobody knows', () => {
    expect(inBucket(observePercentiles(), [[10, null]])).toBeNull();
    expect(inBucket(observePercentiles(), [], [-5, 4])).toMatchObject({ p5: 4, p95: 4 });
  });
});

describe('states', () => {
  test('last as long as they were in force, also one from before', () => {
    const readings: Told[] = [
      [20, 1],
      [30, 0],
      [90, null],
    ];
    expect(inBucket(observeStates(), readings, [-5, 0])).toEqual([
      { value: 0, text: 0, ms: 80 },
      { value: 1, text: 0, ms: 10 },
    ]);
  });

  test('may be texts', () => {
    const readings: Told[] = [
      [0, null, 7],
      [60, null, 8],
    ];
    expect(inBucket(observeStates(), readings)).toEqual([
      { value: Number.NaN, text: 7, ms: 60 },
      { value: Number.NaN, text: 8, ms: 40 },
    ]);
  });
});

describe('changes', () => {
  test('are values that differ from the one before, not reports', () => {
    const readings: Told[] = [
      [10, 1],
      [20, 1],
      [30, null],
      [40, 1],
      [50, 0],
    ];
    expect(inBucket(observeChanges(), readings, [-5, 1])).toBe(1);
    expect(inBucket(observeChanges(), readings, [-5, 0])).toBe(2);
  });

  test('do not begin with the first value ever', () => {
    expect(inBucket(observeChanges(), [[10, null, 3]])).toBe(0);
    const texts: Told[] = [
      [10, null, 3],
      [20, null, 4],
      [30, 5],
    ];
    expect(inBucket(observeChanges(), texts)).toBe(2);
  });
});

test('a counter has counted what came since the last reading before', () => {
  const counter = createCounter('rising', null);
  const readings: Told[] = [
    [50, 14],
    [60, 1],
  ];
  expect(inBucket(observeIncrease(counter), readings, [-9, 3], [-5, 10])).toBe(5);
});
