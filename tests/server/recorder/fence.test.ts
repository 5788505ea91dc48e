import path from 'node:path';
import mqtt from 'mqtt';
import { afterEach, describe, expect, test } from 'vitest';
import { serviceKey } from '../../../lib/server/broker/service-keys.ts';
import { openDatabase } from '../../../lib/server/db/connection/client.ts';
import { Fenced } from '../../../lib/server/db/history/tail/fence.ts';
import { historyStore } from '../../../lib/server/db/history.ts';
import { connectFlusher } from '../../support/flush.ts';
import { startHome, startRole, type TestHome } from '../../support/roles.ts';
import { aDevice, aSensor, PROVIDERS, testDatabase } from '../../support/test-database.ts';
import { until } from '../../support/until.ts';

const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };

describe.each(PROVIDERS)('a fence (%s)', (provider) => {
  test('lets only the newest writer of a name store, and the others of other names', async () => {
    const database = await testDatabase(provider);
    const older = historyStore(database.db);
    const other = await openDatabase({ DATABASE_URL: database.url });
    const newer = historyStore(other);
    const batch = (seq: number) => ({
      now: seq,
      rows: [{ entityId: 'sensor.a', property: 'value', at: seq, seq, value: seq }],
      cursor: { name: 'c', epoch: 'e', seq, base: 0 },
    });
    await older.append({
      now: 0,
      devices: [aDevice('d')],
      entities: [aSensor('sensor.a', 'd')],
    });
    const first = await older.takeFence('c', 1);
    const neighbour = await older.takeFence('another', 1);
    await older.append({ ...batch(1), fence: first });
    const second = await newer.takeFence('c', 2);
    await expect(older.append({ ...batch(2), fence: first })).rejects.toThrow(Fenced);
    const described = { entities: [aSensor('sensor.b', 'd')], fence: first };
    await expect(older.append({ ...batch(3), ...described })).rejects.toThrow(Fenced);
    await newer.append({ ...batch(4), fence: second });
    const cursor = { name: 'another', epoch: 'e', seq: 1, base: 0 };
    await older.append({ ...batch(5), cursor, fence: neighbour });
    const { readings } = await newer.raw('sensor.a', 'value', ALWAYS);
    expect(readings.map(({ value }) => value)).toEqual([1, 4, 5]);
    expect(await other.prisma.entity.count()).toBe(1);
    expect(await newer.cursor('c')).toEqual(batch(4).cursor);
    await other.close();
    await database.stop();
  });
});

describe('two recorders of one home', () => {
  let home: TestHome;
  afterEach(() => home.stop());

  test('the older one ends, and every reading is stored once', async () => {
    home = await startHome({ roles: ['broker', 'recorder'] });
    const url = `mqtt://127.0.0.1:${home.ports.mqtt}`;
    const device = await mqtt.connectAsync(url, await home.mqttUser('desk'));
    const topic = 'sensors/desk/temperature';
    let sent = 0;
    const publish = async (count: number) => {
      for (const end = sent + count; sent < end; )
        await device.publishAsync(topic, String(++sent), { qos: 1 });
    };
    const older = home.roles.get('recorder')!;
    await publish(100);
    const newer = await startRole('recorder', home.env);
    await publish(100);
    const flusher = await connectFlusher(url, serviceKey(home.env['DATA_DIR']!, 'web'));
    // Both have one name at the broker, so the older one may be asked, and then it ends.
    await until(() => flusher.flush().then(() => true));
    expect(await older.exited).toBe(1);
    expect(older.output()).toContain('another recorder of this home has started');
    await publish(100);
    await until(() => flusher.flush().then(() => true));
    const db = await openDatabase({
      DATABASE_URL: `file:${path.join(home.env['DATA_DIR']!, 'inglenook.db')}`,
    });
    const { readings } = await historyStore(db).raw('sensor.desk_temperature', 'value', ALWAYS);
    await db.close();
    expect(readings.map(({ value }) => value)).toEqual(
      Array.from({ length: sent }, (_, i) => i + 1),
    );
    await flusher.stop();
    await device.endAsync();
    await newer.stop();
  });
});
