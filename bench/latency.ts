import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { type Ask, asker } from './history-ask.ts';
import { fill, idOf, withDatabase, YEAR } from './history-fill.ts';
import { createBenchHome } from './home.ts';
import { startReaders } from './readers.ts';
import { type Benchmark, type Figure, quantile } from './result.ts';
import { typicalSensors } from './sensors.ts';

const PER_SECOND = 200;
const SENSORS = 100;
const SAMPLES = 150;
const ACK_MS = 15;
const REST_MS = 250;
const DEADLINE_MS = 10_000;

/** How soon an acknowledgement comes, and how soon a reading is in the history that a script asks for. */
export const latency: Benchmark = {
  name: 'latency',
  about: `${PER_SECOND} messages/s, QoS 1: until acknowledged, and until REST tells the reading; then beside readers`,
  async run() {
    const home = await createBenchHome();
    try {
      await withDatabase(path.join(home.env.DATA_DIR!, 'inglenook.db'), (db) =>
        fill(db, [POWER], YEAR),
      );
      for (const role of ['broker', 'recorder', 'web'] as const) await home.start(role);
      const login = await home.mqttUser('bench');
      const token = await home.token('read');
      const ask = asker(home.url, token);
      const device = await connectAsync(home.mqttUrl, { ...login, protocolVersion: 4 });
      const alone = await measure(device, ask);
      const readers = await startReaders({ url: home.url, token, id: idOf(POWER), span: YEAR });
      const beside = await measure(device, ask);
      const read = await readers.stop();
      await device.endAsync();
      return [
        ...figures('', alone, ACK_MS),
        ...figures('beside readers: ', beside, null),
        { name: '  a year asked for meanwhile', value: read.looks, unit: 'times' },
        { name: '  a year exported meanwhile', value: read.exports, unit: 'times' },
      ];
    } finally {
      await home.stop();
    }
  },
};

/** A reading every 10 seconds, as a past to be read. */
const POWER = typicalSensors().find(({ about }) => about.startsWith('power'))!;

type Measured = { readonly acks: readonly number[]; readonly fresh: readonly number[] };

async function measure(device: MqttClient, ask: Ask): Promise<Measured> {
  const acks: number[] = [];
  const stopLoad = load(device, acks);
  const fresh = await sample(device, ask);
  stopLoad();
  return { acks, fresh };
}

/** `ackMs`: the bar for acknowledgements; null beside readers, who share the two cores with the broker. */
function figures(when: string, { acks, fresh }: Measured, ackMs: number | null): Figure[] {
  const figure = (what: string, samples: readonly number[], most: number | null): Figure[] => {
    const ms = quantile(samples, 0.99);
    const bar = most === null ? {} : { bar: { text: `${most} ms`, holds: ms <= most } };
    return [
      { name: `${when}${what}, median`, value: quantile(samples, 0.5), unit: 'ms' },
      { name: '  99th percentile', value: ms, unit: 'ms', ...bar },
    ];
  };
  return [
    ...figure('acknowledged', acks, ackMs),
    ...figure('published → in the history', fresh, REST_MS),
  ];
}

/** Readings of many sensors, evenly, until it is stopped; notes how long each acknowledgement took. */
function load(device: MqttClient, acks: number[]): () => void {
  const begin = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    for (const due = ((performance.now() - begin) / 1_000) * PER_SECOND; sent < due; sent++) {
      const at = performance.now();
      const topic = `sensors/load${sent % SENSORS}/temperature`;
      device.publish(topic, String(sent), { qos: 1 }, () => acks.push(performance.now() - at));
    }
  }, 5);
  return () => clearInterval(timer);
}

/** Publishes a value that never was there and asks for it until it is told, again and again; ms each. */
async function sample(device: MqttClient, ask: Ask): Promise<number[]> {
  const seen = async (value: number, from: number) => {
    const since = new Date(from).toISOString();
    const answer = await ask(
      `/entities/sensor.probe_temperature/history?from=${since}&resolution=raw`,
    ).catch(() => null);
    const body = (await answer?.json()) as Told | undefined;
    return body?.readings?.some(([, it]) => it === value) ?? false;
  };
  const times: number[] = [];
  // The first ones make the sensor known and the machine warm.
  for (let i = -20; i < SAMPLES; i++) {
    const from = Date.now() - 5_000;
    const begin = performance.now();
    device.publish('sensors/probe/temperature', String(i), { qos: 1 });
    while (!(await seen(i, from))) {
      if (performance.now() - begin > DEADLINE_MS) throw new Error(`waited in vain for ${i}`);
      await delay(5);
    }
    if (i >= 0) times.push(performance.now() - begin);
    await delay(20 + ((i * 37) % 60));
  }
  return times;
}

type Told = { readonly readings?: readonly (readonly [string, unknown])[] };
