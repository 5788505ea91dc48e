// The baseline: one row a reading, as one would write it without an engine.
import { statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { Span } from './history-fill.ts';
import type { Sensor } from './sensors.ts';

export type Rows = ReturnType<typeof openRows>;

/** A table of readings, keyed by series and time, and the questions of this benchmark in SQL. */
export function openRows(file: string) {
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec(`CREATE TABLE reading (series INTEGER, at INTEGER, value, PRIMARY KEY (series, at))
           WITHOUT ROWID`);
  const insert = db.prepare('INSERT OR IGNORE INTO reading VALUES (?, ?, ?)');
  const buckets = db.prepare(
    `SELECT at / @width AS bucket, count(*), min(value), max(value), avg(value)
     FROM reading WHERE series = @series AND at >= @from AND at < @to GROUP BY bucket`,
  );
  const states = db.prepare(
    `SELECT at / @width AS bucket, value, count(*), sum(changed), sum(ms)
     FROM (SELECT at, value, value <> lag(value) OVER w AS changed, lead(at) OVER w - at AS ms
           FROM reading WHERE series = @series AND at >= @from AND at < @to WINDOW w AS (ORDER BY at))
     GROUP BY bucket, value`,
  );
  const increase = db.prepare(
    `SELECT at / @width AS bucket, count(*), min(value), max(value),
            sum(CASE WHEN value >= 0.9 * before THEN value - before ELSE value END)
     FROM (SELECT at, value, lag(value) OVER (ORDER BY at) AS before
           FROM reading WHERE series = @series AND at >= @from AND at < @to)
     GROUP BY bucket`,
  );
  const inBuckets = { buckets, states, increase };
  const raw = db.prepare(
    'SELECT at, value FROM reading WHERE series = ? AND at >= ? AND at < ? ORDER BY at',
  );
  const held = db.prepare(
    'SELECT at, value FROM reading WHERE series = ? AND at <= ? ORDER BY at DESC LIMIT 1',
  );
  let stored = 0;
  return {
    /** Stores what a sensor said as series number `series`. */
    fill(series: number, sensor: Sensor, { from, to }: Span): void {
      db.transaction(() => {
        for (const { at, value } of sensor.readings(from, to)) {
          insert.run(series, at, typeof value === 'boolean' ? Number(value) : value);
          stored++;
        }
      })();
    },
    /** Bytes of the file for each reading stored. */
    bytesPerReading(): number {
      db.pragma('wal_checkpoint(TRUNCATE)');
      return statSync(file).size / stored;
    },
    buckets: (what: keyof typeof inBuckets, series: number, { from, to }: Span, width: number) =>
      JSON.stringify(inBuckets[what].raw().all({ series, from, to, width })),
    raw: (series: number, { from, to }: Span) => JSON.stringify(raw.raw().all(series, from, to)),
    /** Lines of CSV, thrown away; how many. */
    csv(series: number, { from, to }: Span): number {
      let [lines, bytes] = [0, 0];
      for (const [at, value] of raw.raw().iterate(series, from, to) as Iterable<[number, number]>) {
        bytes += `${new Date(at).toISOString()},${series},value,${value},W\r\n`.length;
        lines++;
      }
      return bytes > 0 ? lines : 0;
    },
    states: (all: readonly number[], at: number) =>
      JSON.stringify(all.map((series) => held.raw().get(series, at))),
    close: () => db.close(),
  };
}
