import type { Limits } from './limits.ts';
import type { Reason, Refusals } from './refusals.ts';
import type { RetainedMessages } from './retained.ts';
import { bytesOf, costOf, type Delivery, type QueuedMessage } from './session/delivery.ts';
import type { Session } from './session/session.ts';
import type { Sessions } from './session/sessions.ts';
import { dropMessage } from './session/sessions.ts';
import type { QoS } from './store/load.ts';
import type { Operation } from './store/operations.ts';
import type { Store } from './store/store.ts';
import { encodePublish } from './wire/encode.ts';

const PLAIN = { qos: 0, retain: false, dup: false } as const;

type Parts = {
  readonly sessions: Sessions;
  readonly retained: RetainedMessages;
  readonly store: Store;
  readonly limits: Limits;
  readonly refusals: Refusals;
  /** A session that promises nothing beyond its connection holds too much: it has to go. */
  readonly onOverflow: (session: Session, reason: Reason) => void;
};

/** Brings messages to the sessions that subscribed. Waits for none of them. */
export class Router {
  readonly #parts: Parts;
  sent = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `places`: where durable queues already hold the message, on disk, and the room for it is taken. */
  deliver(message: QueuedMessage, places: ReadonlyMap<Session, number>): void {
    const { sessions, store, refusals } = this.#parts;
    const { topic, payload } = message;
    const subscribers = sessions.subscribers(topic);
    let packet: Buffer | null = null;
    for (const [session, subscribed] of subscribers) {
      this.sent++;
      const qos = Math.min(message.qos, subscribed) as QoS;
      if (qos === 0) {
        if (sessions.full.has(session)) {
          refusals.count('queue-full-qos-0');
          continue;
        }
        packet ??= encodePublish(topic, payload, PLAIN, 0);
        session.sendNow(topic, packet);
        continue;
      }
      let pos = places.get(session);
      if (pos === undefined) {
        // A clean session; or a durable one that subscribed while the message was on its way to the disk.
        pos = session.reserve();
        session.room.add(bytesOf(message));
        if (!session.clean) this.#persist(message, session, pos, qos);
      }
      const content = { kind: 'message', message } as const;
      session.enqueue({ pos, qos, durable: !session.clean, content, dup: false, released: false });
      if (session.clean && session.room.full) this.#parts.onOverflow(session, 'slow-subscriber');
    }
    for (const [session, pos] of places) {
      const stillQueued = (subscribers.get(session) ?? 0) > 0;
      if (stillQueued) continue;
      session.room.take(bytesOf(message));
      const operations: Operation[] = [['dequeue', session.id, pos]];
      const content = { kind: 'message', message } as const;
      operations.push(
        ...dropMessage({ pos, qos: 1, durable: true, content, dup: false, released: false }),
      );
      store.add({ kind: 'state', operations });
    }
  }

  /** Delivers something that is neither journalled nor queued: to whoever is there, at QoS 0. */
  tell(topic: string, payload: Uint8Array): void {
    const packet = encodePublish(topic, payload, PLAIN, 0);
    for (const session of this.#parts.sessions.subscribers(topic).keys()) {
      session.sendNow(topic, packet);
    }
  }

  /** Answers a new subscription with what is retained [MQTT-3.3.1-6]. */
  sendRetained(session: Session, filter: string, qos: QoS): void {
    for (const topic of this.#parts.retained.topics(filter)) {
      const content = { kind: 'retained' as const, topic, sent: null };
      const pos = session.reserve();
      const delivery: Delivery = { pos, qos, durable: false, content, dup: false, released: false };
      session.room.add(costOf(delivery));
      session.enqueue(delivery);
    }
    const most = this.#parts.limits.queueBytes * (session.clean ? 1 : 2);
    if (session.room.bytes >= most) this.#parts.onOverflow(session, 'slow-subscriber');
  }

  #persist(message: QueuedMessage, session: Session, pos: number, qos: QoS): void {
    message.durableRefs++;
    this.#parts.store.add({
      kind: 'state',
      payload: message.payload,
      operations: [
        ['message', message.seq, message.topic, message.qos],
        ['queue', session.id, pos, message.seq, qos],
      ],
    });
  }
}
