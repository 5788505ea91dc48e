import { allowed } from '../acl.ts';
import type { Limits } from '../limits.ts';
import type { Principal } from '../principal.ts';
import type { RetainedMessages } from '../retained.ts';
import type { LoadedState, QoS } from '../store/load.ts';
import type { Operation } from '../store/operations.ts';
import type { Store } from '../store/store.ts';
import { TopicTree } from '../topic-tree.ts';
import type { Delivery, QueuedMessage } from './delivery.ts';
import { Session } from './session.ts';

/** All sessions, and who of them subscribed to what. Changes of durable ones go to the store, in order. */
export class Sessions {
  readonly #byId = new Map<string, Session>();
  readonly #all = new TopicTree<Session, QoS>();
  /** Only what a queue on disk may have to hold: QoS 1 and 2 of sessions that outlive a connection. */
  readonly #durable = new TopicTree<Session, QoS>();
  readonly #full = new Set<Session>();
  readonly #onTurn: (session: Session) => void;
  readonly #store: Store;
  readonly #environment: ConstructorParameters<typeof Session>[1];

  /** `onTurn`: a queue that outlives its connection has become full, or is so no more. */
  constructor(
    store: Store,
    retained: RetainedMessages,
    limits: Limits,
    onTurn: (session: Session) => void,
  ) {
    this.#store = store;
    this.#onTurn = onTurn;
    this.#environment = {
      sendWindow: limits.sendWindow,
      queueBytes: limits.queueBytes,
      retained: (topic) => retained.get(topic),
      mayDeliver: (principal, clientId, topic) => allowed(principal, clientId, 'deliver', topic),
      onEnded: (session, delivery) => this.#forgetDelivery(session, delivery),
      onTurn: (session) => {
        if (session.clean || this.get(session.id) !== session) return;
        if (session.room.full) this.#full.add(session);
        else this.#full.delete(session);
        onTurn(session);
      },
    };
  }

  get(id: string): Session | undefined {
    return this.#byId.get(id);
  }

  /** Those that outlive their connection and hold as much as they may. */
  get full(): ReadonlySet<Session> {
    return this.#full;
  }

  [Symbol.iterator](): IterableIterator<Session> {
    return this.#byId.values();
  }

  /** Takes over what the last run left. */
  restore(state: LoadedState, maybeSent: number): void {
    const messages = new Map<number, QueuedMessage>(
      state.messages.map((message) => [message.seq, { ...message, durableRefs: 0 }]),
    );
    for (const loaded of state.sessions) {
      const session = new Session({ ...loaded, clean: false }, this.#environment);
      session.idleMs = loaded.idleMs;
      this.#byId.set(session.id, session);
      for (const { filter, qos } of loaded.subscriptions) this.#index(session, filter, qos);
      for (const packet of loaded.incoming) session.incoming.set(packet, 'stored');
      const deliveries = loaded.queue.flatMap(({ pos, seq, qos, released }, i): Delivery[] => {
        const message = messages.get(seq);
        if (message === undefined) return [];
        message.durableRefs++;
        const content = { kind: 'message', message } as const;
        return [{ pos, qos, durable: true, content, dup: i < maybeSent, released }];
      });
      session.restore(deliveries);
    }
  }

  /** The session for a connection that just proved who it is [MQTT-3.1.2-4 to 6]. */
  open(id: string, principal: Principal, clean: boolean): Session {
    const old = this.#byId.get(id);
    const { username } = principal;
    // Another user's messages are never handed over, whoever knows the client id.
    if (old !== undefined && !clean && !old.clean && old.username === username) {
      old.resumed = true;
      return old;
    }
    if (old !== undefined) this.discard(old);
    const session = new Session({ id, username, clean }, this.#environment);
    this.#byId.set(id, session);
    if (!clean) this.#write(session, [['session', id, username]]);
    return session;
  }

  /** Ends a session: subscriptions, queue and all. */
  discard(session: Session): void {
    for (const filter of session.subscriptions.keys()) this.#unindex(session, filter);
    const operations: Operation[] = [['forget', session.id]];
    for (const delivery of session.deliveries()) operations.push(...dropMessage(delivery));
    this.#write(session, operations);
    if (this.#byId.get(session.id) === session) this.#byId.delete(session.id);
    if (this.#full.delete(session)) this.#onTurn(session);
  }

  /** `done` once the subscription would survive. */
  subscribe(session: Session, filter: string, qos: QoS, done: () => void): void {
    if (session.subscriptions.get(filter) === qos) {
      done();
      return;
    }
    this.#index(session, filter, qos);
    if (session.clean) {
      done();
      return;
    }
    this.#store.add({
      kind: 'state',
      operations: [['subscribe', session.id, filter, qos]],
      urgent: true,
      done,
    });
  }

  unsubscribe(session: Session, filters: readonly string[], done: () => void): void {
    const known = filters.filter((filter) => session.subscriptions.has(filter));
    for (const filter of known) this.#unindex(session, filter);
    if (session.room.full) this.#onTurn(session);
    if (session.clean || known.length === 0) {
      done();
      return;
    }
    const operations = known.map((filter) => ['unsubscribe', session.id, filter] as const);
    this.#store.add({ kind: 'state', operations, urgent: true, done });
  }

  /** Who gets a message of this topic, once each, at the greatest QoS it subscribed with. */
  subscribers(topic: string): Map<Session, QoS> {
    return collect(this.#all, topic);
  }

  /** Of these, the ones whose queue has to hold it. */
  durableSubscribers(topic: string): Map<Session, QoS> {
    return collect(this.#durable, topic);
  }

  /** The subscriber has a QoS 2 message; `done` once a restart would know. */
  release(session: Session, packetId: number, done: () => void): void {
    const delivery = session.release(packetId);
    if (delivery === undefined || !delivery.durable) {
      done();
      return;
    }
    this.#store.add({
      kind: 'state',
      operations: [['release', session.id, delivery.pos]],
      urgent: true,
      done,
    });
  }

  /** A QoS 2 publisher ended its handshake; `done` once its identifier is free also after a restart. */
  forgetIncoming(session: Session, packetId: number, done: () => void): void {
    session.incoming.delete(packetId);
    if (session.clean) {
      done();
      return;
    }
    this.#store.add({
      kind: 'state',
      operations: [['received', session.id, packetId]],
      urgent: true,
      done,
    });
  }

  /** Notes how long the durable sessions have been offline. */
  saveIdle(): void {
    const operations = [...this.#byId.values()]
      .filter((session) => !session.clean)
      .map(({ id, idleMs }) => ['idle', Math.round(idleMs), id] as const);
    if (operations.length > 0) this.#store.add({ kind: 'state', operations });
  }

  #forgetDelivery(session: Session, delivery: Delivery): void {
    if (!delivery.durable) return;
    this.#write(session, [['dequeue', session.id, delivery.pos], ...dropMessage(delivery)]);
  }

  #write(session: Session, operations: readonly Operation[]): void {
    if (!session.clean) this.#store.add({ kind: 'state', operations });
  }

  #index(session: Session, filter: string, qos: QoS): void {
    session.subscriptions.set(filter, qos);
    this.#all.set(filter, session, qos);
    if (!session.clean && qos > 0) this.#durable.set(filter, session, qos);
    else this.#durable.delete(filter, session);
  }

  #unindex(session: Session, filter: string): void {
    session.subscriptions.delete(filter);
    this.#all.delete(filter, session);
    this.#durable.delete(filter, session);
  }
}

/** The operation that removes a message's row if this was the last queue it was in. */
export function dropMessage({ durable, content }: Delivery): Operation[] {
  if (!durable || content.kind !== 'message') return [];
  content.message.durableRefs--;
  return content.message.durableRefs === 0 ? [['drop-message', content.message.seq]] : [];
}

function collect(tree: TopicTree<Session, QoS>, topic: string): Map<Session, QoS> {
  const found = new Map<Session, QoS>();
  tree.match(topic, (session, qos) => {
    if ((found.get(session) ?? -1) < qos) found.set(session, qos);
  });
  return found;
}
