import type { HourColumns } from '../../../../domain/history/chunk/hours.ts';
import type { Columns } from '../../../../domain/history/columns.ts';
import { detailsOf } from './hour-details.ts';

export const HOUR_MS = 3_600_000;

/** When the hour begins that `at` lies in, in a home whose clocks are `offset` ms ahead of UTC. */
export const hourStart = (at: number, offset: number): number =>
  Math.floor((at + offset) / HOUR_MS) * HOUR_MS - offset;

/**
 * Statistics of each hour that a reading of the chunk fell into. They speak of the time from the chunk's
 * first to its last reading alone, so that a chunk depends on no other: what was in force before it and
 * after it, its neighbours tell. Within the chunk an hour begins with what the one before it ended with.
 */
export function hoursOf(columns: Columns, offset: number): HourColumns {
  const { count: readings, at, value, text } = columns;
  const capacity = hoursIn(columns, offset);
  const column = () => new Float64Array(capacity);
  const [start, count, min, max] = [column(), column(), column(), column()];
  const [area, known, first, last] = [column(), column(), column(), column()];
  const firstText = text === null ? null : new Int32Array(capacity);
  const lastText = text === null ? null : new Int32Array(capacity);
  let hours = 0;
  let held = Number.NaN;
  for (let i = 0; i < readings; hours++) {
    const begin = i;
    const from = hourStart(at[i]!, offset);
    const to = from + HOUR_MS;
    let [low, high, sum, time] = [Infinity, -Infinity, 0, 0];
    const inForce = (number: number, ms: number) => {
      if (Number.isNaN(number)) return;
      if (number < low) low = number;
      if (number > high) high = number;
      sum += number * ms;
      time += ms;
    };
    if (begin > 0 && at[begin]! > from) inForce(held, at[begin]! - from);
    for (; i < readings && at[i]! < to; i++) {
      held = value[i]!;
      // Nothing is known of how long the chunk's last reading is in force.
      inForce(held, Math.min(at[i + 1] ?? at[i]!, to) - at[i]!);
    }
    start[hours] = from;
    count[hours] = i - begin;
    min[hours] = low === Infinity ? Number.NaN : low;
    max[hours] = high === -Infinity ? Number.NaN : high;
    // Numbers too large to be summed up have no mean; nothing must take it for 0.
    area[hours] = Number.isFinite(sum) ? sum : 0;
    known[hours] = Number.isFinite(sum) ? time : 0;
    first[hours] = value[begin]!;
    last[hours] = held;
    if (text !== null) {
      firstText![hours] = text[begin]!;
      lastText![hours] = text[i - 1]!;
    }
  }
  const found = { hours, start, count, min, max, area, known, first, last, firstText, lastText };
  return { ...found, details: detailsOf(columns, found) };
}

function hoursIn({ count, at }: Columns, offset: number): number {
  let hours = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    if (at[i]! < end) continue;
    end = hourStart(at[i]!, offset) + HOUR_MS;
    hours++;
  }
  return hours;
}
