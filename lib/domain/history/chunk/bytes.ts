/** Bytes that no packer of ours has written, or that were harmed since. */
export class DamagedBytes extends Error {
  override readonly name = 'DamagedBytes';
}

/** A growing row of bytes. Numbers are little-endian; whole ones take seven bits a byte (LEB128). */
export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #end = 0;

  constructor(expected = 256) {
    this.#bytes = new Uint8Array(expected);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get length(): number {
    return this.#end;
  }

  #room(more: number): void {
    const least = this.#end + more;
    if (least <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(least, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#end++] = value;
  }

  /** A whole number from 0 to 2^53 − 1. */
  whole(value: number): void {
    this.#room(8);
    let rest = value;
    while (rest >= 0x80000000) {
      this.#bytes[this.#end++] = 0x80 | (rest % 128);
      rest = Math.floor(rest / 128);
    }
    let low = rest | 0;
    while (low >= 0x80) {
      this.#bytes[this.#end++] = 0x80 | (low & 0x7f);
      low >>>= 7;
    }
    this.#bytes[this.#end++] = low;
  }

  double(value: number): void {
    this.#room(8);
    this.#view.setFloat64(this.#end, value, true);
    this.#end += 8;
  }

  bytes(more: Uint8Array): void {
    this.#room(more.length);
    this.#bytes.set(more, this.#end);
    this.#end += more.length;
  }

  /** What was written, as a row of its own. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#end);
  }
}

/** Reads what a ByteWriter wrote. Whatever would lie beyond the end is DamagedBytes. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw new DamagedBytes('they end too early');
    return value;
  }

  whole(): number {
    let byte = this.byte();
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let unit = 1;
    do {
      unit *= 128;
      byte = this.byte();
      value += (byte & 0x7f) * unit;
      if (value > Number.MAX_SAFE_INTEGER) throw new DamagedBytes('a number is too large');
    } while (byte >= 0x80);
    return value;
  }

  /** A whole number that counts things, of which there can be at most `most`. */
  amount(most: number, what: string): number {
    const value = this.whole();
    if (value > most) throw new DamagedBytes(`${value} ${what}, where ${most} are possible`);
    return value;
  }

  double(): number {
    if (this.left < 8) throw new DamagedBytes('they end too early');
    const value = this.#view.getFloat64(this.#at, true);
    this.#at += 8;
    return value;
  }

  bytes(length: number): Uint8Array {
    if (this.left < length) throw new DamagedBytes('they end too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  end(): void {
    if (this.left > 0) throw new DamagedBytes(`${this.left} bytes too many`);
  }
}

/** 0, −1, 1, −2 … as 0, 1, 2, 3 …: numbers near zero become small whole ones. */
export const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

export const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);
