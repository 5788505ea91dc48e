import { FLUSH_TOPIC, FLUSHED_TOPIC } from '../flush.ts';
import { CURSOR_TOPIC } from '../journal/topics.ts';
import { allowed } from './acl.ts';
import type { HeldBack } from './held-back.ts';
import type { Limits } from './limits.ts';
import type { Principal } from './principal.ts';
import type { Reason, Refusals } from './refusals.ts';
import type { RetainedMessages } from './retained.ts';
import type { Router } from './router.ts';
import { bytesOf, type QueuedMessage } from './session/delivery.ts';
import type { Session } from './session/session.ts';
import type { Sessions } from './session/sessions.ts';
import type { QoS } from './store/load.ts';
import type { Operation } from './store/operations.ts';
import type { Store } from './store/store.ts';

/** A PUBLISH as it came, already well formed. */
export type Incoming = {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  /** QoS 1 and 2; a will has none. */
  readonly packetId?: number;
};

/** Who published, and whether it still is there to be answered. */
export type Publisher = {
  readonly clientId: string;
  readonly principal: Principal;
  /** null: a will of the last run. */
  readonly session: Session | null;
  present(): boolean;
  /** Its next packets are read although this one has not been answered. */
  readOn(): void;
};

export type Accepted = (error?: Error) => void;

const HOUR_MS = 3_600_000;

type Parts = {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly retained: RetainedMessages;
  readonly router: Router;
  readonly held: HeldBack;
  readonly limits: Limits;
  readonly refusals: Refusals;
  /** The newest seq of the journal so far. */
  readonly seq: number;
  readonly clock: () => number;
  readonly onRefused: (publisher: Publisher, reason: Reason, topic: string) => void;
  readonly onCursor: (payload: Uint8Array) => void;
};

/**
 * The gate that every message passes. It is journalled together with its retained value, the queues it goes
 * to and the QoS 2 identifier it came with; only then is it delivered, and only then acknowledged. QoS 0 is
 * delivered at once, unless that would overtake an earlier message of the same client or topic.
 */
export class Intake {
  readonly #parts: Parts;
  /** Messages under way to the disk, per client and per topic. */
  readonly #pending = new Map<string, number>();
  readonly #topics = new Map<string, Set<string>>();
  readonly #newHour: NodeJS.Timeout;
  #seq: number;
  #storedSeq: number;
  #stopping = false;
  received = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#seq = parts.seq;
    this.#storedSeq = parts.seq;
    this.#newHour = setInterval(() => this.#topics.clear(), HOUR_MS).unref();
  }

  /** The newest seq that is on disk. */
  get storedSeq(): number {
    return this.#storedSeq;
  }

  /** Nothing is accepted any more: clients keep what they have not got acknowledged. */
  stop(): void {
    this.#stopping = true;
    clearInterval(this.#newHour);
  }

  /**
   * `accepted` is called when the message may be acknowledged, or with the error that must end the
   * connection: MQTT 3.1.1 has no other honest way to say no [MQTT-3.3.5-2]. While there is no space on disk,
   * or in a queue it goes to, it is not called at all.
   */
  accept(message: Incoming, publisher: Publisher, accepted: Accepted): void {
    if (this.#stopping) {
      accepted(new Error('the broker is stopping'));
      return;
    }
    const { topic } = message;
    const reason = this.#refusal(message, publisher);
    if (reason !== null) {
      this.#parts.refusals.count(reason);
      this.#parts.onRefused(publisher, reason, topic);
      // Names with a dollar are the server's own; a client that tries one is kept, its message is not.
      accepted(topic.startsWith('$') ? undefined : new Error(`${reason}: ${topic}`));
      return;
    }
    this.received++;
    if (topic.startsWith('$') || topic === FLUSH_TOPIC || topic === FLUSHED_TOPIC) {
      this.#relay(topic, message.payload);
      accepted();
      return;
    }
    if (message.qos === 2 && message.packetId !== undefined && publisher.session !== null) {
      this.#acceptOnce(message, message.packetId, publisher.session, publisher, accepted);
    } else {
      this.#journal(message, publisher, [], accepted);
    }
  }

  /** Word between the product's own roles: not part of the home's history. */
  #relay(topic: string, payload: Uint8Array): void {
    const { store, router, onCursor } = this.#parts;
    if (topic === CURSOR_TOPIC) onCursor(payload);
    else if (topic === FLUSH_TOPIC) {
      // Behind all that came before it, so that the recorder finds that in the journal.
      const copy = new Uint8Array(payload);
      const done = () => router.tell(topic, copy);
      store.add({ kind: 'state', operations: [], urgent: true, done });
    } else router.tell(topic, payload);
  }

  /** QoS 2: an identifier that is known is a repetition; it is acknowledged, but not taken again. */
  #acceptOnce(
    message: Incoming,
    packetId: number,
    session: Session,
    publisher: Publisher,
    accepted: Accepted,
  ): void {
    const known = session.incoming.get(packetId);
    if (known === 'stored') {
      accepted();
      return;
    }
    if (known !== undefined) {
      known.push(accepted);
      return;
    }
    const waiting: Accepted[] = [accepted];
    session.incoming.set(packetId, waiting);
    const operations: Operation[] = session.clean ? [] : [['receive', session.id, packetId]];
    this.#journal(message, publisher, operations, (error) => {
      if (session.incoming.get(packetId) === waiting) {
        if (error === undefined) session.incoming.set(packetId, 'stored');
        else session.incoming.delete(packetId);
      }
      for (const answer of waiting) answer(error);
    });
  }

  #journal(
    incoming: Incoming,
    publisher: Publisher,
    extra: readonly Operation[],
    accepted: Accepted,
  ): void {
    // A copy: what arrived is a window into a far larger read buffer, which would stay in memory with it.
    const message = { ...incoming, payload: new Uint8Array(incoming.payload) };
    const { topic, payload, qos } = message;
    const { held, refusals } = this.#parts;
    const isWill = incoming.packetId === undefined;
    if (!held.mustWait(topic, qos, isWill || isOwn(publisher.principal))) {
      this.#take(message, publisher, extra, accepted);
    } else if (isWill) {
      // Nobody is there who could say it again.
      refusals.count('queue-full');
      accepted(new Error('a queue that the will goes to is full'));
    } else {
      const take = () => this.#take(message, publisher, extra, accepted);
      const leave = () => accepted(new Error('the client left before there was room in a queue'));
      held.hold({ topic, payload, qos, publisher, take, leave });
    }
  }

  #take(
    { topic, payload, qos, retain }: Incoming,
    publisher: Publisher,
    extra: readonly Operation[],
    accepted: Accepted,
  ): void {
    const { store, clock } = this.#parts;
    const seq = ++this.#seq;
    const message: QueuedMessage = { seq, topic, payload, qos, durableRefs: 0 };
    const flag = retain ? 1 : 0;
    const operations: Operation[] = [
      ['log', seq, clock(), topic, qos, flag, publisher.clientId],
      ...extra,
    ];
    if (retain) {
      operations.push(payload.length > 0 ? ['retain', topic, seq, qos] : ['unretain', topic]);
    }
    const places = qos > 0 ? this.#reserve(message, qos, operations) : NOWHERE;
    const deliver = (): void => {
      if (retain) this.#parts.retained.put(message);
      this.#parts.router.deliver(message, places);
    };
    const notStored = (): void => this.#parts.refusals.count('not-journalled');
    const keys = [`c${publisher.clientId}`, `t${topic}`];

    if (qos === 0 && !keys.some((key) => this.#pending.has(key))) {
      const done = (): void => {
        this.#storedSeq = seq;
      };
      const lazy = !retain;
      store.add({ kind: 'best-effort', lazy, operations, payload, done, dropped: notStored });
      deliver();
      accepted();
      return;
    }

    for (const key of keys) this.#pending.set(key, (this.#pending.get(key) ?? 0) + 1);
    const settle = (): void => {
      for (const key of keys) {
        const left = (this.#pending.get(key) ?? 1) - 1;
        if (left === 0) this.#pending.delete(key);
        else this.#pending.set(key, left);
      }
    };
    store.add({
      kind: qos === 0 ? 'best-effort' : 'publish',
      operations,
      payload,
      urgent: true,
      wanted: () => publisher.present(),
      done: () => {
        this.#storedSeq = seq;
        settle();
        deliver();
        accepted();
      },
      dropped: () => {
        settle();
        for (const session of places.keys()) session.room.take(bytesOf(message));
        if (qos > 0) return accepted(new Error('the client left before there was space on disk'));
        notStored();
        deliver();
        accepted();
      },
    });
  }

  /** Places in the queues that must hold the message if the broker dies. */
  #reserve(message: QueuedMessage, qos: QoS, operations: Operation[]): Map<Session, number> {
    const subscribers = this.#parts.sessions.durableSubscribers(message.topic);
    if (subscribers.size === 0) return NOWHERE;
    const places = new Map<Session, number>();
    operations.push(['message', message.seq, message.topic, message.qos]);
    for (const [session, subscribed] of subscribers) {
      const pos = session.reserve();
      places.set(session, pos);
      session.room.add(bytesOf(message));
      operations.push(['queue', session.id, pos, message.seq, Math.min(qos, subscribed)]);
      message.durableRefs++;
    }
    return places;
  }

  #refusal({ topic, qos, packetId, retain }: Incoming, publisher: Publisher): Reason | null {
    const { limits, retained } = this.#parts;
    const { session, clientId, principal } = publisher;
    if (!allowed(principal, clientId, 'publish', topic)) return 'publish-not-allowed';
    if (qos === 2 && session !== null && packetId !== undefined) {
      const { incoming } = session;
      if (!incoming.has(packetId) && incoming.size >= limits.receiveWindow) return 'receive-window';
    }
    if (retain && retained.get(topic) === undefined) {
      if (retained.size >= limits.retainedTopics || retained.bytes >= limits.retainedBytes) {
        return 'too-many-retained';
      }
    }
    const known = this.#topics.get(clientId) ?? new Set();
    if (known.size >= limits.topicsPerHour && !known.has(topic)) return 'too-many-topics';
    this.#topics.set(clientId, known.add(topic));
    return null;
  }
}

const NOWHERE: Map<Session, number> = new Map();

/** What people and the product itself say: a command that waits would switch a light hours later. */
const isOwn = ({ role }: Principal): boolean => role !== 'device' && role !== 'anonymous';
