import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../lib/server/db/connection/client.ts';
import { historyStore } from '../../../lib/server/db/history.ts';
import { runStore } from '../../../lib/server/db/runs.ts';
import { connectFlusher, type Flusher } from '../../support/flush.ts';
import { startMosquitto, type TestMosquitto } from '../../support/mosquitto.ts';
import { startRole, type TestRole } from '../../support/roles.ts';
import { until } from '../../support/until.ts';

let mosquitto: TestMosquitto;
let folder: string;
let db: Database;
let recorder: TestRole;
let device: MqttClient;
let flusher: Flusher;

beforeAll(async () => {
  mosquitto = await startMosquitto();
});
afterAll(() => mosquitto.stop());

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'inglenook-external-'));
  db = await openDatabase({ DATABASE_URL: `file:${path.join(folder, 'inglenook.db')}` });
  device = await mqtt.connectAsync(mosquitto.tcpUrl, { clientId: 'publisher' });
  flusher = await connectFlusher(mosquitto.tcpUrl);
});
afterEach(async () => {
  await flusher.stop();
  await device.endAsync(true);
  await recorder.stop();
  await db.close();
  // The next test's recorder must not find this one's session.
  const session = await mqtt.connectAsync(mosquitto.tcpUrl, {
    clientId: 'inglenook-recorder',
    clean: true,
  });
  await session.endAsync();
  await rm(folder, { recursive: true, force: true });
});

const start = async (url = mosquitto.tcpUrl) => {
  recorder = await startRole('recorder', { DATA_DIR: folder, MQTT_URL: url });
};

/** What the history holds of one topic's sensor, in the order of arrival, once the recorder has stored all. */
async function stored(topic: string): Promise<number[]> {
  await flusher.flush();
  return inHistory(topic);
}

async function inHistory(topic: string): Promise<number[]> {
  const entity = (await db.prisma.entity.findMany()).find(({ body }) =>
    body.includes(`"${topic}"`),
  );
  if (entity === undefined) return [];
  const range = { from: 0, to: Number.MAX_SAFE_INTEGER };
  const { readings } = await historyStore(db).raw(entity.id, 'value', range, { limit: 1_000_000 });
  return readings.map(({ value }) => Number(value));
}

/** Subscribed and connected: from here on the broker keeps everything for the recorder. */
const listening = () =>
  until(async () => (await historyStore(db).cursor('external')) !== null, {
    what: 'the recorder to have a session',
  });

/** Announces a sensor that reports numbers on a topic, as Home Assistant's devices do. */
const announce = (topic: string) =>
  device.publishAsync(
    `homeassistant/sensor/${topic.replaceAll('/', '_')}/config`,
    JSON.stringify({
      name: topic,
      unique_id: topic.replaceAll('/', '_'),
      state_topic: topic,
      state_class: 'measurement',
    }),
    { qos: 1, retain: true },
  );

const publish = (topic: string, value: number | string, retain = false) =>
  device.publishAsync(topic, String(value), { qos: 1, retain });

describe('a broker of its own standing', () => {
  test.each(['tcpUrl', 'wsUrl'] as const)('its readings are recorded (%s)', async (kind) => {
    await start(mosquitto[kind]);
    await listening();
    await announce(`sensors/${kind}/temperature`);
    for (const value of [20.5, 21, 20.5]) await publish(`sensors/${kind}/temperature`, value);
    await until(async () => (await stored(`sensors/${kind}/temperature`)).length === 3);
    expect(await stored(`sensors/${kind}/temperature`)).toEqual([20.5, 21, 20.5]);
  });

  test('what comes while the recorder is away is recorded when it is back', async () => {
    await start();
    await listening();
    await announce('sensors/away/temperature');
    await recorder.kill();
    for (const value of [1, 2, 3]) await publish('sensors/away/temperature', value);
    await start();
    await until(async () => (await stored('sensors/away/temperature')).length === 3);
    expect(await stored('sensors/away/temperature')).toEqual([1, 2, 3]);
  });

  test('a retained value that is known already is no new reading', async () => {
    await announce('sensors/old/temperature');
    await announce('sensors/mark/temperature');
    await publish('sensors/old/temperature', 7, true);
    await start();
    await until(async () => (await stored('sensors/old/temperature')).length === 1);
    await listening();
    await recorder.stop();
    const session = await mqtt.connectAsync(mosquitto.tcpUrl, {
      clientId: 'inglenook-recorder',
      clean: true,
    });
    await session.endAsync();
    await start();
    await until(async () => {
      await publish('sensors/mark/temperature', 1);
      return (await stored('sensors/mark/temperature')).length > 0;
    });
    expect(await stored('sensors/old/temperature')).toEqual([7]);
    await publish('sensors/old/temperature', '', true);
  });

  test('a lost session is noted as an interruption', async () => {
    await start();
    await listening();
    await mosquitto.forget();
    await until(async () => (await runStore(db).newest())?.note?.includes('session'));
    await device.endAsync(true);
    device = await mqtt.connectAsync(mosquitto.tcpUrl, { clientId: 'publisher' });
    await announce('sensors/after/temperature');
    await until(async () => {
      await publish('sensors/after/temperature', 5);
      return (await stored('sensors/after/temperature')).length > 0;
    });
  });

  test('what nobody asks for waits, and is not acknowledged meanwhile', async () => {
    const topic = 'sensors/late/temperature';
    await start();
    await listening();
    await announce(topic);
    await publish(topic, 0);
    await until(async () => (await stored(topic)).length === 1);
    for (const value of [1, 2, 3, 4]) await publish(topic, value);
    expect(await inHistory(topic)).toEqual([0]);
    await recorder.kill();
    await start();
    await until(async () => (await stored(topic)).length === 5);
    expect(await stored(topic)).toEqual([0, 1, 2, 3, 4]);
  });

  test('a kill in the midst of a long backlog doubles nothing', async () => {
    const topic = 'sensors/backlog/temperature';
    await start();
    await listening();
    await announce(topic);
    await publish(topic, 0);
    await until(async () => (await stored(topic)).length === 1);
    await recorder.kill();
    const expected = Array.from({ length: 5_001 }, (_, i) => i);
    for (let i = 1; i <= 5_000; i += 100)
      await Promise.all(expected.slice(i, i + 100).map((value) => publish(topic, value)));
    for (let count = 1; count <= 5_000; ) {
      await start();
      const before = count;
      await until(async () => {
        count = (await stored(topic)).length;
        return count > before || count > 5_000;
      });
      await recorder.kill();
    }
    await start();
    // What is said now comes behind all that is repeated.
    await publish(topic, 5_001);
    await until(async () => (await stored(topic)).at(-1) === 5_001, { what: 'the last reading' });
    expect(await stored(topic)).toEqual([...expected, 5_001]);
  });

  test.each([
    ['tcpUrl', 10],
    ['wsUrl', 4],
  ] as const)(
    'a kill at any moment loses nothing, doubles nothing and keeps the order (%s)',
    async (kind, rounds) => {
      const topic = `sensors/kill-${kind}/temperature`;
      const seed = randomInt(1_000_000);
      await start(mosquitto[kind]);
      await listening();
      await announce(topic);
      let sent = 0;
      let publishing = true;
      const publisher = (async () => {
        while (publishing)
          await Promise.all(Array.from({ length: 20 }, () => publish(topic, ++sent)));
      })();
      for (let round = 0; round < rounds; round++) {
        await delay(50 + ((seed * (round + 1) * 7919) % 400));
        await recorder.kill();
        await start(mosquitto[kind]);
      }
      publishing = false;
      await publisher;
      await until(async () => (await stored(topic)).at(-1) === sent, { what: 'the last reading' });
      const values = await stored(topic);
      const expected = Array.from({ length: sent }, (_, i) => i + 1);
      const missing = expected.filter((value) => !values.includes(value)).length;
      console.log({ seed, acked: sent, stored: values.length, missing });
      expect(values).toEqual(expected);
    },
  );
});
