import { packHours } from '../../../../domain/history/chunk/hours.ts';
import type { ChunkRow } from '../../sql/history-sql.ts';
import { pack } from '../chunks/packing.ts';
import type { Hours } from './join-hours.ts';

/** A row of table chunk of which only statistics are kept. */
export function hoursRow(series: number, { hours, start, end }: Hours): ChunkRow {
  const last = hours.hours - 1;
  const number = (value: number) => (Number.isFinite(value) ? value : null);
  const known = (column: Float64Array) =>
    column.subarray(0, hours.hours).filter((it) => !Number.isNaN(it));
  return {
    series,
    start,
    end,
    count: hours.count.subarray(0, hours.hours).reduce((a, b) => a + b, 0),
    min: number(known(hours.min).reduce((a, b) => Math.min(a, b), Infinity)),
    max: number(known(hours.max).reduce((a, b) => Math.max(a, b), -Infinity)),
    sum: null,
    first: number(hours.first[0]!),
    firstText: hours.firstText?.[0] || null,
    last: number(hours.last[last]!),
    lastText: hours.lastText?.[last] || null,
    hours: pack(packHours(hours)),
    body: null,
  };
}
