import { bind } from '../arguments.ts';
import { TemplateError } from '../limits.ts';
import type { Runtime } from '../runtime.ts';
import {
  type Arguments,
  entriesOf,
  isList,
  isMapping,
  type Py,
  Tuple,
  Undefined,
} from '../value.ts';

/** `value|name(args)`. */
export type Filter = (value: Py, args: Arguments, runtime: Runtime) => Py;
export type FilterTable = readonly (readonly [string, Filter])[];

/** A filter whose arguments are bound to names. */
export const filter =
  (
    names: readonly string[],
    call: (value: Py, args: readonly (Py | undefined)[], runtime: Runtime) => Py,
  ): Filter =>
  (value, args, runtime) =>
    call(value, bind(args, ...names), runtime);

/** What Python would iterate over: items, keys, characters; nothing if undefined. Costs a step each. */
export function iterate(value: Py, { budget }: Runtime): readonly Py[] {
  const items = itemsOf(value);
  budget.spend(items.length);
  return items;
}

function itemsOf(value: Py): readonly Py[] {
  if (isList(value)) return value;
  if (value instanceof Tuple) return value.items;
  if (typeof value === 'string') return Array.from(value);
  if (value instanceof Undefined) return [];
  if (isMapping(value)) return Array.from(entriesOf(value), ([key]) => key);
  throw new TemplateError('this value has no items');
}
