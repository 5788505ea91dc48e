import { zigzag } from './bytes.ts';

/**
 * Whole numbers as a token, which is worth an entropy code, and low bits, which are noise and written as
 * they are. Numbers below EXACT are tokens themselves; a larger one shares its token with those of the
 * same quarter of its octave. (JPEG XL codes its integers like this: ISO/IEC 18181-1, annex C.)
 */
export const EXACT = 32;
const EXACT_BITS = 5;
const QUARTERS_BITS = 2;
/** Numbers have at most 53 bits. */
export const TOKENS = EXACT + (53 - EXACT_BITS) * 4;

/** The smallest number of each token, and how many low bits follow it. */
export const TOKEN_BASE = new Float64Array(TOKENS);
export const TOKEN_EXTRA = new Uint8Array(TOKENS);
for (let token = 0; token < TOKENS; token++) {
  const past = token - EXACT;
  const extra = past < 0 ? 0 : EXACT_BITS - QUARTERS_BITS + (past >> 2);
  TOKEN_EXTRA[token] = extra;
  TOKEN_BASE[token] = past < 0 ? token : (4 + (past & 3)) * 2 ** extra;
}

/** The token of a whole number from 0 to 2^31 − 1. */
export function tokenOfInt(number: number): number {
  if (number < EXACT) return number;
  const top = 31 - Math.clz32(number);
  return EXACT + ((top - EXACT_BITS) << 2) + ((number >>> (top - QUARTERS_BITS)) & 3);
}

/** The token of a whole number from 0 to 2^53 − 1. */
export function tokenOf(number: number): number {
  if (number < 0x80000000) return tokenOfInt(number | 0);
  const high = Math.floor(number / 0x100000000);
  const top = high === 0 ? 31 : 63 - Math.clz32(high);
  const quarter = Math.floor(number / 2 ** (top - QUARTERS_BITS)) & 3;
  return EXACT + (top - EXACT_BITS) * 4 + quarter;
}

/** How often each token occurs among numbers of either sign, zigzagged. */
export function tokenCounts(numbers: Float64Array): Uint32Array {
  const counts = new Uint32Array(TOKENS);
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i]!;
    if (number > -0x40000000 && number < 0x40000000) {
      const int = number | 0;
      counts[tokenOfInt((int << 1) ^ (int >> 31))]!++;
    } else counts[tokenOf(zigzag(number))]!++;
  }
  return counts;
}
