import type { Value } from '../../entity/entity.ts';
import { decodeUtf8 } from '../utf8.ts';
import { TYPE } from './datatypes.ts';
import { viewOf } from './payload.ts';

/** Longer lists than this are shown as JSON text, and cut. */
const MAX_NUMBERS = 16;
const MAX_ITEMS = 64;

/** A value of an array datatype: little-endian items one after the other; undefined if it is none. */
export function arrayOf(bytes: Uint8Array, datatype: number): Value | undefined {
  const items = itemsOf(bytes, datatype);
  if (items === null) return undefined;
  const isNumbers = items.every((item) => typeof item === 'number' && Number.isFinite(item));
  if (isNumbers && items.length <= MAX_NUMBERS) return items as readonly number[];
  if (!isNumbers && items.length <= MAX_ITEMS) return items.map(String);
  return JSON.stringify(items.slice(0, MAX_ITEMS * 2));
}

type Item = number | boolean | string;

function itemsOf(bytes: Uint8Array, datatype: number): readonly Item[] | null {
  const view = viewOf(bytes);
  const each = (size: number, read: (at: number) => Item): readonly Item[] | null => {
    if (bytes.length % size !== 0) return null;
    const count = Math.min(bytes.length / size, MAX_ITEMS * 2);
    return Array.from({ length: count }, (_, i) => read(i * size));
  };
  switch (datatype) {
    case TYPE.Int8Array:
      return each(1, (at) => view.getInt8(at));
    case TYPE.UInt8Array:
      return each(1, (at) => view.getUint8(at));
    case TYPE.Int16Array:
      return each(2, (at) => view.getInt16(at, true));
    case TYPE.UInt16Array:
      return each(2, (at) => view.getUint16(at, true));
    case TYPE.Int32Array:
      return each(4, (at) => view.getInt32(at, true));
    case TYPE.UInt32Array:
      return each(4, (at) => view.getUint32(at, true));
    case TYPE.Int64Array:
      return each(8, (at) => Number(view.getBigInt64(at, true)));
    case TYPE.UInt64Array:
    case TYPE.DateTimeArray:
      return each(8, (at) => Number(view.getBigUint64(at, true)));
    case TYPE.FloatArray:
      return each(4, (at) => view.getFloat32(at, true));
    case TYPE.DoubleArray:
      return each(8, (at) => view.getFloat64(at, true));
    case TYPE.BooleanArray:
      return booleans(bytes);
    case TYPE.StringArray:
      return texts(bytes);
    default:
      return null;
  }
}

/** Four bytes of count, then one bit each, the highest first. */
function booleans(bytes: Uint8Array): readonly boolean[] | null {
  if (bytes.length < 4) return null;
  const count = viewOf(bytes).getUint32(0, true);
  if (count > (bytes.length - 4) * 8) return null;
  return Array.from(
    { length: Math.min(count, MAX_ITEMS * 2) },
    (_, i) => ((bytes[4 + (i >> 3)] ?? 0) & (0x80 >> (i & 7))) !== 0,
  );
}

/** Each ends with a zero byte. */
function texts(bytes: Uint8Array): readonly string[] | null {
  const text = decodeUtf8(bytes);
  if (text === null) return null;
  const items = text.split('\0', MAX_ITEMS * 2);
  return items.at(-1) === '' ? items.slice(0, -1) : items;
}
