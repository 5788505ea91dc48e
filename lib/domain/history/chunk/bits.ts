/** A growing row of bits, the lowest of each byte first. */
export class BitWriter {
  #bytes: Uint8Array;
  #end = 0;
  #held = 0;
  #used = 0;

  constructor(expectedBytes = 256) {
    this.#bytes = new Uint8Array(expectedBytes + 8);
  }

  /** How many bits there are. */
  get length(): number {
    return 8 * this.#end + this.#used;
  }

  /** The `count` ≤ 24 low bits of `value`, which has no others. */
  put(value: number, count: number): void {
    this.#held |= value << this.#used;
    this.#used += count;
    while (this.#used >= 8) {
      if (this.#end === this.#bytes.length) this.#grow();
      this.#bytes[this.#end++] = this.#held;
      this.#held >>>= 8;
      this.#used -= 8;
    }
  }

  /** The same of a number of up to 53 bits. */
  putWide(value: number, count: number): void {
    let rest = value;
    let left = count;
    for (; left > 24; left -= 24) {
      this.put(rest % 0x1000000, 24);
      rest = Math.floor(rest / 0x1000000);
    }
    this.put(rest, left);
  }

  #grow(): void {
    const larger = new Uint8Array(2 * this.#bytes.length);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  finish(): Uint8Array {
    if (this.#used > 0) this.put(0, 8 - this.#used);
    return this.#bytes.subarray(0, this.#end);
  }
}

/** Bytes a reader of bits may look at beyond the end. */
const SPARE_BYTES = 16;

/** The bits as a view that may be read a little beyond the end; there are zeros. */
export function bitView(bytes: Uint8Array): DataView {
  const padded = new Uint8Array(bytes.length + SPARE_BYTES);
  padded.set(bytes);
  return new DataView(padded.buffer);
}

/** Up to 24 bits from the bit `at` on. */
export const narrowBitsAt = (view: DataView, at: number, count: number): number =>
  (view.getInt32(at >>> 3, true) >>> (at & 7)) & ((1 << count) - 1);

/** Up to 53 bits from the bit `at` on. */
export function bitsAt(view: DataView, at: number, count: number): number {
  let value = 0;
  let unit = 1;
  let place = at;
  for (let left = count; left > 0; left -= 24) {
    const some = Math.min(left, 24);
    value += narrowBitsAt(view, place, some) * unit;
    unit *= 0x1000000;
    place += some;
  }
  return value;
}
