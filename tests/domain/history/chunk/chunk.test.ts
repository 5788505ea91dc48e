import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packBatch, unpackBatch } from '../../../../lib/domain/history/chunk/batch.ts';
import { DamagedBytes } from '../../../../lib/domain/history/chunk/bytes.ts';
import {
  packColumns,
  unpackAround,
  unpackColumns,
} from '../../../../lib/domain/history/chunk/chunk.ts';
import { packHours, unpackHours } from '../../../../lib/domain/history/chunk/hours.ts';
import { type Columns, indexAt } from '../../../../lib/domain/history/columns.ts';
import { arbitraryBatch, arbitraryColumns, arbitraryHours, longColumns } from './arbitrary.ts';

/** Runs `read`, which may find the bytes damaged, but must not fail otherwise. */
function survives(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(DamagedBytes);
  }
}

/** All of the columns as one text: thousands of numbers are compared faster so. */
const bits = ({ count, at, value, text }: Columns) => [count, at, value, text].join(' ; ');

const around = (bytes: Uint8Array) => unpackAround(bytes, 1_790_000_000_000);

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

  test('of one series with thousands of readings', () => {
    fc.assert(
      fc.property(longColumns, (columns) => {
        expect(bits(unpackColumns(packColumns(columns)))).toBe(bits(columns));
      }),
      { numRuns: 30 },
    );
  });

  test('around one moment, without the others', () => {
    fc.assert(
      fc.property(
        longColumns,
        fc.double({ min: -0.1, max: 1.1, noNaN: true }),
        (columns, share) => {
          const at = Math.round(columns.at.at(-1)! * share);
          const some = unpackAround(packColumns(columns), at);
          const held = indexAt(columns, at + 1) - 1;
          const found = indexAt(some, at + 1) - 1;
          if (held < 0) expect(found).toBe(-1);
          else {
            expect(some.at[found]).toBe(columns.at[held]);
            expect(some.value[found]).toBe(columns.value[held]);
            expect(some.text?.[found]).toBe(columns.text?.[held]);
            expect(some.count).toBeLessThanOrEqual(1024);
          }
        },
      ),
      { numRuns: 50 },
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
    fc.assert(
      fc.property(harmed(packed), (bytes) => survives(() => [unpackColumns(bytes), around(bytes)])),
    );
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
        for (const unpack of [unpackColumns, around, unpackBatch, unpackHours])
          survives(() => unpack(bytes));
      }),
    );
  });
});
