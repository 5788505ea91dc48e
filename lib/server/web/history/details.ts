import type { Include } from '../../../api/history.ts';
import { MOST_STATES } from '../../../api/history-out.ts';
import type { Value } from '../../../domain/entity/entity.ts';
import {
  observeChanges,
  observeIncrease,
  observePercentiles,
  observeStates,
} from '../../../domain/history/bucket-details.ts';
import {
  type Cell,
  createBucketWalk,
  type Observer,
  observeSummaries,
} from '../../../domain/history/bucket-walk.ts';
import { corrected } from '../../../domain/history/corrections.ts';
import { createCounter } from '../../../domain/history/counter.ts';
import { mean } from '../../../domain/history/summary.ts';
import type { Bucket } from '../../db/history/summaries.ts';
import type { HistoryStore } from '../../db/history.ts';
import { inForceBefore, type Series } from './series.ts';

/** A bucket and what else was asked of it, in the unit of the series. */
export type DetailedBucket = Bucket & {
  readonly percentiles?: Readonly<Record<'p5' | 'p25' | 'p50' | 'p75' | 'p95', number>> | null;
  /** The longest first. */
  readonly states?: readonly { readonly value: Value; readonly ms: number }[];
  readonly changes?: number;
  readonly increase?: number | null;
  readonly corrected?: number;
};

/** A sensor may say "unknown" so many times in a row, and what it last knew is still found. */
const LOOK_BACK = 100;

/** On/off and texts are told by their states; only readings say what these were. */
export const hasStates = ({ type }: Series): boolean => type === 'boolean' || type === 'text';

/**
 * Buckets with their details, worked out from the readings, of which corrections are part.
 * @param plain the same buckets as the store sums them up
 * @param until beyond this nothing is known, epoch ms
 */
export async function detailedBuckets(
  history: HistoryStore,
  series: Series,
  plain: readonly Bucket[],
  include: readonly Include[],
  until: number,
): Promise<readonly DetailedBucket[]> {
  const { entity, property, corrections } = series;
  const [first, last] = [plain[0], plain.at(-1)];
  if (first === undefined || last === undefined) return [];
  const wants = (detail: Include) => include.includes(detail);
  const isCounter = wants('increase') && !hasStates(series);
  const from = await readFrom(history, series, first.start, isCounter);
  const span = { from, to: Math.min(last.end, until) };

  const isNumber = !hasStates(series);
  const summaries = corrections.length > 0 ? observeSummaries() : null;
  const percentiles = wants('percentiles') && isNumber ? observePercentiles() : null;
  const states = wants('states') || !isNumber ? observeStates() : null;
  const changes = wants('changes') || !isNumber ? observeChanges() : null;
  const increase = isCounter
    ? observeIncrease(createCounter(...(await counterRule(history, series, span))))
    : null;
  const observers = [summaries, percentiles, states, changes, increase].filter(
    (observer): observer is Observer & { found: never[] } => observer !== null,
  );

  const edges = [...plain.map(({ start }) => start), last.end];
  const walk = createBucketWalk(edges, until, observers);
  let begin = Number.POSITIVE_INFINITY;
  const seen = (async function* () {
    for await (const columns of history.columns(entity.id, property, span)) {
      begin = Math.min(begin, columns.at[0] ?? begin);
      yield columns;
    }
  })();
  for await (const columns of corrected(seen, corrections)) walk.add(columns);
  walk.end();

  const shownStates = states?.found.map((some) => some.slice(0, MOST_STATES));
  const ids = new Set<number>();
  for (const { text } of shownStates?.flat() ?? []) ids.add(text);
  for (const summary of summaries?.found ?? []) ids.add(summary.first.text).add(summary.last.text);
  ids.delete(0);
  const meaning = await history.texts(ids);
  const valueFor = ({ value, text }: Cell): Value => {
    if (text !== 0) return meaning(text);
    if (Number.isNaN(value)) return null;
    return series.type === 'boolean' ? value !== 0 : value;
  };

  return plain.map((bucket, i): DetailedBucket => {
    const summary = summaries?.found[i];
    // Where retention has left only statistics, these are all there is to tell.
    if (bucket.end <= begin && isSummedUp(bucket)) return bucket;
    const fixed = corrections.filter(({ at }) => at >= bucket.start && at < bucket.end).length;
    return {
      ...bucket,
      ...(summary !== undefined && {
        count: summary.count,
        min: Number.isFinite(summary.min) ? summary.min : null,
        max: Number.isFinite(summary.max) ? summary.max : null,
        mean: mean({ ...summary, first: null, last: null }),
        first: valueFor(summary.first),
        last: valueFor(summary.last),
      }),
      ...(percentiles !== null && { percentiles: percentiles.found[i] ?? null }),
      ...(shownStates !== undefined && {
        states: shownStates[i]!.map((cell) => ({ value: valueFor(cell), ms: cell.ms })),
      }),
      ...(changes !== null && { changes: changes.found[i]! }),
      ...(increase !== null && { increase: increase.found[i] ?? null }),
      ...(fixed > 0 && { corrected: fixed }),
    };
  });
}

const isSummedUp = ({ count, mean: known }: Bucket): boolean => count > 0 || known !== null;

/** Where to begin to read so that what was known before the first bucket is known. */
async function readFrom(
  history: HistoryStore,
  series: Series,
  start: number,
  isCounter: boolean,
): Promise<number> {
  let from = start;
  for (let i = 0; i < LOOK_BACK; i++) {
    const before = await inForceBefore(history, series, from);
    // What was all that was said before may have been taken out.
    if (before === null) return Math.min(from, ...series.corrections.map(({ at }) => at));
    from = before.at;
    // Below zero is no count, so what the counter showed lies further back.
    const isNone = before.value === null || (isCounter && Number(before.value) < 0);
    if (!isNone) return from;
  }
  return from;
}

/** How the series counts. A `total` may say in `last_reset` when it began anew. */
async function counterRule(
  history: HistoryStore,
  { entity }: Series,
  span: { from: number; to: number },
): Promise<Parameters<typeof createCounter>> {
  if (entity.stateClass !== 'total') return ['rising', null];
  let last = (await history.held(entity.id, 'last_reset', span.from + 1))?.value ?? null;
  const resets: number[] = [];
  let after = null;
  do {
    const page = await history.raw(entity.id, 'last_reset', span, { after });
    for (const { at, value } of page.readings) {
      if (value === null || value === last) continue;
      // The first that it ever tells of is not one that it goes through.
      if (last !== null) resets.push(at);
      last = value;
    }
    after = page.next;
  } while (after !== null);
  return ['net', null, resets];
}
