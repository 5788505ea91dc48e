import type { Include } from '../../../api/history.ts';
import { MOST_STATES } from '../../../api/history-out.ts';
import type { Value } from '../../../domain/entity/entity.ts';
import {
  observeChanges,
  observeIncrease,
  observePercentiles,
  observeStates,
  observeStatistics,
} from '../../../domain/history/bucket-details.ts';
import type { Cell } from '../../../domain/history/bucket-walk.ts';
import { createCounter } from '../../../domain/history/counter.ts';
import type { Span } from '../../../domain/history/gaps.ts';
import { WIDTH_MS } from '../../../domain/history/resolution.ts';
import type { Bucket } from '../../db/history/read/summaries.ts';
import type { HistoryStore } from '../../db/history.ts';
import type { Series } from './series.ts';

/** A bucket and what else was asked of it, in the unit of the series. */
export type DetailedBucket = Bucket & {
  readonly percentiles?: Readonly<Record<'p5' | 'p25' | 'p50' | 'p75' | 'p95', number>> | null;
  /** The longest first. */
  readonly states?: readonly { readonly value: Value; readonly ms: number }[];
  readonly changes?: number;
  readonly increase?: number | null;
  readonly corrected?: number;
  /** It is narrower than an hour, and hours begin in it of which only statistics are kept. */
  readonly hasWholeHours: boolean;
};

/** On/off and texts are told by their states. */
const hasStates = ({ type }: Series): boolean => type === 'boolean' || type === 'text';

/**
 * Buckets between edges with what was asked of them, as corrections have it. Where retention has left only
 * statistics, details may be absent.
 * @param until beyond this nothing is known, epoch ms
 */
export async function detailedBuckets(
  history: HistoryStore,
  series: Series,
  edges: readonly number[],
  include: readonly Include[],
  until: number,
): Promise<readonly DetailedBucket[]> {
  const { entity, property, corrections } = series;
  const span = { from: edges[0]!, to: Math.min(edges.at(-1)!, until) };
  const isNumber = !hasStates(series);
  const wants = (detail: Include) => include.includes(detail);
  const percentiles = wants('percentiles') && isNumber ? observePercentiles() : null;
  const states = wants('states') || !isNumber ? observeStates(series.type === 'boolean') : null;
  const changes = wants('changes') || !isNumber ? observeChanges() : null;
  const increase =
    wants('increase') && isNumber
      ? observeIncrease(createCounter(...(await counterRule(history, series, span))))
      : null;
  const isNarrow = edges.length > 1 && edges[1]! - edges[0]! < WIDTH_MS['1h'];
  const statistics = isNarrow ? observeStatistics() : null;
  const observers = [percentiles, states, changes, increase, statistics].filter(
    (one) => one !== null,
  );
  const buckets = await history.summaries(entity.id, property, edges, until, {
    corrections,
    observers,
  });

  const shownStates = states?.found.map((some) => some?.slice(0, MOST_STATES));
  const ids = new Set(shownStates?.flatMap((some) => some?.map(({ text }) => text) ?? []));
  ids.delete(0);
  const meaning = await history.texts(ids);
  const valueIn = ({ value, text }: Cell): Value => {
    if (text !== 0) return meaning(text);
    return series.type === 'boolean' ? value !== 0 : value;
  };
  const fixed = countsIn(edges, corrections);
  return buckets.map((bucket, i): DetailedBucket => {
    const own = shownStates?.[i];
    return {
      ...bucket,
      hasWholeHours: statistics?.found[i] ?? false,
      ...(percentiles?.found[i] !== undefined && { percentiles: percentiles.found[i] }),
      ...(own && { states: own.map((cell) => ({ value: valueIn(cell), ms: cell.ms })) }),
      ...(changes?.found[i] !== undefined && { changes: changes.found[i] }),
      ...(increase?.found[i] !== undefined && { increase: increase.found[i] }),
      ...(fixed[i]! > 0 && { corrected: fixed[i]! }),
    };
  });
}

/** How many corrections lie in each bucket. */
function countsIn(edges: readonly number[], corrections: Series['corrections']): number[] {
  const counts = edges.slice(1).fill(0);
  for (const { at } of corrections) {
    const next = edges.findIndex((edge) => edge > at);
    if (next > 0) counts[next - 1]!++;
  }
  return counts;
}

/** How the series counts. A `total` may say in `last_reset` when it began anew. */
async function counterRule(
  history: HistoryStore,
  { entity, property }: Series,
  { from, to }: Span,
): Promise<Parameters<typeof createCounter>> {
  if (entity.stateClass !== 'total') return ['rising', null];
  const since = await lastKnownBefore(history, entity.id, property, from);
  let last = (await history.held(entity.id, 'last_reset', since + 1))?.value ?? null;
  const resets: number[] = [];
  let word = Number.NaN;
  for await (const columns of history.columns(entity.id, 'last_reset', { from: since, to })) {
    const meaning = await history.texts(new Set(columns.text ?? []));
    for (let i = 0; i < columns.count; i++) {
      const own = columns.text?.[i] ?? 0;
      if (own === 0 || own === word) continue;
      word = own;
      const value = meaning(own);
      if (value === last) continue;
      // The first that it ever tells of is not one that it goes through.
      if (last !== null) resets.push(columns.at[i]!);
      last = value;
    }
  }
  return ['net', null, resets];
}

/** A sensor may say "unknown" so many times in a row, and what it last knew is still found. */
const LOOK_BACK = 100;

/** When something known was last said before a moment; the moment itself if that was long ago, or never. */
async function lastKnownBefore(
  history: HistoryStore,
  entityId: string,
  property: string,
  at: number,
): Promise<number> {
  for (let i = 0, before = at; i < LOOK_BACK; i++) {
    const held = await history.held(entityId, property, before);
    if (held === null) return at;
    if (held.value !== null) return held.at;
    before = held.at;
  }
  return at;
}
