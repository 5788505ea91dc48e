import { bind, needText } from '../arguments.ts';
import { TemplateError } from '../limits.ts';
import { asDouble, float, int, toIndex } from '../number.ts';
import { Bytes, type Py } from '../value.ts';
import { type FilterTable, filter } from './filter.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Half surrogates, which have no UTF-8, become replacement characters. */
export const wellFormed = (text: string): string =>
  text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

/** Text as UTF-8. */
export function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(wellFormed(text));
  const bytes: number[] = [];
  for (let i = 0; i < escaped.length; i++) {
    if (escaped[i] !== '%') bytes.push(escaped.charCodeAt(i));
    else {
      bytes.push(Number.parseInt(escaped.slice(i + 1, i + 3), 16));
      i += 2;
    }
  }
  return Uint8Array.from(bytes);
}

export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const block = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const left = bytes.length - i;
    text += DIGITS[block >> 18]! + DIGITS[(block >> 12) & 63]!;
    text += left > 1 ? DIGITS[(block >> 6) & 63]! : '=';
    text += left > 2 ? DIGITS[block & 63]! : '=';
  }
  return text;
}

export function bytesOfBase64(text: string): Uint8Array {
  const digits = text.replace(/\s+/g, '').replace(/=+$/, '');
  const bytes: number[] = [];
  let bits = 0;
  let block = 0;
  for (const char of digits) {
    const digit = DIGITS.indexOf(char);
    if (digit < 0) throw new TemplateError('this is not base64');
    block = ((block << 6) | digit) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((block >> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

type Layout = {
  readonly little: boolean;
  readonly size: number;
  readonly kind: 'int' | 'uint' | 'float';
};

/** One item of Python's struct formats: `>H`, `<f`, `b`. */
function layoutOf(format: string): Layout {
  const match = /^([<>!=@]?)([bBhHiIlLqQfd])$/.exec(format.trim());
  if (match === null) throw new TemplateError(`unsupported struct format ${format.slice(0, 20)}`);
  const letter = match[2]!;
  const sizes: Readonly<Record<string, number>> = { b: 1, h: 2, i: 4, l: 4, q: 8, f: 4, d: 8 };
  const lower = letter.toLowerCase();
  const kind = lower === 'f' || lower === 'd' ? 'float' : letter === lower ? 'int' : 'uint';
  return { little: match[1] !== '>' && match[1] !== '!', size: sizes[lower]!, kind };
}

function pack(value: Py, format: string): Bytes {
  const { little, size, kind } = layoutOf(format);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  if (kind === 'float') {
    const number = asDouble(value) ?? Number.NaN;
    if (size === 4) view.setFloat32(0, number, little);
    else view.setFloat64(0, number, little);
    return new Bytes(bytes);
  }
  if (typeof value !== 'bigint') toIndex(value);
  const whole = BigInt(value as number | bigint);
  const bits = size * 8;
  const fits = kind === 'int' ? BigInt.asIntN(bits, whole) : BigInt.asUintN(bits, whole);
  if (fits !== whole) throw new TemplateError('the number does not fit the struct format');
  for (let i = 0; i < size; i++) {
    const shift = BigInt(8 * (little ? i : size - 1 - i));
    bytes[i] = Number((whole >> shift) & 0xffn);
  }
  return new Bytes(bytes);
}

function unpack(bytes: Uint8Array, format: string, offset: number): Py {
  const { little, size, kind } = layoutOf(format);
  if (offset < 0 || offset + size > bytes.length)
    throw new TemplateError('too few bytes to unpack');
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, size);
  if (kind === 'float')
    return float(size === 4 ? view.getFloat32(0, little) : view.getFloat64(0, little));
  let whole = 0n;
  for (let i = 0; i < size; i++)
    whole = (whole << 8n) | BigInt(view.getUint8(little ? size - 1 - i : i));
  return int(kind === 'int' ? BigInt.asIntN(size * 8, whole) : whole);
}

export const bytesFilters: FilterTable = [
  [
    'pack',
    filter(['format_string'], (value, [format]) => pack(value, needText(format, 'format_string'))),
  ],
  [
    'unpack',
    (value, args) => {
      const [format, offset] = bind(args, 'format_string', 'offset');
      if (!(value instanceof Bytes)) throw new TemplateError('unpack needs bytes');
      return unpack(
        value.bytes,
        needText(format, 'format_string'),
        offset === undefined ? 0 : toIndex(offset),
      );
    },
  ],
];
