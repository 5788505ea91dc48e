import { asDecimals } from './as-decimals.ts';
import { type ByteReader, type ByteWriter, DamagedBytes } from './bytes.ts';
import { MOST_DECIMALS, TENS, ulp } from './decimal.ts';
import { packDoubles, unpackDoubles } from './doubles.ts';
import { packResiduals, unpackResiduals } from './residuals.ts';
import { packWholes, unpackWholes } from './wholes.ts';

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
export function unpackNumbers(input: ByteReader, count: number): Float64Array {
  if (count === 0) return new Float64Array(0);
  const layout = input.byte();
  if (layout === DOUBLES) return unpackDoubles(input, count);
  const decimals = layout & 0x0f;
  if (decimals > MOST_DECIMALS) throw new DamagedBytes(`numbers with ${decimals} decimals`);
  const numbers = unpackWholes(input, count);
  const ten = TENS[decimals]!;
  if (ten !== 1) for (let i = 0; i < count; i++) numbers[i] = numbers[i]! / ten;
  if (layout & SINGLE) for (let i = 0; i < count; i++) numbers[i] = Math.fround(numbers[i]!);
  if (layout & CORRECTED) {
    const corrections = unpackResiduals(input, count);
    for (let i = 0; i < count; i++) {
      const ulps = corrections[i]!;
      if (ulps !== 0) numbers[i]! += ulps * ulp(numbers[i]!);
    }
  }
  if (layout & EXCEPTIONS) {
    const exceptions = input.amount(count, 'exceptions');
    let next = 0;
    for (let i = 0; i < exceptions; i++) {
      next += input.amount(count - 1 - next, 'places');
      numbers[next++] = input.double();
    }
  }
  return numbers;
}
