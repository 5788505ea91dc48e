/** Says when what waits in memory has waited long enough. */
export type CommitClock = {
  /** Something waits; since now, if nothing did before. */
  noted(): void;
  /** True once the oldest has waited for the whole time. */
  due(): boolean;
  /** Until it is due, ms; Infinity while nothing waits. */
  leftMs(): number;
  /** What waited is stored. */
  stored(): void;
};

/**
 * Few large commits instead of many small ones: each writes at least a whole page, and an SD card wears
 * out by pages. Nothing is lost meanwhile, for the broker keeps what is not committed.
 */
export function commitClock(
  commitMs: number,
  now: () => number = () => performance.now(),
): CommitClock {
  let oldest = Infinity;
  const leftMs = () => Math.max(0, oldest + commitMs - now());
  return {
    noted() {
      oldest = Math.min(oldest, now());
    },
    due: () => leftMs() === 0,
    leftMs,
    stored() {
      oldest = Infinity;
    },
  };
}
