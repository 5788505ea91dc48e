import type { ByteReader, ByteWriter } from './bytes.ts';
import { packResiduals, unpackResiduals } from './residuals.ts';

const BYTES = 8;

/**
 * Doubles that are no decimals: each XORed with the one before, so that what they share is zero, and
 * then all first bytes, all second bytes …, for signs and exponents repeat where mantissas do not.
 */
export function packDoubles(out: ByteWriter, numbers: Float64Array): void {
  const bits = new Uint8Array(BYTES * numbers.length);
  const view = new DataView(bits.buffer);
  for (let i = 0; i < numbers.length; i++) view.setFloat64(BYTES * i, numbers[i]!);
  const plane = new Float64Array(numbers.length);
  for (let byte = 0; byte < BYTES; byte++) {
    let before = 0;
    for (let i = 0; i < plane.length; i++) {
      const now = bits[BYTES * i + byte]!;
      plane[i] = ((now ^ before) << 24) >> 24;
      before = now;
    }
    packResiduals(out, plane);
  }
}

export function unpackDoubles(input: ByteReader, count: number): Float64Array {
  const bits = new Uint8Array(BYTES * count);
  for (let byte = 0; byte < BYTES; byte++) {
    const plane = unpackResiduals(input, count);
    let now = 0;
    for (let i = 0; i < count; i++) {
      now ^= plane[i]! & 0xff;
      bits[BYTES * i + byte] = now;
    }
  }
  const view = new DataView(bits.buffer);
  const numbers = new Float64Array(count);
  for (let i = 0; i < count; i++) numbers[i] = view.getFloat64(BYTES * i);
  return numbers;
}
