/** How many ms a zone's clocks are ahead of UTC at an instant (epoch ms). */
export type ZoneOffset = (at: number) => number;

const DAY = 86_400_000;

/**
 * The instant at which the zone's clocks first show `local` (a wall time as if it were UTC, in ms).
 * A wall time that is skipped becomes the moment of the jump; of one that comes twice, the first.
 */
export function instantOf(local: number, offset: ZoneOffset): number {
  // No zone is further than a day from UTC, so these two lie on either side of any jump at hand.
  const before = offset(local - DAY);
  const after = offset(local + DAY);
  const candidates = [local - before, local - after].sort((a, b) => a - b);
  const [early, late] = candidates as [number, number];
  for (const instant of candidates) if (instant + offset(instant) === local) return instant;
  return jumpIn(early, late, offset);
}

/** The first instant in (early, late] at which the zone has left the offset it has at `early`. */
function jumpIn(early: number, late: number, offset: ZoneOffset): number {
  const was = offset(early);
  let [low, high] = [early, late];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle) === was) low = middle;
    else high = middle;
  }
  return high;
}
