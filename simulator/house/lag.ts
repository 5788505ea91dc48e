import { type Clock, DAY, MINUTE } from './clock.ts';

export const SLICE = 5 * MINUTE;

/** `compute(day)`, remembered. */
function daily<T>(compute: (day: number) => T): (day: number) => T {
  const days = new Map<number, T>();
  return (day) => {
    const known = days.get(day);
    if (known !== undefined) return known;
    const made = compute(day);
    days.set(day, made);
    return made;
  };
}

const slicesIn = (from: number, to: number) => Math.max(1, Math.ceil((to - from) / SLICE));

function between(values: Float64Array, place: number): number {
  const index = Math.min(values.length - 1, Math.max(0, Math.floor(place)));
  const a = values[index] ?? 0;
  const b = values[Math.min(values.length - 1, index + 1)] ?? a;
  return a + (b - a) * Math.min(1, Math.max(0, place - index));
}

/**
 * What follows `drive` with a delay: air warming up, CO2 gathering in a room. A first-order lag
 * with time constant `tauMs`, started a day earlier so that no midnight shows.
 */
export function lag(clock: Clock, drive: (t: number) => number, tauMs: number) {
  const share = 1 - Math.exp(-SLICE / tauMs);
  const dayOf = daily((day: number) => {
    const from = clock.at(day, 0);
    const values = new Float64Array(slicesIn(from, clock.at(day + 1, 0)) + 1);
    let value = drive(from - DAY);
    for (let t = from - DAY; t < from; t += SLICE) value += (drive(t) - value) * share;
    for (let i = 0; i < values.length; i++) {
      values[i] = value;
      value += (drive(from + i * SLICE) - value) * share;
    }
    return { from, values };
  });
  return (t: number): number => {
    const { from, values } = dayOf(clock.day(t));
    return between(values, (t - from) / SLICE);
  };
}

/** Meters count from here, so that they read the same however often the home is restarted. */
const INSTALLED = Date.UTC(2025, 0, 1) / DAY;

/** The integral of `watts` since the meter was installed, in kWh. Never falls. */
export function meter(clock: Clock, watts: (t: number) => number) {
  const dayOf = daily((day: number) => {
    const from = clock.at(day, 0);
    const values = new Float64Array(slicesIn(from, clock.at(day + 1, 0)) + 1);
    let kwh = 0;
    for (let i = 0; i < values.length; i++) {
      values[i] = kwh;
      kwh += (Math.max(0, watts(from + (i + 0.5) * SLICE)) * SLICE) / 3.6e9;
    }
    return { from, values };
  });
  // totals[n]: kWh when day INSTALLED + n begins.
  const totals: number[] = [0];
  const before = (day: number) => {
    for (let n = totals.length; n <= day - INSTALLED; n++) {
      totals.push((totals[n - 1] ?? 0) + (dayOf(INSTALLED + n - 1).values.at(-1) ?? 0));
    }
    return totals[day - INSTALLED] ?? 0;
  };
  return (t: number): number => {
    const day = clock.day(t);
    if (day < INSTALLED) return 0;
    const { from, values } = dayOf(day);
    return before(day) + between(values, (t - from) / SLICE);
  };
}
