import type { Principal } from '../principal.ts';
import type { Retained } from '../retained.ts';
import type { QoS } from '../store/load.ts';
import type { Connection } from '../wire/connection.ts';
import { encodePublish, encodePubrel } from '../wire/encode.ts';
import { costOf, type Delivery, packetIdOf } from './delivery.ts';
import { Fifo } from './fifo.ts';
import { Room } from './room.ts';

type Environment = {
  readonly sendWindow: number;
  readonly queueBytes: number;
  retained(topic: string): Retained | undefined;
  /** False: the client may not be sent this topic (any more). */
  mayDeliver(principal: Principal, clientId: string, topic: string): boolean;
  /** A delivery has ended: acknowledged, sent at QoS 0, or withdrawn. */
  onEnded(session: Session, delivery: Delivery): void;
  /** Its queue has become full, or has room again. */
  onTurn(session: Session): void;
};

/**
 * What the broker keeps for one client id: its subscriptions, what it has still to receive, in order, and
 * which QoS 2 messages came from it. With a connection attached it sends, a window at a time.
 */
export class Session {
  readonly id: string;
  readonly username: string;
  /** It ends with its connection [MQTT-3.1.2-6]; nothing of it is on disk. */
  readonly clean: boolean;
  readonly subscriptions = new Map<string, QoS>();
  /** QoS 2 identifiers received: on disk, or those who wait for that. */
  readonly incoming = new Map<number, 'stored' | ((error?: Error) => void)[]>();
  /** How long it has been without a connection, ms of running time. */
  idleMs = 0;
  /** It was there before the connection that uses it now. */
  resumed = false;
  /** What waits, is in flight, or is on its way to the disk for it. */
  readonly room: Room;

  readonly #environment: Environment;
  readonly #waiting = new Fifo<Delivery>();
  readonly #inflight = new Map<number, Delivery>();
  #nextPos = 0;
  #connection: Connection | null = null;
  #principal: Principal | null = null;
  #blocked = false;

  constructor(
    identity: { readonly id: string; readonly username: string; readonly clean: boolean },
    environment: Environment,
  ) {
    this.id = identity.id;
    this.username = identity.username;
    this.clean = identity.clean;
    this.#environment = environment;
    this.room = new Room(environment.queueBytes, () => environment.onTurn(this));
  }

  get connection(): Connection | null {
    return this.#connection;
  }

  get length(): number {
    return this.#waiting.size + this.#inflight.size;
  }

  /** The next place in the order; it may stay empty. */
  reserve(): number {
    return this.#nextPos++;
  }

  /** Takes the queue of the last run, in order. */
  restore(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      this.#nextPos = delivery.pos + 1;
      this.#waiting.push(delivery);
      this.room.add(costOf(delivery));
    }
  }

  /** Starts sending to a connection. */
  attach(connection: Connection, principal: Principal): void {
    this.#connection = connection;
    this.#principal = principal;
    this.#blocked = false;
    this.idleMs = 0;
    connection.on('drain', () => {
      if (this.#connection !== connection) return;
      this.#blocked = false;
      this.#pump();
    });
    this.#pump();
  }

  /** Stops sending; what was not acknowledged will be sent again, first. */
  detach(): void {
    this.#connection = null;
    this.#principal = null;
    const again = [...this.#inflight.values()];
    for (const delivery of again) delivery.dup = true;
    this.#waiting.putBack(again);
    this.#inflight.clear();
  }

  /** Sends a packet now, outside of the order: QoS 0. Without a connection it is lost. */
  sendNow(topic: string, packet: Buffer): void {
    if (this.#connection !== null && this.#maySend(topic)) this.#connection.send(packet);
  }

  /** Sends in order; its `room` is taken already. */
  enqueue(delivery: Delivery): void {
    this.#waiting.push(delivery);
    this.#pump();
  }

  /** PUBACK or PUBCOMP came. */
  acknowledge(packetId: number): void {
    const delivery = this.#inflight.get(packetId);
    if (delivery === undefined) return;
    this.#inflight.delete(packetId);
    this.#end(delivery);
    this.#pump();
  }

  /** PUBREC came; gives the delivery, if it is one of ours. */
  release(packetId: number): Delivery | undefined {
    const delivery = this.#inflight.get(packetId);
    if (delivery !== undefined) delivery.released = true;
    return delivery;
  }

  /** Everything that has not ended. */
  *deliveries(): IterableIterator<Delivery> {
    yield* this.#inflight.values();
    yield* this.#waiting;
  }

  #pump(): void {
    while (!this.#blocked && this.#connection !== null) {
      if (this.#inflight.size >= this.#environment.sendWindow) return;
      const delivery = this.#waiting.peek();
      if (delivery === undefined || this.#inflight.has(packetIdOf(delivery.pos))) return;
      this.#waiting.shift();
      this.#send(delivery, this.#connection);
    }
  }

  #send(delivery: Delivery, connection: Connection): void {
    const packetId = packetIdOf(delivery.pos);
    if (delivery.released) {
      this.#inflight.set(packetId, delivery);
      this.#blocked = !connection.send(encodePubrel(packetId));
      return;
    }
    const content = this.#contentOf(delivery);
    if (content === null || !this.#maySend(content.topic)) {
      this.#end(delivery);
      return;
    }
    const { topic, payload, qos, retain } = content;
    const packet = encodePublish(
      topic,
      payload,
      { qos, retain, dup: delivery.dup && qos > 0 },
      packetId,
    );
    if (qos > 0) this.#inflight.set(packetId, delivery);
    this.#blocked = !connection.send(packet);
    if (qos === 0) this.#end(delivery);
  }

  #contentOf({ content, qos }: Delivery) {
    if (content.kind === 'message') {
      const { topic, payload } = content.message;
      return { topic, payload, qos, retain: false };
    }
    const { topic } = content;
    if (content.sent === null) {
      const retained = this.#environment.retained(topic);
      if (retained === undefined) return null;
      content.sent = {
        payload: retained.payload,
        qos: Math.min(qos, retained.qos) as QoS,
      };
    }
    return { topic, ...content.sent, retain: true };
  }

  #maySend(topic: string): boolean {
    const principal = this.#principal;
    return principal !== null && this.#environment.mayDeliver(principal, this.id, topic);
  }

  #end(delivery: Delivery): void {
    this.room.take(costOf(delivery));
    this.#environment.onEnded(this, delivery);
  }
}
