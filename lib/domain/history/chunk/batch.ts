import { ByteReader, ByteWriter, DamagedBytes, unzigzag, zigzag } from './bytes.ts';
import { decimalsOf, MOST_DECIMALS, TENS } from './decimal.ts';

/** A reading of any series, as it waits in the tail. */
export type BatchRow = {
  readonly series: number;
  /** Epoch ms, whole. */
  readonly at: number;
  /** NaN: no number. */
  readonly value: number;
  /** The id of a text in the dictionary; 0: none. */
  readonly text: number;
};

/** The same as columns, in order of arrival. */
export type BatchColumns = {
  readonly count: number;
  readonly series: Int32Array;
  readonly at: Float64Array;
  readonly value: Float64Array;
  readonly text: Int32Array;
};

const VERSION = 1;
/** What follows a reading's time: 0 … MOST_DECIMALS is a number with so many decimals, or one of */
const NOTHING = 10;
const TEXT = 11;
const DOUBLE = 12;
const TEXT_AND_DOUBLE = 13;
const KINDS = 16;
/** Times further apart than this are written as they are. */
const MOST_APART = 2 ** 50;
/** A reading takes at least three bytes, so a count beyond this is damage. */
const LEAST_BYTES = 3;

/** Readings of many series in order of arrival: about four bytes each, quick to write and to read. */
export function packBatch(rows: readonly BatchRow[]): Uint8Array {
  const out = new ByteWriter(16 + 8 * rows.length);
  out.byte(VERSION);
  out.whole(rows.length);
  let before = 0;
  for (const { series, at, value, text } of rows) {
    out.whole(series);
    const apart = at - before;
    if (Math.abs(apart) < MOST_APART) out.whole(zigzag(apart) + 1);
    else {
      out.byte(0);
      out.double(at);
    }
    before = at;
    const decimals = text === 0 ? decimalsOf(value) : -1;
    if (decimals >= 0) {
      const whole = zigzag(Math.round(value * TENS[decimals]!));
      if (whole < 2 ** 49) {
        out.whole(whole * KINDS + decimals);
        continue;
      }
    }
    const isNumber = !Number.isNaN(value);
    if (isNumber) {
      out.whole(text * KINDS + (text === 0 ? DOUBLE : TEXT_AND_DOUBLE));
      out.double(value);
    } else out.whole(text * KINDS + (text === 0 ? NOTHING : TEXT));
  }
  return out.finish();
}

/** Throws DamagedBytes if `bytes` are none of packBatch. */
export function unpackBatch(bytes: Uint8Array): BatchColumns {
  const input = new ByteReader(bytes);
  const version = input.byte();
  if (version !== VERSION) throw new DamagedBytes(`their version is ${version}`);
  const count = input.amount(bytes.length / LEAST_BYTES, 'readings');
  const series = new Int32Array(count);
  const times = new Float64Array(count);
  const values = new Float64Array(count);
  const texts = new Int32Array(count);
  let at = 0;
  for (let i = 0; i < count; i++) {
    series[i] = input.whole();
    const apart = input.whole();
    at = apart === 0 ? input.double() : at + unzigzag(apart - 1);
    times[i] = at;
    const what = input.whole();
    const kind = what % KINDS;
    const whole = (what - kind) / KINDS;
    values[i] = Number.NaN;
    if (kind <= MOST_DECIMALS) values[i] = unzigzag(whole) / TENS[kind]!;
    else if (kind === DOUBLE) values[i] = input.double();
    else if (kind === TEXT) texts[i] = whole;
    else if (kind === TEXT_AND_DOUBLE) {
      texts[i] = whole;
      values[i] = input.double();
    } else if (kind !== NOTHING) throw new DamagedBytes(`a reading is of the kind ${kind}`);
  }
  input.end();
  return { count, series, at: times, value: values, text: texts };
}
