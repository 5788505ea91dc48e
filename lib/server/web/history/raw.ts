import type { SeriesOut } from '../../../api/history.ts';
import { formatTime } from '../../../api/values.ts';
import { type Columns, indexAt } from '../../../domain/history/columns.ts';
import {
  type Correction,
  corrected,
  createCorrector,
} from '../../../domain/history/corrections.ts';
import { createDownsampler, type Downsampler } from '../../../domain/history/downsample.ts';
import type { Place } from '../../db/history/read/readings.ts';
import type { HistoryStore } from '../../db/history.ts';
import { showValue } from '../show-value.ts';
import { type ReadingList, readingList, valueAt } from './reading-list.ts';
import { correctedValue, inForceBefore, inUnit, readingsAt, type Series } from './series.ts';

type Shown = Pick<SeriesOut, 'before' | 'corrected' | 'downsampled'> & {
  readonly list: ReadingList;
};

export type RawPage = {
  readonly shown: Shown;
  /** When readings came, corrected or not. */
  readonly times: Float64Array;
  readonly next: Place | null;
};

/** One page of readings. */
export async function rawPage(
  history: HistoryStore,
  series: Series,
  after: Place | null,
  limit: number,
): Promise<RawPage> {
  const { entity, property, span, corrections } = series;
  const { columns, next } = await history.page(entity.id, property, span, { limit, after });
  const nth = await nthOfFirst(history, series, after);
  const correct = createCorrector(corrections, nth > 0 ? { at: after!.at, nth: nth - 1 } : null);
  const found = corrections.filter((one) => indexOf(columns, one, after, nth) !== null);
  const original = found.length > 0 ? await readingList(history, series, columns) : null;
  const fixes = found.map((fix) => ({
    time: formatTime(fix.at),
    original: showValue(valueAt(original!, indexOf(columns, fix, after, nth)!)),
    value: showValue(inUnit(series, correctedValue(fix.value, series.type))),
    reason: fix.reason,
  }));
  return {
    times: columns.at,
    next,
    shown: {
      list: await readingList(history, series, correct(columns)),
      ...(after === null && { before: await shownBefore(history, series) }),
      ...(fixes.length > 0 && { corrected: fixes }),
    },
  };
}

/** Where the reading lies that is corrected; null: on another page. `nth`: so many of its first moment came before. */
function indexOf(
  columns: Columns,
  fix: Correction,
  after: Place | null,
  nth: number,
): number | null {
  const index = indexAt(columns, fix.at) + fix.nth - (after?.at === fix.at ? nth : 0);
  return index >= indexAt(columns, fix.at) && columns.at[index] === fix.at && index < columns.count
    ? index
    : null;
}

export async function shownBefore(history: HistoryStore, series: Series) {
  const before = await inForceBefore(history, series, series.span.from);
  return before && { time: formatTime(before.at), value: showValue(inUnit(series, before.value)) };
}

/** Of the readings at its first moment, how many the pages before had. */
async function nthOfFirst(
  history: HistoryStore,
  { entity, property, corrections }: Series,
  after: Place | null,
): Promise<number> {
  if (after === null || !corrections.some(({ at }) => at === after.at)) return 0;
  const moment = { from: after.at, to: after.at + 1 };
  const all = await readingsAt(history, entity.id, property, after.at);
  const rest = await history.raw(entity.id, property, moment, { after, limit: all.length + 1 });
  return Math.max(0, all.length - rest.readings.length);
}

/** About so many readings as stand for all of them on a chart. */
export async function downsampledReadings(
  history: HistoryStore,
  series: Series,
  method: Downsampler,
  points: number,
): Promise<Shown> {
  const { entity, property, span, corrections } = series;
  // The method needs to know how many there are before it sees them.
  let total = 0;
  for await (const { count } of history.columns(entity.id, property, span)) total += count;
  const sampler = createDownsampler(method, total, points);
  const stretches = history.columns(entity.id, property, span);
  for await (const columns of corrected(stretches, corrections)) sampler.add(columns);
  const { points: picked, of } = sampler.end();
  const columns = {
    count: picked.at.length,
    at: Float64Array.from(picked.at),
    value: Float64Array.from(picked.value),
    text: null,
  };
  return {
    list: await readingList(history, series, columns),
    before: await shownBefore(history, series),
    downsampled: { method, of },
  };
}
