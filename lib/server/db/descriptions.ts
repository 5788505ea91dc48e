import type { Batch } from './batch.ts';
import type { Statements } from './client.ts';
import { runWith } from './json.ts';

/** Writes the devices and entities of a batch, as part of its transaction. Owners' choices stay. */
export async function writeDescriptions(db: Statements, batch: Batch): Promise<void> {
  const { now, devices = [], entities = [], removed = [], heard = [] } = batch;
  await runWith(
    db,
    `INSERT INTO device (id, body, created_at, updated_at)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 2 FROM json_each(?) WHERE true
     ON CONFLICT (id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
    devices.map((device) => [device.id, JSON.stringify(device), now]),
  );
  await runWith(
    db,
    `INSERT INTO entity (id, device_id, kind, body, created_at, updated_at)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 4
       FROM json_each(?) WHERE true
     ON CONFLICT (id) DO UPDATE SET device_id = excluded.device_id, kind = excluded.kind,
       body = excluded.body, updated_at = excluded.updated_at, removed_at = NULL`,
    entities.map((entity) => [
      entity.id,
      entity.deviceId,
      entity.kind,
      JSON.stringify(entity),
      now,
    ]),
  );
  await runWith(
    db,
    `UPDATE entity SET removed_at = gone.value ->> 1 FROM json_each(?) gone
      WHERE entity.id = gone.value ->> 0`,
    removed.map((id) => [id, now]),
  );
  await runWith(
    db,
    'UPDATE entity SET heard = said.value ->> 1 FROM json_each(?) said WHERE entity.id = said.value ->> 0',
    heard.map(({ entityId, heard: words, lastHeard }) => [
      entityId,
      JSON.stringify({ heard: words, lastHeard }),
    ]),
  );
}
