import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCounter, rise } from '../../../lib/domain/history/counter.ts';

const counted = (
  values: readonly number[],
  kind: 'rising' | 'net' = 'rising',
  resets?: number[],
) => {
  const counter = createCounter(kind, null, resets);
  values.forEach((value, at) => {
    counter.add(at, value);
  });
  return counter.take();
};

describe('a counter that only rises', () => {
  test('has counted what lies between its readings', () => {
    expect(counted([100.1, 100.2, 101])).toBe(0.9);
  });

  test('begins anew at zero when it falls by more than a tenth', () => {
    expect(counted([10, 12, 0, 3])).toBe(5);
    expect(counted([10, 12, 2])).toBe(4);
  });

  test('has corrected itself when it falls by less', () => {
    expect(counted([100, 99.9, 100.1])).toBe(0.1);
  });

  test('says nothing with a count below zero, or none', () => {
    expect(counted([5, -1, 6])).toBe(1);
    expect(counted([5, Number.NaN, 7])).toBe(2);
    expect(counted([Number.NaN])).toBeNull();
  });

  test.each([
    [65_530, 4, 10],
    [4_294_967_290, 4, 10],
    [4_294_967.29, 0.004, 0.01],
    [99_998, 3, 5],
    [9_999_999, 0, 1],
  ])('goes on after an overflow from %d to %d', (before, after, increase) => {
    expect(rise(before, after)).toBeCloseTo(increase, 3);
  });

  test.each([
    [9_999, 0],
    [50_000, 10],
    [65_530, 40_000],
    [99_000, 500],
  ])('is reset, not overflown, from %d to %d', (before, after) => {
    expect(rise(before, after)).toBe(after);
  });
});

describe('a counter that goes both ways', () => {
  test('falls as it rises', () => {
    expect(counted([10, 12, 5], 'net')).toBe(-5);
  });

  test('begins anew when it says so', () => {
    expect(counted([10, 12, 1, 4], 'net', [2])).toBe(6);
  });
});

test('adjacent spans add up to the whole, to the last decimal', () => {
  const decimal = fc.integer({ min: -500, max: 9_000_000 }).map((n) => n / 1000);
  fc.assert(
    fc.property(
      fc.array(decimal, { minLength: 1, maxLength: 60 }),
      fc.array(fc.nat(59), { maxLength: 8 }),
      fc.constantFrom('rising' as const, 'net' as const),
      fc.array(fc.nat(59), { maxLength: 4 }),
      (values, cuts, kind, resets) => {
        const sorted = resets.sort((a, b) => a - b);
        const whole = createCounter(kind, null, sorted);
        const parts = createCounter(kind, null, sorted);
        let alone = createCounter(kind, null, sorted);
        let stand: { at: number; value: number } | null = null;
        const inOne: number[] = [];
        const apart: number[] = [];
        values.forEach((value, at) => {
          if (cuts.includes(at)) {
            inOne.push(parts.take() ?? 0);
            apart.push(alone.take() ?? 0);
            // As another request would, which knows only where the counter stood.
            alone = createCounter(kind, stand, sorted);
          }
          for (const counter of [whole, parts, alone]) counter.add(at, value);
          if (kind === 'net' || value >= 0) stand = { at, value };
        });
        inOne.push(parts.take() ?? 0);
        apart.push(alone.take() ?? 0);
        const all = Math.round((whole.take() ?? 0) * 1000);
        const thousandths = (list: readonly number[]) =>
          list.reduce((sum, value) => sum + Math.round(value * 1000), 0);
        expect(thousandths(inOne)).toBe(all);
        expect(thousandths(apart)).toBe(all);
      },
    ),
  );
});
