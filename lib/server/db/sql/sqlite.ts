import type { Sql } from './sql.ts';

/** In SQLite. `WHERE true` tells ON CONFLICT from the ON of a join. */
export const SQLITE: Sql = {
  writeDevices: `
    INSERT INTO device (id, body, created_at, updated_at)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 2 FROM json_each(?) WHERE true
    ON CONFLICT (id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,

  writeEntities: `
    INSERT INTO entity (id, device_id, kind, body, created_at, updated_at)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 4
      FROM json_each(?) WHERE true
    ON CONFLICT (id) DO UPDATE SET device_id = excluded.device_id, kind = excluded.kind,
      body = excluded.body, updated_at = excluded.updated_at, removed_at = NULL`,

  withdrawEntities: `
    UPDATE entity SET removed_at = gone.value ->> 1 FROM json_each(?) gone
     WHERE entity.id = gone.value ->> 0`,

  writeHeard: `
    UPDATE entity SET heard = said.value ->> 1 FROM json_each(?) said
     WHERE entity.id = said.value ->> 0`,

  addCounts: `
    INSERT INTO counter (name, count, last_at, detail)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
    ON CONFLICT (name) DO UPDATE SET count = counter.count + excluded.count,
      last_at = excluded.last_at, detail = excluded.detail`,
};
