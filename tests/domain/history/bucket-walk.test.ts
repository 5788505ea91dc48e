import { describe, expect, test } from 'vitest';
import {
  observeChanges,
  observeIncrease,
  observePercentiles,
  observeStates,
} from '../../../lib/domain/history/bucket-details.ts';
import { createBucketWalk } from '../../../lib/domain/history/bucket-walk.ts';
import { createCounter } from '../../../lib/domain/history/counter.ts';
import { stretchesOf, type Told } from './columns-of.ts';

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
    expect(inBucket(observeStates(false), readings, [-5, 0])).toEqual([
      { value: 0, text: 0, ms: 80 },
      { value: 1, text: 0, ms: 10 },
    ]);
  });

  test('may be texts', () => {
    const readings: Told[] = [
      [0, null, 7],
      [60, null, 8],
    ];
    expect(inBucket(observeStates(false), readings)).toEqual([
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
