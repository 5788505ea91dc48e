const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Widths of buckets, finest first. From two hours on they follow the home's calendar. */
export const RESOLUTIONS = [
  '1s',
  '10s',
  '1m',
  '5m',
  '15m',
  '30m',
  '1h',
  '2h',
  '3h',
  '6h',
  '12h',
  '1d',
  '1w',
  '1mo',
] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Usual width in ms: a day may last 23 or 25 hours, and a month 28 days. */
export const WIDTH_MS: Readonly<Record<Resolution, number>> = {
  '1s': SECOND,
  '10s': 10 * SECOND,
  '1m': MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  '1h': HOUR,
  '2h': 2 * HOUR,
  '3h': 3 * HOUR,
  '6h': 6 * HOUR,
  '12h': 12 * HOUR,
  '1d': DAY,
  '1w': 7 * DAY,
  '1mo': 30 * DAY,
};

export const DEFAULT_POINTS = 400;
export const MAX_POINTS = 10_000;

/** About how many buckets a span needs; one may begin before it and one end after it. */
export const bucketCount = (resolution: Resolution, spanMs: number): number =>
  Math.max(1, Math.ceil(spanMs / WIDTH_MS[resolution]));

/** The finest resolution that shows the span in at most `points` buckets; else the coarsest. */
export function chooseResolution(spanMs: number, points: number = DEFAULT_POINTS): Resolution {
  const most = Math.min(MAX_POINTS, Math.max(1, points));
  return RESOLUTIONS.find((resolution) => bucketCount(resolution, spanMs) <= most) ?? '1mo';
}
