/** How often each entity reports, learned while listening. */
export type Pace = {
  heard(entityId: string, at: number): void;
  /** Null until enough was heard. */
  usualIntervalMs(entityId: string): number | null;
};

const ENOUGH = 3;
const WEIGHT = 0.2;

/** A running mean of the intervals, in which the newest counts a fifth. */
export function createPace(): Pace {
  const known = new Map<string, { last: number; mean: number; count: number }>();
  return {
    heard(entityId, at) {
      const entry = known.get(entityId);
      if (!entry) return void known.set(entityId, { last: at, mean: 0, count: 0 });
      const interval = Math.max(0, at - entry.last);
      entry.mean = entry.count === 0 ? interval : entry.mean + WEIGHT * (interval - entry.mean);
      entry.last = at;
      entry.count += 1;
    },
    usualIntervalMs(entityId) {
      const entry = known.get(entityId);
      return entry && entry.count >= ENOUGH ? entry.mean : null;
    },
  };
}
