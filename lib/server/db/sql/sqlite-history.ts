import { fenceArgs } from '../history/tail/fence.ts';
import type { HistoryDialect } from './history-sql.ts';

/** In SQLite. `WHERE true` tells ON CONFLICT from the ON of a join. */
export const SQLITE_HISTORY: HistoryDialect = {
  marked: (sql) => sql,
  lock: null,
  databaseBytes: null,

  addTail: (row, fence) => ({
    sql: `INSERT INTO tail (id, writer, epoch, seq, base, at, count, body, deliveries)
          SELECT (SELECT coalesce(max(id), 0) + 1 FROM tail), ?, ?, ?, ?, ?, ?, ?, ?
           WHERE ? IS NULL OR EXISTS (SELECT 1 FROM journal_cursor WHERE name = ? AND epoch = ?)`,
    args: [
      ...[row.writer, row.epoch, row.seq, row.base, row.at, row.count],
      ...[row.body, row.deliveries],
      ...fenceArgs(fence),
    ],
  }),

  putCursors: (table) => ({
    sql: `INSERT INTO journal_cursor (name, epoch, seq, base, at)
          SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
            FROM json_each(?) WHERE true
          ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq,
            base = excluded.base, at = excluded.at`,
    args: [table],
  }),

  putDeliveries: (table) => ({
    sql: `INSERT INTO delivery (packet_id, hash, seq)
          SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
          ON CONFLICT (packet_id) DO UPDATE SET hash = excluded.hash, seq = excluded.seq`,
    args: [table],
  }),

  putNewest: (table) => ({
    sql: `UPDATE series SET newest_seq = r.value ->> 2, newest_at = r.value ->> 1,
            newest = r.value ->> 3, newest_text = r.value ->> 4
           FROM json_each(?) r
          WHERE series.id = r.value ->> 0
            AND (newest_seq IS NULL OR newest_seq < r.value ->> 2
                 OR (newest_seq = r.value ->> 2 AND newest_at <= r.value ->> 1))`,
    args: [table],
  }),

  ensureSeries: (table) => ({
    sql: `INSERT INTO series (entity_id, property, type)
          SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
          ON CONFLICT (entity_id, property) DO UPDATE SET type = excluded.type
           WHERE series.type = 'none' AND excluded.type <> 'none'`,
    args: [table],
  }),

  findSeries: (table) => ({
    sql: `SELECT s.entity_id, s.property, s.id, s.type FROM json_each(?) k
            JOIN series s ON s.entity_id = k.value ->> 0 AND s.property = k.value ->> 1`,
    args: [table],
  }),

  ensureTexts: (table) => ({
    sql: 'INSERT OR IGNORE INTO text_value (text) SELECT value FROM json_each(?)',
    args: [table],
  }),

  findTexts: (table) => ({
    sql: 'SELECT id, text FROM text_value WHERE text IN (SELECT value FROM json_each(?))',
    args: [table],
  }),

  textsOf: (table) => ({
    sql: 'SELECT id, text FROM text_value WHERE id IN (SELECT value FROM json_each(?))',
    args: [table],
  }),
};
