import { CLOSED } from './closed.ts';
import type { Sql } from './sql.ts';

/**
 * The rows of the parameter, one for each key (their first column), the last of them: a statement may
 * change a row only once. In the order of the keys, so that two writers never wait for one another.
 */
const ROWS = `
  (SELECT DISTINCT ON (value ->> 0) value
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS each_row (value, place)
    ORDER BY value ->> 0, place DESC) AS given`;

/** In PostgreSQL. */
export const POSTGRESQL: Sql = {
  writeDevices: `
    INSERT INTO device (id, body, created_at, updated_at)
    SELECT value ->> 0, value ->> 1, (value ->> 2)::bigint, (value ->> 2)::bigint FROM ${ROWS}
    ON CONFLICT (id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,

  writeEntities: `
    INSERT INTO entity (id, device_id, kind, body, created_at, updated_at)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3,
           (value ->> 4)::bigint, (value ->> 4)::bigint
      FROM ${ROWS}
    ON CONFLICT (id) DO UPDATE SET device_id = excluded.device_id, kind = excluded.kind,
      body = excluded.body, updated_at = excluded.updated_at, removed_at = NULL`,

  withdrawEntities: `
    UPDATE entity SET removed_at = (value ->> 1)::bigint FROM ${ROWS} WHERE entity.id = value ->> 0`,

  writeHeard: `
    UPDATE entity SET heard = value ->> 1 FROM ${ROWS} WHERE entity.id = value ->> 0`,

  addCounts: `
    INSERT INTO counter (name, count, last_at, detail)
    SELECT value ->> 0, (value ->> 1)::bigint, (value ->> 2)::bigint, value ->> 3 FROM ${ROWS}
    ON CONFLICT (name) DO UPDATE SET count = counter.count + excluded.count,
      last_at = excluded.last_at, detail = excluded.detail`,

  describeTables: `
    SELECT c.table_name::text, c.column_name::text, CASE
             WHEN c.data_type IN ('integer', 'bigint') THEN 'integer'
             WHEN c.data_type = 'double precision' THEN 'real' WHEN c.data_type = 'bytea' THEN 'blob'
             WHEN c.data_type = 'boolean' THEN 'boolean' WHEN c.data_type = 'text' THEN 'text'
             WHEN c.data_type LIKE 'timestamp%' THEN 'time' END,
           coalesce(array_position(i.indkey::int[], c.ordinal_position::int) + 1, 0)
      FROM information_schema.columns c
      JOIN pg_index i ON i.indisprimary AND i.indrelid = format('%I', c.table_name)::regclass
     WHERE c.table_schema = current_schema() AND c.table_name <> '_prisma_migrations'
     ORDER BY c.table_name, c.ordinal_position`,

  lockTables: (names) => [
    `LOCK TABLE ${names.map((name) => `"${name}"`).join(', ')} IN SHARE ROW EXCLUSIVE MODE`,
  ],
  closeHome: (why) => [
    `CREATE OR REPLACE FUNCTION home_moved() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = '55000'; END $$`,
    ...CLOSED.map(
      ([table, events]) =>
        `CREATE TRIGGER home_moved BEFORE ${events.join(' OR ')} ON ${table} FOR EACH STATEMENT
         EXECUTE FUNCTION home_moved('${why.replaceAll("'", "''")}')`,
    ),
  ],
  reopenHome: CLOSED.map(([table]) => `DROP TRIGGER IF EXISTS home_moved ON ${table}`),
  isClosed: "SELECT 1 FROM pg_trigger WHERE tgname = 'home_moved' AND tgrelid = 'tail'::regclass",
  continueNumbers: (table) => [
    `SELECT setval(pg_get_serial_sequence('"${table}"', 'id'), greatest(max(id), 1),
                   coalesce(max(id), 0) >= 1) FROM "${table}"`,
  ],
};
