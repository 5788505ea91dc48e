import { type Columns, NO_COLUMNS } from '../../../../domain/history/columns.ts';
import type { Row } from '../../connection/driver.ts';
import { columnsBuilder, merged, within } from '../columns.ts';
import type { Engine } from '../engine.ts';

/** Readings of a series in [from, upTo), all of one moment. */
export type Stretch = { readonly columns: Columns; readonly upTo: number };

/** Beyond every time there is. */
export const FOREVER = 8.64e15 + 1;

/** A time as the database takes it: whole, and within what a date can be. */
export const wholeTime = (at: number): number =>
  Number.isNaN(at) ? FOREVER : Math.ceil(Math.min(Math.max(at, -FOREVER), FOREVER));

/**
 * Readings from `from` on, at most those of `chunks` chunks; where the stretch ends before `to`, whoever
 * goes on from there misses nothing and reads nothing twice, whatever is folded meanwhile.
 */
export async function readStretch(
  { sql, chunks: cache, moment }: Engine,
  series: number,
  from: number,
  to: number,
  chunks: number,
  keep: boolean,
): Promise<Stretch> {
  const found = await moment([sql.bodiesIn(series, from, to, chunks)], ([rows = []], tail) => {
    // No two chunks share a moment, so beyond the last one's end begins another.
    const upTo = rows.length < chunks ? to : Math.min(to, Number(rows.at(-1)![1]) + 1);
    return { rows, upTo, recent: within(tail.of(series), from, upTo) };
  });
  const stored = columnsBuilder(FIRST_SIZE);
  for (const row of found.rows) {
    const read = keep ? cache.unpacked : cache.once;
    const columns = read(keyOf(series, row), row[3] as Uint8Array);
    stored.append(within(columns, from, found.upTo));
  }
  const all = stored.count === 0 ? NO_COLUMNS : stored.columns();
  return { columns: merged(all, found.recent), upTo: found.upTo };
}

const FIRST_SIZE = 4_096;

export const keyOf = (series: number, [start, end, count]: Row) => ({
  series,
  start: Number(start),
  end: Number(end),
  count: Number(count),
});
