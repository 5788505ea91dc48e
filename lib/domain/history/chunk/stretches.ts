/**
 * Columns can be read from every STRETCH-th number on, so that one moment of a chunk is found without
 * reading all of it.
 */
export const STRETCH = 512;

/** Reads the numbers from index `from` (a multiple of STRETCH) to `to` (excluded), as an array of its own. */
export type ColumnReader = (from: number, to: number) => Float64Array;

/** A reader of numbers that are there already. */
export const readerOf =
  (numbers: Float64Array): ColumnReader =>
  (from, to) =>
    numbers.slice(from, to);
