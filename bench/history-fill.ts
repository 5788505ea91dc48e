import type { Device, Entity } from '../lib/domain/entity/entity.ts';
import { type Database, openDatabase } from '../lib/server/db/connection/client.ts';
import { historyStore } from '../lib/server/db/history.ts';
import type { Sensor, SensorReading } from './sensors.ts';

/** Readings handed over at a time. */
const BATCH = 20_000;

export const idOf = (sensor: Sensor): string => `sensor.bench_${sensor.name}`;

export type Filled = { readonly readings: number; readonly ms: number };
export type Span = { readonly from: number; readonly to: number };

export const DAY_MS = 86_400_000;
/** The last midnight of UTC: pasts end there. */
export const END = Math.floor(Date.now() / DAY_MS) * DAY_MS;
export const YEAR: Span = { from: END - 365 * DAY_MS, to: END };

/** The home's database, as long as `work` takes; afterwards all of it lies in its file. */
export async function withDatabase<T>(
  file: string,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const db = await openDatabase({ DATABASE_URL: `file:${file}` });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Stores what sensors said in a span, as a past that is brought along. */
export async function fill(db: Database, sensors: readonly Sensor[], span: Span): Promise<Filled> {
  const now = Date.now();
  const past = historyStore(db).import(0);
  let [readings, ms] = [0, 0];
  for (const sensor of sensors) {
    const entityId = idOf(sensor);
    const described = { devices: [deviceOf(sensor)], entities: [entityOf(sensor)] };
    let rows: { entityId: string; property: string; at: number; value: SensorReading['value'] }[] =
      [];
    const store = async () => {
      const begin = performance.now();
      await past.add({ now, rows, ...described });
      ms += performance.now() - begin;
      readings += rows.length;
      rows = [];
    };
    for (const { at, value } of sensor.readings(span.from, span.to)) {
      rows.push({ entityId, property: 'value', at, value });
      if (rows.length === BATCH) await store();
    }
    await store();
  }
  const begin = performance.now();
  await past.end();
  return { readings, ms: ms + performance.now() - begin };
}

const deviceOf = ({ name }: Sensor): Device => ({
  id: `bench ${name}`,
  name,
  manufacturer: null,
  model: null,
  swVersion: null,
  room: null,
  dialect: 'plain',
  identifiers: [`bench ${name}`],
  viaDevice: null,
});

const entityOf = (sensor: Sensor): Entity => ({
  id: idOf(sensor),
  deviceId: `bench ${sensor.name}`,
  uniqueId: `bench ${sensor.name}`,
  kind: 'sensor',
  name: sensor.name,
  deviceClass: null,
  stateClass: null,
  unit: sensor.unit,
  category: null,
  enabled: true,
  icon: null,
  capabilities: {},
  source: {
    dialect: 'plain',
    definedBy: null,
    stateTopics: [`bench/${sensor.name}`],
    commandTopics: [],
    availability: null,
    expireAfterMs: null,
    offDelayMs: null,
    optimistic: false,
    binding: {},
  },
});
