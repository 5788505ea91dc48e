import { type Columns, NO_COLUMNS } from '../columns.ts';
import { ByteReader, ByteWriter, DamagedBytes } from './bytes.ts';
import { packNumbers, unpackNumbers } from './numbers.ts';
import { packSparse, unpackSparse } from './presence.ts';

const VERSION = 1;
/** Readings a chunk can hold; what claims to hold more is damaged. */
export const MOST_READINGS = 65_536;

/** Packs the readings of one series, at most MOST_READINGS; every bit of them comes back. */
export function packColumns({ count, at, value, text }: Columns): Uint8Array {
  if (count > MOST_READINGS) throw new RangeError(`${count} readings are too many for a chunk`);
  const out = new ByteWriter(64 + 4 * count);
  out.byte(VERSION);
  out.whole(count);
  packNumbers(out, at.subarray(0, count));
  packSparse(out, value.subarray(0, count));
  out.byte(text === null ? 0 : 1);
  if (text !== null) packNumbers(out, Float64Array.from(text.subarray(0, count)));
  return out.finish();
}

/** Throws DamagedBytes if `bytes` are none of packColumns. */
export function unpackColumns(bytes: Uint8Array): Columns {
  const input = new ByteReader(bytes);
  const version = input.byte();
  if (version !== VERSION) throw new DamagedBytes(`their version is ${version}`);
  const count = input.amount(MOST_READINGS, 'readings');
  if (count === 0) return NO_COLUMNS;
  const at = unpackNumbers(input, count);
  const value = unpackSparse(input, count);
  const text = input.byte() === 0 ? null : Int32Array.from(unpackNumbers(input, count));
  input.end();
  return { count, at, value, text };
}
