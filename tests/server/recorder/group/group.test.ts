import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../../lib/server/db/connection/client.ts';
import { entityStore } from '../../../../lib/server/db/entities.ts';
import { historyStore } from '../../../../lib/server/db/history.ts';
import { runStore } from '../../../../lib/server/db/runs.ts';
import { startMosquitto, type TestMosquitto } from '../../../support/mosquitto.ts';
import { startHome, startRole, type TestRole } from '../../../support/roles.ts';
import { putToSleep } from '../../../support/sqlite.ts';
import { until } from '../../../support/until.ts';

const TOPIC = 'sensors/several/count';
const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };

let mosquitto: TestMosquitto;
let folder: string;
let db: Database;
let device: MqttClient;
const roles: TestRole[] = [];
let sent = 0;

beforeAll(async () => {
  mosquitto = await startMosquitto();
});
afterAll(() => mosquitto.stop());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'inglenook-group-'));
  db = await openDatabase({ DATABASE_URL: `file:${path.join(folder, 'inglenook.db')}` });
  device = await mqtt.connectAsync(mosquitto.tcpUrl, { clientId: 'publisher' });
  sent = 0;
});
afterEach(async () => {
  await Promise.all(roles.splice(0).map((role) => role.kill()));
  await device.endAsync(true);
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

async function member(id: string): Promise<TestRole> {
  const role = await startRole('recorder', {
    ...{ DATA_DIR: folder, MQTT_URL: mosquitto.tcpUrl, RECORDER_COMMIT_MS: '200' },
    ...{ RECORDER_GROUP: 'test', RECORDER_ID: id },
  });
  roles.push(role);
  // Its share is its own once the broker keeps it.
  await until(async () => (await historyStore(db).cursor(`share/test/${id}`)) !== null);
  return role;
}

async function publish(count: number): Promise<void> {
  const numbers = Array.from({ length: count }, () => ++sent);
  await Promise.all(
    numbers.map((number) => device.publishAsync(TOPIC, String(number), { qos: 1 })),
  );
}

async function stored(): Promise<number[]> {
  const known = await entityStore(db).loadAll();
  const entity = known.entities.find(({ source }) => source.stateTopics.includes(TOPIC));
  if (entity === undefined) return [];
  const { readings } = await historyStore(db).raw(entity.id, 'value', ALWAYS, { limit: 100_000 });
  return readings.map(({ value }) => Number(value)).sort((a, b) => a - b);
}

const allStored = () =>
  until(async () => (await stored()).length >= sent, { what: 'all readings to be stored' });
const allOnce = () => Array.from({ length: sent }, (_, i) => i + 1);

test('two recorders share the messages; one that is killed or hangs is replaced, and nothing is lost or doubled', async () => {
  const [a, b] = [await member('a'), await member('b')];
  await publish(200);
  await allStored();
  expect(await stored()).toEqual(allOnce());
  const both = await Promise.all(
    ['a', 'b'].map((id) => historyStore(db).cursor(`share/test/${id}`)),
  );
  expect(both.every((cursor) => (cursor?.seq ?? 0) > 0)).toBe(true);

  await publish(100);
  await a.kill();
  await publish(100);
  const again = await member('a');
  await publish(100);
  await putToSleep(again.pid, path.join(folder, 'inglenook.db'));
  await publish(100);
  await until(() => b.output().includes('its share is taken over'));
  await allStored();
  expect((await runStore(db).newest())?.endedAt).toBeNull();
  process.kill(again.pid, 'SIGCONT');
  expect(await again.exited).toBe(1);
  await publish(100);
  await allStored();
  expect(await stored()).toEqual(allOnce());
});

test('a broker that does not deal messages out is refused in one line', async () => {
  const home = await startHome({ roles: ['broker'] });
  try {
    const { username, password } = await home.mqttUser('recorder');
    const recorder = await startRole('recorder', {
      ...{ DATA_DIR: folder, RECORDER_GROUP: 'test' },
      MQTT_URL: `mqtt://${username}:${password}@127.0.0.1:${home.ports.mqtt}`,
    });
    roles.push(recorder);
    expect(await recorder.exited).toBe(78);
    expect(recorder.output()).toContain('leave RECORDER_GROUP out');
  } finally {
    await home.stop();
  }
});
