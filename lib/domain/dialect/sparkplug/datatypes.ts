/** Sparkplug B datatypes by number (specification 3.0, chapter 6.4.16). */
export const TYPE = {
  Int8: 1,
  Int16: 2,
  Int32: 3,
  Int64: 4,
  UInt8: 5,
  UInt16: 6,
  UInt32: 7,
  UInt64: 8,
  Float: 9,
  Double: 10,
  Boolean: 11,
  String: 12,
  DateTime: 13,
  Text: 14,
  UUID: 15,
  DataSet: 16,
  Bytes: 17,
  File: 18,
  Template: 19,
  Int8Array: 22,
  Int16Array: 23,
  Int32Array: 24,
  Int64Array: 25,
  UInt8Array: 26,
  UInt16Array: 27,
  UInt32Array: 28,
  UInt64Array: 29,
  FloatArray: 30,
  DoubleArray: 31,
  BooleanArray: 32,
  StringArray: 33,
  DateTimeArray: 34,
} as const;

/** How a datatype is shown. */
export type Form = 'integer' | 'decimal' | 'boolean' | 'text' | 'time' | 'list' | 'none';

/** The form of a datatype; `none` for what is no value (files, templates, unknown numbers). */
export function formOf(datatype: number): Form {
  if (datatype >= TYPE.Int8 && datatype <= TYPE.UInt64) return 'integer';
  if (datatype >= TYPE.Int8Array && datatype <= TYPE.DateTimeArray) return 'list';
  switch (datatype) {
    case TYPE.Float:
    case TYPE.Double:
      return 'decimal';
    case TYPE.Boolean:
      return 'boolean';
    case TYPE.String:
    case TYPE.Text:
    case TYPE.UUID:
      return 'text';
    case TYPE.DateTime:
      return 'time';
    case TYPE.DataSet:
      return 'list';
    default:
      return 'none';
  }
}

/** Limits of the integer datatypes; beyond 2^53 a number is no longer exact, so there it ends. */
export function limitsOf(datatype: number): readonly [number, number] | null {
  switch (datatype) {
    case TYPE.Int8:
      return [-128, 127];
    case TYPE.Int16:
      return [-32_768, 32_767];
    case TYPE.Int32:
      return [-2_147_483_648, 2_147_483_647];
    case TYPE.Int64:
      return [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
    case TYPE.UInt8:
      return [0, 255];
    case TYPE.UInt16:
      return [0, 65_535];
    case TYPE.UInt32:
      return [0, 4_294_967_295];
    case TYPE.UInt64:
      return [0, Number.MAX_SAFE_INTEGER];
    default:
      return null;
  }
}

/** Bits of a signed integer; null for any other datatype. */
export function signedBits(datatype: number): number | null {
  switch (datatype) {
    case TYPE.Int8:
      return 8;
    case TYPE.Int16:
      return 16;
    case TYPE.Int32:
      return 32;
    case TYPE.Int64:
      return 64;
    default:
      return null;
  }
}
