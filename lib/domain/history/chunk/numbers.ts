import { asDecimals } from './as-decimals.ts';
import { type ByteReader, type ByteWriter, DamagedBytes } from './bytes.ts';
import { MOST_DECIMALS, TENS, ulp } from './decimal.ts';
import { packDoubles, unpackDoubles } from './doubles.ts';
import { packResiduals, unpackResiduals } from './residuals.ts';
import { type ColumnReader, readerOf } from './stretches.ts';
import { packWholes, wholesReader } from './wholes.ts';

/** How a column of numbers is written; the low four bits of its first byte are the decimals. */
const DOUBLES = 0x0f;
/** Whole numbers divided by a power of ten are rounded to single precision. */
const SINGLE = 0x10;
/** Sums of decimals: each is a few ulps beside its decimal. */
const CORRECTED = 0x20;
/** Some numbers are no decimals, and follow. */
const EXCEPTIONS = 0x40;

/** Writes numbers, exact to the last bit, −0 and infinities too; there is only one NaN. */
export function packNumbers(out: ByteWriter, numbers: Float64Array): void {
  if (numbers.length === 0) return;
  const found = asDecimals(numbers);
  if (found === null) {
    out.byte(DOUBLES);
    packDoubles(out, numbers);
    return;
  }
  const { decimals, single, wholes, corrections, exceptions } = found;
  const flags = (single ? SINGLE : 0) | (corrections === null ? 0 : CORRECTED);
  out.byte(decimals | flags | (exceptions.length > 0 ? EXCEPTIONS : 0));
  packWholes(out, wholes);
  if (corrections !== null) packResiduals(out, corrections);
  if (exceptions.length === 0) return;
  out.whole(exceptions.length);
  let next = 0;
  for (const i of exceptions) {
    out.whole(i - next);
    out.double(numbers[i]!);
    next = i + 1;
  }
}

/** Reads as many numbers as were written. */
export const unpackNumbers = (input: ByteReader, count: number): Float64Array =>
  numbersReader(input, count)(0, count);

/** A reader of what was written; `input` is left behind it. */
export function numbersReader(input: ByteReader, count: number): ColumnReader {
  if (count === 0) return readerOf(new Float64Array(0));
  const layout = input.byte();
  if (layout === DOUBLES) return readerOf(unpackDoubles(input, count));
  const decimals = layout & 0x0f;
  if (decimals > MOST_DECIMALS) throw new DamagedBytes(`numbers with ${decimals} decimals`);
  const wholes = wholesReader(input, count);
  const ten = TENS[decimals]!;
  const read: ColumnReader = (from, to) => {
    const numbers = wholes(from, to);
    if (ten !== 1) for (let i = 0; i < numbers.length; i++) numbers[i] = numbers[i]! / ten;
    if (layout & SINGLE)
      for (let i = 0; i < numbers.length; i++) numbers[i] = Math.fround(numbers[i]!);
    return numbers;
  };
  if (!(layout & (CORRECTED | EXCEPTIONS))) return read;
  const numbers = read(0, count);
  if (layout & CORRECTED) correct(numbers, unpackResiduals(input, count));
  if (layout & EXCEPTIONS) readExceptions(input, numbers);
  return readerOf(numbers);
}

function correct(numbers: Float64Array, ulps: Float64Array): void {
  for (let i = 0; i < numbers.length; i++)
    if (ulps[i] !== 0) numbers[i]! += ulps[i]! * ulp(numbers[i]!);
}

function readExceptions(input: ByteReader, numbers: Float64Array): void {
  const count = input.amount(numbers.length, 'exceptions');
  let next = 0;
  for (let i = 0; i < count; i++) {
    next += input.amount(numbers.length - 1 - next, 'places');
    numbers[next++] = input.double();
  }
}
