import { FOR_EVER, type Policy } from './retention.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** How fast something grows is told by this much of the past. */
export const BASIS_MS = 7 * DAY_MS;
/** A series that began a moment ago is taken for this old, or its first readings would promise the world. */
const LEAST_AGE_MS = 600_000;
/** About what the packed statistics of one hour take on disk: five to seven, measured. */
const HOUR_BYTES = 7;
/** Of a series without readings, what one will take. */
const USUAL_BYTES = 2;

/** Readings between two moments (epoch ms, both included), spread evenly as far as anybody knows. */
export type Stretch = { readonly from: number; readonly to: number; readonly count: number };

/** What one series holds. */
export type SeriesSize = {
  /** In order of time; readings of which only statistics are left are not among them. */
  readonly stretches: readonly Stretch[];
  /** Where only statistics are left: as many readings as there were. In order of time. */
  readonly statistics: readonly Stretch[];
  /** Of both together. */
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

/** Hours in which readings fall, of `count` readings spread over `spanMs`. */
const hoursWith = (count: number, spanMs: number): number =>
  Math.min(count, Math.max(0, spanMs) / HOUR_MS);

/** Hours of [from, to) of which only statistics are left. */
function statisticsHours({ statistics }: SeriesSize, from: number, to: number): number {
  let hours = 0;
  for (const stretch of statistics) {
    const span = Math.min(to, stretch.to) - Math.max(from, stretch.from);
    hours += hoursWith(countBetween([stretch], from, to), Math.max(span, HOUR_MS));
  }
  return hours;
}

/** What these take. */
function statisticsBytes(series: SeriesSize, from: number, to: number): number {
  const bytesIn = (begin: number, end: number) => statisticsHours(series, begin, end) * HOUR_BYTES;
  const all = bytesIn(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  // Of a series without readings they are all there is.
  const most = readingsOf(series) === 0 ? series.bytes : Math.min(all, series.bytes);
  return all === 0 ? 0 : (bytesIn(from, to) * most) / all;
}

function bytesPerReading(series: SeriesSize): number {
  const readings = readingsOf(series);
  if (readings === 0) return USUAL_BYTES;
  return (series.bytes - statisticsBytes(series, -Infinity, Infinity)) / readings;
}

/** What is there of the time before a moment, in bytes. */
export const sizeUntil = (series: SeriesSize, moment: number): number =>
  countBetween(series.stretches, -Infinity, moment) * bytesPerReading(series) +
  statisticsBytes(series, -Infinity, moment);

/** Bytes a year if it goes on like this and everything is kept. */
export const growthPerYear = (series: SeriesSize, now: number): number =>
  readingsPerDay(series, now) * bytesPerReading(series) * 365;

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
  const keptFrom = summaryDays === null ? Number.NEGATIVE_INFINITY : end - summaryDays * DAY_MS;
  const kept = (pastRaw + nextRaw) * each + statisticsBytes(series, keptFrom, Infinity);
  const begin = beginOf(series) ?? now;
  if (rawFrom <= begin) return kept;
  const statisticsFrom = Math.max(begin, keptFrom);
  const pastSpan = Math.min(now, rawFrom) - statisticsFrom;
  const past = countBetween(series.stretches, statisticsFrom, statisticsFrom + pastSpan);
  const nextSpan = Math.max(0, rawFrom - Math.max(now, statisticsFrom));
  const next = (rate * nextSpan) / DAY_MS;
  const hours = hoursWith(past, pastSpan) + hoursWith(next, nextSpan);
  // They take no more than the readings they stand for.
  return kept + Math.min(hours * HOUR_BYTES, (past + next) * each);
}

/** What a policy would drop at once. */
export type Loss = {
  readonly readings: number;
  /** Hours whose readings are gone already, and whose statistics would go too. */
  readonly hours: number;
  readonly bytes: number;
  /** From the first to the last that would go, epoch ms. */
  readonly from: number;
  readonly to: number;
};

/** What of a series a policy drops now; null: nothing. */
export function lossOf(series: SeriesSize, policy: Policy, now: number): Loss | null {
  const edge = (days: number | null) => (days === null ? -Infinity : now - days * DAY_MS);
  const [rawEdge, hoursEdge] = [edge(policy.rawDays), edge(policy.summaryDays)];
  const readings = Math.round(countBetween(series.stretches, -Infinity, rawEdge));
  const hours = Math.round(statisticsHours(series, -Infinity, hoursEdge));
  if (readings + hours === 0) return null;
  const spans = [
    ...series.stretches.map(({ from, to }) => ({ from, to: Math.min(to, rawEdge) })),
    ...series.statistics.map(({ from, to }) => ({ from, to: Math.min(to, hoursEdge) })),
  ].filter(({ from, to }) => from <= to);
  const saved = sizeAfter(series, 0, FOR_EVER, now) - sizeAfter(series, 0, policy, now);
  return {
    readings,
    hours,
    bytes: Math.round(Math.max(0, saved)),
    from: spans.reduce((least, { from }) => Math.min(least, from), Infinity),
    to: spans.reduce((most, { to }) => Math.max(most, to), -Infinity),
  };
}
