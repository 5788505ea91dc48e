import type { Budget } from './limits.ts';
import { TemplateError } from './limits.ts';
import { boundMethod, property } from './methods.ts';
import { toIndex } from './number.ts';
import {
  Bytes,
  Func,
  isList,
  isMapping,
  lookUp,
  Namespace,
  type Py,
  Tuple,
  typeName,
  Undefined,
} from './value.ts';

/** `of.name`: a key of a mapping or an attribute; Undefined if there is neither. */
export function attribute(of: Py, name: string): Py {
  if (of instanceof Undefined) throw new TemplateError(`${of.what} is undefined`);
  if (isMapping(of)) {
    const value = lookUp(of, name);
    if (value !== undefined) return value;
  } else if (of instanceof Namespace || of instanceof Func) {
    const field = of.fields.get(name);
    if (field !== undefined) return field;
  }
  return property(of, name) ?? boundMethod(of, name) ?? missing(of, name);
}

/** `of[key]`. Text is indexed by UTF-16 units, which differ from Python's only beyond U+FFFF. */
export function item(of: Py, key: Py): Py {
  if (of instanceof Undefined) throw new TemplateError(`${of.what} is undefined`);
  if (isMapping(of)) {
    const value = lookUp(of, key);
    if (value !== undefined) return value;
    return typeof key === 'string' ? (boundMethod(of, key) ?? missing(of, key)) : missing(of, key);
  }
  if (typeof key === 'string') return attribute(of, key);
  const items = indexable(of);
  if (items === null || (typeof key !== 'number' && typeof key !== 'boolean'))
    return missing(of, key);
  if (!Number.isInteger(Number(key))) return missing(of, key);
  const index = toIndex(key);
  return items[index < 0 ? items.length + index : index] ?? missing(of, key);
}

function missing(of: Py, key: Py): Undefined {
  const name = typeof key === 'string' || typeof key === 'number' ? String(key) : typeName(key);
  return new Undefined(`'${typeName(of)}' has no '${name.slice(0, 80)}', which`);
}

function indexable(of: Py): readonly Py[] | string | null {
  if (typeof of === 'string' || isList(of)) return of;
  if (of instanceof Tuple) return of.items;
  return of instanceof Bytes ? Array.from(of.bytes) : null;
}

/** `of[start:stop:step]`. */
export function slice(
  of: Py,
  start: Py | null,
  stop: Py | null,
  step: Py | null,
  budget: Budget,
): Py {
  if (of instanceof Undefined) throw new TemplateError(`${of.what} is undefined`);
  const items = indexable(of);
  if (items === null) throw new TemplateError(`${typeName(of)} has no parts`);
  const by = step === null ? 1 : toIndex(step);
  if (by === 0) throw new TemplateError('the step of a slice is zero');
  const { length } = items;
  const clamp = (value: Py | null, otherwise: number): number => {
    if (value === null) return otherwise;
    const index = toIndex(value);
    const low = by < 0 ? -1 : 0;
    return Math.min(
      Math.max(index < 0 ? index + length : index, low),
      by < 0 ? length - 1 : length,
    );
  };
  const from = clamp(start, by < 0 ? length - 1 : 0);
  const to = clamp(stop, by < 0 ? -1 : length);
  if (typeof items === 'string') {
    budget.read(items);
    if (by === 1) return items.slice(from, Math.max(from, to));
    return pick(
      Array.from({ length }, (_, i) => items[i]!),
      from,
      to,
      by,
    ).join('');
  }
  const picked = pick(items, from, to, by);
  budget.spend(picked.length);
  return of instanceof Tuple ? new Tuple(picked) : picked;
}

function pick<T>(items: readonly T[], from: number, to: number, by: number): T[] {
  const picked: T[] = [];
  for (let i = from; by > 0 ? i < to : i > to; i += by) picked.push(items[i]!);
  return picked;
}
