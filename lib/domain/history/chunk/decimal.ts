/** 10^0 … 10^9: each exact, so that dividing by one rounds only once, like reading a decimal does. */
export const TENS: readonly number[] = Array.from({ length: 10 }, (_, k) => 10 ** k);
export const MOST_DECIMALS = TENS.length - 1;

/** Whole numbers beyond this are not: their differences would need more than 53 bits. */
export const MOST_WHOLE = 2 ** 48;

/**
 * The fewest decimals, at least `least`, with which the number is exactly a whole number divided by a
 * power of ten; −1 if there are none (also of NaN, the infinities, and −0, whose sign would be lost).
 */
export function decimalsOf(value: number, least = 0): number {
  if (value === 0) return Object.is(value, -0) ? -1 : least;
  for (let k = least; k <= MOST_DECIMALS; k++) {
    const ten = TENS[k]!;
    const whole = Math.round(value * ten);
    if (whole / ten === value) return Math.abs(whole) <= MOST_WHOLE ? k : -1;
  }
  return -1;
}

/** The distance from a double to the next larger in size: 2^-52 of its power of two. */
export function ulp(value: number): number {
  SCRATCH.setFloat64(0, value);
  const exponent = (SCRATCH.getUint16(0) >>> 4) & 0x7ff;
  return exponent <= 52 ? Number.MIN_VALUE : 2 ** (exponent - 1075);
}
const SCRATCH = new DataView(new ArrayBuffer(8));
