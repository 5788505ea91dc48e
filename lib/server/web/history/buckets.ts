import { DEFAULT_READINGS, type HistoryQuery } from '../../../api/history.ts';
import type { BucketOut } from '../../../api/history-out.ts';
import { formatTime } from '../../../api/values.ts';
import type { Value } from '../../../domain/entity/entity.ts';
import { bucketEdges } from '../../../domain/history/buckets.ts';
import type { Span } from '../../../domain/history/gaps.ts';
import { type Resolution, WIDTH_MS } from '../../../domain/history/resolution.ts';
import type { ZoneOffset } from '../../../domain/history/zone.ts';
import type { HistoryStore } from '../../db/history.ts';
import { showValue } from '../show-value.ts';
import { type DetailedBucket, detailedBuckets } from './details.ts';
import { inUnit, type Series } from './series.ts';

type Parts = { readonly history: HistoryStore; readonly offset: ZoneOffset };

export type BucketPage = {
  readonly buckets: readonly BucketOut[];
  /** Where readings lie, and of what stretch that is said; null: of none. */
  readonly heard: readonly Span[];
  readonly within: Span | null;
  /** Where the next page begins, epoch ms; null: this is the end. */
  readonly next: number | null;
};

/** Months and days with a change of clocks are longer than usual, by less than this. */
const LONGEST = 1.1;

/** A page of buckets; those of which nothing is known are left out. */
export async function bucketPage(
  { history, offset }: Parts,
  series: Series,
  resolution: Resolution,
  { include = [], limit = DEFAULT_READINGS }: Pick<HistoryQuery, 'include' | 'limit'>,
  now: number,
): Promise<BucketPage> {
  const { span } = series;
  const from = await begin(history, series);
  const last = Math.min(span.to, now);
  if (from === null || last <= from) return { buckets: [], heard: [], within: null, next: null };
  const reach = from + (limit + 1) * WIDTH_MS[resolution] * LONGEST;
  const edges = bucketEdges(resolution, from, Math.min(last, reach), offset).slice(0, limit + 1);
  const end = edges.at(-1) ?? last;
  const all = await detailedBuckets(history, series, edges, include, now);
  const heard = whereHeard(all);
  return {
    buckets: showBuckets(series, all.filter(isKnown)),
    heard: heard.map(({ start, end: to }) => ({ from: start, to })),
    within: { from: span.from, to: Math.min(end, span.to) },
    next: end < last ? end : null,
  };
}

/** Where the first bucket may begin: nothing is known before the series does. */
async function begin(history: HistoryStore, { entity, property, span }: Series) {
  const isSaidBefore = async (at: number) => (await history.held(entity.id, property, at)) !== null;
  if (await isSaidBefore(span.from + 1)) return span.from;
  const { readings } = await history.raw(entity.id, property, span, { limit: 1 });
  const first = readings[0]?.at ?? null;
  if (!(await isSaidBefore(first ?? span.to))) return first;
  // Of an older time retention has left statistics: they begin somewhere between.
  let [nothing, something] = [span.from, first ?? span.to];
  while (something - nothing > WIDTH_MS['1h']) {
    const middle = Math.floor((nothing + something) / 2);
    if (await isSaidBefore(middle)) something = middle;
    else nothing = middle;
  }
  return nothing;
}

/** Those in which something was said; where only statistics are kept, that was all through the hour. */
function whereHeard(buckets: readonly DetailedBucket[]): DetailedBucket[] {
  let heardTo = Number.NEGATIVE_INFINITY;
  return buckets.filter(({ start, count, corrected = 0, hasWholeHours }) => {
    if (hasWholeHours) heardTo = start + WIDTH_MS['1h'];
    // What was said and then taken out was heard all the same.
    return count + corrected > 0 || start < heardTo;
  });
}

const isKnown = ({ count, mean, states, corrected = 0 }: DetailedBucket): boolean =>
  count > 0 || mean !== null || (states?.length ?? 0) > 0 || corrected > 0;

function showBuckets(series: Series, buckets: readonly DetailedBucket[]): BucketOut[] {
  // Most begin where the one before ended.
  let [at, time] = [Number.NaN, ''];
  return buckets.map((bucket) => {
    const start = bucket.start === at ? time : formatTime(bucket.start);
    [at, time] = [bucket.end, formatTime(bucket.end)];
    return showBucket(series, bucket, start, time);
  });
}

function showBucket(
  series: Series,
  { count, changes, corrected, percentiles, states, increase, ...bucket }: DetailedBucket,
  start: string,
  end: string,
): BucketOut {
  const { conversion } = series;
  const number = (value: number | null) =>
    value === null || conversion === null ? value : conversion.value(value);
  const value = (one: Value) => showValue(inUnit(series, one));
  const shown: BucketOut = {
    start,
    end,
    count,
    // A unit that turns the scale over would turn these too; there is none.
    min: number(bucket.min),
    max: number(bucket.max),
    mean: number(bucket.mean),
    first: value(bucket.first),
    last: value(bucket.last),
  };
  if (changes !== undefined) shown.changes = changes;
  if (corrected !== undefined) shown.corrected = corrected;
  if (percentiles !== undefined)
    shown.percentiles = percentiles && {
      p5: number(percentiles.p5) ?? 0,
      p25: number(percentiles.p25) ?? 0,
      p50: number(percentiles.p50) ?? 0,
      p75: number(percentiles.p75) ?? 0,
      p95: number(percentiles.p95) ?? 0,
    };
  if (states !== undefined)
    shown.states = states.map((state) => ({ value: value(state.value), seconds: state.ms / 1000 }));
  if (increase !== undefined)
    shown.increase =
      increase === null || conversion === null ? increase : conversion.difference(increase);
  return shown;
}
