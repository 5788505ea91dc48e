import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import type { Log } from '../../log.ts';
import { connectForEver } from '../external-link.ts';

const ANSWER_MS = 5_000;
const ATTEMPTS = 2;

/**
 * Tries whether a broker deals the messages of a shared subscription (`$share/…`) out, which MQTT 3.1.1 does not
 * know and some brokers take for a topic like any other. Waits for a broker that cannot be reached.
 * @throws the signal's reason
 */
export async function dealsShares(
  url: string,
  clientId: string,
  log: Log,
  signal: AbortSignal,
): Promise<boolean> {
  let connected = (_: MqttClient) => {};
  const first = new Promise<MqttClient>((resolve) => {
    connected = resolve;
  });
  const link = connectForEver(url, { clientId: `${clientId}-probe`, clean: true }, log, (client) =>
    client.on('connect', () => connected(client)),
  );
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
  try {
    await Promise.race([first, aborted]);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const answered = await Promise.race([attemptOn(link.client(), clientId), aborted]);
      if (answered) return true;
      // A connection that has ended meanwhile says nothing about the broker.
      if (!link.client().connected) attempt--;
    }
    return false;
  } finally {
    await link.stop(true);
  }
}

async function attemptOn(client: MqttClient, clientId: string): Promise<boolean> {
  const mark = randomUUID();
  const topic = `clients/${clientId}/probe`;
  const ended = new AbortController();
  const answer = new Promise<boolean>((resolve) => {
    const hear = (at: string, payload: Buffer) => {
      if (at === topic && payload.toString() === mark) resolve(true);
    };
    client.on('message', hear);
    ended.signal.addEventListener('abort', () => client.off('message', hear), { once: true });
  });
  const late = delay(ANSWER_MS, false, { signal: ended.signal }).catch(() => false);
  try {
    await client.subscribeAsync(`$share/probe-${mark}/${topic}`, { qos: 1 });
    client.publish(topic, mark, { qos: 0 });
    return await Promise.race([answer, late]);
  } catch {
    await delay(500);
    return false;
  } finally {
    ended.abort();
  }
}
