import { setTimeout as delay } from 'node:timers/promises';
import mqtt from 'mqtt';
import type { Ask } from './history-ask.ts';
import { asker } from './history-ask.ts';
import type { BenchHome } from './home.ts';
import type { Figure } from './result.ts';

const READY_MS = 3000;
const LOAD_MS = 3000;
const EVERY_MS = 5;
const PATIENCE_MS = 60_000;
const PROBE = 'sensor.crash_temperature';
const TOPIC = 'sensors/crash/temperature';

/**
 * All roles are killed while readings come in. How soon are they ready again, how soon is the first reading
 * acknowledged and seen, and how soon does the data page tell of all that is stored?
 */
export async function killedAndReady(home: BenchHome): Promise<Figure[]> {
  const startAll = () =>
    Promise.all((['broker', 'recorder', 'web'] as const).map((role) => home.start(role)));
  await startAll();
  const [user, ask] = [await home.mqttUser('crash'), asker(home.url, await home.token('read'))];
  await load(home, user);
  await home.kill();
  const begin = performance.now();
  const since = () => performance.now() - begin;
  await startAll();
  const ready = since();
  const device = await mqtt.connectAsync(home.mqttUrl, user);
  const value = 100_000;
  await device.publishAsync(TOPIC, String(value), { qos: 1 });
  await seen(ask, value);
  const visible = since();
  await device.endAsync();
  const page = await once(ask, '/storage');
  return [
    {
      name: 'ready after kill -9 under load',
      value: ready,
      unit: 'ms',
      bar: { text: `${READY_MS} ms`, holds: ready <= READY_MS },
    },
    { name: '  a new reading is in the history', value: visible, unit: 'ms' },
    { name: 'the data page, for the first time', value: page, unit: 'ms' },
  ];
}

async function load(home: BenchHome, user: mqtt.IClientOptions): Promise<void> {
  const device = await mqtt.connectAsync(home.mqttUrl, { ...user, reconnectPeriod: 0 });
  const end = performance.now() + LOAD_MS;
  for (let i = 0; performance.now() < end; i++) {
    device.publish(TOPIC, String(i), { qos: 1 }, () => {});
    await delay(EVERY_MS);
  }
  device.end(true);
}

async function seen(ask: Ask, value: number): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const { readings } = (await (
      await ask(`/entities/${PROBE}/history?resolution=raw&limit=10000`)
    ).json()) as { readings: readonly (readonly [string, unknown])[] };
    if (readings.some(([, it]) => it === value)) return;
    if (performance.now() > end) throw new Error('the new reading is not in the history');
    await delay(EVERY_MS);
  }
}

async function once(ask: Ask, path: string): Promise<number> {
  const begin = performance.now();
  await (await ask(path)).arrayBuffer();
  return performance.now() - begin;
}
