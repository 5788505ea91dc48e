/** A table of names, searched by the words of a topic level or key. */
export type NameTable<T> = {
  readonly byName: ReadonlyMap<string, T>;
  readonly whole: ReadonlyMap<string, T>;
  /** Names long enough to end a compound: `temperatur` in `aussentemperatur`. */
  readonly endings: readonly (readonly [string, T])[];
};

const SHORTEST_ENDING = 5;
/** Shorter names that end compounds all the same: `curflowtemp`. */
const SHORT_ENDINGS = new Set(['temp', 'watt']);

export function nameTable<T extends { readonly names: string; readonly whole?: string }>(
  rows: readonly T[],
): NameTable<T> {
  const split = (names: string | undefined): string[] => (names ?? '').split(',').filter(Boolean);
  const byName = new Map(
    rows.flatMap((row) => split(row.names).map((name) => [name, row] as const)),
  );
  return {
    byName,
    whole: new Map(rows.flatMap((row) => split(row.whole).map((name) => [name, row] as const))),
    endings: [...byName].filter(
      ([name]) =>
        (name.length >= SHORTEST_ENDING || SHORT_ENDINGS.has(name)) && !name.includes(' '),
    ),
  };
}

/** What the words say; the last word decides, and more words together decide before one alone. */
export function matchName<T>(table: NameTable<T>, words: readonly string[]): T | null {
  const only = words.length === 1 ? table.whole.get(words[0]!) : undefined;
  if (only !== undefined) return only;
  for (let end = words.length; end > 0; end--) {
    for (let start = Math.max(0, end - 3); start < end; start++) {
      const part = words.slice(start, end);
      const found = table.byName.get(part.join(' ')) ?? table.byName.get(part.join(''));
      if (found !== undefined) return found;
    }
    const word = words[end - 1]!;
    const one = word.length > 4 && word.endsWith('s') ? table.byName.get(word.slice(0, -1)) : null;
    if (one) return one;
    const compound = table.endings.find(([name]) => word.endsWith(name));
    if (compound !== undefined) return compound[1];
  }
  return null;
}
