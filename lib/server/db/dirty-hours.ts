import type { Statements } from './client.ts';
import { runWith } from './json.ts';

/** [series, start of an hour] */
export type HourKey = readonly [number, number];

/**
 * Notes that hours need computing, in the transaction that changes their readings; and so does the next
 * hour of the series that has statistics, for what it began with may have changed. Hours beyond that
 * begin with its own last reading, so nothing further changes.
 */
export async function writeDirty(statements: Statements, hours: readonly HourKey[]): Promise<void> {
  await runWith(
    statements,
    `INSERT OR IGNORE INTO dirty_hour (series_id, start)
     SELECT value ->> 0, value ->> 1 FROM json_each(?)`,
    hours,
  );
  await runWith(
    statements,
    `INSERT OR IGNORE INTO dirty_hour (series_id, start)
     SELECT series_id, next FROM (
       SELECT d.value ->> 0 AS series_id, (SELECT min(start) FROM hour
               WHERE hour.series_id = d.value ->> 0 AND start > d.value ->> 1) AS next
         FROM json_each(?) d)
      WHERE next IS NOT NULL`,
    hours,
  );
}

/** The same for the hours that follow any that are dirty already. */
export async function writeFollowing(statements: Statements): Promise<void> {
  await statements.$executeRawUnsafe(
    `INSERT OR IGNORE INTO dirty_hour (series_id, start)
     SELECT series_id, next FROM (
       SELECT d.series_id, (SELECT min(start) FROM hour
               WHERE hour.series_id = d.series_id AND start > d.start) AS next
         FROM dirty_hour d)
      WHERE next IS NOT NULL`,
  );
}
