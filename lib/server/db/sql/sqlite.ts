import { CLOSED } from './closed.ts';
import type { Sql } from './sql.ts';

/** A trigger has one event; the first one's name was the only one in the first version. */
const CLOSED_EVENTS = CLOSED.flatMap(([table, events]) =>
  events.map((event) => ({ table, event })),
).map((one, i) => ({ ...one, name: i === 0 ? 'home_moved' : `home_moved_${i}` }));

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

  describeTables: `
    SELECT t.name, c.name, CASE
             WHEN c.type LIKE '%INT%' THEN 'integer' WHEN c.type = 'REAL' THEN 'real'
             WHEN c.type = 'BLOB' THEN 'blob' WHEN c.type = 'BOOLEAN' THEN 'boolean'
             WHEN c.type = 'DATETIME' THEN 'time' WHEN c.type = 'TEXT' THEN 'text' END, c.pk
      FROM sqlite_master t, pragma_table_info(t.name) c
     WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> '_prisma_migrations'
     ORDER BY t.name, c.cid`,

  lockTables: () => [], // a transaction that writes has the only lock there is
  closeHome: (why) =>
    CLOSED_EVENTS.map(
      ({ name, table, event }) =>
        `CREATE TRIGGER ${name} BEFORE ${event} ON ${table}
         BEGIN SELECT RAISE(ABORT, '${why.replaceAll("'", "''")}'); END`,
    ),
  reopenHome: CLOSED_EVENTS.map(({ name }) => `DROP TRIGGER IF EXISTS ${name}`),
  isClosed: "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = 'home_moved'",
  continueNumbers: () => [], // AUTOINCREMENT goes on by itself
};
