import { bind, need } from '../arguments.ts';
import { contains, order, truthy } from '../compare.ts';
import { TemplateError } from '../limits.ts';
import {
  asDouble,
  asNumber,
  calculate,
  float,
  int,
  isFloat,
  needNumber,
  roundHalfEven,
  toDouble,
  toIndex,
} from '../number.ts';
import { binary } from '../operators.ts';
import type { Runtime } from '../runtime.ts';
import { type Arguments, type Py, Undefined } from '../value.ts';
import { attributeOf } from './attribute-path.ts';
import { type FilterTable, filter, iterate } from './filter.ts';

/** Home Assistant's round; precision 0 gives an int. */
const round = filter(['precision', 'method', 'default'], (value, [precision, method, fallback]) => {
  const number = asDouble(value);
  if (number === null) {
    if (fallback !== undefined) return fallback;
    throw new TemplateError('round got something that is no number, and no default');
  }
  const digits = precision === undefined ? 0 : toIndex(precision);
  const scale = 10 ** Math.max(-300, Math.min(300, digits));
  const rounded =
    method === 'ceil'
      ? Math.ceil(number * scale) / scale
      : method === 'floor'
        ? Math.floor(number * scale) / scale
        : method === 'half'
          ? roundHalfEven(number * 2, 0) / 2
          : roundHalfEven(number, digits);
  if (digits !== 0) return float(rounded);
  if (!Number.isFinite(rounded)) throw new TemplateError('infinity has no whole value');
  return int(Math.trunc(rounded));
});

/** `value op amount` with Home Assistant's default for what is no number. */
const operation = (op: string) =>
  filter(['amount', 'default'], (value, [amount, fallback]) => {
    const number = asNumber(value) ?? asDoubleValue(value);
    if (number === null) {
      if (fallback !== undefined) return fallback;
      throw new TemplateError('the value is no number, and there is no default');
    }
    return calculate(op, float(toDouble(number)), needNumber(need(amount, 'amount')));
  });

function asDoubleValue(value: Py) {
  const number = asDouble(value);
  return number === null ? null : float(number);
}

/** A function of one real number, with Home Assistant's default. */
const real = (name: string, calculateReal: (x: number) => number) =>
  filter(['default'], (value, [fallback]) => {
    const number = asDouble(value);
    const result = number === null ? Number.NaN : calculateReal(number);
    if (Number.isFinite(result)) return float(result);
    if (fallback !== undefined) return fallback;
    throw new TemplateError(`${name} has no result`);
  });

const log = filter(['base', 'default'], (value, [base, fallback]) => {
  const number = asDouble(value);
  const divisor = base === undefined ? 1 : Math.log(asDouble(base) ?? Number.NaN);
  const result = number === null ? Number.NaN : Math.log(number) / divisor;
  if (Number.isFinite(result)) return float(result);
  if (fallback !== undefined) return fallback;
  throw new TemplateError('log has no result');
});

const bitwise = (name: string, apply: (a: bigint, b: bigint) => bigint) =>
  filter(['second'], (value, [second]) =>
    int(apply(bits(value, name), bits(need(second, 'second'), name))),
  );

function bits(value: Py, name: string): bigint {
  if (typeof value === 'boolean') return BigInt(value);
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) {
    return BigInt(value);
  }
  throw new TemplateError(`${name} needs whole numbers`);
}

/** The least or greatest of one list, or of several arguments. */
export function extreme(sign: 1 | -1, items: readonly Py[], { budget }: Runtime): Py {
  const [first, ...rest] = items;
  if (first === undefined) return new Undefined('the empty list');
  return rest.reduce((best, one) => (order(one, best, budget) * sign < 0 ? one : best), first);
}

const extremeFilter = (sign: 1 | -1) =>
  filter(['case_sensitive', 'attribute'], (value, [, attribute], runtime) => {
    const items = iterate(value, runtime);
    if (attribute === undefined || attribute === null) return extreme(sign, items, runtime);
    const keyed = items.map((item) => [attributeOf(item, attribute), item] as const);
    const best = extreme(
      sign,
      keyed.map(([key]) => key),
      runtime,
    );
    return keyed.find(([key]) => key === best)?.[1] ?? best;
  });

/** Numbers of `average(list)` or `average(a, b, …)`. */
export function numbersOf(args: Arguments, runtime: Runtime): number[] {
  const [first] = args.positional;
  const items = args.positional.length === 1 ? iterate(first!, runtime) : args.positional;
  if (items.length === 0) throw new TemplateError('there are no numbers');
  return items.map((item) => toDouble(needNumber(item)));
}

export const average = (numbers: readonly number[]): Py =>
  float(numbers.reduce((sum, one) => sum + one, 0) / numbers.length);

export function median(numbers: readonly number[]): Py {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return float(
    sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2,
  );
}

export const arithmeticFilters: FilterTable = [
  ['round', round],
  [
    'multiply',
    (value, args, runtime) => keepInts('*', value, args) ?? operation('*')(value, args, runtime),
  ],
  [
    'add',
    (value, args, runtime) => keepInts('+', value, args) ?? operation('+')(value, args, runtime),
  ],
  [
    'abs',
    filter([], (value) => {
      const number = needNumber(value);
      return toDouble(number) < 0 || Object.is(toDouble(number), -0)
        ? calculate('-', isFloat(number) ? float(0) : 0, number)
        : number;
    }),
  ],
  ['min', extremeFilter(1)],
  ['max', extremeFilter(-1)],
  [
    'sum',
    filter(['attribute', 'start'], (value, [attribute, start], runtime) => {
      const items = iterate(value, runtime);
      const wanted = attribute !== undefined && attribute !== null;
      const picked = wanted ? items.map((item) => attributeOf(item, attribute)) : items;
      return picked.reduce((sum, one) => binary('+', sum, one, runtime), start ?? 0);
    }),
  ],
  [
    'average',
    (value, args, runtime) => average(numbersOf({ ...args, positional: [value] }, runtime)),
  ],
  [
    'median',
    (value, args, runtime) => median(numbersOf({ ...args, positional: [value] }, runtime)),
  ],
  ['log', log],
  ['sqrt', real('sqrt', Math.sqrt)],
  ['sin', real('sin', Math.sin)],
  ['cos', real('cos', Math.cos)],
  ['tan', real('tan', Math.tan)],
  ['asin', real('asin', Math.asin)],
  ['acos', real('acos', Math.acos)],
  ['atan', real('atan', Math.atan)],
  [
    'clamp',
    filter(['min', 'max'], (value, [low, high], { budget }) => {
      if (order(value, need(low, 'min'), budget) < 0) return low!;
      return order(value, need(high, 'max'), budget) > 0 ? high! : value;
    }),
  ],
  [
    'ordinal',
    filter([], (value) => {
      const number = toIndex(value);
      const tens = Math.abs(number) % 100;
      const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][tens % 10] ?? 'th');
      return `${number}${ending}`;
    }),
  ],
  [
    'contains',
    filter(['value'], (value, [wanted], { budget }) =>
      contains(value, need(wanted, 'value'), budget),
    ),
  ],
  [
    'filesizeformat',
    filter(['binary'], (value, [binaryUnits]) =>
      fileSize(asDouble(value) ?? 0, truthy(binaryUnits ?? false)),
    ),
  ],
];

/** Two ints stay an int; anything else goes the way of floats. */
function keepInts(op: string, value: Py, args: Arguments): Py | null {
  const [amount] = bind(args, 'amount', 'default');
  const [a, b] = [asNumber(value), amount === undefined ? null : asNumber(amount)];
  return a !== null && b !== null ? calculate(op, a, b) : null;
}

function fileSize(bytes: number, isBinary: boolean): string {
  const base = isBinary ? 1024 : 1000;
  const units = isBinary ? ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'] : ['kB', 'MB', 'GB', 'TB', 'PB'];
  if (bytes < base) return bytes === 1 ? '1 Byte' : `${Math.trunc(bytes)} Bytes`;
  const power = Math.min(units.length, Math.floor(Math.log(bytes) / Math.log(base)));
  return `${(bytes / base ** power).toFixed(1)} ${units[power - 1]}`;
}

/**
 * Offered as functions only: in the reference of the conformance cases, `value|bitwise_and(4)`
 * is an unknown filter.
 */
export const bitwiseFilters: FilterTable = [
  ['bitwise_and', bitwise('bitwise_and', (a, b) => a & b)],
  ['bitwise_or', bitwise('bitwise_or', (a, b) => a | b)],
  ['bitwise_xor', bitwise('bitwise_xor', (a, b) => a ^ b)],
];
