import { unpackHours } from '../../../domain/history/chunk/hours.ts';
import type { Columns } from '../../../domain/history/columns.ts';
import type { ChunkRow } from '../sql/history-sql.ts';
import { hoursRow } from './hours-row.ts';
import { unpack } from './packing.ts';

/**
 * A chunk of which only statistics are kept, with late readings that fall into it: they are counted, and
 * lowest and highest know them. How long they were in force cannot be told any more.
 */
export function absorbed(
  series: number,
  { start, end }: { readonly start: number; readonly end: number },
  packed: Uint8Array,
  late: Columns,
): ChunkRow {
  const hours = unpackHours(unpack(packed));
  for (let i = 0, h = 0; i < late.count; i++) {
    while (h + 1 < hours.hours && hours.start[h + 1]! <= late.at[i]!) h++;
    hours.count[h]!++;
    const value = late.value[i]!;
    if (Number.isNaN(value)) continue;
    if (!(hours.min[h]! <= value)) hours.min[h] = value;
    if (!(hours.max[h]! >= value)) hours.max[h] = value;
  }
  return hoursRow(series, { hours, start, end });
}
