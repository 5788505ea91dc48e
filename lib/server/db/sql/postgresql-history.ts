import { fenceArgs } from '../history/tail/fence.ts';
import type { HistoryDialect } from './history-sql.ts';

/** The rows of a parameter, a table as JSON. */
const ROWS = 'jsonb_array_elements($1::jsonb) AS r (value)';

/** In PostgreSQL. A statement may change a row once: of rows with the same key, the last counts. */
export const POSTGRESQL_HISTORY: HistoryDialect = {
  marked(sql) {
    let number = 0;
    return sql.replaceAll('?', () => `$${++number}`);
  },
  /** "hist" as a number, the same in every process. */
  // Whose machine stops dead while it holds the lock must not hold up all others for as long as TCP takes to notice.
  lock: {
    sql: `SELECT set_config('idle_in_transaction_session_timeout', '10s', true),
                 pg_advisory_xact_lock(1751741300)::text`,
    args: [],
  },
  databaseBytes: { sql: 'SELECT pg_database_size(current_database())', args: [] },

  addTail: (row, fence) => ({
    sql: `INSERT INTO tail (id, writer, epoch, seq, base, at, count, body, deliveries)
          SELECT (SELECT coalesce(max(id), 0) + 1 FROM tail), $1::text, $2::text, $3::bigint,
                 $4::bigint, $5::bigint, $6::int, $7::bytea, $8::bytea
           WHERE $9::text IS NULL OR EXISTS
                 (SELECT 1 FROM journal_cursor WHERE name = $10::text AND epoch = $11::text)`,
    args: [
      ...[row.writer, row.epoch, row.seq, row.base, row.at, row.count],
      ...[row.body, row.deliveries],
      ...fenceArgs(fence),
    ],
  }),

  putCursors: (table) => ({
    sql: `INSERT INTO journal_cursor (name, epoch, seq, base, at)
          SELECT value ->> 0, value ->> 1, (value ->> 2)::bigint, (value ->> 3)::bigint,
                 (value ->> 4)::bigint FROM ${ROWS}
          ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq,
            base = excluded.base, at = excluded.at`,
    args: [table],
  }),

  putDeliveries: (table) => ({
    sql: `INSERT INTO delivery (packet_id, hash, seq)
          SELECT (value ->> 0)::int, value ->> 1, (value ->> 2)::bigint FROM ${ROWS}
          ON CONFLICT (packet_id) DO UPDATE SET hash = excluded.hash, seq = excluded.seq`,
    args: [table],
  }),

  putNewest: (table) => ({
    sql: `UPDATE series SET newest_seq = (r.value ->> 2)::bigint,
            newest_at = (r.value ->> 1)::bigint, newest = (r.value ->> 3)::float8,
            newest_text = (r.value ->> 4)::int
           FROM ${ROWS}
          WHERE series.id = (r.value ->> 0)::int
            AND (newest_seq IS NULL OR newest_seq < (r.value ->> 2)::bigint
                 OR (newest_seq = (r.value ->> 2)::bigint
                     AND newest_at <= (r.value ->> 1)::bigint))`,
    args: [table],
  }),

  ensureSeries: (table) => ({
    sql: `INSERT INTO series (entity_id, property, type)
          SELECT value ->> 0, value ->> 1, value ->> 2 FROM ${ROWS} ORDER BY 1, 2
          ON CONFLICT (entity_id, property) DO UPDATE SET type = excluded.type
           WHERE series.type = 'none' AND excluded.type <> 'none'`,
    args: [table],
  }),

  findSeries: (table) => ({
    sql: `SELECT s.entity_id, s.property, s.id, s.type FROM ${ROWS}
            JOIN series s ON s.entity_id = r.value ->> 0 AND s.property = r.value ->> 1`,
    args: [table],
  }),

  ensureTexts: (table) => ({
    sql: `INSERT INTO text_value (text)
          SELECT value #>> '{}' FROM ${ROWS} ORDER BY 1 ON CONFLICT DO NOTHING`,
    args: [table],
  }),

  findTexts: (table) => ({
    sql: `SELECT id, text FROM text_value WHERE text IN (SELECT value #>> '{}' FROM ${ROWS})`,
    args: [table],
  }),

  textsOf: (table) => ({
    sql: `SELECT id, text FROM text_value
           WHERE id IN (SELECT (value #>> '{}')::int FROM ${ROWS})`,
    args: [table],
  }),
};
