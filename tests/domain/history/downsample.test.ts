import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDownsampler, DOWNSAMPLERS } from '../../../lib/domain/history/downsample.ts';
import { stretchesOf, type Told } from './columns-of.ts';

const sample = (
  method: (typeof DOWNSAMPLERS)[number],
  readings: readonly Told[],
  points: number,
  total = readings.length,
) => {
  const sampler = createDownsampler(method, total, points);
  for (const stretch of stretchesOf(readings, 7)) sampler.add(stretch);
  const { points: picked, of } = sampler.end();
  expect(of).toBe(readings.length);
  return picked.at.map((at, i): Told => {
    const value = picked.value[i]!;
    return [at, Number.isNaN(value) ? null : value];
  });
};

const series = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.integer() }, fc.constant(null)), { maxLength: 200 })
  .map((values) => values.map((value, i): Told => [i * 10, value]));

describe.each(DOWNSAMPLERS)('%s', (method) => {
  test('keeps readings as they are, in order, the first and the last among them', () => {
    fc.assert(
      fc.property(
        series,
        fc.integer({ min: 3, max: 60 }),
        fc.integer({ min: -9, max: 9 }),
        (told, points, off) => {
          const picked = sample(method, told, points, Math.max(0, told.length + off));
          const times = picked.map(([at]) => at);
          expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
          for (const [at, value] of picked) expect(told[at / 10]![1]).toBe(value);
          expect(picked[0]).toEqual(told[0]);
          expect(picked.at(-1)).toEqual(told.at(-1));
        },
      ),
    );
  });

  test('gives no more points than are wanted, and all when they are few', () => {
    const told = Array.from({ length: 1000 }, (_, i): Told => [i, Math.sin(i / 50)]);
    expect(sample(method, told, 100).length).toBeLessThanOrEqual(100);
    expect(sample(method, told, 100).length).toBeGreaterThanOrEqual(98);
    expect(sample(method, told, 1000)).toEqual(told);
  });

  test('keeps a peak', () => {
    const told = Array.from({ length: 86_400 }, (_, i): Told => [i, i === 54_321 ? 99 : i % 2]);
    expect(sample(method, told, 200)).toContainEqual([54_321, 99]);
  });

  test('breaks where nothing was known', () => {
    const told = Array.from({ length: 1000 }, (_, i): Told => [i, i === 500 ? null : i]);
    expect(sample(method, told, 20)).toContainEqual([500, null]);
  });
});

test('the least and the greatest of all are among the least and greatest', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 4, max: 60 }), (told, points) => {
      const numbers = told.flatMap(([, value]) => value ?? []);
      const picked = sample('minmax', told, points).flatMap(([, value]) => value ?? []);
      if (numbers.length === 0) return;
      expect(Math.min(...picked)).toBe(Math.min(...numbers));
      expect(Math.max(...picked)).toBe(Math.max(...numbers));
    }),
  );
});
