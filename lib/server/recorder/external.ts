import { randomUUID } from 'node:crypto';
import type { IConnackPacket, IPublishPacket, MqttClient } from 'mqtt';
import { type Publish, payloadOf } from '../../domain/dialect/message.ts';
import type { Cursor, NewDelivery } from '../db/batch.ts';
import type { Log } from '../log.ts';
import type { Running } from '../role.ts';
import { type AckWindow, holdAcks } from './ack-window.ts';
import { receiveClock } from './clock.ts';
import type { Arrival, Collector } from './collector.ts';
import { deliveryLog } from './deliveries.ts';
import { connectForEver } from './external-link.ts';
import { lastWill, presence } from './presence.ts';
import type { Write } from './writer.ts';

export const CURSOR_NAME = 'external';
const GATHER_MS = 50;
/** Of QoS 0, which nobody repeats, this much waits in memory while the database is stalled. */
const MAX_WAITING = 200_000;

type Parts = {
  readonly url: string;
  readonly cursor: Cursor | null;
  readonly deliveries: readonly NewDelivery[];
  readonly collector: Collector;
  readonly write: Write;
  readonly forgetDeliveries: () => Promise<void>;
  /** The broker has lost the session, and with it what it held since the connection ended (epoch ms). */
  readonly sessionLost: (since: number | null) => Promise<void>;
  /** Said at each new connection, once the recorder listens. */
  readonly greetings: readonly Publish[];
  readonly log: Log;
  readonly signal: AbortSignal;
};

export type External = Running & { publish(message: Publish): void };

/**
 * Listens to a broker of its own standing through a persistent session, which is the journal:
 * a delivery is acknowledged when its rows are on disk.
 */
export function recordExternal(parts: Parts): External {
  const { collector, write, log, signal } = parts;
  const clock = receiveClock();
  let cursor = parts.cursor;
  let seq = (cursor?.base ?? 0) + (cursor?.seq ?? 0);
  let acks: AckWindow = { cut: () => () => {} };
  let waiting: Arrival[] = [];
  let lostAt: number | null = null;
  let stopping = false;
  const deliveries = deliveryLog(parts.deliveries);

  function prepare(client: MqttClient): void {
    acks = holdAcks(client);
    client.on('connect', (packet) => void welcome(client, packet));
    client.on('message', (topic, payload, packet) => receive(topic, payload, packet));
    client.on('close', () => {
      lostAt ??= clock();
    });
  }

  const complain = (error: unknown) => log.error({ err: error }, 'the database does not answer');

  async function welcome(client: MqttClient, { sessionPresent }: IConnackPacket): Promise<void> {
    client.publish(presence.topic, 'online', presence.options);
    const since = lostAt;
    lostAt = null;
    if (sessionPresent && cursor !== null) {
      greet();
      return;
    }
    if (!sessionPresent) {
      // Before the first delivery of the new session, which only comes after SUBSCRIBE.
      deliveries.forget();
      if (cursor !== null) {
        log.warn('the broker has lost the session; what it held for the recorder is gone');
        collector.count('session lost', clock(), null);
        await parts.sessionLost(since).catch(complain);
      }
      working = working.then(() => parts.forgetDeliveries().catch(complain));
      await working;
    }
    client.subscribe('#', { qos: 1 }, (error) => {
      if (error) {
        log.error({ err: error }, 'the broker does not let the recorder listen');
        return;
      }
      cursor = { name: CURSOR_NAME, epoch: randomUUID(), seq: 0, base: seq };
      greet();
      wake();
    });
  }

  const greet = () => {
    for (const message of parts.greetings) publish(message);
  };

  function receive(topic: string, payload: Buffer, packet: IPublishPacket): void {
    const { qos, dup, messageId, retain } = packet;
    if (qos > 0 && messageId !== undefined) {
      if (deliveries.isRepeated({ packetId: messageId, dup, topic, payload })) {
        wake(); // its acknowledgement still goes with the next commit
        return;
      }
    } else if (waiting.length > MAX_WAITING) {
      collector.count('dropped: QoS 0 while the database was stalled', clock(), topic);
      return;
    }
    waiting.push({ topic, payload, retain, at: clock(), seq: ++seq });
    wake();
  }

  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> = Promise.resolve();
  /** Messages of a moment share a commit; while one is under way the next ones gather. */
  function wake(): void {
    if (timer !== null || stopping) return;
    timer = setTimeout(() => {
      timer = null;
      working = working.then(commit);
    }, GATHER_MS);
  }

  async function commit(): Promise<void> {
    // In this order: an acknowledgement must not be released for a message that is not in this batch.
    const release = acks.cut();
    const arrivals = waiting;
    waiting = [];
    const publishes = arrivals.flatMap((arrival) => collector.fold(arrival));
    const drained = deliveries.drain();
    if (cursor !== null) cursor = { ...cursor, seq: Math.max(0, seq - cursor.base) };
    if (arrivals.length > 0 || collector.hasNews()) {
      try {
        await write({
          now: Date.now(),
          ...collector.drain(),
          deliveries: drained,
          ...(cursor === null ? {} : { cursor }),
        });
      } catch (error) {
        if (!signal.aborted) log.error({ err: error }, 'a batch was not stored');
        return; // and is not acknowledged: the broker delivers it again
      }
    }
    release();
    for (const message of publishes) publish(message);
  }

  const link = connectForEver(parts.url, { will: lastWill }, log, prepare);

  function publish(message: Publish): void {
    const { topic, qos, retain } = message;
    const client = link.client();
    if (client.connected) client.publish(topic, Buffer.from(payloadOf(message)), { qos, retain });
  }

  // What time alone changes waits in the collector for a commit.
  const ticker = setInterval(() => {
    if (collector.hasNews()) wake();
  }, 1_000);

  return {
    publish,
    async stop() {
      clearInterval(ticker);
      if (timer !== null) clearTimeout(timer);
      stopping = true;
      await working;
      await commit();
      const client = link.client();
      if (client.connected) {
        await client.publishAsync(presence.topic, 'offline', presence.options).catch(() => {});
      }
      await link.stop();
    },
  };
}
