import { decimalsOf, MOST_DECIMALS, MOST_WHOLE, TENS, ulp } from './decimal.ts';

/** Numbers as whole ones divided by a power of ten, and what differs from that. */
export type Decimals = {
  readonly decimals: number;
  /** The quotients are rounded to single precision, as devices with 32-bit floats send them. */
  readonly single: boolean;
  readonly wholes: Float64Array;
  /** How many ulps each number lies beside its quotient; null: none does. */
  readonly corrections: Float64Array | null;
  /** Indices of numbers that are something else; their whole number is that of the one before. */
  readonly exceptions: readonly number[];
};

/** One number in so many may be an exception. */
const RARE = 32;
/** Sums of a few hundred decimals stay within this. */
const MOST_ULPS = 64;

/** Numbers as decimals, or null if they are none. */
export function asDecimals(numbers: Float64Array): Decimals | null {
  const { decimals, others } = commonDecimals(numbers);
  const bearable = Math.floor(numbers.length / RARE) + 1;
  if (others <= bearable) return inDecimals(numbers, decimals, (quotient) => quotient, false);
  const single = singleDecimals(numbers);
  if (single !== null) return inDecimals(numbers, single, Math.fround, true);
  return nearDecimals(numbers, bearable);
}

/** The decimals most numbers get by with, and how many do not. */
function commonDecimals(numbers: Float64Array): { decimals: number; others: number } {
  const counts = new Uint32Array(MOST_DECIMALS + 1);
  const most = Math.floor(numbers.length / (4 * RARE));
  let [usual, others] = [0, 0];
  for (let i = 0; i < numbers.length; i++) {
    // Most numbers have as many as those before, which is quick to see.
    const own = decimalsOf(numbers[i]!, usual);
    if (own < 0) others++;
    else {
      counts[own]!++;
      if (own > usual && counts[own]! > most) usual = own;
    }
  }
  for (let more = usual + 1; more <= MOST_DECIMALS; more++) others += counts[more]!;
  return { decimals: usual, others };
}

/** The fewest decimals that give all numbers in single precision; null if there are none. */
function singleDecimals(numbers: Float64Array): number | null {
  let decimals = 0;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    while (Math.fround(Math.round(value * TENS[decimals]!) / TENS[decimals]!) !== value)
      if (++decimals > 7) return null;
  }
  return decimals;
}

function inDecimals(
  numbers: Float64Array,
  decimals: number,
  rounded: (quotient: number) => number,
  single: boolean,
): Decimals {
  const ten = TENS[decimals]!;
  const wholes = new Float64Array(numbers.length);
  const exceptions: number[] = [];
  let before = 0;
  for (let i = 0; i < numbers.length; i++) {
    // + 0: no −0 among whole numbers.
    const whole = Math.round(numbers[i]! * ten) + 0;
    if (Object.is(rounded(whole / ten), numbers[i]) && Math.abs(whole) <= MOST_WHOLE)
      before = whole;
    else exceptions.push(i);
    wholes[i] = before;
  }
  return { decimals, single, wholes, corrections: null, exceptions };
}

/** Numbers that are sums of decimals, with the rounding errors of adding them up. */
function nearDecimals(numbers: Float64Array, bearable: number): Decimals | null {
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const near = beside(numbers, decimals, bearable);
    if (near !== null) return near;
  }
  return null;
}

function beside(numbers: Float64Array, decimals: number, bearable: number): Decimals | null {
  const ten = TENS[decimals]!;
  const wholes = new Float64Array(numbers.length);
  const corrections = new Float64Array(numbers.length);
  const exceptions: number[] = [];
  let before = 0;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    const whole = Math.round(value * ten) + 0;
    const unit = ulp(whole / ten);
    const ulps = (value - whole / ten) / unit;
    const fits = Math.abs(ulps) <= MOST_ULPS && Math.abs(whole) <= MOST_WHOLE;
    if (fits && Object.is(whole / ten + Math.round(ulps) * unit, value)) {
      before = whole;
      corrections[i] = Math.round(ulps) + 0;
    } else if (exceptions.push(i) > bearable) return null;
    wholes[i] = before;
  }
  return { decimals, single: false, wholes, corrections, exceptions };
}
