import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  basisOf,
  commonBasis,
  countBetween,
  growthPerYear,
  lossOf,
  readingsPerDay,
  type SeriesSize,
  type Stretch,
  sizeAfter,
} from '../../../lib/domain/history/forecast.ts';
import { FOR_EVER, type Policy } from '../../../lib/domain/history/retention.ts';

const DAY = 86_400_000;
const NOW = 20_000 * DAY;
const raw = (rawDays: number, summaryDays: number | null = null): Policy => ({
  rawDays,
  summaryDays,
});

/** A series that spoke `perDay` times a day, from `ago` days ago until `until` days ago. */
const steady = (perDay: number, ago: number, until = 0, each = 2): SeriesSize => ({
  stretches: [{ from: NOW - ago * DAY, to: NOW - until * DAY, count: perDay * (ago - until) }],
  statistics: [],
  bytes: perDay * (ago - until) * each,
});

const anySeries: fc.Arbitrary<SeriesSize> = fc
  .record({
    parts: fc.array(
      fc.record({
        wait: fc.integer({ min: 0, max: 90 * DAY }),
        span: fc.integer({ min: 0, max: 90 * DAY }),
        count: fc.integer({ min: 1, max: 100_000 }),
      }),
      { maxLength: 8 },
    ),
    each: fc.double({ min: 0.2, max: 30, noNaN: true }),
  })
  .map(({ parts, each }) => {
    let at = NOW;
    const stretches: Stretch[] = [];
    for (const { wait, span, count } of parts) {
      at -= wait;
      stretches.unshift({ from: at - span, to: at, count });
      at -= span;
    }
    const readings = stretches.reduce((sum, { count }) => sum + count, 0);
    return { stretches, statistics: [], bytes: readings * each };
  });
const anyDays = fc.integer({ min: 1, max: 3_000 });
const total = ({ stretches }: SeriesSize) => stretches.reduce((sum, { count }) => sum + count, 0);

describe('how fast a series grows', () => {
  test('is told by its last seven days', () => {
    const series = steady(1_440, 100);
    expect(readingsPerDay(series, NOW)).toBeCloseTo(1_440);
    expect(growthPerYear(series, NOW)).toBeCloseTo(1_440 * 2 * 365);
    expect(basisOf(series, NOW)).toBe(7 * DAY);
  });

  test('of a young one by what there is', () => {
    const series = steady(1_440, 2);
    expect(readingsPerDay(series, NOW)).toBeCloseTo(1_440);
    expect(basisOf(series, NOW)).toBe(2 * DAY);
  });

  test('one reading a moment ago does not promise the world', () => {
    const series = {
      stretches: [{ from: NOW - 5, to: NOW - 5, count: 1 }],
      statistics: [],
      bytes: 5,
    };
    expect(readingsPerDay(series, NOW)).toBeLessThanOrEqual(144);
  });

  test('one that fell silent does not grow', () => {
    expect(readingsPerDay(steady(1_440, 100, 30), NOW)).toBe(0);
    expect(sizeAfter(steady(1_440, 100, 30), 365, FOR_EVER, NOW)).toBeCloseTo(70 * 1_440 * 2);
  });

  test('of several rests on as much as those that grow most', () => {
    const [old, young] = [steady(10, 100), steady(100_000, 1)];
    expect(commonBasis([old, old], NOW)).toBe(7 * DAY);
    expect(commonBasis([old, young], NOW)).toBeLessThan(1.01 * DAY);
    expect(commonBasis([], NOW)).toBe(0);
  });

  test('nothing at all grows by nothing', () => {
    const nothing = { stretches: [], statistics: [], bytes: 0 };
    expect(growthPerYear(nothing, NOW)).toBe(0);
    expect(sizeAfter(nothing, 365, raw(30), NOW)).toBe(0);
    expect(lossOf(nothing, raw(1), NOW)).toBeNull();
  });
});

describe('how large it will be', () => {
  test('what is kept for ever adds up', () => {
    expect(sizeAfter(steady(1_000, 100), 365, FOR_EVER, NOW)).toBeCloseTo(465 * 2_000);
  });

  test('what is kept for thirty days stays as large as thirty days', () => {
    const series = steady(8_640, 400);
    const nothingElse = sizeAfter(series, 365, raw(30, 30), NOW);
    expect(nothingElse).toBeCloseTo(30 * 8_640 * 2);
    // With statistics of all hours since it began.
    const withHours = sizeAfter(series, 365, raw(30), NOW);
    expect(withHours).toBeCloseTo(nothingElse + (400 + 365 - 30) * 24 * 7);
  });

  test('keeping less never costs more, and never less than nothing', () => {
    fc.assert(
      fc.property(anySeries, anyDays, anyDays, anyDays, (series, ahead, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const size = (policy: Policy) => sizeAfter(series, ahead, policy, NOW);
        const slack = 1 + 1e-9;
        expect(size(raw(less, less))).toBeGreaterThanOrEqual(0);
        expect(size(raw(less, less))).toBeLessThanOrEqual(size(raw(less)) * slack + 1e-6);
        expect(size(raw(less, less))).toBeLessThanOrEqual(size(raw(more, more)) * slack + 1e-6);
        expect(size(raw(less))).toBeLessThanOrEqual(size(FOR_EVER) * slack + 1e-6);
      }),
    );
  });

  test('statistics that are left of older readings do not make the younger ones larger', () => {
    const hours = 70 * 24;
    const thinned: SeriesSize = {
      ...steady(1_000, 30),
      statistics: [{ from: NOW - 100 * DAY, to: NOW - 30 * DAY, count: 70_000 }],
      bytes: 30 * 2_000 + hours * 7,
    };
    expect(growthPerYear(thinned, NOW)).toBeCloseTo(365 * 2_000);
    expect(sizeAfter(thinned, 0, FOR_EVER, NOW)).toBeCloseTo(thinned.bytes);
    // Sixty days from now there are ninety days of readings, and hours of half a year before.
    expect(sizeAfter(thinned, 60, raw(90, 110), NOW)).toBeCloseTo(90 * 2_000 + 20 * 24 * 7);
    const gone: SeriesSize = { ...thinned, stretches: [], bytes: 9_000 };
    expect(sizeAfter(gone, 365, FOR_EVER, NOW)).toBeCloseTo(9_000);
    expect(sizeAfter(gone, 0, raw(1, 1), NOW)).toBe(0);
    expect(lossOf(gone, raw(1), NOW)).toBeNull();
    expect(lossOf(gone, raw(1, 65), NOW)).toMatchObject({ readings: 0, hours: 35 * 24 });
  });

  test('today it is what it is', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        expect(sizeAfter(series, 0, FOR_EVER, NOW)).toBeCloseTo(series.bytes, 3);
      }),
    );
  });
});

describe('what would be lost', () => {
  test('is what is older than the policy, and from when to when', () => {
    const loss = lossOf(steady(1_000, 100), raw(30, 30), NOW)!;
    expect(loss).toEqual({
      readings: 70_000,
      hours: 0,
      bytes: 140_000,
      from: NOW - 100 * DAY,
      to: NOW - 30 * DAY,
    });
    expect(lossOf(steady(1_000, 100), raw(30), NOW)!.bytes).toBe(140_000 - 70 * 24 * 7);
    expect(lossOf(steady(1_000, 100, 50), raw(30), NOW)!.to).toBe(NOW - 50 * DAY);
  });

  test('is nothing where everything is young enough, or kept for ever', () => {
    expect(lossOf(steady(1_000, 20), raw(30), NOW)).toBeNull();
    expect(lossOf(steady(1_000, 2_000), FOR_EVER, NOW)).toBeNull();
  });

  test('and what remains are all readings there were', () => {
    fc.assert(
      fc.property(anySeries, anyDays, (series, days) => {
        const lost = lossOf(series, raw(days), NOW)?.readings ?? 0;
        const kept = countBetween(series.stretches, NOW - days * DAY, Infinity);
        expect(Math.abs(lost + kept - total(series))).toBeLessThanOrEqual(0.51);
      }),
    );
  });
});

test('a count does not change by being cut anywhere', () => {
  fc.assert(
    fc.property(anySeries, fc.integer({ min: 0, max: 1_000 * DAY }), ({ stretches }, ago) => {
      const cut = NOW - ago;
      const parts =
        countBetween(stretches, -Infinity, cut) + countBetween(stretches, cut, Infinity);
      expect(parts).toBeCloseTo(countBetween(stretches, -Infinity, Infinity), 3);
    }),
  );
});
