/** How long each value was in force, ms. */
export type TimeAt = ReadonlyMap<number, number>;

export const PERCENTILES = [5, 25, 50, 75, 95] as const;
export type Percentiles = Readonly<Record<`p${(typeof PERCENTILES)[number]}`, number>>;

/**
 * Percentiles weighted by time: p5 is the least value such that for 5 % of the known time the series was
 * there or below. That is the inverse of the distribution function, definition 1 of R. J. Hyndman and
 * Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996), with time in
 * the place of the count; so each is a value that was really reported.
 * @returns null when no value was known for any time
 */
export function percentiles(times: TimeAt): Percentiles | null {
  const sorted = [...times].filter(([, ms]) => ms > 0).sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, ms]) => sum + ms, 0);
  const last = sorted.at(-1);
  if (last === undefined) return null;
  let [next, reached] = [0, 0];
  const at = (percent: number): number => {
    while (next < sorted.length && (reached + sorted[next]![1]) * 100 < percent * total)
      reached += sorted[next++]![1];
    return (sorted[next] ?? last)[0];
  };
  // Each goes on where the one before it stopped, so they are asked for in rising order.
  const [p5, p25, p50, p75, p95] = PERCENTILES.map(at) as [number, number, number, number, number];
  return { p5, p25, p50, p75, p95 };
}
