import type { HourColumns } from '../../../../domain/history/chunk/hours.ts';
import { joinDetails } from './hour-details.ts';
import { HOUR_MS } from './hours.ts';

/** Statistics of a chunk, and the times of its first and its last reading. */
export type Hours = {
  readonly hours: HourColumns;
  readonly start: number;
  readonly end: number;
};

const COLUMNS = ['start', 'count', 'min', 'max', 'area', 'known', 'first', 'last'] as const;

/**
 * Statistics of two adjacent chunks as those of one. What was in force between them, and an hour that both
 * have a share in, are put together.
 */
export function joinHours(a: Hours, b: Hours): Hours {
  const end = a.hours.hours - 1;
  const shared = a.hours.start[end] === b.hours.start[0] ? 1 : 0;
  const size = a.hours.hours + b.hours.hours - shared;
  const joined = COLUMNS.map((name) => {
    const column = new Float64Array(size);
    column.set(a.hours[name].subarray(0, end + 1));
    column.set(b.hours[name].subarray(shared, b.hours.hours), end + 1);
    return [name, column] as const;
  });
  const columns = Object.fromEntries(joined) as Record<(typeof COLUMNS)[number], Float64Array>;
  const hours: HourColumns = {
    hours: size,
    ...columns,
    firstText: joinTexts(a.hours.firstText, b.hours.firstText, shared, end, size),
    lastText: joinTexts(a.hours.lastText, b.hours.lastText, shared, end, size),
    details: joinDetails(a.hours, b.hours, size),
  };

  const value = a.hours.last[end]!;
  const text = a.hours.lastText?.[end] ?? 0;
  const textMs = hours.details?.texts?.find((one) => one.text === text)?.ms;
  const hold = (h: number, ms: number) => {
    if (ms <= 0) return;
    if (textMs !== undefined) textMs[h]! += ms;
    if (Number.isNaN(value)) return;
    if (!(hours.min[h]! <= value)) hours.min[h] = value;
    if (!(hours.max[h]! >= value)) hours.max[h] = value;
    hours.area[h]! += value * ms;
    hours.known[h]! += ms;
  };
  const until = Math.min(hours.start[end]! + HOUR_MS, b.start);
  hold(end, until - a.end);
  if (shared === 0) hold(end + 1, b.start - b.hours.start[0]!);
  else {
    hours.count[end]! += b.hours.count[0]!;
    if (!(hours.min[end]! <= b.hours.min[0]!)) hours.min[end] = b.hours.min[0]!;
    if (!(hours.max[end]! >= b.hours.max[0]!)) hours.max[end] = b.hours.max[0]!;
    hours.area[end]! += b.hours.area[0]!;
    hours.known[end]! += b.hours.known[0]!;
    hours.last[end] = b.hours.last[0]!;
    if (hours.lastText !== null) hours.lastText[end] = b.hours.lastText?.[0] ?? 0;
  }
  return { hours, start: a.start, end: b.end };
}

function joinTexts(
  a: Int32Array | null,
  b: Int32Array | null,
  shared: number,
  end: number,
  size: number,
): Int32Array | null {
  if (a === null && b === null) return null;
  const texts = new Int32Array(size);
  if (a !== null) texts.set(a.subarray(0, end + 1));
  if (b !== null) texts.set(b.subarray(shared), end + 1);
  return texts;
}
