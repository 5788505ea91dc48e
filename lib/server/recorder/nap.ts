/** A light nap ends at any noise; out of a deep one only what is pressing rouses. */
export type Depth = 'light' | 'deep';

/** A pause that can be cut short. One at a time. */
export function createNap() {
  let sleeper: { readonly depth: Depth; readonly end: () => void } | null = null;
  return {
    take(ms: number, depth: Depth): Promise<void> {
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          sleeper = null;
          resolve();
        };
        const timer = setTimeout(end, ms);
        sleeper = { depth, end };
      });
    },
    /** `deep` ends every nap. */
    rouse(by: Depth): void {
      if (by === 'deep' || sleeper?.depth === 'light') sleeper?.end();
    },
  };
}
