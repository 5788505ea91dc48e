import { Temporal } from 'temporal-polyfill';
import { type Resolution, WIDTH_MS } from '../../../../lib/domain/history/resolution.ts';

/** History worked out the slow and plain way, to hold the product's answers against. */

export type Told = { readonly at: number; readonly value: number | boolean | null };

/**
 * What a bucket must say of a series, by walking through its readings one by one. `now`: nothing is
 * held any longer than that.
 */
export function truth(readings: readonly Told[], start: number, end: number, now: number) {
  const until = Math.min(end, now);
  const inside = readings.filter(({ at }) => at >= start && at < until);
  let area = 0;
  let known = 0;
  const inForce: number[] = [];
  readings.forEach(({ at, value }, i) => {
    const from = Math.max(at, start);
    const to = Math.min(readings[i + 1]?.at ?? until, until);
    if (value === null || from > to || at >= until) return;
    // A value that came and was replaced in the same moment was still a reading of this bucket.
    if (from === to && at < start) return;
    inForce.push(Number(value));
    area += Number(value) * (to - from);
    known += to - from;
  });
  return {
    count: inside.length,
    min: inForce.length > 0 ? Math.min(...inForce) : null,
    max: inForce.length > 0 ? Math.max(...inForce) : null,
    mean: known > 0 ? area / known : null,
    first: inside[0]?.value ?? null,
    last: inside.at(-1)?.value ?? null,
  };
}

const local = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** The calendar's begin of the day, week or month that `at` lies in. */
export function calendarStart(resolution: '1d' | '1w' | '1mo', at: number, zone: string): number {
  const day = local(at, zone).startOfDay();
  const begin =
    resolution === '1d'
      ? day
      : resolution === '1w'
        ? day.subtract({ days: day.dayOfWeek - 1 })
        : day.with({ day: 1 });
  return begin.startOfDay().epochMilliseconds;
}

/** Whether the home's clocks show a round time for a bucket to begin at, or are being changed. */
export function isRound(resolution: Resolution, at: number, zone: string): boolean {
  const clock = local(at, zone);
  if (local(at - 1, zone).offsetNanoseconds !== clock.offsetNanoseconds) return true;
  if (resolution === '1d' || resolution === '1w' || resolution === '1mo') {
    return calendarStart(resolution, at, zone) === at;
  }
  const shown = ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1_000 + clock.millisecond;
  return shown % WIDTH_MS[resolution] === 0;
}
