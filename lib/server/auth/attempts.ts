/** Counts tries per key within a window of time; made for doors that guessing could open. */
export type Attempts = {
  /** Takes one try. Returns 0 if it may go ahead, else the milliseconds until the next may. */
  take(key: string): number;
  /** The key's rightful owner came in: its tries are forgotten. */
  clear(key: string): void;
};

/** Beyond this many keys the oldest are forgotten, so that inventing keys fills no memory. */
const MAX_KEYS = 10_000;

/**
 * At most `most` tries per key in any `windowMs`. A try counts when it begins, so a thousand at the
 * same moment are no way around the limit.
 */
export function createAttempts(
  most: number,
  windowMs: number,
  now: () => number = Date.now,
): Attempts {
  const tries = new Map<string, number[]>();
  return {
    take(key) {
      const at = now();
      const recent = (tries.get(key) ?? []).filter((one) => one > at - windowMs && one <= at);
      const oldest = recent[0];
      if (recent.length >= most && oldest !== undefined) {
        tries.set(key, recent);
        return oldest + windowMs - at;
      }
      tries.delete(key);
      tries.set(key, [...recent, at]);
      const eldest = tries.keys().next().value;
      if (tries.size > MAX_KEYS && eldest !== undefined) tries.delete(eldest);
      return 0;
    },
    clear: (key) => void tries.delete(key),
  };
}
