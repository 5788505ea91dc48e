import type { Block, Expression } from './ast.ts';

/** A template that only looks up `value`, or keys below `value_json`. */
export type SimplePath = {
  readonly root: 'value' | 'value_json';
  readonly keys: readonly (string | number)[];
};

/** Names that are methods in Python; `.items` alone means something else than the key. */
const METHODS = new Set(['get', 'items', 'keys', 'values', 'copy']);

/** Recognises `{{ value }}` and `{{ value_json.a['b'][0] }}`, which are most templates there are. */
export function simplePath(block: Block): SimplePath | null {
  const [only] = block;
  if (block.length !== 1 || only?.type !== 'output') return null;
  const keys: (string | number)[] = [];
  let node: Expression = only.value;
  while (node.type === 'attribute' || node.type === 'item') {
    if (node.type === 'attribute') {
      if (METHODS.has(node.name)) return null;
      keys.unshift(node.name);
    } else {
      const key: unknown = node.key.type === 'constant' ? node.key.value : null;
      if (typeof key === 'string' ? METHODS.has(key) : !Number.isInteger(key)) return null;
      keys.unshift(key as string | number);
    }
    node = node.of;
  }
  if (node.type !== 'name') return null;
  if (node.name === 'value') return keys.length === 0 ? { root: 'value', keys } : null;
  return node.name === 'value_json' ? { root: 'value_json', keys } : null;
}

/** The value at a path of plain JSON; `missing` keys print nothing, an `undefined` way is an error. */
export function follow(
  json: unknown,
  keys: readonly (string | number)[],
): { readonly found: unknown } | null {
  let value = json;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null) return null;
    if (Array.isArray(value)) {
      if (typeof key !== 'number') return null;
      value = value[key < 0 ? value.length + key : key];
    } else {
      if (typeof key !== 'string') return null;
      value = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
    }
  }
  return { found: value };
}
