import { formatTime } from '../../../api/values.ts';
import type { Entity } from '../../../domain/entity/entity.ts';
import {
  between,
  explain,
  type Gap,
  type Heard,
  type Span,
  silenceLimit,
  silences,
  usualInterval,
  withDamage,
} from '../../../domain/history/gaps.ts';
import type { HistoryStore } from '../../db/history.ts';
import type { RunStore } from '../../db/runs.ts';

type Stores = { readonly history: HistoryStore; readonly runs: RunStore };

/** Readings looked at, at either end of a range, to learn how often a series usually speaks. */
const SAMPLE = 500;
const PAGE = 10_000;
/** A recorder that was killed has said so little before that it was alive; a restart is no gap. */
const LEAST_DOWN_MS = 30_000;

/** Readings, by the times at which they came. */
export const heardAt = (times: ArrayLike<number>): Heard => ({ from: times, to: times });

/** Buckets in which readings lie; where in them, nobody knows, so that they are no silence. */
export const heardIn = (buckets: readonly Span[]): Heard => ({
  from: buckets.map(({ from }) => from),
  to: buckets.map(({ to }) => to),
});

/** The gaps of one series in a range, and why each is one. */
export async function seriesGaps(
  stores: Stores,
  entity: Entity,
  property: string,
  range: Span,
  heard: Heard,
  now: number,
): Promise<readonly Gap[]> {
  const span = { from: range.from, to: Math.min(range.to, now) };
  if (span.to <= span.from) return [];
  const damaged = await stores.history.damaged(entity.id, property, span);
  const silent = await silentGaps(stores, entity, property, span, withLost(heard, damaged), now);
  return withDamage(silent, damaged);
}

/** Where damage begins and ends there was a reading, so nobody was silent between it and its neighbours. */
function withLost(heard: Heard, damaged: readonly Span[]): Heard {
  if (damaged.length === 0) return heard;
  const known = Array.from(heard.from, (from, i) => ({ from, to: heard.to[i]! }));
  return heardIn([...known, ...damaged].sort((a, b) => a.from - b.from));
}

async function silentGaps(
  { history, runs }: Stores,
  entity: Entity,
  property: string,
  span: Span,
  heard: Heard,
  now: number,
): Promise<readonly Gap[]> {
  const before = await history.held(entity.id, property, span.from + 1);
  // A series that begins within the range was not silent before.
  if (before === null && heard.from.length === 0) return [];
  const away = async () => ({
    down: between(await runs.spans(span, now), span),
    offline: property === 'available' ? [] : await offlineSpans(history, entity.id, span),
  });
  const silentFor = (limitMs: number) => silences(heard, span, before?.at ?? null, limitMs);
  if (!isPeriodic(entity, property)) {
    // What speaks only when something happens may be silent for days and miss nothing: only who is known
    // to have been away explains a silence.
    const { down, offline } = await away();
    const long = down.filter(isLong);
    if (long.length + offline.length === 0) return [];
    return explain(silentFor(0), long, offline, Infinity);
  }
  const usual = await habit(history, entity.id, property, span);
  // Where the reason is known, whatever is longer than usual is a gap; else it may be chance.
  const silent = silentFor(1.5 * (usual ?? 0));
  if (silent.length === 0) return [];
  const { down, offline } = await away();
  return explain(silent, usual ? down : down.filter(isLong), offline, silenceLimit(usual));
}

const isLong = ({ from, to }: Span): boolean => to - from >= LEAST_DOWN_MS;

const isPeriodic = ({ kind, stateClass }: Entity, property: string) =>
  kind === 'sensor' && stateClass !== null && property !== 'available';

/** The usual interval of a series; of one that has changed its habit within the range, the longer one. */
async function habit(
  history: HistoryStore,
  id: string,
  property: string,
  span: Span,
): Promise<number | null> {
  const begin = await history.raw(id, property, span, { limit: SAMPLE });
  const end = await history.timesBefore(id, property, span.to, SAMPLE);
  const usual = [begin.readings.map(({ at }) => at), end].flatMap(
    (times) => usualInterval(times) ?? [],
  );
  return usual.length === 0 ? null : Math.max(...usual);
}

/** When the device was away, by the history of `available`. */
async function offlineSpans(history: HistoryStore, id: string, span: Span): Promise<Span[]> {
  const before = await history.held(id, 'available', span.from);
  let since = before?.value === false ? span.from : null;
  const spans: Span[] = [];
  let after = null;
  do {
    const page = await history.raw(id, 'available', span, { limit: PAGE, after });
    for (const { at, value } of page.readings) {
      if (value === false) since ??= at;
      else if (since !== null) {
        if (at > since) spans.push({ from: since, to: at });
        since = null;
      }
    }
    after = page.next;
  } while (after !== null);
  return since === null ? spans : [...spans, { from: since, to: span.to }];
}

/** As an answer tells it. */
export const showGap = ({ from, to, reason }: Gap) => ({
  start: formatTime(from),
  end: formatTime(to),
  reason,
});
