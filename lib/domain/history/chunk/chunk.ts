import { type Columns, NO_COLUMNS } from '../columns.ts';
import { ByteReader, ByteWriter, DamagedBytes } from './bytes.ts';
import { numbersReader, packNumbers } from './numbers.ts';
import { packSparse, sparseReader } from './presence.ts';
import { type ColumnReader, STRETCH } from './stretches.ts';

/*
 * How readings become bytes. A column of numbers becomes whole numbers and a power of ten (numbers.ts,
 * as-decimals.ts); these become errors of a prediction (wholes.ts, predict.ts), small numbers, or places
 * among the recent ones; those become tokens in a Huffman code and bits of noise, or runs (residuals.ts,
 * token-column.ts). Of each step the shortest of several ways is taken, and the bytes say which.
 */

const VERSION = 1;
/**
 * Readings a chunk can hold; what claims to hold more is damaged. Far more than are put into one, unless they
 * are all of one moment: those are never divided.
 */
export const MOST_READINGS = 2 ** 20;

/** Packs the readings of one series, at most MOST_READINGS; every bit of them comes back. */
export function packColumns({ count, at, value, text }: Columns): Uint8Array {
  if (count > MOST_READINGS) throw new RangeError(`${count} readings are too many for a chunk`);
  const out = new ByteWriter(64 + 4 * count);
  out.byte(VERSION);
  out.whole(count);
  if (count === 0) return out.finish();
  packNumbers(out, at.subarray(0, count));
  packSparse(out, value.subarray(0, count));
  out.byte(text === null ? 0 : 1);
  if (text !== null) packNumbers(out, Float64Array.from(text.subarray(0, count)));
  return out.finish();
}

/** Throws DamagedBytes if `bytes` are none of packColumns. */
export function unpackColumns(bytes: Uint8Array): Columns {
  const chunk = open(bytes);
  return chunk.count === 0 ? NO_COLUMNS : read(chunk, 0, chunk.count);
}

/**
 * Some neighbouring readings, in order of time: among them the last one at or before `at`, if there is one.
 * That is several times as fast as unpacking all of a long chunk. Throws DamagedBytes like unpackColumns.
 */
export function unpackAround(bytes: Uint8Array, at: number): Columns {
  const chunk = open(bytes);
  let n = 0;
  let begin = Number.NEGATIVE_INFINITY;
  let next = Number.POSITIVE_INFINITY;
  for (let i = 0; i * STRETCH < chunk.count; i++) {
    const time = chunk.at(i * STRETCH, i * STRETCH + 1)[0]!;
    if (i > 0 && time > at) {
      next = time;
      break;
    }
    [n, begin] = [i, time];
  }
  const from = n * STRETCH;
  const end = Math.min(chunk.count, from + STRETCH);
  // Most series tick evenly, so that a part of the stretch mostly is enough.
  const share = Number.isFinite(next) ? (at - begin) / (next - begin) : 1;
  const guess = Math.min(end, from + Math.max(1, Math.ceil(share * STRETCH) + MARGIN));
  const first = chunk.at(from, guess);
  const times = guess === end || first.at(-1)! > at ? first : chunk.at(from, end);
  return read({ ...chunk, at: () => times }, from, from + times.length);
}

/** Readings that are read beyond the place where one is expected. */
const MARGIN = 16;

type Chunk = {
  readonly count: number;
  readonly at: ColumnReader;
  readonly value: ColumnReader;
  readonly text: ColumnReader | null;
};

function open(bytes: Uint8Array): Chunk {
  const input = new ByteReader(bytes);
  const version = input.byte();
  if (version !== VERSION) throw new DamagedBytes(`their version is ${version}`);
  const count = input.amount(MOST_READINGS, 'readings');
  const none: ColumnReader = () => new Float64Array(0);
  if (count === 0) return { count, at: none, value: none, text: null };
  const at = numbersReader(input, count);
  const value = sparseReader(input, count);
  const text = input.byte() === 0 ? null : numbersReader(input, count);
  input.end();
  return { count, at, value, text };
}

const read = ({ at, value, text }: Chunk, from: number, to: number): Columns => ({
  count: to - from,
  at: at(from, to),
  value: value(from, to),
  text: text === null ? null : Int32Array.from(text(from, to)),
});
