import { setTimeout as delay } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { type BenchHome, createBenchHome } from './home.ts';
import { type Benchmark, quantile } from './result.ts';

const PER_SECOND = 200;
const SENSORS = 100;
const SAMPLES = 150;
const ACK_MS = 15;
const REST_MS = 250;
const DEADLINE_MS = 10_000;

/** How soon an acknowledgement comes, and how soon a reading is in the history that a script asks for. */
export const latency: Benchmark = {
  name: 'latency',
  about: `${PER_SECOND} messages/s, QoS 1: until acknowledged, and until REST tells the reading`,
  async run() {
    const home = await createBenchHome();
    try {
      for (const role of ['broker', 'recorder', 'web'] as const) await home.start(role);
      const login = await home.mqttUser('bench');
      const device = await connectAsync(home.mqttUrl, { ...login, protocolVersion: 4 });
      const acks: number[] = [];
      const stopLoad = load(device, acks);
      const fresh = await sample(home, device, await home.token('read'));
      stopLoad();
      await device.endAsync();
      const ack = quantile(acks, 0.99);
      const rest = quantile(fresh, 0.99);
      return [
        { name: 'acknowledged, median', value: quantile(acks, 0.5), unit: 'ms' },
        {
          name: '  99th percentile',
          value: ack,
          unit: 'ms',
          bar: { text: `${ACK_MS} ms`, holds: ack <= ACK_MS },
        },
        { name: 'published → in the history, median', value: quantile(fresh, 0.5), unit: 'ms' },
        {
          name: '  99th percentile',
          value: rest,
          unit: 'ms',
          bar: { text: `${REST_MS} ms`, holds: rest <= REST_MS },
        },
      ];
    } finally {
      await home.stop();
    }
  },
};

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
async function sample(home: BenchHome, device: MqttClient, token: string): Promise<number[]> {
  const path = '/api/v1/entities/sensor.probe_temperature/history';
  const seen = async (value: number, from: number) => {
    const query = new URLSearchParams({ from: new Date(from).toISOString(), resolution: 'raw' });
    const answer = await fetch(`${home.url}${path}?${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const body = (await answer.json()) as { readings?: (readonly [string, unknown])[] };
    return body.readings?.some(([, it]) => it === value) ?? false;
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
