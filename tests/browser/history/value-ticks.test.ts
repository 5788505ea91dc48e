import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueTicks } from '../../../lib/browser/history/value-ticks.ts';

test('the side of a chart has round steps', () => {
  expect(valueTicks(-4.8, 31.7, 5)).toEqual({ ticks: [-10, 0, 10, 20, 30, 40], decimals: 0 });
  expect(valueTicks(20.1, 20.5, 5)).toEqual({ ticks: [20.1, 20.2, 20.3, 20.4, 20.5], decimals: 1 });
});

test('a value that never changes stands between two ticks', () => {
  for (const value of [0, 21, -3, 1e12]) {
    const { ticks } = valueTicks(value, value, 5);
    expect(ticks[0]!).toBeLessThan(value);
    expect(ticks.at(-1)!).toBeGreaterThan(value);
  }
});

test('the ticks hold every value, rise, and are few', () => {
  const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(value, fc.double({ min: 0.001, max: 1e9, noNaN: true }), (min, span) => {
      const { ticks } = valueTicks(min, min + span, 5);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(8);
      const slack = span * 1e-6 + Math.abs(min) * 1e-6;
      expect(ticks[0]!).toBeLessThanOrEqual(min + slack);
      expect(ticks.at(-1)!).toBeGreaterThanOrEqual(min + span - slack);
      for (const [i, tick] of ticks.entries())
        if (i > 0) expect(tick).toBeGreaterThan(ticks[i - 1]!);
    }),
  );
});
