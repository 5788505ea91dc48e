import type { Statements } from './connection/client.ts';
import { runWith } from './connection/json.ts';
import type { Batch } from './history/batch.ts';
import { sqlOf } from './sql/sql.ts';

/** Writes the devices and entities of a batch, as part of its transaction. Owners' choices stay. */
export async function writeDescriptions(db: Statements, batch: Batch): Promise<void> {
  const { now, devices = [], entities = [], removed = [], heard = [] } = batch;
  const sql = sqlOf(db);
  await runWith(
    db,
    sql.writeDevices,
    devices.map((device) => [device.id, JSON.stringify(device), now]),
  );
  await runWith(
    db,
    sql.writeEntities,
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
    sql.withdrawEntities,
    removed.map((id) => [id, now]),
  );
  await runWith(
    db,
    sql.writeHeard,
    heard.map(({ entityId, heard: words, lastHeard }) => [
      entityId,
      JSON.stringify({ heard: words, lastHeard }),
    ]),
  );
}
