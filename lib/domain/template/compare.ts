import type { Budget } from './limits.ts';
import { TemplateError } from './limits.ts';
import { Moment, Span } from './moment.ts';
import { asNumber, toDouble } from './number.ts';
import {
  Bytes,
  Dict,
  entriesOf,
  isList,
  isMapping,
  lookUp,
  Namespace,
  type Py,
  sizeOf,
  Tuple,
  typeName,
  Undefined,
} from './value.ts';

/** Python's truth: empty, zero, None and undefined are false. */
export function truthy(value: Py): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null || value === '' || value instanceof Undefined) return false;
  const number = asNumber(value);
  if (number !== null) return toDouble(number) !== 0;
  if (isList(value)) return value.length > 0;
  if (value instanceof Tuple) return value.items.length > 0;
  if (value instanceof Bytes) return value.bytes.length > 0;
  if (value instanceof Span) return value.ms !== 0;
  if (value instanceof Namespace) return true;
  return isMapping(value) ? sizeOf(value) > 0 : true;
}

/** Python's ==. */
export function equal(a: Py, b: Py, budget: Budget): boolean {
  if (a === b) return true;
  if (typeof a === 'string' || typeof b === 'string' || a === null || b === null) return false;
  budget.spend();
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x !== null || y !== null) {
    return x !== null && y !== null && sameNumber(unwrap(x), unwrap(y));
  }
  if (a instanceof Undefined) return b instanceof Undefined;
  if (isList(a)) return isList(b) && sameItems(a, b, budget);
  if (a instanceof Tuple) return b instanceof Tuple && sameItems(a.items, b.items, budget);
  if (a instanceof Moment) return b instanceof Moment && a.compare(b) === 0;
  if (a instanceof Span) return b instanceof Span && a.ms === b.ms;
  if (isMapping(a) && isMapping(b)) return sameEntries(a, b, budget);
  return false;
}

const unwrap = (value: NonNullable<ReturnType<typeof asNumber>>): number | bigint =>
  typeof value === 'object' ? value.value : value;

/** Exact also between bigint and number; NaN equals nothing. */
const sameNumber = (a: number | bigint, b: number | bigint): boolean => a <= b && a >= b;

const sameItems = (a: readonly Py[], b: readonly Py[], budget: Budget): boolean =>
  a.length === b.length && a.every((item, i) => equal(item, b[i]!, budget));

type Mapping = Parameters<typeof entriesOf>[0];

function sameEntries(a: Mapping, b: Mapping, budget: Budget): boolean {
  if (sizeOf(a) !== sizeOf(b)) return false;
  for (const [key, value] of entriesOf(a)) {
    const other = lookUp(b, key);
    if (other === undefined || !equal(value, other, budget)) return false;
  }
  return true;
}

/** Negative, zero or positive as `a` is before, equal to or after `b`; an error if Python has no order. */
export function order(a: Py, b: Py, budget: Budget): number {
  budget.spend();
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x !== null && y !== null) {
    const [u, v] = [unwrap(x), unwrap(y)];
    return u < v ? -1 : u > v ? 1 : sameNumber(u, v) ? 0 : Number.NaN;
  }
  if (isList(a) && isList(b)) return orderItems(a, b, budget);
  if (a instanceof Tuple && b instanceof Tuple) return orderItems(a.items, b.items, budget);
  if (a instanceof Moment && b instanceof Moment) return a.compare(b);
  if (a instanceof Span && b instanceof Span) return a.ms - b.ms;
  if (a instanceof Undefined || b instanceof Undefined) {
    throw new TemplateError(`${(a instanceof Undefined ? a : (b as Undefined)).what} is undefined`);
  }
  throw new TemplateError(`no order between ${typeName(a)} and ${typeName(b)}`);
}

function orderItems(a: readonly Py[], b: readonly Py[], budget: Budget): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (!equal(a[i]!, b[i]!, budget)) return order(a[i]!, b[i]!, budget);
  }
  return a.length - b.length;
}

/** Python's `item in container`. */
export function contains(container: Py, item: Py, budget: Budget): boolean {
  if (typeof container === 'string') {
    if (typeof item !== 'string') throw new TemplateError('text contains only text');
    budget.read(container);
    return container.includes(item);
  }
  if (isList(container)) return container.some((one) => equal(one, item, budget));
  if (container instanceof Tuple) return container.items.some((one) => equal(one, item, budget));
  if (container instanceof Dict) return container.has(item);
  if (isMapping(container)) return lookUp(container, item) !== undefined;
  if (container instanceof Undefined) return false;
  throw new TemplateError(`${typeName(container)} contains nothing`);
}
