import type { SeriesOut } from '../../../api/history.ts';
import { formatTime, timesFormatter } from '../../../api/values.ts';
import type { Value } from '../../../domain/entity/entity.ts';
import { corrected } from '../../../domain/history/corrections.ts';
import { createDownsampler, type Downsampler } from '../../../domain/history/downsample.ts';
import type { Place } from '../../db/history/readings.ts';
import type { HistoryStore } from '../../db/history.ts';
import { showValue } from '../show-value.ts';
import { correctedValue, inForceBefore, inUnit, readingsAt, type Series } from './series.ts';

type Told = { readonly at: number; readonly value: Value };
type Shown = Pick<SeriesOut, 'readings' | 'before' | 'corrected' | 'downsampled'>;

export type RawPage = {
  readonly shown: Shown;
  /** When readings came, corrected or not. */
  readonly times: readonly number[];
  readonly next: Place | null;
};

/** One page of readings. */
export async function rawPage(
  history: HistoryStore,
  series: Series,
  after: Place | null,
  limit: number,
): Promise<RawPage> {
  const { entity, property, span } = series;
  const { readings, next } = await history.raw(entity.id, property, span, { limit, after });
  const { kept, fixes } = correct(series, readings, await nthOfFirst(history, series, after));
  const format = timesFormatter();
  return {
    times: readings.map(({ at }) => at),
    next,
    shown: {
      readings: kept.map(({ at, value }) => [format(at), showValue(inUnit(series, value))]),
      ...(after === null && { before: await shownBefore(history, series) }),
      ...(fixes.length > 0 && { corrected: fixes }),
    },
  };
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

function correct(series: Series, readings: readonly Told[], nthOfFirst: number) {
  const { corrections, type } = series;
  const fixes: NonNullable<SeriesOut['corrected']> = [];
  if (corrections.length === 0) return { kept: readings, fixes };
  const wanted = new Map(corrections.map((one) => [`${one.at} ${one.nth}`, one]));
  const kept: Told[] = [];
  let nth = nthOfFirst - 1;
  readings.forEach((reading, i) => {
    nth = i > 0 && readings[i - 1]!.at !== reading.at ? 0 : nth + 1;
    const fix = wanted.get(`${reading.at} ${nth}`);
    if (fix === undefined) {
      kept.push(reading);
      return;
    }
    const value = correctedValue(fix.value, type);
    if (fix.value !== null) kept.push({ at: reading.at, value });
    fixes.push({
      time: formatTime(reading.at),
      original: showValue(inUnit(series, reading.value)),
      value: showValue(inUnit(series, value)),
      reason: fix.reason,
    });
  });
  return { kept, fixes };
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
  return {
    readings: picked.at.map((at, i) => {
      const value = picked.value[i]!;
      return [formatTime(at), showValue(inUnit(series, Number.isNaN(value) ? null : value))];
    }),
    before: await shownBefore(history, series),
    downsampled: { method, of },
  };
}
