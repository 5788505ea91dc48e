import { randomUUID } from 'node:crypto';
import type { IConnackPacket, IPublishPacket, MqttClient } from 'mqtt';
import { type Publish, payloadOf } from '../../domain/dialect/message.ts';
import type { Cursor, NewDelivery } from '../db/history/batch.ts';
import { Fenced } from '../db/history/tail/fence.ts';
import { inSlot } from '../db/history/tail/progress.ts';
import { FLUSH_TOPIC, FLUSHED_TOPIC, flushRequest } from '../flush.ts';
import type { Log } from '../log.ts';
import type { Running } from '../role.ts';
import { ackBudget } from './ack-budget.ts';
import { type AckWindow, holdAcks } from './ack-window.ts';
import { commitClock } from './commit-clock.ts';
import { commitSchedule } from './commit-schedule.ts';
import { deliveryLog } from './deliveries.ts';
import { COMMIT_READINGS } from './embedded.ts';
import { connectForEver } from './external-link.ts';
import { type Line, LONE, OWN_TALK, type Sorter } from './line.ts';
import { lastWillOf, presenceOf } from './presence.ts';
import type { Write } from './writer.ts';

/** Of QoS 0, which nobody repeats, so many readings wait in memory while the database is stalled. */
const MAX_WAITING = 200_000;

type Parts = {
  readonly url: string;
  readonly line: Line;
  readonly cursor: Cursor | null;
  readonly deliveries: readonly NewDelivery[];
  readonly collector: Sorter;
  readonly write: Write;
  readonly forgetDeliveries: () => Promise<void>;
  /** The connection has ended; false: another process has the session now, so it must not be sought again. */
  readonly closed?: () => Promise<boolean>;
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

export type External = Running & {
  publish(message: Publish): void;
  /** Ends it as it is: another process has the session now. */
  abandon(): Promise<void>;
};

/**
 * Listens to a broker of its own standing through a persistent session, which is the journal: a delivery
 * is acknowledged when its rows are on disk. That is late, unless somebody asks for the history, or the
 * broker would send no more before it has acknowledgements.
 */
export function recordExternal(parts: Parts): External {
  const { line, collector, write, log, signal, now } = parts;
  const presence = presenceOf(line.clientId);
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
      void parts.closed?.().then((mine) => (mine ? undefined : abandon()));
    });
  }

  const complain = (error: unknown) => log.error({ err: error }, 'the database does not answer');

  async function welcome(client: MqttClient, { sessionPresent }: IConnackPacket): Promise<void> {
    client.publish(presence.topic, 'online', presence.options);
    const since = lostAt;
    lostAt = null;
    if (sessionPresent) deliveries.reconnected();
    const goesOn = sessionPresent && cursor !== null;
    if (goesOn && line === LONE) {
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
    client.subscribe([...line.filters], { qos: 1 }, (error) => {
      if (error) {
        log.error({ err: error }, 'the broker does not let the recorder listen');
        return;
      }
      greet();
      if (goesOn) return;
      cursor = { name: line.cursorName, epoch: randomUUID(), seq: 0, base: seq };
      sessionIsNew = true;
      void schedule.then(commit);
    });
  }

  const greet = () => {
    for (const message of parts.greetings) publish(message);
  };

  function receive(topic: string, payload: Buffer, packet: IPublishPacket): void {
    const { qos, dup, messageId, retain } = packet;
    if (OWN_TALK.test(topic)) {
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
    const at = now();
    // Numbers of several recorders can be compared so.
    seq = Math.max(seq + 1, at * 1_000);
    for (const message of collector.fold({ topic, payload, retain, at, seq })) publish(message);
    clock.noted(collector.isUrgent());
    schedule.look();
  }

  async function flush(payload: Uint8Array): Promise<void> {
    const id = flushRequest(payload);
    if (id === null) return;
    await schedule.then(commit);
    publish({
      topic: FLUSHED_TOPIC,
      payload: JSON.stringify({ id, by: line.clientId }),
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
        const [collected, delivered] = [collector.drain(), deliveries.drain()];
        const reached = cursor === null ? {} : { cursor };
        const content = await collected;
        await write({
          now: now(),
          ...content,
          ...reached,
          deliveries: inSlot(line.slot, delivered),
        });
      } catch (error) {
        if (!signal.aborted && !(error instanceof Fenced))
          log.error({ err: error }, 'a batch was not stored');
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

  const session = { clientId: line.clientId, clean: false, will: lastWillOf(line.clientId) };
  const link = connectForEver(parts.url, session, log, prepare);

  async function abandon(): Promise<void> {
    clearInterval(ticker);
    await link.stop(true);
  }

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
    abandon,
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
