import { randomInt } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serviceKey } from '../../../lib/server/broker/service-keys.ts';
import { type Database, openDatabase } from '../../../lib/server/db/connection/client.ts';
import { counterStore } from '../../../lib/server/db/counters.ts';
import { historyStore } from '../../../lib/server/db/history.ts';
import { connectFlusher, type Flusher } from '../../support/flush.ts';
import { startHome, type TestHome } from '../../support/roles.ts';
import { until } from '../../support/until.ts';

let home: TestHome;
let db: Database;
let user: { username: string; password: string };
let recorder: Flusher;

beforeAll(async () => {
  home = await startHome({ roles: ['broker', 'recorder'] });
  db = await openDatabase({
    DATABASE_URL: `file:${path.join(home.env['DATA_DIR']!, 'inglenook.db')}`,
  });
  user = await home.mqttUser('test');
  recorder = await connectFlusher(
    `mqtt://127.0.0.1:${home.ports.mqtt}`,
    serviceKey(home.env['DATA_DIR']!, 'web'),
  );
});
afterAll(async () => {
  await recorder.stop();
  await db.close();
  await home.stop();
});

const connect = (clientId: string): Promise<MqttClient> =>
  mqtt.connectAsync(`mqtt://127.0.0.1:${home.ports.mqtt}`, {
    ...user,
    clientId,
    reconnectPeriod: 100,
    reconnectOnConnackError: true,
  });

/** Announces a sensor that reports numbers on a topic, as Home Assistant's devices do. */
const announce = (device: MqttClient, topic: string) =>
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

/** What the history holds of one topic's sensor, in the order of arrival, once the recorder has stored all. */
async function stored(topic: string): Promise<number[]> {
  await recorder.flush();
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

describe('the embedded broker', () => {
  test('whoever asks for it finds the reading that was acknowledged just before', async () => {
    const topic = 'sensors/quick/temperature';
    const device = await connect('quick');
    await announce(device, topic);
    for (let i = 1; i <= 20; i++) {
      await device.publishAsync(topic, String(i), { qos: 1 });
      expect(await stored(topic)).toHaveLength(i);
    }
    await device.endAsync();
  });

  test('what nobody asks for waits, and is stored all the same when the recorder ends', async () => {
    const topic = 'sensors/slow/temperature';
    const device = await connect('slow');
    await announce(device, topic);
    await device.publishAsync(topic, '0', { qos: 1 });
    expect(await stored(topic)).toEqual([0]);
    for (let i = 1; i <= 5; i++) await device.publishAsync(topic, String(i), { qos: 1 });
    expect(await inHistory(topic)).toEqual([0]);
    await home.roles.get('recorder')!.stop();
    expect(await inHistory(topic)).toEqual([0, 1, 2, 3, 4, 5]);
    await home.start('recorder');
    await device.endAsync();
  });

  test('nonsense is counted and blocks nothing', async () => {
    const device = await connect('nonsense');
    await announce(device, 'sensors/sane/temperature');
    const before = await counterStore(db).all();
    const nonsense = [
      '{"',
      '',
      '\u0000',
      '"'.repeat(5_000),
      '{"__proto__":1}',
      '[[[[',
      'NaN',
      '1e999',
    ];
    for (const payload of nonsense) {
      await device.publishAsync('sensors/sane/temperature', payload, { qos: 1 });
      await device.publishAsync('homeassistant/light/nonsense/config', payload, { qos: 1 });
    }
    await device.publishAsync('sensors/sane/temperature', Buffer.from([0xff, 0xfe]), { qos: 1 });
    await device.publishAsync('sensors/sane/temperature', '21', { qos: 1 });
    await until(async () => (await stored('sensors/sane/temperature')).at(-1) === 21);
    expect((await counterStore(db).all()).length).toBeGreaterThan(before.length);
    await device.endAsync();
  });

  test('what was published while the recorder was dead is there when it is back', async () => {
    const device = await connect('patient');
    await announce(device, 'sensors/patient/temperature');
    await home.kill('recorder');
    for (const value of [1, 2, 3]) {
      await device.publishAsync('sensors/patient/temperature', String(value), { qos: 1 });
    }
    await home.start('recorder');
    await until(async () => (await stored('sensors/patient/temperature')).length === 3);
    expect(await stored('sensors/patient/temperature')).toEqual([1, 2, 3]);
    await device.endAsync();
  });

  test('the recorder killed at any moment: every reading once, in order', async () => {
    const topic = 'sensors/kill/temperature';
    const seed = randomInt(1_000_000);
    const device = await connect('steady');
    await announce(device, topic);
    let sent = 0;
    let publishing = true;
    const publisher = (async () => {
      while (publishing) {
        const burst = Array.from({ length: 20 }, () =>
          device.publishAsync(topic, String(++sent), { qos: 1 }),
        );
        await Promise.all(burst);
      }
    })();
    for (let round = 0; round < 10; round++) {
      await delay(50 + ((seed * (round + 1) * 7919) % 400));
      await home.kill('recorder');
      await home.start('recorder');
    }
    publishing = false;
    await publisher;
    await until(async () => (await stored(topic)).at(-1) === sent, { what: 'the last reading' });
    const values = await stored(topic);
    console.log({ seed, acked: sent, stored: values.length });
    expect(values).toEqual(Array.from({ length: sent }, (_, i) => i + 1));
    await device.endAsync();
  });

  test('the broker killed at any moment: what it acknowledged is stored, nothing twice', async () => {
    const topic = 'sensors/broker/temperature';
    const seed = randomInt(1_000_000);
    const first = await connect('announcer');
    await announce(first, topic);
    await first.endAsync();
    const acked: number[] = [];
    let sent = 0;
    for (let round = 0; round < 5; round++) {
      // Each line is a new client that never sends anything a second time.
      const device = await until(() => connect(`forgetful-${round}`));
      device.options.reconnectPeriod = 0;
      const closed = new Promise<void>((resolve) => device.once('close', () => resolve()));
      const publisher = (async () => {
        while (device.connected) {
          for (let i = 0; i < 20; i++) {
            const value = ++sent;
            device.publish(topic, String(value), { qos: 1 }, (error) => {
              if (!error) acked.push(value);
            });
          }
          await delay(1);
        }
      })();
      await delay(50 + ((seed * (round + 1) * 7919) % 400));
      await home.kill('broker');
      await closed;
      await publisher;
      device.end(true);
      await home.start('broker');
    }
    const lastAcked = acked.at(-1)!;
    await until(async () => (await stored(topic)).includes(lastAcked), {
      what: 'the last reading',
    });
    const values = await stored(topic);
    const seen = new Set(values);
    const missing = acked.filter((value) => !seen.has(value));
    console.log({ seed, acked: acked.length, stored: values.length, missing: missing.length });
    expect(missing).toEqual([]);
    expect(values).toEqual([...seen].sort((a, b) => a - b));
  });
});
