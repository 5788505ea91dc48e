/** A set of callbacks; each `add` returns the removal of that very callback. */
export type Listeners<A extends readonly unknown[]> = {
  add(listener: (...args: A) => void): () => void;
  emit(...args: A): void;
};

/** Makes an empty set. A callback may remove itself, or others, while it is being called. */
export function listeners<A extends readonly unknown[]>(): Listeners<A> {
  const all = new Set<{ call: (...args: A) => void }>();
  return {
    add(listener) {
      const entry = { call: listener };
      all.add(entry);
      return () => void all.delete(entry);
    },
    emit(...args) {
      for (const entry of [...all]) if (all.has(entry)) entry.call(...args);
    },
  };
}
