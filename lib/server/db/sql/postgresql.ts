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
};
