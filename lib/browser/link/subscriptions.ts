export type WatchOptions = { readonly again?: boolean };

/** What somebody wants to hear, counted, so that the broker sends only what is on screen. */
export type Subscriptions = {
  /**
   * Returns the release; releasing twice does nothing. `again`: what the broker keeps is to come
   * anew, also where somebody watches already.
   */
  watch(filters: readonly string[], options?: WatchOptions): () => void;
  wanted(): readonly string[];
  /** Changes since the last call: what to subscribe to, and what to drop. */
  take(): { readonly add: readonly string[]; readonly drop: readonly string[] };
  /** A new connection knows nothing: everything wanted is to be subscribed again. */
  reset(): void;
};

/** @param changed is called when `take` would answer something new */
export function createSubscriptions(changed: () => void): Subscriptions {
  const counts = new Map<string, number>();
  let active = new Set<string>();
  /** Active ones that are to be subscribed to once more. */
  let anew = new Set<string>();

  return {
    watch(filters, { again = false } = {}) {
      const mine = [...new Set(filters)];
      // A filter that is subscribed to once more brings everything that is kept once more.
      if (again) for (const filter of mine) anew.add(filter);
      for (const filter of mine) counts.set(filter, (counts.get(filter) ?? 0) + 1);
      changed();
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        for (const filter of mine) {
          const left = (counts.get(filter) ?? 1) - 1;
          if (left > 0) counts.set(filter, left);
          else counts.delete(filter);
        }
        changed();
      };
    },
    wanted: () => [...counts.keys()],
    take() {
      const add = [...counts.keys()].filter((filter) => !active.has(filter) || anew.has(filter));
      const drop = [...active].filter((filter) => !counts.has(filter));
      active = new Set(counts.keys());
      anew = new Set();
      return { add, drop };
    },
    reset() {
      active = new Set();
    },
  };
}
