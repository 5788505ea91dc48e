import { bind, need } from '../arguments.ts';
import { truthy } from '../compare.ts';
import { fromJson, toJson } from '../json.ts';
import { TemplateError } from '../limits.ts';
import { asDouble, asNumber, float, int, isFloat, toDouble } from '../number.ts';
import type { Runtime } from '../runtime.ts';
import { str } from '../text.ts';
import { type Arguments, Float, type Py, typeName, Undefined } from '../value.ts';
import { type FilterTable, filter, iterate } from './filter.ts';

/** Home Assistant's float: text too; the default, or an error, for what is no number. */
export function toFloat(value: Py, fallback: Py | undefined): Py {
  const number = asDouble(value);
  if (number !== null) return float(number);
  if (fallback !== undefined) return fallback;
  throw new TemplateError(`float got ${typeName(value)} that is no number, and no default`);
}

/** Home Assistant's int: `"12.7"` is 12; text in another base as a whole. */
export function toInt(value: Py, fallback: Py | undefined, base: Py | undefined): Py {
  const radix = base === undefined ? 10 : Number(asNumber(base) ?? 10);
  const whole = radix === 10 ? decimalInt(value) : basedInt(value, radix);
  if (whole !== null) return whole;
  if (fallback !== undefined) return fallback;
  throw new TemplateError(`int got ${typeName(value)} that is no number, and no default`);
}

function decimalInt(value: Py): number | bigint | null {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string' && /^\s*[+-]?\d{1,1000}\s*$/.test(value)) {
    return int(BigInt(value.trim().replace(/^\+/, '')));
  }
  const number = asDouble(value);
  return number === null || !Number.isFinite(number) ? null : int(Math.trunc(number));
}

function basedInt(value: Py, radix: number): number | bigint | null {
  if (typeof value !== 'string') return decimalInt(value);
  const match = /^\s*([+-]?)(0[xX]|0[oO]|0[bB])?([0-9a-zA-Z_]{1,400})\s*$/.exec(value);
  if (match === null) return null;
  const prefix = match[2]?.toLowerCase();
  const implied = prefix === '0x' ? 16 : prefix === '0o' ? 8 : prefix === '0b' ? 2 : 10;
  const actual = radix === 0 ? implied : radix;
  // `0b1` in base 16 is a number of its own, not a prefix.
  const digits =
    (prefix !== undefined && actual !== implied ? prefix : '') + match[3]!.replaceAll('_', '');
  if (actual < 2 || actual > 36) return null;
  let total = 0n;
  for (const char of digits.toLowerCase()) {
    const digit = Number.parseInt(char, 36);
    if (Number.isNaN(digit) || digit >= actual) return null;
    total = total * BigInt(actual) + BigInt(digit);
  }
  return int(match[1] === '-' ? -total : total);
}

const TRUE = new Set(['true', 'yes', 'on', 'enable', '1']);
const FALSE = new Set(['false', 'no', 'off', 'disable', '0']);

/** Home Assistant's bool. */
export function toBool(value: Py, fallback: Py | undefined): Py {
  if (typeof value === 'boolean') return value;
  const number = asNumber(value);
  if (number !== null) return toDouble(number) !== 0;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (TRUE.has(word)) return true;
  if (FALSE.has(word)) return false;
  if (fallback !== undefined) return fallback;
  throw new TemplateError('bool got something else, and no default');
}

/** Whether Home Assistant takes the value for a finite number. */
export function isNumeric(value: Py): boolean {
  const number = asDouble(value);
  return number !== null && Number.isFinite(number);
}

export function iif(args: Arguments): Py {
  const [value, yes, no, none] = bind(args, 'value', 'if_true', 'if_false', 'if_none');
  if (value === null && none !== undefined) return none;
  return truthy(need(value, 'value')) ? (yes ?? true) : (no ?? false);
}

const defaultFilter = filter(['default_value', 'boolean'], (value, [fallback, boolean]) => {
  const missing = value instanceof Undefined || (truthy(boolean ?? false) && !truthy(value));
  return missing ? (fallback ?? '') : value;
});

const toJsonFilter = filter(
  ['ensure_ascii', 'pretty_print', 'sort_keys', 'indent'],
  (value, [ascii, pretty, sorted, indent], { budget }) =>
    toJson(value, budget, {
      ascii: truthy(ascii ?? false),
      sorted: truthy(sorted ?? false),
      indent: typeof indent === 'number' ? Math.min(8, indent) : truthy(pretty ?? false) ? 2 : 0,
    }),
);

export const convertFilters: FilterTable = [
  ['float', filter(['default'], (value, [fallback]) => toFloat(value, fallback))],
  ['int', filter(['default', 'base'], (value, [fallback, base]) => toInt(value, fallback, base))],
  ['bool', filter(['default'], (value, [fallback]) => toBool(value, fallback))],
  ['string', filter([], (value, _, { budget }) => str(value, budget))],
  ['list', filter([], (value, _, runtime) => [...iterate(value, runtime)])],
  ['default', defaultFilter],
  ['d', defaultFilter],
  [
    'is_defined',
    filter([], (value) => {
      if (value instanceof Undefined) throw new TemplateError(`${value.what} is undefined`);
      return value;
    }),
  ],
  ['is_number', filter([], (value) => isNumeric(value))],
  ['iif', (value, args) => iif({ positional: [value, ...args.positional], named: args.named })],
  ['to_json', toJsonFilter],
  ['tojson', toJsonFilter],
  [
    'from_json',
    filter(['default'], (value, [fallback], { budget }) => {
      const parsed = typeof value === 'string' ? readJson(value, budget) : undefined;
      if (parsed !== undefined) return parsed;
      if (fallback !== undefined) return fallback;
      throw new TemplateError('from_json got something else');
    }),
  ],
  ['typeof', filter([], (value) => typeName(value))],
  ['safe', filter([], (value) => value)],
  ['pprint', filter([], (value, _, { budget }) => str(value, budget))],
];

function readJson(text: string, budget: Runtime['budget']): Py | undefined {
  budget.read(text);
  return fromJson(text);
}

/** A double given back as int where the operands were ints. */
export const like = (value: number, ...operands: readonly Py[]): Py =>
  operands.some((one) => isFloat(one) || one instanceof Float) ? float(value) : int(value);
