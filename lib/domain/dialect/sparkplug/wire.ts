/** One field of a protobuf message as it travels. Numbers of wire type 0 are unsigned 64 bit. */
export type Field =
  | { readonly number: number; readonly type: 'varint'; readonly value: bigint }
  | { readonly number: number; readonly type: 'bytes'; readonly value: Uint8Array }
  | { readonly number: number; readonly type: 'fixed64' | 'fixed32'; readonly value: Uint8Array };

/** More fields than any honest message has in one level. */
const MAX_FIELDS = 20_000;
const MAX_NUMBER = 536_870_911;

/**
 * The fields of a protobuf message, one level deep; null if the bytes are none. Total and bounded:
 * nothing is read past the end, and groups (long deprecated) are no fields.
 */
export function readFields(bytes: Uint8Array): readonly Field[] | null {
  const fields: Field[] = [];
  let at = 0;
  while (at < bytes.length) {
    const key = readVarint(bytes, at);
    if (key === null || fields.length >= MAX_FIELDS) return null;
    at = key.end;
    const number = Number(key.value >> 3n);
    if (number < 1 || number > MAX_NUMBER) return null;
    switch (Number(key.value & 7n)) {
      case 0: {
        const varint = readVarint(bytes, at);
        if (varint === null) return null;
        fields.push({ number, type: 'varint', value: varint.value });
        at = varint.end;
        break;
      }
      case 1: {
        if (at + 8 > bytes.length) return null;
        fields.push({ number, type: 'fixed64', value: bytes.subarray(at, at + 8) });
        at += 8;
        break;
      }
      case 2: {
        const length = readVarint(bytes, at);
        if (length === null || length.value > BigInt(bytes.length - length.end)) return null;
        at = length.end + Number(length.value);
        fields.push({ number, type: 'bytes', value: bytes.subarray(length.end, at) });
        break;
      }
      case 5: {
        if (at + 4 > bytes.length) return null;
        fields.push({ number, type: 'fixed32', value: bytes.subarray(at, at + 4) });
        at += 4;
        break;
      }
      default:
        return null;
    }
  }
  return fields;
}

/** At most ten bytes, 64 bits; what lies above is cut off, as every protobuf library does. */
function readVarint(
  bytes: Uint8Array,
  from: number,
): { readonly value: bigint; readonly end: number } | null {
  // Nearly all varints are short: plain numbers as long as they hold.
  let low = 0;
  for (let i = 0; i < 4; i++) {
    const byte = bytes[from + i];
    if (byte === undefined) return null;
    low |= (byte & 0x7f) << (7 * i);
    if (byte < 0x80) return { value: BigInt(low), end: from + i + 1 };
  }
  let value = BigInt(low);
  for (let i = 4; i < 10; i++) {
    const byte = bytes[from + i];
    if (byte === undefined) return null;
    value |= BigInt(byte & 0x7f) << BigInt(7 * i);
    if (byte < 0x80) return { value: BigInt.asUintN(64, value), end: from + i + 1 };
  }
  return null;
}

/** The numbers of a packed list of varints (`repeated uint32` in one field). */
export function readPacked(bytes: Uint8Array, most: number): readonly bigint[] | null {
  const values: bigint[] = [];
  for (let at = 0; at < bytes.length; ) {
    const varint = readVarint(bytes, at);
    if (varint === null || values.length >= most) return null;
    values.push(varint.value);
    at = varint.end;
  }
  return values;
}

/** A varint field, key and value. Negative numbers travel as 64 bit two's complement. */
export function writeVarint(number: number, value: bigint): number[] {
  return [...varint(BigInt(number) << 3n), ...varint(BigInt.asUintN(64, value))];
}

/** A field of bytes: texts, messages within messages. */
export function writeBytes(number: number, value: Uint8Array | readonly number[]): number[] {
  return [...varint((BigInt(number) << 3n) | 2n), ...varint(BigInt(value.length)), ...value];
}

export function writeFloat(number: number, value: number): number[] {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value, true);
  return [...varint((BigInt(number) << 3n) | 5n), ...new Uint8Array(view.buffer)];
}

export function writeDouble(number: number, value: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, true);
  return [...varint((BigInt(number) << 3n) | 1n), ...new Uint8Array(view.buffer)];
}

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return [...bytes, Number(rest)];
}
