import {
  DEFAULT_READINGS,
  type HistoriesQuery,
  type HistoryQuery,
  type SeriesOut,
} from '../../../api/history.ts';
import { Problem } from '../../../api/problem.ts';
import { formatTime } from '../../../api/values.ts';
import type { Entity } from '../../../domain/entity/entity.ts';
import type { Heard, Span } from '../../../domain/history/gaps.ts';
import {
  chooseResolution,
  DEFAULT_POINTS,
  type Resolution,
} from '../../../domain/history/resolution.ts';
import type { ZoneOffset } from '../../../domain/history/zone.ts';
import type { CorrectionStore } from '../../db/corrections.ts';
import type { HistoryStore } from '../../db/history.ts';
import type { RunStore } from '../../db/runs.ts';
import { mainProperty } from '../main-property.ts';
import type { LiveHome } from '../mqtt/live-home.ts';
import { type BucketPage, bucketPage } from './buckets.ts';
import { type HistoryPlace, readHistoryCursor, writeHistoryCursor } from './cursor.ts';
import { manySeries } from './many.ts';
import { downsampledReadings, rawPage } from './raw.ts';
import { pairsOf, pairsText, type ReadingList } from './reading-list.ts';
import { conversionTo, type Series, shownUnit } from './series.ts';
import { heardAt, heardIn, seriesGaps, showGap } from './series-gaps.ts';

type Parts = {
  readonly live: LiveHome;
  readonly find: (entityId: string) => Entity;
  /** Sees to it that what was said of a property just now is in the history. */
  readonly fresh: (entityId: string, property: string) => Promise<void>;
  readonly history: HistoryStore;
  readonly corrections: Pick<CorrectionStore, 'of'>;
  readonly runs: RunStore;
  readonly offset: ZoneOffset;
};

const DAY_MS = 86_400_000;
/** A range that ends longer ago has long been stored. */
const RECENT_MS = 60_000;

type Common = 'entity' | 'property' | 'unit' | 'from' | 'to';
/** What is told, with its readings in columns. */
type Part = Omit<SeriesOut, Common | 'readings'> & { readonly list?: ReadingList };

export type HistoryDesk = ReturnType<typeof createHistoryDesk>;

/** What the REST API says of the past: one shape for every age and resolution. */
export function createHistoryDesk(parts: Parts, now: () => number = Date.now) {
  const { live, find, fresh, history, runs } = parts;

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

  /** Whose history is asked for, and how it is to be told. @throws Problem */
  async function seriesOf(
    id: string,
    query: Pick<HistoryQuery, 'from' | 'to' | 'property' | 'unit' | 'original'>,
  ): Promise<Series> {
    const entity = find(id);
    const to = query.to ?? now();
    const span = { from: query.from ?? to - DAY_MS, to };
    if (span.from >= span.to) throw badParameter('from', 'must be before to');
    const property = await propertyOf(entity, query.property);
    if (to > now() - RECENT_MS) await fresh(entity.id, property);
    return {
      entity,
      property,
      span,
      type: await history.typeOf(entity.id, property),
      corrections: query.original ? [] : await parts.corrections.of(entity.id, property),
      conversion: conversionTo(entity, property, query.unit),
    };
  }

  async function choose(series: Series, query: HistoryQuery): Promise<Resolution | 'raw'> {
    if (query.resolution !== 'auto') return query.resolution;
    const { entity, property, span } = series;
    const points = query.points ?? DEFAULT_POINTS;
    const count = await history.count(entity.id, property, span, points + 1);
    return count <= points ? 'raw' : chooseResolution(span.to - span.from, points);
  }

  const gapsOf = async ({ entity, property }: Series, span: Span, heard: Heard) =>
    (await seriesGaps({ history, runs }, entity, property, span, heard, now())).map(showGap);

  async function raw(series: Series, place: HistoryPlace | null, limit: number): Promise<Part> {
    const after = place?.type === 'raw' ? place.after : null;
    const { shown, times, next } = await rawPage(history, series, after, limit);
    // A page speaks of the gaps between its own readings.
    const from = after === null ? series.span.from : Math.max(series.span.from, after.at);
    const to = next === null ? series.span.to : next.at;
    return {
      resolution: 'raw',
      ...shown,
      gaps: to > from ? await gapsOf(series, { from, to }, heardAt(times)) : [],
      nextCursor: next && writeHistoryCursor({ type: 'raw', after: next }),
    };
  }

  async function buckets(
    series: Series,
    resolution: Resolution,
    query: Pick<HistoryQuery, 'include' | 'limit'>,
  ): Promise<Part> {
    const page = await bucketPage(parts, series, resolution, query, now());
    return {
      resolution,
      buckets: [...page.buckets],
      gaps: await gapsOfPage(series, page),
      nextCursor:
        page.next === null
          ? null
          : writeHistoryCursor({ type: 'buckets', resolution, from: page.next }),
    };
  }

  const gapsOfPage = (series: Series, { heard, within }: BucketPage) =>
    // Also of what is damaged altogether, of which nothing else is known.
    gapsOf(series, within ?? series.span, heardIn(heard));

  /** Some readings that stand for all. Where readings are missing is told as exactly as the points lie. */
  async function downsampled(series: Series, query: HistoryQuery): Promise<Part> {
    const { downsample: method = 'lttb', points = DEFAULT_POINTS, resolution } = query;
    if (resolution !== 'raw' && resolution !== 'auto')
      throw badParameter('downsample', 'chooses among readings: leave resolution out');
    if (series.type === 'text' || series.type === 'boolean')
      throw badParameter('downsample', `needs numbers, and ${series.property} has none`);
    const shown = await downsampledReadings(history, series, method, points);
    const { span } = series;
    const width = chooseResolution(span.to - span.from, points);
    const page = await bucketPage(parts, series, width, {}, now());
    return { resolution: 'raw', ...shown, gaps: await gapsOfPage(series, page), nextCursor: null };
  }

  async function tell(series: Series, query: HistoryQuery): Promise<Part> {
    if (query.downsample !== undefined) return downsampled(series, query);
    const place = query.cursor === undefined ? null : readHistoryCursor(query.cursor);
    const shape = place === null ? await choose(series, query) : shapeOf(place);
    if (shape === 'raw') return raw(series, place, query.limit ?? DEFAULT_READINGS);
    const from = place?.type === 'buckets' ? place.from : series.span.from;
    const span = { ...series.span, from: Math.max(series.span.from, from) };
    return buckets({ ...series, span }, shape, query);
  }

  async function told(id: string, query: HistoryQuery) {
    const series = await seriesOf(id, query);
    const { property, span } = series;
    const { list, ...rest } = await tell(series, query);
    const [from, to] = [formatTime(span.from), formatTime(span.to)];
    return { head: { entity: id, property, unit: shownUnit(series), from, to, ...rest }, list };
  }

  async function one(id: string, query: HistoryQuery): Promise<SeriesOut> {
    const { head, list } = await told(id, query);
    return { ...head, ...(list !== undefined && { readings: pairsOf(list) }) };
  }

  return {
    one,
    seriesOf,

    /** The same, its readings as text: entries of a JSON list, each with a comma behind it; null: it has none. */
    async oneAsText(id: string, query: HistoryQuery) {
      const { head, list } = await told(id, query);
      return { head, readings: list === undefined ? null : pairsText(list) };
    },

    /** Several series over the same range. */
    many: (query: HistoriesQuery) => manySeries(one, query),
  };
}

const shapeOf = (place: HistoryPlace): Resolution | 'raw' =>
  place.type === 'raw' ? 'raw' : place.resolution;

const badParameter = (parameter: string, detail: string) =>
  new Problem('invalid_parameter', {
    detail: `${parameter}: ${detail}`,
    errors: [{ parameter, detail }],
  });
