import { need, needText } from '../arguments.ts';
import { truthy } from '../compare.ts';
import { TemplateError } from '../limits.ts';
import { Moment, parseIso, Span } from '../moment.ts';
import { asDouble, float } from '../number.ts';
import type { Runtime } from '../runtime.ts';
import { strftime } from '../strftime.ts';
import type { Py } from '../value.ts';
import { type FilterTable, filter } from './filter.ts';

/** Seconds since 1970 of a number, a time or an ISO text; null if it is none. */
export function timestampOf(value: Py, { offsetMinutes }: Runtime): number | null {
  if (value instanceof Moment) return value.epochMs(offsetMinutes) / 1000;
  const number = asDouble(value);
  if (number !== null) return Number.isFinite(number) ? number : null;
  const moment = typeof value === 'string' ? parseIso(value) : null;
  return moment === null ? null : moment.epochMs(offsetMinutes) / 1000;
}

const fail = (name: string): never => {
  throw new TemplateError(`${name} got something that is no time, and no default`);
};

/** The value as a moment of the home's clock, or of UTC. */
function clock(value: Py, local: boolean, runtime: Runtime): Moment | null {
  const seconds =
    value instanceof Moment || typeof value === 'string'
      ? timestampOf(value, runtime)
      : asDouble(value);
  if (seconds === null || Math.abs(seconds) > 1e11) return null;
  const at = Math.round(seconds * 1e6) / 1e3;
  return Moment.at(at, local ? runtime.offsetMinutes(at) : 0);
}

export const asTimestamp = filter(['default'], (value, [fallback], runtime) => {
  const seconds = timestampOf(value, runtime);
  return seconds === null ? (fallback ?? fail('as_timestamp')) : float(seconds);
});

export const asDatetime = filter(['default'], (value, [fallback], runtime) => {
  if (value instanceof Moment) return value;
  const parsed = typeof value === 'string' ? parseIso(value) : null;
  return parsed ?? clock(value, false, runtime) ?? fallback ?? null;
});

export const asLocal = filter([], (value, _, runtime) =>
  value instanceof Moment ? clock(value, true, runtime)! : fail('as_local'),
);

export function asTimedelta(value: Py): Py {
  const text = typeof value === 'string' ? value.trim() : '';
  const match =
    /^(-?)(?:(-?\d{1,9}) days?,? ?)?(?:(\d{1,6}):(\d{1,2})(?::(\d{1,2})(\.\d+)?)?)?$/.exec(text);
  if (match === null || text === '') return null;
  const [, sign, days, hours, minutes, seconds, fraction] = match;
  const clockMs =
    (Number(hours ?? 0) * 3600 +
      Number(minutes ?? 0) * 60 +
      Number(seconds ?? 0) +
      Number(fraction ?? 0)) *
    1000;
  return new Span((sign === '-' ? -1 : 1) * (Number(days ?? 0) * 86_400_000 + clockMs));
}

const isoFilter = (name: string, local: boolean) =>
  filter(['default'], (value, [fallback], runtime) => {
    const at =
      typeof value === 'string' && asDouble(value) === null ? null : clock(value, local, runtime);
    return at?.isoformat() ?? fallback ?? fail(name);
  });

export const timeFilters: FilterTable = [
  ['as_timestamp', asTimestamp],
  ['as_datetime', asDatetime],
  ['as_local', asLocal],
  ['as_timedelta', filter([], (value) => asTimedelta(value))],
  ['timestamp_local', isoFilter('timestamp_local', true)],
  ['timestamp_utc', isoFilter('timestamp_utc', false)],
  [
    'timestamp_custom',
    filter(['date_format', 'local', 'default'], (value, [format, local, fallback], runtime) => {
      const at = clock(value, truthy(local ?? true), runtime);
      if (at === null) return fallback ?? fail('timestamp_custom');
      const text =
        format === undefined
          ? '%Y-%m-%d %H:%M:%S'
          : needText(need(format, 'date_format'), 'date_format');
      runtime.budget.make(text.length * 2);
      return strftime(at, text);
    }),
  ],
];
