import { FOR_EVER, type Policy } from './retention.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** How fast something grows is told by this much of the past. */
export const BASIS_MS = 7 * DAY_MS;
/** A series that began a moment ago is taken for this old, or its first readings would promise the world. */
const LEAST_AGE_MS = 600_000;
/** About what the packed statistics of one hour take on disk. */
const HOUR_BYTES = 12;
/** Of a series without readings, what one will take. */
const USUAL_BYTES = 2;

/** Readings between two moments (epoch ms, both included), spread evenly as far as anybody knows. */
export type Stretch = { readonly from: number; readonly to: number; readonly count: number };

/** What one series holds. */
export type SeriesSize = {
  /** In order of time; readings of which only statistics are left are not among them. */
  readonly stretches: readonly Stretch[];
  readonly bytes: number;
};

/** About how many readings lie in [from, to). */
export function countBetween(stretches: readonly Stretch[], from: number, to: number): number {
  let sum = 0;
  for (const stretch of stretches) {
    const span = stretch.to - stretch.from;
    if (span <= 0) {
      if (stretch.from >= from && stretch.from < to) sum += stretch.count;
      continue;
    }
    const overlap = Math.min(to, stretch.to) - Math.max(from, stretch.from);
    if (overlap > 0) sum += stretch.count * Math.min(1, overlap / span);
  }
  return sum;
}

export const readingsOf = ({ stretches }: SeriesSize): number =>
  stretches.reduce((sum, { count }) => sum + count, 0);

/** Epoch ms of the first reading; null: there is none. */
export const beginOf = ({ stretches }: SeriesSize): number | null => stretches[0]?.from ?? null;

/** How many ms of the past a forecast rests on. */
export const basisOf = (series: SeriesSize, now: number): number =>
  Math.min(BASIS_MS, Math.max(0, now - (beginOf(series) ?? now)));

/**
 * The same for several series, each weighed by its growth: what began this morning and grows fastest
 * must not pass for a habit of years.
 */
export function commonBasis(all: readonly SeriesSize[], now: number): number {
  let [sum, weights, longest] = [0, 0, 0];
  for (const series of all) {
    const [basis, weight] = [basisOf(series, now), growthPerYear(series, now)];
    sum += basis * weight;
    weights += weight;
    longest = Math.max(longest, basis);
  }
  return weights === 0 ? longest : sum / weights;
}

/** Readings a day: in the last seven days, or since it began. */
export function readingsPerDay(series: SeriesSize, now: number): number {
  const recent = countBetween(series.stretches, now - BASIS_MS, Number.POSITIVE_INFINITY);
  return (recent * DAY_MS) / Math.max(basisOf(series, now), LEAST_AGE_MS);
}

const bytesPerReading = (series: SeriesSize): number => {
  const readings = readingsOf(series);
  return readings === 0 ? USUAL_BYTES : series.bytes / readings;
};

/** Bytes a year if it goes on like this and everything is kept. */
export const growthPerYear = (series: SeriesSize, now: number): number =>
  readingsPerDay(series, now) * bytesPerReading(series) * 365;

/** Hours in which readings fall, of `count` readings spread over `spanMs`. */
const hoursWith = (count: number, spanMs: number): number =>
  Math.min(count, Math.max(0, spanMs) / HOUR_MS);

/**
 * How large a series will be `days` from now under a policy, in bytes: what it holds now and what will
 * come at its present pace, less what will be too old by then.
 */
export function sizeAfter(series: SeriesSize, days: number, policy: Policy, now: number): number {
  const { rawDays, summaryDays } = policy;
  const rate = readingsPerDay(series, now);
  const end = now + days * DAY_MS;
  const rawFrom = rawDays === null ? Number.NEGATIVE_INFINITY : end - rawDays * DAY_MS;
  const each = bytesPerReading(series);
  const pastRaw = countBetween(series.stretches, rawFrom, Number.POSITIVE_INFINITY);
  const nextRaw = Math.max(0, (rate * (end - Math.max(now, rawFrom))) / DAY_MS);
  const raw = (pastRaw + nextRaw) * each;
  const begin = beginOf(series) ?? now;
  if (rawFrom <= begin) return raw;
  const statisticsFrom = Math.max(
    begin,
    summaryDays === null ? Number.NEGATIVE_INFINITY : end - summaryDays * DAY_MS,
  );
  const pastSpan = Math.min(now, rawFrom) - statisticsFrom;
  const past = countBetween(series.stretches, statisticsFrom, statisticsFrom + pastSpan);
  const nextSpan = Math.max(0, rawFrom - Math.max(now, statisticsFrom));
  const next = (rate * nextSpan) / DAY_MS;
  const hours = hoursWith(past, pastSpan) + hoursWith(next, nextSpan);
  // They take no more than the readings they stand for.
  return raw + Math.min(hours * HOUR_BYTES, (past + next) * each);
}

/** What a policy would drop at once. */
export type Loss = {
  readonly readings: number;
  readonly bytes: number;
  /** From the first to the last reading that would go, epoch ms. */
  readonly from: number;
  readonly to: number;
};

/** What of a series a policy drops now; null: nothing. */
export function lossOf(series: SeriesSize, policy: Policy, now: number): Loss | null {
  const begin = beginOf(series);
  if (policy.rawDays === null || begin === null) return null;
  const before = now - policy.rawDays * DAY_MS;
  const readings = Math.round(countBetween(series.stretches, Number.NEGATIVE_INFINITY, before));
  if (readings === 0) return null;
  const last = series.stretches.findLast(({ from }) => from < before)!;
  const saved = sizeAfter(series, 0, FOR_EVER, now) - sizeAfter(series, 0, policy, now);
  return {
    readings,
    bytes: Math.round(Math.max(0, saved)),
    from: begin,
    to: Math.min(last.to, before),
  };
}
