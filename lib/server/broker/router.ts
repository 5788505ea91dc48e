import type { Limits } from './limits.ts';
import type { Reason } from './refusals.ts';
import type { RetainedMessages } from './retained.ts';
import type { QueuedMessage } from './session/delivery.ts';
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
  /** A session's queue is over its bound: it has to go. */
  readonly onOverflow: (session: Session, reason: Reason) => void;
};

/** Brings messages to the sessions that subscribed. Waits for none of them. */
export class Router {
  readonly #parts: Parts;
  sent = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `places`: where durable queues already hold the message, on disk. */
  deliver(message: QueuedMessage, places: ReadonlyMap<Session, number>): void {
    const { sessions, store } = this.#parts;
    const { topic, payload } = message;
    const subscribers = sessions.subscribers(topic);
    let packet: Buffer | null = null;
    for (const [session, subscribed] of subscribers) {
      this.sent++;
      const qos = Math.min(message.qos, subscribed) as QoS;
      if (qos === 0) {
        packet ??= encodePublish(topic, payload, PLAIN, 0);
        session.sendNow(topic, packet);
        continue;
      }
      let pos = places.get(session);
      if (pos === undefined) {
        // A clean session; or a durable one that subscribed while the message was on its way to the disk.
        pos = session.reserve();
        if (!session.clean) this.#persist(message, session, pos, qos);
      }
      const content = { kind: 'message', message } as const;
      session.enqueue({ pos, qos, durable: !session.clean, content, dup: false, released: false });
      this.#checkBound(session);
    }
    for (const [session, pos] of places) {
      const stillQueued = (subscribers.get(session) ?? 0) > 0;
      if (stillQueued) continue;
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
      const content = { kind: 'retained', topic, sent: null } as const;
      const pos = session.reserve();
      session.enqueue({
        pos,
        qos,
        durable: false,
        content: { ...content },
        dup: false,
        released: false,
      });
    }
    this.#checkBound(session);
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

  #checkBound(session: Session): void {
    if (session.bytes <= this.#parts.limits.queueBytes) return;
    this.#parts.onOverflow(session, 'queue-full');
  }
}
