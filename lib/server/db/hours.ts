import { HOUR_MS } from './append.ts';
import type { Database, Statements } from './client.ts';
import { type HourKey, writeFollowing } from './dirty-hours.ts';
import { HOUR_COLUMNS, type HourRow, heldAfter, type Row, statistic, toRow } from './hour-rows.ts';
import { askJson, runWith } from './json.ts';

/** Hours computed in one transaction: short enough that other writers do not notice. */
const CHUNK = 4_000;

/**
 * Hourly statistics. An hour that readings fell into is "dirty" until it is over and has been computed
 * from its readings; a late reading makes it dirty again, in the transaction that stores the reading.
 * So a crash at any point leaves nothing wrong, only something still to do.
 */
export function hourKeeper(db: Database) {
  /** Computes some dirty hours that ended at or before `now`; tells how many. */
  const closeSome = async (now: number): Promise<number> =>
    db.transaction(async (statements) => {
      const dirty = await askJson<HourKey>(
        statements,
        `SELECT json_group_array(json_array(series_id, start)) AS json FROM (
           SELECT series_id, start FROM dirty_hour WHERE start <= ? ORDER BY series_id, start LIMIT ?)`,
        now - HOUR_MS,
        CHUNK,
      );
      if (dirty.length === 0) return 0;
      await compute(statements, dirty);
      await runWith(
        statements,
        `DELETE FROM dirty_hour WHERE (series_id, start) IN
           (SELECT value ->> 0, value ->> 1 FROM json_each(?))`,
        dirty,
      );
      return dirty.length;
    });

  return {
    /** Computes every dirty hour that is over. Call it now and then; it is quick when there is none. */
    async closeHours(now: number): Promise<number> {
      for (let total = 0; ; ) {
        const done = await closeSome(now);
        total += done;
        if (done < CHUNK) return total;
      }
    },

    /** Computes the hours of [from, to) again, after a bulk import. */
    async rebuildHours(from: number, to: number): Promise<number> {
      await db.transaction(async (statements) => {
        await statements.$executeRawUnsafe(
          `INSERT OR IGNORE INTO dirty_hour (series_id, start)
           SELECT DISTINCT series.id, at - at % ${HOUR_MS}
             FROM series CROSS JOIN reading ON reading.series_id = series.id
            WHERE at >= ? AND at < ?`,
          from,
          to,
        );
        await writeFollowing(statements);
      });
      return this.closeHours(to + HOUR_MS);
    },
  };
}

async function compute(statements: Statements, hours: readonly HourKey[]): Promise<void> {
  const runs = runsOf(hours);
  const rows = await readingsOf(statements, runs);
  const heldAt = await heldBefore(statements, runs);
  const table = runs.flatMap(({ series, from, to }, i) =>
    statisticsOf(rows[i]!, from, to, heldAt[i] ?? null).map((row) => [series, ...row]),
  );
  await writeHours(statements, table);
}

/** Hours that follow each other, of one series. */
type Run = { readonly series: number; readonly from: number; to: number };

/** Joined, so that a month of hours is one range of the index and asks once what it begins with. */
function runsOf(hours: readonly HourKey[]): Run[] {
  const runs: Run[] = [];
  for (const [series, start] of [...hours].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = runs.at(-1);
    if (last?.series === series && last.to === start) last.to = start + HOUR_MS;
    else runs.push({ series, from: start, to: start + HOUR_MS });
  }
  return runs;
}

/** The readings of each run, in order. */
async function readingsOf(statements: Statements, runs: readonly Run[]): Promise<Row[][]> {
  const rows = await askJson<[number, number, number | null, number | null]>(
    statements,
    `SELECT json_group_array(json_array(k, at, value, text)) AS json FROM (
       SELECT s.key AS k, r.at, r.value, r.text FROM json_each(?) s
         CROSS JOIN reading r ON r.series_id = s.value ->> 0
          AND r.at >= s.value ->> 1 AND r.at < s.value ->> 2
        ORDER BY s.key, r.at, r.seq)`,
    JSON.stringify(runs.map(({ series, from, to }) => [series, from, to])),
  );
  const readings: Row[][] = runs.map(() => []);
  for (const [k, at, value, text] of rows) readings[k]!.push({ at, value, text });
  return readings;
}

/** The value in force when each run begins. */
async function heldBefore(
  statements: Statements,
  runs: readonly Run[],
): Promise<(number | null)[]> {
  return askJson<number | null>(
    statements,
    `SELECT json_group_array(held) AS json FROM (
       SELECT (SELECT value FROM reading WHERE series_id = s.value ->> 0 AND at < s.value ->> 1
                ORDER BY at DESC, seq DESC LIMIT 1) AS held
         FROM json_each(?) s ORDER BY s.key)`,
    JSON.stringify(runs.map(({ series, from }) => [series, from])),
  );
}

/** A row for each hour of [from, to), from the readings in it. */
function statisticsOf(
  readings: readonly Row[],
  from: number,
  to: number,
  before: number | null,
): HourRow[] {
  const hours: HourRow[] = [];
  let held = before;
  let next = 0;
  for (let start = from; start < to; start += HOUR_MS) {
    const begin = next;
    while (next < readings.length && readings[next]!.at < start + HOUR_MS) next++;
    const hour = statistic(readings.slice(begin, next), start, start + HOUR_MS, held);
    held = heldAfter(hour, held);
    hours.push(toRow(start, hour));
  }
  return hours;
}

/** Writes hours as [series, ...HourRow]; one that is there is replaced. */
export const writeHours = (
  statements: Statements,
  table: readonly (readonly unknown[])[],
): Promise<number> =>
  runWith(
    statements,
    `INSERT OR REPLACE INTO hour (series_id, ${HOUR_COLUMNS})
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
            value ->> 7, value ->> 8, value ->> 9, value ->> 10 FROM json_each(?)`,
    table,
  );
