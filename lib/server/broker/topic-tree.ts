type Node<K, V> = { readonly children: Map<string, Node<K, V>>; readonly values: Map<K, V> };

/**
 * Who subscribed to what: filters → (key → value), answered per topic in time that grows with the
 * topic's levels rather than with the number of filters.
 */
export class TopicTree<K, V> {
  readonly #root: Node<K, V> = node();

  set(filter: string, key: K, value: V): void {
    let at = this.#root;
    for (const level of filter.split('/')) {
      let next = at.children.get(level);
      if (next === undefined) {
        next = node();
        at.children.set(level, next);
      }
      at = next;
    }
    at.values.set(key, value);
  }

  delete(filter: string, key: K): void {
    prune(this.#root, filter.split('/'), 0, key);
  }

  /** Calls `visit` for each (key, value) whose filter matches; a key comes once per matching filter. */
  match(topic: string, visit: (key: K, value: V) => void): void {
    walk(this.#root, topic.split('/'), 0, visit, topic.startsWith('$'));
  }
}

function node<K, V>(): Node<K, V> {
  return { children: new Map(), values: new Map() };
}

function walk<K, V>(
  at: Node<K, V>,
  levels: readonly string[],
  depth: number,
  visit: (key: K, value: V) => void,
  noWildcard: boolean,
): void {
  if (!noWildcard) {
    // `a/#` matches `a` as well: so the look for `#` comes before the question of being at the end.
    const rest = at.children.get('#');
    if (rest !== undefined) for (const [key, value] of rest.values) visit(key, value);
  }
  if (depth === levels.length) {
    for (const [key, value] of at.values) visit(key, value);
    return;
  }
  const exact = at.children.get(levels[depth] as string);
  if (exact !== undefined) walk(exact, levels, depth + 1, visit, false);
  const any = noWildcard ? undefined : at.children.get('+');
  if (any !== undefined) walk(any, levels, depth + 1, visit, false);
}

/** Removes the key and every node left empty; true if this one now is. */
function prune<K, V>(at: Node<K, V>, levels: readonly string[], depth: number, key: K): boolean {
  if (depth === levels.length) {
    at.values.delete(key);
  } else {
    const level = levels[depth] as string;
    const child = at.children.get(level);
    if (child !== undefined && prune(child, levels, depth + 1, key)) at.children.delete(level);
  }
  return at.children.size === 0 && at.values.size === 0;
}
