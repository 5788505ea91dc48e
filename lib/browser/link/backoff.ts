const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before reconnecting, in ms: exponential from 0.5 s to 30 s with full jitter, so
 * that a restarted broker is not met by all its clients at once.
 * @param attempt failed attempts so far, from 0
 * @param random a number in [0, 1)
 */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, Math.min(attempt, 30)));
  return Math.round(ceiling * random);
}
