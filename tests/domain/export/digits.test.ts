import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digits, NUMBER_LENGTH, TIME_LENGTH } from '../../../lib/domain/export/digits.ts';

const writer = digits();
const decoder = new TextDecoder();
const number = (value: number, own = writer) => {
  const out = new Uint8Array(NUMBER_LENGTH);
  return decoder.decode(out.subarray(0, own.number(out, 0, value)));
};
const time = (ms: number) => {
  const out = new Uint8Array(TIME_LENGTH);
  return decoder.decode(out.subarray(0, writer.time(out, 0, ms)));
};

describe('a number', () => {
  test('is written as the language writes it', () => {
    for (const value of [
      0,
      1,
      -1,
      21.5,
      -0.1,
      100,
      0.30000000000000004,
      1e21,
      -1e-7,
      5e-324,
      1.7976931348623157e308,
      2 ** 53,
      999_999_999_999_999,
      9_999_999.5,
      10_000_000,
      123_456_789.123,
      0.000001,
    ]) {
      expect(number(value)).toBe(String(value));
    }
    expect(number(-0)).toBe('-0');
  });

  test('reads back as it was, whatever came before it', () => {
    const decimal = fc.tuple(fc.integer(), fc.nat(9)).map(([n, k]) => n / 10 ** k);
    const any = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), decimal);
    fc.assert(
      fc.property(fc.array(any), (values) => {
        const own = digits();
        for (const value of values) {
          const text = number(value, own);
          expect(Number(text)).toBe(value);
          expect(text.length).toBeLessThanOrEqual(NUMBER_LENGTH);
          if (!Object.is(value, -0)) expect(text).toBe(String(value));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

test('a time is written as RFC 3339, in any year', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: -8.64e15, max: 8.64e15 }), fc.integer({ min: -1e10, max: 2e12 })),
      (ms) => {
        expect(time(ms)).toBe(new Date(ms).toISOString());
      },
    ),
    { numRuns: 2_000 },
  );
});
