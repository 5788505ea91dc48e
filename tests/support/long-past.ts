import path from 'node:path';
import { openDatabase } from '../../lib/server/db/connection/client.ts';
import { historyStore } from '../../lib/server/db/history.ts';
import { aDevice, aSensor } from './test-database.ts';

const DAY_MS = 86_400_000;

/** Stores a temperature sensor with one reading a day for so many days, in the home of a data folder. */
export async function storeDays(dataDir: string, id: string, days: number): Promise<void> {
  const db = await openDatabase({ DATABASE_URL: `file:${path.join(dataDir, 'inglenook.db')}` });
  try {
    const now = Date.now();
    const device = aDevice(`device of ${id}`);
    const sensor = {
      ...aSensor(id, device.id),
      deviceClass: 'temperature',
      stateClass: 'measurement' as const,
      unit: '°C',
    };
    const past = historyStore(db).import(0);
    const rows = Array.from({ length: days }, (_, i) => {
      const at = now - (days - i) * DAY_MS;
      return { entityId: id, property: 'value', at, value: 20 + (i % 5) };
    });
    await past.add({ now, devices: [device], entities: [sensor], rows });
    await past.end();
  } finally {
    await db.close();
  }
}
