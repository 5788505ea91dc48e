/** A row of Home Assistant's statistics: an hour, or five minutes. */
export type Statistic = {
  /** Begin, epoch ms. */
  readonly start: number;
  readonly mean: number | null;
  /** What a counter showed at the end. */
  readonly state: number | null;
  /** How much it has counted by the end. */
  readonly sum: number | null;
};

/**
 * A statistic as a reading: a mean is in force from the begin on; what a counter showed at the end is told
 * in the last millisecond, so that the span it belongs to holds it. null: it says nothing.
 */
export function statisticReading(
  { start, mean, state, sum }: Statistic,
  spanMs: number,
): { readonly at: number; readonly value: number } | null {
  if (mean !== null) return { at: start, value: mean };
  const counted = state ?? sum;
  return counted === null ? null : { at: start + spanMs - 1, value: counted };
}
