import { randomUUID } from 'node:crypto';
import type { IConnackPacket, IPublishPacket, MqttClient } from 'mqtt';
import { type Publish, payloadOf } from '../../domain/dialect/message.ts';
import type { Cursor, NewDelivery } from '../db/history/batch.ts';
import { FLUSH_TOPIC, FLUSHED_TOPIC, flushRequest } from '../flush.ts';
import type { Log } from '../log.ts';
import type { Running } from '../role.ts';
import { ackBudget } from './ack-budget.ts';
import { type AckWindow, holdAcks } from './ack-window.ts';
import type { Collector } from './collector.ts';
import { commitClock } from './commit-clock.ts';
import { commitSchedule } from './commit-schedule.ts';
import { deliveryLog } from './deliveries.ts';
import { COMMIT_READINGS } from './embedded.ts';
import { connectForEver } from './external-link.ts';
import { CLIENT_ID, lastWill, presence } from './presence.ts';
import type { Write } from './writer.ts';

export const CURSOR_NAME = 'external';
/** Of QoS 0, which nobody repeats, so many readings wait in memory while the database is stalled. */
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
  /** When a message is received, epoch ms; never goes back. */
  readonly now: () => number;
  /** How long a reading may wait for its commit. */
  readonly commitMs: number;
  /** Said at each new connection, once the recorder listens. */
  readonly greetings: readonly Publish[];
  readonly log: Log;
  readonly signal: AbortSignal;
};

export type External = Running & { publish(message: Publish): void };

/**
 * Listens to a broker of its own standing through a persistent session, which is the journal: a delivery
 * is acknowledged when its rows are on disk. That is late, unless somebody asks for the history, or the
 * broker would send no more before it has acknowledgements.
 */
export function recordExternal(parts: Parts): External {
  const { collector, write, log, signal, now } = parts;
  const clock = commitClock(parts.commitMs);
  const budget = ackBudget();
  const deliveries = deliveryLog(parts.deliveries);
  let cursor = parts.cursor;
  let seq = (cursor?.base ?? 0) + (cursor?.seq ?? 0);
  let acks: AckWindow = { held: () => 0, cut: () => () => {} };
  let lostAt: number | null = null;
  /** That there is one is stored at once: until then its loss would not be noticed. */
  let sessionIsNew = false;
  let stopping = false;

  function prepare(client: MqttClient): void {
    acks = holdAcks(client, (unanswered) => {
      budget.delivered(unanswered);
      schedule.look();
    });
    client.on('connect', (packet) => void welcome(client, packet));
    client.on('message', (topic, payload, packet) => receive(topic, payload, packet));
    client.on('close', () => {
      lostAt ??= now();
      budget.reset();
    });
  }

  const complain = (error: unknown) => log.error({ err: error }, 'the database does not answer');

  async function welcome(client: MqttClient, { sessionPresent }: IConnackPacket): Promise<void> {
    client.publish(presence.topic, 'online', presence.options);
    const since = lostAt;
    lostAt = null;
    if (sessionPresent) deliveries.reconnected();
    if (sessionPresent && cursor !== null) {
      greet();
      return;
    }
    if (!sessionPresent) {
      // Before the first delivery of the new session, which only comes after SUBSCRIBE.
      deliveries.forget();
      if (cursor !== null) {
        log.warn('the broker has lost the session; what it held for the recorder is gone');
        collector.count('session lost', now(), null);
        await parts.sessionLost(since).catch(complain);
      }
      await schedule.then(() => parts.forgetDeliveries().catch(complain));
    }
    client.subscribe('#', { qos: 1 }, (error) => {
      if (error) {
        log.error({ err: error }, 'the broker does not let the recorder listen');
        return;
      }
      cursor = { name: CURSOR_NAME, epoch: randomUUID(), seq: 0, base: seq };
      sessionIsNew = true;
      greet();
      void schedule.then(commit);
    });
  }

  const greet = () => {
    for (const message of parts.greetings) publish(message);
  };

  function receive(topic: string, payload: Buffer, packet: IPublishPacket): void {
    const { qos, dup, messageId, retain } = packet;
    if (topic === FLUSH_TOPIC || topic === FLUSHED_TOPIC) {
      if (topic === FLUSH_TOPIC && !retain) void flush(payload);
      return;
    }
    if (qos > 0 && messageId !== undefined) {
      // The acknowledgement of a repetition still goes with the next commit.
      if (deliveries.isRepeated({ packetId: messageId, dup, topic, payload })) return;
    } else if (collector.readings() > MAX_WAITING) {
      collector.count('dropped: QoS 0 while the database was stalled', now(), topic);
      return;
    }
    for (const message of collector.fold({ topic, payload, retain, at: now(), seq: ++seq }))
      publish(message);
    clock.noted(collector.isUrgent());
    schedule.look();
  }

  async function flush(payload: Uint8Array): Promise<void> {
    const id = flushRequest(payload);
    if (id === null) return;
    await schedule.then(commit);
    publish({
      topic: FLUSHED_TOPIC,
      payload: JSON.stringify({ id, by: CLIENT_ID }),
      qos: 0,
      retain: false,
    });
  }

  async function commit(): Promise<void> {
    // In this order: an acknowledgement must not be released for a message that is not in this batch.
    budget.cut(acks.held());
    const release = acks.cut();
    if (cursor !== null) cursor = { ...cursor, seq: Math.max(0, seq - cursor.base) };
    // What was ignored is counted, and is no reason to write before it is time.
    if (collector.hasNews() || clock.due() || stopping || sessionIsNew) {
      // What comes from here on waits for the next commit.
      clock.stored();
      sessionIsNew = false;
      try {
        await write({
          now: now(),
          ...collector.drain(),
          deliveries: deliveries.drain(),
          ...(cursor === null ? {} : { cursor }),
        });
      } catch (error) {
        if (!signal.aborted) log.error({ err: error }, 'a batch was not stored');
        return; // and is not acknowledged: the broker delivers it again
      }
    }
    release();
    budget.released();
  }

  const leftMs = () =>
    collector.readings() >= COMMIT_READINGS
      ? 0
      : Math.min(clock.leftMs(), budget.leftMs(acks.held()));
  const schedule = commitSchedule(leftMs, commit);

  const link = connectForEver(parts.url, { will: lastWill }, log, prepare);

  function publish(message: Publish): void {
    const { topic, qos, retain } = message;
    const client = link.client();
    if (client.connected) client.publish(topic, Buffer.from(payloadOf(message)), { qos, retain });
  }

  // What time alone changes waits in the collector for a commit.
  const ticker = setInterval(() => {
    if (collector.hasNews()) clock.noted(collector.isUrgent());
    schedule.look();
  }, 1_000);

  return {
    publish,
    async stop() {
      clearInterval(ticker);
      stopping = true;
      await schedule.stop();
      const client = link.client();
      if (client.connected) {
        await client.publishAsync(presence.topic, 'offline', presence.options).catch(() => {});
      }
      await link.stop();
    },
  };
}
