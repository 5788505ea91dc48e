import type { StorageOut } from '../../../api/storage.ts';
import { formatTime } from '../../../api/values.ts';
import { commonBasis, sizeUntil } from '../../../domain/history/forecast.ts';
import type { Policy } from '../../../domain/history/retention.ts';
import { homeAfter, type StoredHome } from '../stored-home.ts';

const DAY_MS = 86_400_000;
const MONTH_DAYS = 30;
const YEAR_DAYS = 365;
const COURSE_POINTS = 24;

type Policies = ReadonlyMap<string, Policy>;

const firstOf = ({ series }: StoredHome): number | null => {
  const first = series.reduce((least, { from }) => Math.min(least, from ?? Infinity), Infinity);
  return Number.isFinite(first) ? first : null;
};

/** What there is in all. */
export function totalsOf(stored: StoredHome): StorageOut['totals'] {
  const readings = stored.series.reduce((sum, one) => sum + one.readings, 0);
  const first = firstOf(stored);
  return {
    readings,
    unpacked: stored.series.reduce((sum, { unpacked }) => sum + unpacked, 0),
    bytes: stored.bytes,
    bytesPerReading: readings === 0 ? null : stored.bytes / readings,
    freeBytes: stored.free,
    reusableBytes: stored.reusable,
    firstAt: first === null ? null : formatTime(first),
  };
}

/** Forecasts are of the moment the figures were looked up, so each is worked out once. */
const forecasts = new WeakMap<StoredHome, Map<string, StorageOut['forecast']>>();

/** How large the database will be under these policies. */
export function forecastOf(stored: StoredHome, policies: Policies): StorageOut['forecast'] {
  const known = forecasts.get(stored) ?? new Map<string, StorageOut['forecast']>();
  forecasts.set(stored, known);
  const key = JSON.stringify([...policies]);
  const forecast = known.get(key) ?? workOutForecast(stored, policies);
  known.set(key, forecast);
  return forecast;
}

function workOutForecast(stored: StoredHome, policies: Policies): StorageOut['forecast'] {
  const { series, at } = stored;
  const first = firstOf(stored) ?? at;
  const after = (days: number) => homeAfter(stored, days, policies, at);
  const history = series.reduce((sum, { bytes }) => sum + bytes, 0);
  const course: [string, number][] = [];
  for (let i = 0; i < COURSE_POINTS; i++) {
    const when = first + ((at - first) * i) / COURSE_POINTS;
    const then = series.reduce((sum, one) => sum + sizeUntil(one, when), stored.bytes - history);
    course.push([formatTime(when), Math.max(0, Math.round(then))]);
  }
  for (let month = 0; month <= 12; month++) {
    const days = (YEAR_DAYS * month) / 12;
    const size = month === 0 ? stored.bytes : after(days);
    course.push([formatTime(Math.round(at + days * DAY_MS)), Math.round(size)]);
  }
  return {
    basisDays: commonBasis(series, at) / DAY_MS,
    readingsPerDay: series.reduce((sum, { perDay }) => sum + perDay, 0),
    bytesPerYear: series.reduce((sum, { perYear }) => sum + perYear, 0),
    inMonth: after(MONTH_DAYS),
    inYear: after(YEAR_DAYS),
    course,
  };
}
