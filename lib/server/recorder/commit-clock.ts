/** Says when what waits in memory has waited long enough. */
export type CommitClock = {
  /** Something waits; since now, if nothing did before. `urgent`: a new device, or an order. */
  noted(urgent: boolean): void;
  /** True once the oldest has waited for the whole time. */
  due(): boolean;
  /** Until it is due, ms; Infinity while nothing waits. */
  leftMs(): number;
  /** What waited is stored. */
  stored(): void;
};

/** A new device is stored at once, and a hundred of them in a few commits. */
const URGENT_MS = 1_000;

/**
 * Few large commits instead of many small ones: each writes at least a whole page, and an SD card wears
 * out by pages. Nothing is lost meanwhile, for the broker keeps what is not committed.
 */
export function commitClock(
  commitMs: number,
  now: () => number = () => performance.now(),
): CommitClock {
  let dueAt = Infinity;
  let storedAt = -Infinity;
  const leftMs = () => Math.max(0, dueAt - now());
  return {
    noted(urgent) {
      const late = now() + commitMs;
      dueAt = Math.min(dueAt, urgent ? Math.max(now(), storedAt + URGENT_MS) : late, late);
    },
    due: () => leftMs() === 0,
    leftMs,
    stored() {
      dueAt = Infinity;
      storedAt = now();
    },
  };
}
