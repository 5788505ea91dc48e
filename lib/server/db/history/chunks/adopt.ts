import type { Row } from '../../connection/driver.ts';
import { columnsBuilder } from '../columns.ts';
import type { Engine } from '../engine.ts';
import { putIn } from './put-in.ts';

/** Rows in one transaction. */
const SLICE = 65_536;

/**
 * Moves readings that the first version stored as rows into chunks, a slice at a time: a crash leaves each
 * reading in one of the two. Quick when there are none.
 * @returns how many it moved
 */
export async function adoptRows(engine: Engine): Promise<number> {
  const { driver, sql } = engine;
  let moved = 0;
  for (let series = Number.NEGATIVE_INFINITY; ; ) {
    const [rows] = await driver.read(sql.rowSeries(Math.max(series, -1)));
    const next = rows?.[0]?.[0] ?? null;
    if (next === null) return moved;
    series = Number(next);
    for (let limit = SLICE; ; ) {
      const [all = []] = await driver.read(sql.rows(series, limit));
      if (all.length === 0) break;
      const slice = all.length < limit ? all : wholeMoments(all);
      if (slice.length === 0) {
        limit *= 2; // all of one moment
        continue;
      }
      await adopt(engine, series, slice);
      moved += slice.length;
    }
  }
}

/** Without those of the last moment, of which there may be more. */
function wholeMoments(rows: readonly Row[]): readonly Row[] {
  const last = rows.at(-1)![0];
  let count = rows.length;
  while (count > 0 && rows[count - 1]![0] === last) count--;
  return rows.slice(0, count);
}

async function adopt(engine: Engine, series: number, rows: readonly Row[]): Promise<void> {
  const readings = columnsBuilder(rows.length);
  for (const [at, , value, text] of rows) {
    readings.push(Number(at), value === null ? Number.NaN : Number(value), Number(text ?? 0));
  }
  await putIn(
    engine,
    // The newest is known already: it was noted with each commit.
    [{ series, readings: readings.columns(), seq: -1 }],
    { order: 'before' },
    async (runner) => {
      await runner.run(engine.sql.dropRows(series, Number(rows.at(-1)![0])));
    },
  );
}
