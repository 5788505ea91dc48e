import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packBatch, unpackBatch } from '../../../../lib/domain/history/chunk/batch.ts';
import { DamagedBytes } from '../../../../lib/domain/history/chunk/bytes.ts';
import { packColumns, unpackColumns } from '../../../../lib/domain/history/chunk/chunk.ts';
import { packHours, unpackHours } from '../../../../lib/domain/history/chunk/hours.ts';
import { arbitraryBatch, arbitraryColumns, arbitraryHours } from './arbitrary.ts';

/** Runs `read`, which may find the bytes damaged, but must not fail otherwise. */
function survives(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(DamagedBytes);
  }
}

/** `bytes` with some of them replaced, or cut off. */
const harmed = (bytes: fc.Arbitrary<Uint8Array>) =>
  fc
    .tuple(bytes, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), fc.option(fc.nat()))
    .map(([whole, changes, cut]) => {
      const copy = whole.slice(0, cut === null ? whole.length : cut % (whole.length + 1));
      for (const [at, byte] of changes) copy[at % Math.max(1, copy.length)] = byte;
      return copy;
    });

describe('readings come back as they were packed', () => {
  test('of one series', () => {
    fc.assert(
      fc.property(arbitraryColumns, (columns) => {
        expect(unpackColumns(packColumns(columns))).toEqual(columns);
      }),
    );
  });

  test('of many series, in order of arrival', () => {
    fc.assert(
      fc.property(arbitraryBatch, (rows) => {
        const { count, series, at, value, text } = unpackBatch(packBatch(rows));
        expect(count).toBe(rows.length);
        expect(
          rows.map((_, i) => ({ series: series[i], at: at[i], value: value[i], text: text[i] })),
        ).toEqual(rows);
      }),
    );
  });

  test('as hourly statistics', () => {
    fc.assert(
      fc.property(arbitraryHours, (hours) => {
        expect(unpackHours(packHours(hours))).toEqual(hours);
      }),
    );
  });
});

describe('damaged bytes are found or misread, but never hang or break anything', () => {
  test('of one series', () => {
    const packed = arbitraryColumns.map((it) => packColumns(it));
    fc.assert(fc.property(harmed(packed), (bytes) => survives(() => unpackColumns(bytes))));
  });

  test('of many series', () => {
    const packed = arbitraryBatch.map((it) => packBatch(it));
    fc.assert(fc.property(harmed(packed), (bytes) => survives(() => unpackBatch(bytes))));
  });

  test('of hourly statistics', () => {
    const packed = arbitraryHours.map((it) => packHours(it));
    fc.assert(fc.property(harmed(packed), (bytes) => survives(() => unpackHours(bytes))));
  });

  test('of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const unpack of [unpackColumns, unpackBatch, unpackHours])
          survives(() => unpack(bytes));
      }),
    );
  });
});
