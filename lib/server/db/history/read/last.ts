import type { HourColumns } from '../../../../domain/history/chunk/hours.ts';
import { type Columns, indexAt } from '../../../../domain/history/columns.ts';
import type { Row } from '../../connection/driver.ts';
import type { Engine } from '../engine.ts';
import { HOUR_MS } from '../hours/hours.ts';
import { keyOf } from './stretch.ts';

/** A reading as columns hold it. */
export type Cells = { readonly at: number; readonly value: number; readonly text: number };

/** The last reading of a series before a moment. */
export async function lastBefore(
  { sql, moment, chunks }: Engine,
  series: number,
  at: number,
): Promise<Cells | null> {
  const found = await moment([sql.chunkBefore(series, at)], ([rows = []], tail) => ({
    row: rows[0],
    recent: lastIn(tail.of(series), at),
  }));
  const stored = found.row === undefined ? null : lastOfChunk(chunks, series, found.row, at);
  return later(stored, found.recent);
}

/** Of two, the later one; of equal times `b`, which arrived later. */
export const later = (a: Cells | null, b: Cells | null): Cells | null =>
  a === null || (b !== null && b.at >= a.at) ? b : a;

export function lastIn(columns: Columns, before: number): Cells | null {
  const i = indexAt(columns, before) - 1;
  if (i < 0) return null;
  return { at: columns.at[i]!, value: columns.value[i]!, text: columns.text?.[i] ?? 0 };
}

/**
 * The last reading of a chunk before a moment.
 * @param row start, end, count, last, last text, hours and body if the chunk reaches to that moment
 */
export function lastOfChunk(
  chunks: Engine['chunks'],
  series: number,
  row: Row,
  before: number,
): Cells | null {
  const [, end, , last, lastText, hours, body] = row;
  if (Number(end) < before)
    return {
      at: Number(end),
      value: last === null ? Number.NaN : Number(last),
      text: Number(lastText ?? 0),
    };
  if (body !== null)
    return lastIn(chunks.around(keyOf(series, row), body as Uint8Array, before - 1), before);
  return hours === null
    ? null
    : lastHour(chunks.hours(keyOf(series, row), hours as Uint8Array), before);
}

/** Where only statistics are kept: with what the last whole hour ended. */
function lastHour(hours: HourColumns | null, before: number): Cells | null {
  if (hours === null) return null;
  let i = hours.hours - 1;
  while (i >= 0 && hours.start[i]! + HOUR_MS > before) i--;
  if (i < 0) return null;
  return {
    at: hours.start[i]! + HOUR_MS - 1,
    value: hours.last[i]!,
    text: hours.lastText?.[i] ?? 0,
  };
}
