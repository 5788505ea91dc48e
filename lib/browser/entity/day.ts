/** Colours of the sky by the hour, for the day ribbon. Stops are [share of the day, colour name]. */
export type SkyStop = { readonly at: number; readonly sky: 'night' | 'dawn' | 'day' | 'dusk' };

/**
 * The sky over a day at a middle latitude, by the time of year alone: long days in June, short ones
 * in December.
 * @param dayOfYear 1–366
 */
export function skyStops(dayOfYear: number): readonly SkyStop[] {
  const season = Math.cos(((dayOfYear - 172) / 365) * 2 * Math.PI);
  const dayHours = 12 + 4 * season;
  const noon = 12.5;
  const [rise, set] = [noon - dayHours / 2, noon + dayHours / 2];
  const stop = (hour: number, sky: SkyStop['sky']): SkyStop => ({ at: hour / 24, sky });
  return [
    stop(0, 'night'),
    stop(rise - 1, 'night'),
    stop(rise + 0.3, 'dawn'),
    stop(rise + 2, 'day'),
    stop(set - 2, 'day'),
    stop(set - 0.3, 'dusk'),
    stop(set + 1, 'night'),
    stop(24, 'night'),
  ];
}

/** How much of the local day is over, 0–1. */
export function shareOfDay(at: number): number {
  const date = new Date(at);
  return (date.getHours() * 60 + date.getMinutes()) / 1_440;
}

/** 1–366, local. */
export function dayOfYear(at: number): number {
  const date = new Date(at);
  const first = new Date(date.getFullYear(), 0, 1);
  return Math.floor((date.getTime() - first.getTime()) / 86_400_000) + 1;
}
