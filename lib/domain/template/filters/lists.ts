import { need } from '../arguments.ts';
import { equal, order, truthy } from '../compare.ts';
import { TemplateError } from '../limits.ts';
import { toIndex } from '../number.ts';
import type { Runtime } from '../runtime.ts';
import { str } from '../text.ts';
import {
  Dict,
  entriesOf,
  isList,
  isMapping,
  Namespace,
  type Py,
  sizeOf,
  Tuple,
  Undefined,
} from '../value.ts';
import { attributeOf } from './attribute-path.ts';
import { type FilterTable, filter, iterate } from './filter.ts';

const length = filter([], (value, _, runtime) => {
  if (typeof value === 'string') return value.length;
  if (isMapping(value)) return sizeOf(value);
  return isList(value) ? value.length : iterate(value, runtime).length;
});

/** Text compares without case unless asked for. */
const folded = (value: Py, caseSensitive: Py | undefined): Py =>
  typeof value === 'string' && !truthy(caseSensitive ?? false) ? value.toLowerCase() : value;

function sorted(
  items: readonly Py[],
  keyOf: (item: Py) => Py,
  reverse: boolean,
  { budget }: Runtime,
): Py[] {
  const keyed = items.map((item, i) => ({ item, i, key: keyOf(item) }));
  const sign = reverse ? -1 : 1;
  keyed.sort((a, b) => sign * order(a.key, b.key, budget) || a.i - b.i);
  return keyed.map(({ item }) => item);
}

function unique(items: readonly Py[], keyOf: (item: Py) => Py): Py[] {
  const seen = new Dict();
  return items.filter((item) => {
    const key = keyOf(item);
    if (seen.has(key)) return false;
    seen.set(key, true);
    return true;
  });
}

const keyBy = (attribute: Py | undefined, caseSensitive: Py | undefined) => (item: Py) =>
  folded(
    attribute === undefined || attribute === null ? item : attributeOf(item, attribute),
    caseSensitive,
  );

function chunks(items: readonly Py[], size: number): Py[][] {
  if (size < 1) throw new TemplateError('the size must be positive');
  const result: Py[][] = [];
  for (let i = 0; i < items.length; i += size) result.push(items.slice(i, i + size));
  return result;
}

function flatten(items: readonly Py[], levels: number, runtime: Runtime): Py[] {
  return items.flatMap((item) => {
    const inner = item instanceof Tuple ? item.items : item;
    if (!isList(inner) || levels <= 0) return [item];
    runtime.budget.spend(inner.length);
    return flatten(inner, levels - 1, runtime);
  });
}

export const listFilters: FilterTable = [
  ['length', length],
  ['count', length],
  [
    'first',
    filter(
      [],
      (value, _, runtime) => iterate(value, runtime)[0] ?? new Undefined('the first of nothing'),
    ),
  ],
  [
    'last',
    filter(
      [],
      (value, _, runtime) => iterate(value, runtime).at(-1) ?? new Undefined('the last of nothing'),
    ),
  ],
  [
    'reverse',
    filter([], (value, _, runtime) => {
      const items = [...iterate(value, runtime)].reverse();
      return typeof value === 'string' ? items.join('') : items;
    }),
  ],
  [
    'join',
    filter(['d', 'attribute'], (value, [separator, attribute], runtime) => {
      const between = str(separator ?? '', runtime.budget);
      const texts = iterate(value, runtime).map((item) =>
        str(
          attribute === undefined || attribute === null ? item : attributeOf(item, attribute),
          runtime.budget,
        ),
      );
      runtime.budget.make(texts.reduce((sum, text) => sum + text.length + between.length, 0));
      return texts.join(between);
    }),
  ],
  [
    'sort',
    filter(
      ['reverse', 'case_sensitive', 'attribute'],
      (value, [reverse, caseSensitive, attribute], runtime) =>
        sorted(
          iterate(value, runtime),
          keyBy(attribute, caseSensitive),
          truthy(reverse ?? false),
          runtime,
        ),
    ),
  ],
  [
    'unique',
    filter(['case_sensitive', 'attribute'], (value, [caseSensitive, attribute], runtime) =>
      unique(iterate(value, runtime), keyBy(attribute, caseSensitive)),
    ),
  ],
  [
    'dictsort',
    filter(['case_sensitive', 'by', 'reverse'], (value, [caseSensitive, by, reverse], runtime) => {
      if (!isMapping(value)) throw new TemplateError('dictsort needs a dict');
      const pairs = Array.from(entriesOf(value), ([key, item]) => new Tuple([key, item]));
      runtime.budget.spend(pairs.length);
      const place = by === 'value' ? 1 : 0;
      const keyOf = (pair: Py): Py => folded((pair as Tuple).items[place]!, caseSensitive);
      return sorted(pairs, keyOf, truthy(reverse ?? false), runtime);
    }),
  ],
  [
    'items',
    filter([], (value, _, runtime) => {
      if (value instanceof Undefined) return [];
      if (!isMapping(value)) throw new TemplateError('items needs a dict');
      const pairs = Array.from(entriesOf(value), ([key, item]) => new Tuple([key, item]));
      runtime.budget.spend(pairs.length);
      return pairs;
    }),
  ],
  [
    'groupby',
    filter(['attribute', 'default', 'case_sensitive'], (value, [attribute, fallback], runtime) => {
      const keyOf = (item: Py): Py => {
        const key = attributeOf(item, need(attribute, 'attribute'));
        return key instanceof Undefined && fallback !== undefined ? fallback : key;
      };
      const groups: { key: Py; list: Py[] }[] = [];
      for (const item of sorted(iterate(value, runtime), keyOf, false, runtime)) {
        const group = groups.at(-1);
        if (group && equal(group.key, keyOf(item), runtime.budget)) group.list.push(item);
        else groups.push({ key: keyOf(item), list: [item] });
      }
      return groups.map(({ key, list }) => new Tuple([key, list]));
    }),
  ],
  [
    'batch',
    filter(['linecount', 'fill_with'], (value, [size, fill], runtime) => {
      const width = toIndex(size);
      const rows = chunks(iterate(value, runtime), width);
      const last = rows.at(-1);
      if (last && fill !== undefined && fill !== null) {
        runtime.budget.spend(width);
        while (last.length < width) last.push(fill);
      }
      return rows;
    }),
  ],
  [
    'slice',
    filter(['slices', 'fill_with'], (value, [slices, fill], runtime) => {
      const items = iterate(value, runtime);
      const count = toIndex(slices);
      if (count < 1) throw new TemplateError('the number of slices must be positive');
      runtime.budget.spend(count);
      const [size, more] = [Math.floor(items.length / count), items.length % count];
      let at = 0;
      return Array.from({ length: count }, (_, i) => {
        const start = at;
        at += size + (i < more ? 1 : 0);
        const part = items.slice(start, at);
        return fill !== undefined && fill !== null && more > 0 && i >= more
          ? [...part, fill]
          : part;
      });
    }),
  ],
  [
    'flatten',
    filter(['levels'], (value, [levels], runtime) =>
      flatten(
        iterate(value, runtime),
        levels === undefined || levels === null ? 20 : toIndex(levels),
        runtime,
      ),
    ),
  ],
  [
    'attr',
    filter(['name'], (value, [name]) =>
      value instanceof Namespace ? attributeOf(value, name!) : new Undefined('the attribute'),
    ),
  ],
];
