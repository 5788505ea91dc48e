import type { HourColumns } from '../../../../domain/history/chunk/hours.ts';
import { type Columns, indexAt, part } from '../../../../domain/history/columns.ts';
import { columnsBuilder } from '../columns.ts';
import { HOUR_MS } from '../hours/hours.ts';
import { hoursPart } from '../hours/hours-part.ts';
import type { Hours } from '../hours/join-hours.ts';

/** A chunk of statistics with the readings that fell into it: both in turn, in order of time. */
export type TakenIn = {
  readonly parts: readonly (
    | { readonly type: 'hours'; readonly hours: Hours }
    | { readonly type: 'readings'; readonly readings: Columns }
  )[];
  /** Readings that are stored now, or counted in an hour. */
  readonly stored: number;
};

/**
 * Takes readings into a chunk of which only statistics are kept. They take the place of an hour that came in
 * as a statistic, and stand for themselves where there is no hour; in an hour of which readings were dropped
 * they are counted, and its lowest and highest know them: how long they were in force cannot be told any more.
 * @param onlyNew what falls into such an hour is left out: it cannot be told from what was dropped
 */
export function takeIn(all: Hours, readings: Columns, onlyNew: boolean): TakenIn {
  const { hours } = all;
  const replaced = new Uint8Array(hours.hours);
  const own = columnsBuilder(readings.count);
  let counted = 0;
  for (let i = 0, h = 0; i < readings.count; i++) {
    const at = readings.at[i]!;
    while (h + 1 < hours.hours && hours.start[h + 1]! <= at) h++;
    const isInHour = at >= hours.start[h]! && at < hours.start[h]! + HOUR_MS;
    if (isInHour && !isStatistic(hours, h)) {
      if (onlyNew) continue;
      count(hours, h, readings.value[i]!);
      counted++;
      continue;
    }
    if (isInHour) replaced[h] = 1;
    own.push(at, readings.value[i]!, readings.text?.[i] ?? 0);
  }
  return { parts: inTurn(all, replaced, own.columns()), stored: own.count + counted };
}

/** Whether an hour came in as a statistic (put-hours.ts): one value all through it, and none that was dropped. */
function isStatistic({ count, first, last, area, known }: HourColumns, h: number): boolean {
  if (count[h] !== 1 || known[h]! < HOUR_MS - 1 || first[h] !== last[h]) return false;
  const whole = first[h]! * known[h]!;
  return Math.abs(area[h]! - whole) <= 1e-9 * Math.abs(whole);
}

function count(hours: HourColumns, h: number, value: number): void {
  hours.count[h]!++;
  if (Number.isNaN(value)) return;
  if (!(hours.min[h]! <= value)) hours.min[h] = value;
  if (!(hours.max[h]! >= value)) hours.max[h] = value;
}

function inTurn(all: Hours, replaced: Uint8Array, readings: Columns): TakenIn['parts'] {
  const parts: TakenIn['parts'][number][] = [];
  let [hour, reading] = [0, 0];
  const put = (hoursTo: number, readingsTo: number) => {
    if (hoursTo > hour) parts.push({ type: 'hours', hours: hoursPart(all, hour, hoursTo) });
    hour = hoursTo;
    if (readingsTo === reading) return;
    parts.push({ type: 'readings', readings: part(readings, reading, readingsTo) });
    reading = readingsTo;
  };
  for (let h = 0; h < all.hours.hours; h++) {
    // Readings of hours that follow one another stay together.
    if (replaced[h] === 1) {
      if (h > hour) put(h, reading);
      hour = h + 1;
    } else {
      const before = indexAt(readings, all.hours.start[h]!);
      if (before > reading) put(Math.max(hour, h), before);
    }
  }
  put(all.hours.hours, reading);
  put(hour, readings.count);
  return parts;
}
