import fc from 'fast-check';
import type { BatchRow } from '../../../../lib/domain/history/chunk/batch.ts';
import {
  type CellColumn,
  type HourDetails,
  MOST_TEXTS,
} from '../../../../lib/domain/history/chunk/hour-details.ts';
import type { HourColumns } from '../../../../lib/domain/history/chunk/hours.ts';
import type { Columns } from '../../../../lib/domain/history/columns.ts';

const MOST_MS = 8.64e15;

/** Steps between readings: regular, jittering, on change, all at once, or anything. */
const step = fc.oneof(
  fc.constant(10_000),
  fc.integer({ min: 59_700, max: 60_300 }),
  fc.integer({ min: 0, max: 3_600_000 }),
  fc.constant(0),
  fc.integer({ min: 0, max: 2 ** 45 }),
);

const times = (count: number) =>
  fc
    .tuple(
      fc.oneof(fc.integer({ min: -MOST_MS, max: MOST_MS }), fc.constant(1_790_000_000_000)),
      fc.oneof(
        fc.array(step, { minLength: count, maxLength: count }),
        step.chain((usual) => fc.array(fc.constant(usual), { minLength: count, maxLength: count })),
      ),
    )
    .map(([first, steps]) => {
      let at = first;
      return Float64Array.from(steps, (ms) => {
        at = Math.min(MOST_MS, at + ms);
        return at;
      });
    });

const decimal = (decimals: number) =>
  fc.integer({ min: -100_000, max: 100_000 }).map((whole) => Number(`${whole}e-${decimals}`));
const oddity = fc.constantFrom(
  ...[-0, 0, Number.NaN, Infinity, -Infinity, Number.MAX_VALUE, Number.MIN_VALUE],
  ...[2 ** 53, -(2 ** 53), 2 ** 50 + 1, 0.1 + 0.2, 1e-9, 5e-324, Math.fround(21.3)],
);
const number = fc.oneof(
  decimal(0),
  decimal(1),
  decimal(2),
  decimal(9),
  fc.double(),
  fc.float(),
  oddity,
);

/** Numbers as a sensor says them: of one kind, mostly. */
const numbers = (count: number) => {
  const all = (one: fc.Arbitrary<number>) => fc.array(one, { minLength: count, maxLength: count });
  const near = decimal(1).chain((middle) =>
    all(fc.integer({ min: -3, max: 3 }).map((n) => Math.round(middle * 10 + n) / 10)),
  );
  const one = all(fc.constantFrom(0, 1));
  return fc
    .oneof(
      ...[near, one, all(decimal(0)), all(decimal(1)), all(decimal(3)), all(fc.double())],
      ...[all(fc.float()), all(number), all(fc.constant(Number.NaN))],
      all(fc.oneof({ weight: 20, arbitrary: decimal(1) }, { weight: 1, arbitrary: number })),
    )
    .map((list) => Float64Array.from(list));
};

const texts = (count: number) =>
  fc
    .oneof(
      fc.array(fc.nat(3), { minLength: count, maxLength: count }),
      fc.array(fc.nat(2 ** 31 - 1), { minLength: count, maxLength: count }),
    )
    .map((list) => Int32Array.from(list));

const length = fc.oneof(fc.nat(5), fc.nat(80), fc.nat(600));

export const arbitraryColumns: fc.Arbitrary<Columns> = length.chain((count) =>
  fc
    .tuple(times(count), numbers(count), fc.option(texts(count)))
    .map(([at, value, text]) => ({ count, at, value, text: count === 0 ? null : text })),
);

/** Chunks of several stretches: a few readings again and again. */
export const longColumns: fc.Arbitrary<Columns> = fc
  .tuple(
    arbitraryColumns.filter(({ count }) => count > 0),
    fc.integer({ min: 1000, max: 5000 }),
    step,
  )
  .map(([{ count, value, text }, length, usual]) => ({
    count: length,
    at: Float64Array.from(
      { length },
      (_, i) => i * usual + (Math.imul(i, 2654435761) >>> 25),
    ).sort(),
    value: Float64Array.from({ length }, (_, i) => value[i % count]!),
    text: text && Int32Array.from({ length }, (_, i) => text[i % count]!),
  }));

export const arbitraryBatch: fc.Arbitrary<BatchRow[]> = fc.array(
  fc.record({
    series: fc.oneof(fc.nat(300), fc.nat(2 ** 31 - 1)),
    at: fc.oneof(
      fc.integer({ min: 1_790_000_000_000, max: 1_790_000_010_000 }),
      fc.integer({ min: -MOST_MS, max: MOST_MS }),
    ),
    value: number,
    text: fc.oneof(fc.constant(0), fc.nat(2 ** 31 - 1)),
  }),
);

const cells = (hours: number): fc.Arbitrary<CellColumn> =>
  fc.record({ value: numbers(hours), text: fc.option(texts(hours)) });

/** What is known of an hour is mostly what is said of its first and its last reading. */
const details = (
  hours: number,
  first: CellColumn,
  last: CellColumn,
): fc.Arbitrary<HourDetails | null> =>
  fc.option(
    fc.record({
      changes: numbers(hours),
      lost: numbers(hours),
      first: fc.oneof(fc.constant(first), cells(hours)),
      last: fc.oneof(fc.constant(last), cells(hours)),
      texts: fc.option(
        fc.array(fc.record({ text: fc.nat(2 ** 31 - 1), ms: numbers(hours) }), {
          maxLength: MOST_TEXTS,
        }),
      ),
    }),
  );

export const arbitraryHours: fc.Arbitrary<HourColumns> = fc.nat(60).chain((hours) =>
  fc
    .tuple(
      times(hours),
      fc.tuple(...Array.from({ length: 7 }, () => numbers(hours))),
      fc.option(texts(hours)),
      fc.option(texts(hours)),
    )
    .chain(([start, columns, firstText, lastText]) => {
      const [count, min, max, area, known, first, last] = columns as Float64Array[];
      return details(
        hours,
        { value: first!, text: firstText },
        { value: last!, text: lastText },
      ).map((own) => ({
        ...{ hours, start, count: count!, min: min!, max: max!, area: area!, known: known! },
        ...{ first: first!, last: last!, firstText, lastText, details: own },
      }));
    }),
);
