import type { Entity } from '../../domain/entity/entity.ts';
import {
  between,
  explain,
  type Gap,
  type Span,
  silenceLimit,
  silences,
} from '../../domain/history/gaps.ts';
import type { HistoryStore } from '../db/history.ts';
import type { RunStore } from '../db/runs.ts';

type Stores = { readonly history: HistoryStore; readonly runs: RunStore };

/** Readings looked at to learn how often a series usually speaks. */
const SAMPLE = 1_000;
const PAGE = 10_000;

/**
 * The gaps of one series in a range, and why each is one.
 * @param heard stretches in which readings are known to lie, in order: single readings, or buckets
 */
export async function seriesGaps(
  { history, runs }: Stores,
  entity: Entity,
  property: string,
  range: Span,
  heard: readonly Span[],
  now: number,
): Promise<readonly Gap[]> {
  const span = { from: range.from, to: Math.min(range.to, now) };
  if (span.to <= span.from) return [];
  const before = await history.held(entity.id, property, span.from);
  // A series that begins within the range was not silent before.
  if (before === null && heard.length === 0) return [];
  const sample = await history.raw(entity.id, property, span, { limit: SAMPLE });
  const limit = silenceLimit(sample.readings.map(({ at }) => at));
  const widest = Math.max(0, ...heard.map(({ from, to }) => to - from));
  const marks = heard.flatMap(({ from, to }) => (from === to ? [from] : [from, to]));
  const silent = silences(marks, span, before?.at ?? null, Math.max(limit, widest));
  if (silent.length === 0) return [];
  const down = between(await runs.spans(span, now), span);
  const offline = await offlineSpans(history, entity.id, span);
  const gaps = explain(silent, down, offline, limit);
  // What speaks only when something happens may be silent for days and miss nothing.
  return isPeriodic(entity) ? gaps : gaps.filter(({ reason }) => reason !== 'sensor_silent');
}

const isPeriodic = ({ kind, stateClass }: Entity) => kind === 'sensor' && stateClass !== null;

/** When the device was away, by the history of `available`. */
async function offlineSpans(history: HistoryStore, id: string, span: Span): Promise<Span[]> {
  const before = await history.held(id, 'available', span.from);
  let since = before?.value === false ? span.from : null;
  const spans: Span[] = [];
  const { readings } = await history.raw(id, 'available', span, { limit: PAGE });
  for (const { at, value } of readings) {
    if (value === false) since ??= at;
    else if (since !== null) {
      spans.push({ from: since, to: at });
      since = null;
    }
  }
  return since === null ? spans : [...spans, { from: since, to: span.to }];
}
