import { packColumns } from '../../../../domain/history/chunk/chunk.ts';
import { packHours } from '../../../../domain/history/chunk/hours.ts';
import type { Columns } from '../../../../domain/history/columns.ts';
import type { ZoneOffset } from '../../../../domain/history/zone.ts';
import type { ChunkRow } from '../../sql/history-sql.ts';
import { HOUR_MS, hoursOf } from '../hours/hours.ts';
import { pack, packPlain } from './packing.ts';

/** Of a series that speaks less often, the readings are summed up quickly enough as they are. */
const DENSE_PER_HOUR = 60;
/** Fewer readings are not worth statistics of their own. */
const LEAST_FOR_HOURS = 240;

/** A row of table chunk for readings in order of time; there is at least one. */
export function chunkRow(series: number, columns: Columns, offset: ZoneOffset): ChunkRow {
  const { count, at } = columns;
  const start = at[0]!;
  const end = at[count - 1]!;
  const dense = count >= LEAST_FOR_HOURS && count >= (DENSE_PER_HOUR * (end - start)) / HOUR_MS;
  return {
    series,
    start,
    end,
    count,
    ...figuresOf(columns),
    hours: dense ? packedHours(columns, offset) : null,
    body: pack(packColumns(columns)),
  };
}

export const packedHours = (columns: Columns, offset: ZoneOffset): Uint8Array =>
  packPlain(packHours(hoursOf(columns, offset(columns.at[0]!))));

const numberOr = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** What a row says of its readings besides their times, in the order of its columns. */
export function figuresOf({ count, value, text }: Columns) {
  let [min, max, sum, numbers] = [Infinity, -Infinity, 0, 0];
  for (let i = 0; i < count; i++) {
    const number = value[i]!;
    if (Number.isNaN(number)) continue;
    if (number < min) min = number;
    if (number > max) max = number;
    sum += number;
    numbers++;
  }
  return {
    min: numberOr(min),
    max: numberOr(max),
    sum: numbers === 0 ? null : numberOr(sum),
    first: numberOr(value[0]!),
    firstText: text?.[0] || null,
    last: numberOr(value[count - 1]!),
    lastText: text?.[count - 1] || null,
  };
}
