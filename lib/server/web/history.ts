import {
  DEFAULT_READINGS,
  type HistoriesQuery,
  type HistoryQuery,
  type SeriesOut,
} from '../../api/history.ts';
import { Problem } from '../../api/problem.ts';
import { formatTime } from '../../api/values.ts';
import type { Entity } from '../../domain/entity/entity.ts';
import { bucketEdges } from '../../domain/history/buckets.ts';
import type { Gap, Span } from '../../domain/history/gaps.ts';
import {
  chooseResolution,
  DEFAULT_POINTS,
  type Resolution,
  WIDTH_MS,
} from '../../domain/history/resolution.ts';
import type { ZoneOffset } from '../../domain/history/zone.ts';
import type { HistoryStore } from '../db/history.ts';
import type { RunStore } from '../db/runs.ts';
import type { Bucket } from '../db/summaries.ts';
import { type HistoryPlace, readHistoryCursor, writeHistoryCursor } from './history-cursor.ts';
import type { LiveHome } from './live-home.ts';
import { mainProperty, unitOf } from './main-property.ts';
import { seriesGaps } from './series-gaps.ts';
import { showValue } from './show-value.ts';

type Parts = {
  readonly live: LiveHome;
  readonly find: (entityId: string) => Entity;
  /** Sees to it that what was said of a property just now is in the history. */
  readonly fresh: (entityId: string, property: string) => Promise<void>;
  readonly history: HistoryStore;
  readonly runs: RunStore;
  readonly offset: ZoneOffset;
};

const DAY_MS = 86_400_000;
/** A range that ends longer ago has long been stored. */
const RECENT_MS = 60_000;
/** Months and days with a change of clocks are longer than usual, by less than this. */
const LONGEST = 1.1;

type Part = Pick<SeriesOut, 'resolution' | 'buckets' | 'readings' | 'gaps' | 'nextCursor'>;
type Series = { readonly entity: Entity; readonly property: string; readonly span: Span };

export type HistoryDesk = ReturnType<typeof createHistoryDesk>;

/** What the REST API says of the past: one shape for every age and resolution. */
export function createHistoryDesk(parts: Parts, now: () => number = Date.now) {
  const { live, find, fresh, history, runs, offset } = parts;

  /** The property asked for. @throws Problem not_found if the entity never had it */
  async function propertyOf(entity: Entity, asked: string | undefined): Promise<string> {
    const status = live.home.status(entity.id);
    const main = mainProperty(entity, status);
    if (asked === undefined || asked === main || Object.hasOwn(status.state, asked)) {
      return asked ?? main;
    }
    if ((await history.typeOf(entity.id, asked)) !== null) return asked;
    throw new Problem('not_found', {
      detail: `${entity.id} has no property ${JSON.stringify(asked)}.`,
    });
  }

  async function choose(series: Series, query: HistoryQuery): Promise<Resolution | 'raw'> {
    if (query.resolution !== 'auto') return query.resolution;
    const { entity, property, span } = series;
    const points = query.points ?? DEFAULT_POINTS;
    const count = await history.count(entity.id, property, span, points + 1);
    if (count <= points) return 'raw';
    // Text has no mean: only its readings say something.
    if ((await history.typeOf(entity.id, property)) === 'text') return 'raw';
    return chooseResolution(span.to - span.from, points);
  }

  const gapsOf = async ({ entity, property, span }: Series, heard: readonly Span[]) =>
    (await seriesGaps({ history, runs }, entity, property, span, heard, now())).map(showGap);

  async function raw(series: Series, after: HistoryPlace | null, limit: number): Promise<Part> {
    const { entity, property, span } = series;
    const page = await history.raw(entity.id, property, span, {
      limit,
      after: after?.type === 'raw' ? after.after : null,
    });
    const { readings, next } = page;
    // A page speaks of the gaps between its own readings.
    const from = after?.type === 'raw' ? Math.max(span.from, after.after.at) : span.from;
    const to = next === null ? span.to : next.at;
    const heard = readings.map(({ at }) => ({ from: at, to: at }));
    return {
      resolution: 'raw',
      readings: readings.map(({ at, value }) => [formatTime(at), showValue(value)]),
      gaps: to > from ? await gapsOf({ ...series, span: { from, to } }, heard) : [],
      nextCursor: next && writeHistoryCursor({ type: 'raw', after: next }),
    };
  }

  /** Where the first bucket may begin: nothing is known before the series does. */
  async function begin({ entity, property, span }: Series): Promise<number | null> {
    if (await history.held(entity.id, property, span.from + 1)) return span.from;
    const { readings } = await history.raw(entity.id, property, span, { limit: 1 });
    return readings[0]?.at ?? null;
  }

  async function buckets(series: Series, resolution: Resolution, limit: number): Promise<Part> {
    const { entity, property, span } = series;
    const from = await begin(series);
    const last = Math.min(span.to, now());
    if (from === null || last <= from)
      return { resolution, buckets: [], gaps: [], nextCursor: null };
    const reach = from + (limit + 1) * WIDTH_MS[resolution] * LONGEST;
    const edges = bucketEdges(resolution, from, Math.min(last, reach), offset).slice(0, limit + 1);
    const end = edges.at(-1) ?? last;
    const all = await history.summaries(entity.id, property, edges, now());
    const known = all.filter(({ count, mean }) => count > 0 || mean !== null);
    const heard = all.filter(({ count }) => count > 0);
    const within = { from: span.from, to: Math.min(end, span.to) };
    return {
      resolution,
      buckets: known.map(showBucket),
      gaps: await gapsOf({ ...series, span: within }, heard.map(spanOf)),
      nextCursor:
        end < last ? writeHistoryCursor({ type: 'buckets', resolution, from: end }) : null,
    };
  }

  async function one(id: string, query: HistoryQuery): Promise<SeriesOut> {
    const entity = find(id);
    const to = query.to ?? now();
    const span = { from: query.from ?? to - DAY_MS, to };
    if (span.from >= span.to) throw emptyRange();
    const property = await propertyOf(entity, query.property);
    if (to > now() - RECENT_MS) await fresh(entity.id, property);
    const place = query.cursor === undefined ? null : readHistoryCursor(query.cursor);
    const limit = query.limit ?? DEFAULT_READINGS;
    const series = { entity, property, span };
    const shape =
      place === null
        ? await choose(series, query)
        : place.type === 'raw'
          ? 'raw'
          : place.resolution;
    const rest = { ...series, span: { ...span, from: restFrom(place, span.from) } };
    const part =
      shape === 'raw' ? await raw(series, place, limit) : await buckets(rest, shape, limit);
    return {
      entity: id,
      property,
      unit: unitOf(entity, property),
      from: formatTime(span.from),
      to: formatTime(span.to),
      ...part,
    };
  }

  return {
    one,

    /** Several series over the same range. */
    async many({ entity: ids, ...query }: HistoriesQuery): Promise<{ series: SeriesOut[] }> {
      const series: SeriesOut[] = [];
      for (const id of ids) series.push(await one(id, query));
      return { series };
    },
  };
}

const restFrom = (place: HistoryPlace | null, from: number): number =>
  place?.type === 'buckets' ? Math.max(from, place.from) : from;

const emptyRange = () =>
  new Problem('invalid_parameter', {
    detail: 'from: must be before to',
    errors: [{ parameter: 'from', detail: 'must be before to' }],
  });

const spanOf = ({ start, end }: Bucket): Span => ({ from: start, to: end });

const showBucket = ({ start, end, first, last, ...rest }: Bucket) => ({
  start: formatTime(start),
  end: formatTime(end),
  ...rest,
  first: showValue(first),
  last: showValue(last),
});

const showGap = ({ from, to, reason }: Gap) => ({
  start: formatTime(from),
  end: formatTime(to),
  reason,
});
