/** Numbers, ages and times in the words and the locale of the person who looks. */

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(decimals: number): Intl.NumberFormat {
  const key = String(decimals);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(undefined, {
      maximumFractionDigits: decimals,
      useGrouping: 'min2',
    } as Intl.NumberFormatOptions);
    formats.set(key, format);
  }
  return format;
}

/** Units whose second decimal is noise. */
const ONE_DECIMAL = new Set(['°C', '°F', 'K', '%']);

/** A reading as people say it: temperatures to a tenth, the rest to a hundredth at most. */
export function formatReading(value: number, unit: string | null): string {
  if (!Number.isFinite(value)) return '—';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-6 || size >= 1e15)) return value.toPrecision(3);
  if (size !== 0 && size < 0.01) return threeFigures.format(value);
  return numberFormat(unit !== null && ONE_DECIMAL.has(unit) ? 1 : 2).format(value);
}

const threeFigures = new Intl.NumberFormat(undefined, {
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
});

/** A reading in the large figures of a tile: the more digits before the point, the fewer after it. */
export function formatFigure(value: number, unit: string | null): string {
  const size = Math.abs(value);
  if (!(size >= 1_000 && size < 1e15)) return formatReading(value, unit);
  return numberFormat(size >= 10_000 ? 0 : 1).format(value);
}

/** A value at the side of a chart: as many decimals as its neighbours, and short if it is huge. */
export function formatTick(value: number, decimals: number): string {
  if (Math.abs(value) >= 100_000) return compact.format(value);
  if (decimals > 4) return value.toPrecision(2);
  return new Intl.NumberFormat(undefined, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

const compact = new Intl.NumberFormat(undefined, {
  notation: 'compact',
  maximumSignificantDigits: 4,
});

/** The mean of several readings, to a tenth always: it must not change its width. */
export function formatMean(value: number): string {
  return Number.isFinite(value) ? tenth.format(value) : '—';
}

const tenth = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** A whole number of percent. */
export const formatPercent = (value: number): string => `${Math.round(value)} %`;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "42 min ago". The future (a clock that runs ahead) is "just now". */
export function formatAge(ageMs: number): string {
  if (ageMs < MINUTE) return 'just now';
  return `${formatSpan(ageMs)} ago`;
}

/** "42 min", "3 h", "5 d": one unit, rounded down. */
export function formatSpan(spanMs: number): string {
  if (spanMs < MINUTE) return `${Math.max(0, Math.floor(spanMs / 1_000))} s`;
  if (spanMs < HOUR) return `${Math.floor(spanMs / MINUTE)} min`;
  if (spanMs < 2 * DAY) return `${Math.floor(spanMs / HOUR)} h`;
  return `${Math.floor(spanMs / DAY)} d`;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const DAY_AND_CLOCK = {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
} as const;
const TO_THE_SECOND = { ...DAY_AND_CLOCK, second: '2-digit' } as const;
const dayAndClock = withYearIfOther(DAY_AND_CLOCK);
const toTheSecond = withYearIfOther(TO_THE_SECOND);
const fullDate = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Formats a moment, with its year if that is not the year of `now`. */
function withYearIfOther(options: Intl.DateTimeFormatOptions): (at: number, now: number) => string {
  const short = new Intl.DateTimeFormat(undefined, options);
  const long = new Intl.DateTimeFormat(undefined, { ...options, year: 'numeric' });
  return (at, now) =>
    (new Date(at).getFullYear() === new Date(now).getFullYear() ? short : long).format(at);
}

/** Time of day; `at` in epoch ms. */
export const formatClock = (at: number): string => clock.format(at);

/** The time of day, with the day if it is not today's, and the year if it is not this one. */
export function formatMoment(at: number, now: number): string {
  return new Date(at).toDateString() === new Date(now).toDateString()
    ? clock.format(at)
    : dayAndClock(at, now);
}

/** Day and time to the second, for lists where several share a minute; the year if it is not this one. */
export const formatSecond = (at: number, now: number): string => toTheSecond(at, now);

/** Date and time in full. */
export const formatDate = (at: number): string => fullDate.format(at);
