import type { Stands } from './foreign.ts';

/** A row of Home Assistant's statistics: an hour, or five minutes. */
export type Statistic = {
  /** Begin, epoch ms. */
  readonly start: number;
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** What a counter showed at the end. */
  readonly state: number | null;
  /** How much it has counted by the end. */
  readonly sum: number | null;
};

const HOUR_MS = 3_600_000;

type Told = { readonly at: number; readonly value: number; readonly stands: Stands };

/**
 * A statistic as a reading: a mean is in force from the begin on; what a counter showed at the end is told
 * in the last millisecond, so that the span it belongs to holds it. An hour also tells its least and its
 * greatest value; of directions there are none. null: it says nothing.
 * @param convert from the unit of the statistic to that of the entity
 */
export function statisticReading(
  { start, mean, min, max, state, sum }: Statistic,
  spanMs: number,
  convert: (value: number) => number,
): Told | null {
  const span = { from: start, to: start + spanMs };
  const value = mean ?? state ?? sum;
  if (value === null || !Number.isFinite(convert(value))) return null;
  if (mean === null)
    return { at: span.to - 1, value: convert(value), stands: { ...span, between: null } };
  const ends = min === null || max === null ? null : [convert(min), convert(max)];
  const isHour = spanMs === HOUR_MS && start % HOUR_MS === 0;
  const between =
    ends === null || !isHour ? null : { min: Math.min(...ends), max: Math.max(...ends) };
  return { at: start, value: convert(value), stands: { ...span, between } };
}
