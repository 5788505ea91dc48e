import { setTimeout as delay } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import { type Publish, payloadOf } from '../../domain/dialect/message.ts';
import { brokerTrouble } from '../broker-trouble.ts';
import type { Cursor } from '../db/history/batch.ts';
import { FLUSH_TOPIC, FLUSHED_TOPIC, flushRequest } from '../flush.ts';
import { CURSOR_TOPIC, JOURNAL_TOPIC } from '../journal/topics.ts';
import type { Log } from '../log.ts';
import { CLIENT_ID, lastWillOf, presenceOf } from './presence.ts';

const RECONNECT_MS = 1_000;
const presence = presenceOf(CLIENT_ID);
const CURSOR_EVERY_MS = 1_000;
const GOODBYE_MS = 500;

export type EmbeddedLink = {
  publish(message: Publish): void;
  committed(cursor: Cursor): void;
  stop(): Promise<void>;
};

/**
 * The line to the embedded broker. Messages come through its journal, not here; the line only says when to
 * look there and when to store, so nothing is lost while it is down. `greetings` are said at each new connection.
 */
export function linkToBroker(
  port: number,
  login: { readonly username: string; readonly password: string },
  journal: { wake(): void; flush(): Promise<void> },
  greetings: readonly Publish[],
  log: Log,
): EmbeddedLink {
  const url = `mqtt://127.0.0.1:${port}`;
  const client: MqttClient = mqtt.connect(url, {
    ...login,
    clientId: CLIENT_ID,
    clean: true,
    protocolVersion: 4,
    keepalive: 30,
    reconnectPeriod: RECONNECT_MS,
    reconnectOnConnackError: true,
    queueQoSZero: false,
    resubscribe: false,
    will: lastWillOf(CLIENT_ID),
  });
  let latest: Cursor | null = null;
  let timer: NodeJS.Timeout | null = null;

  const tell = () => {
    timer = null;
    if (latest === null || !client.connected) return;
    const { epoch, seq } = latest;
    client.publish(CURSOR_TOPIC, JSON.stringify({ epoch, seq }), { qos: 0 });
  };

  client.on('connect', () => {
    log.info('connected to the broker');
    client.publish(presence.topic, 'online', presence.options);
    for (const { topic, payload, qos, retain } of greetings)
      client.publish(topic, payload, { qos, retain });
    client.subscribe([JOURNAL_TOPIC, FLUSH_TOPIC], { qos: 0 }, (error) => {
      if (error) log.warn({ err: error }, 'the broker does not tell of its journal; looking there');
      journal.wake();
      tell();
    });
  });
  client.on('message', (topic, payload) => {
    if (topic === JOURNAL_TOPIC) journal.wake();
    else void flush(payload);
  });
  brokerTrouble(url, log).watch(client);

  async function flush(payload: Uint8Array): Promise<void> {
    const id = flushRequest(payload);
    if (id === null) return;
    await journal.flush();
    if (client.connected) client.publish(FLUSHED_TOPIC, JSON.stringify({ id, by: CLIENT_ID }));
  }

  return {
    publish(message) {
      const { topic, qos, retain } = message;
      if (client.connected) client.publish(topic, Buffer.from(payloadOf(message)), { qos, retain });
    },
    committed(cursor) {
      latest = cursor;
      timer ??= setTimeout(tell, CURSOR_EVERY_MS);
    },
    async stop() {
      if (timer !== null) clearTimeout(timer);
      tell();
      // A broker that ends at the same time never answers; then its last word on us is our will.
      const goodbye = async () => {
        if (!client.connected) return;
        await client.publishAsync(presence.topic, 'offline', presence.options);
        await client.endAsync();
      };
      await Promise.race([goodbye().catch(() => {}), delay(GOODBYE_MS)]);
      await Promise.race([client.endAsync(true).catch(() => {}), delay(GOODBYE_MS)]);
    },
  };
}
