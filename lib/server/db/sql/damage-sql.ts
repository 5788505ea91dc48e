import type { Arg, Statement } from '../connection/driver.ts';
import type { HistoryDialect } from './history-sql.ts';

/** Which chunk, in which state. */
export type ChunkKey = {
  readonly series: number;
  readonly start: number;
  readonly end: number;
  readonly count: number;
};

/** What is noted of chunks and rows of the tail that cannot be read (table damage). */
export function damageSql({ marked }: Pick<HistoryDialect, 'marked'>) {
  const statement = (sql: string, ...args: readonly Arg[]): Statement => ({
    sql: marked(sql),
    args,
  });
  return {
    /** Changes nothing if it is noted already. */
    note: ({ series, start, end, count }: ChunkKey, now: number) =>
      statement(
        `INSERT INTO damage (series_id, start, "end", count, found_at)
         VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        ...[series, start, end, count, now],
      ),
    /** The same of a row of the tail: what it held came after the row before it. */
    noteTail: (id: number, now: number) =>
      statement(
        `INSERT INTO damage (series_id, start, "end", count, found_at)
         SELECT 0, coalesce((SELECT max(b.at) FROM tail b WHERE b.id < t.id AND b.at <= t.at), t.at),
                t.at, t.id, CAST(? AS BIGINT)
           FROM tail t WHERE t.id = ? ON CONFLICT DO NOTHING`,
        ...[now, id],
      ),
    /** Its bytes as they are join what is noted of a chunk. */
    keep: (series: number, start: number) =>
      statement(
        `UPDATE damage SET hours = c.hours, body = c.body FROM chunk c
          WHERE c.series_id = ? AND c.start = ? AND damage.series_id = c.series_id
            AND damage.start = c.start AND damage."end" = c."end" AND damage.count = c.count`,
        ...[series, start],
      ),
    keepTail: (id: number) =>
      statement(
        `UPDATE damage SET body = t.body FROM tail t
          WHERE t.id = ? AND damage.series_id = 0 AND damage.count = t.id AND damage."end" = t.at`,
        id,
      ),
    /** → series (0: the tail), start, end, 1 if it is kept aside; of those that are still there */
    noted: (series: number, from: number, to: number) =>
      statement(
        `SELECT d.series_id, d.start, d."end",
                CASE WHEN d.body IS NULL AND d.hours IS NULL THEN 0 ELSE 1 END
           FROM damage d
          WHERE d.series_id IN (0, ?) AND d.start < ? AND d."end" >= ?
            AND (d.body IS NOT NULL OR d.hours IS NOT NULL
                 OR EXISTS (SELECT 1 FROM chunk c WHERE c.series_id = d.series_id
                             AND c.start = d.start AND c."end" = d."end" AND c.count = d.count)
                 OR (d.series_id = 0 AND EXISTS
                      (SELECT 1 FROM tail t WHERE t.id = d.count AND t.at = d."end")))
          ORDER BY d.start`,
        ...[series, to, from],
      ),
    /** → start, end; what of a series lies in [from, to] */
    chunksIn: (series: number, from: number, to: number) =>
      statement(
        `SELECT start, "end" FROM chunk
          WHERE series_id = ? AND start <= ? AND "end" >= ? ORDER BY start`,
        ...[series, to, from],
      ),
    /** What is noted of one series is of another from now on. */
    move: (from: number, to: number) =>
      statement(
        `UPDATE damage SET series_id = ? WHERE series_id = ? AND NOT EXISTS
           (SELECT 1 FROM damage o WHERE o.series_id = ? AND o.start = damage.start
              AND o."end" = damage."end" AND o.count = damage.count)`,
        ...[to, from, to],
      ),
    /** → entity, property */
    nameOf: (series: number) =>
      statement('SELECT entity_id, property FROM series WHERE id = ?', series),
  };
}
