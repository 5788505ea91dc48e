import { MAX_BITS, TemplateError } from './limits.ts';
import { Float, type Py, typeName } from './value.ts';

export type PyNumber = number | bigint | Float;

/** A float as a value of a template. */
export const float = (value: number): number | Float =>
  Number.isInteger(value) ? new Float(value) : value;

/** A whole number as a value of a template. */
export function int(value: bigint | number): number | bigint {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return value + 0;
    if (!Number.isFinite(value)) throw new TemplateError('cannot convert infinity to an int');
    return int(BigInt(Math.trunc(value)));
  }
  const small = Number(value);
  if (Number.isSafeInteger(small)) return small;
  if (value.toString(16).length * 4 > MAX_BITS) throw new TemplateError('the number is too large');
  return value;
}

/** The value as a number (True is 1), or null if Python would not calculate with it. */
export function asNumber(value: Py): PyNumber | null {
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Float)
    return value;
  return typeof value === 'boolean' ? Number(value) : null;
}

/** A number as JavaScript's double. */
export const toDouble = (value: PyNumber): number =>
  value instanceof Float ? value.value : Number(value);

export const isFloat = (value: Py): boolean =>
  value instanceof Float || (typeof value === 'number' && !Number.isInteger(value));

/** A whole number, or an error. */
export function toIndex(value: Py | undefined): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (typeof value === 'boolean') return Number(value);
  throw new TemplateError('a whole number is needed');
}

/** `a op b` on numbers, as Python calculates. */
export function calculate(op: string, a: PyNumber, b: PyNumber): Py {
  if (op !== '/' && !isFloat(a) && !isFloat(b)) {
    return calculateInts(op, a as number | bigint, b as number | bigint);
  }
  const [x, y] = [toDouble(a), toDouble(b)];
  if (y === 0 && (op === '/' || op === '//' || op === '%')) {
    throw new TemplateError('division by zero');
  }
  switch (op) {
    case '+':
      return float(x + y);
    case '-':
      return float(x - y);
    case '*':
      return float(x * y);
    case '/':
      return float(x / y);
    case '//':
      return float(Math.floor(x / y));
    case '%':
      return float(modulo(x, y));
    default:
      return power(x, y);
  }
}

function power(x: number, y: number): Py {
  if (x === 0 && y < 0) throw new TemplateError('division by zero');
  if (x < 0 && !Number.isInteger(y)) throw new TemplateError('the root of a negative number');
  const result = x ** y;
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) {
    throw new TemplateError('the number is too large');
  }
  return float(result);
}

/** The remainder with the sign of the divisor. */
function modulo(x: number, y: number): number {
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
}

function calculateInts(op: string, a: number | bigint, b: number | bigint): Py {
  if (typeof a === 'number' && typeof b === 'number') {
    const quick = quickInts(op, a, b);
    if (quick !== null && Number.isSafeInteger(quick)) return quick + 0;
  }
  const [x, y] = [BigInt(a), BigInt(b)];
  if (y === 0n && (op === '//' || op === '%')) throw new TemplateError('division by zero');
  switch (op) {
    case '+':
      return int(x + y);
    case '-':
      return int(x - y);
    case '*':
      return int(x * y);
    case '//':
      return int((x - bigModulo(x, y)) / y);
    case '%':
      return int(bigModulo(x, y));
    default:
      return bigPower(x, y);
  }
}

function quickInts(op: string, a: number, b: number): number | null {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '//':
      return b === 0 ? null : (a - modulo(a, b)) / b;
    case '%':
      return b === 0 ? null : modulo(a, b);
    default:
      return b < 0 ? null : a ** b;
  }
}

function bigModulo(x: bigint, y: bigint): bigint {
  const rest = x % y;
  return rest !== 0n && rest < 0n !== y < 0n ? rest + y : rest;
}

function bigPower(x: bigint, y: bigint): Py {
  if (y < 0n) return power(Number(x), Number(y));
  const bits = (x < 0n ? -x : x).toString(2).length;
  if (x !== 0n && x !== 1n && x !== -1n && BigInt(bits) * y > BigInt(MAX_BITS)) {
    throw new TemplateError('the number is too large');
  }
  return int(x ** y);
}

/** Python's float(): also of text, which may have blanks around; null if it is no number. */
export function parseFloatText(text: string): number | null {
  const trimmed = text.trim();
  if (/^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)([eE][+-]?\d+)?$/.test(trimmed)) {
    return Number(trimmed.replaceAll('_', ''));
  }
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(trimmed);
  if (word === null) return null;
  if (word[2]?.toLowerCase() === 'nan') return Number.NaN;
  return word[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** The value as a double, as Python's float() has it; null if it is none. */
export function asDouble(value: Py): number | null {
  const number = asNumber(value);
  if (number !== null) return toDouble(number);
  return typeof value === 'string' && value.length < 512 ? parseFloatText(value) : null;
}

/** Half to even, as Python rounds; on the shortest decimal spelling where that decides. */
export function roundHalfEven(value: number, precision: number): number {
  if (!Number.isFinite(value)) return value;
  if (precision > 22) return value;
  if (precision < 0) {
    const unit = 10 ** Math.min(-precision, 308);
    return halfEven(value / unit) * unit;
  }
  if (precision === 0) return halfEven(value);
  // toFixed is exact about the double's value up to 1e21, which is what Python's round() is.
  return Math.abs(value) < 1e21
    ? Number(exactTie(value, precision) ?? value.toFixed(precision))
    : value;
}

function halfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** An exact binary tie such as 0.125: toFixed goes away from zero, Python to the even digit. */
function exactTie(value: number, precision: number): string | null {
  const long = Math.abs(value).toFixed(Math.min(100, precision + 60));
  const cut = long.length - Math.min(100 - precision, 60);
  if (!/^50*$/.test(long.slice(cut))) return null;
  const digits = long.slice(0, cut);
  const even = Number(digits.at(-1)) % 2 === 0;
  if (!even) return null;
  return value < 0 ? `-${digits}` : digits;
}

/** Refuses what is no number with Python's words. */
export function needNumber(value: Py): PyNumber {
  const number = asNumber(value);
  if (number === null) throw new TemplateError(`${typeName(value)} is not a number`);
  return number;
}
