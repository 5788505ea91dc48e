import { createHash } from 'node:crypto';
import type { NewDelivery } from '../db/history/batch.ts';
import { type Redelivery, redelivery } from './redelivery.ts';

export type Delivered = {
  readonly packetId: number;
  readonly dup: boolean;
  readonly topic: string;
  readonly payload: Uint8Array;
};

/**
 * Almost every packet id there is: what was delivered longer ago has been acknowledged, and its id may
 * be in use again. The receive maximum is no measure, for Mosquitto goes far beyond it when it works
 * off a backlog.
 */
const WINDOW = 60_000;

/** Of a broker that gives new packet ids so much of the past is compared; it holds back far less. */
const COMPARED = 4_096;

const inOrder = (deliveries: Iterable<NewDelivery>) =>
  [...deliveries].sort((a, b) => a.seq - b.seq);

/**
 * Tells a delivery that is repeated because its acknowledgement was lost from a new one. A repetition
 * carries DUP and the packet id of the first time [MQTT-4.4.0-1]; the hash guards against ids that
 * have been used again since, and so does the window. Of a broker whose ids begin anew with each connection
 * the order tells (redelivery.ts).
 */
export function deliveryLog(known: readonly NewDelivery[]) {
  const byPacket = new Map(known.map((delivery) => [delivery.packetId, delivery]));
  /** The newest, in order; ids may come twice in it. */
  let recent = inOrder(known).slice(-COMPARED);
  let count = recent.at(-1)?.seq ?? 0;
  let fresh = new Map<number, NewDelivery>();
  /** From the begin of a connection until its first delivery. */
  let isFirst = false;
  let renumbered: Redelivery | null = null;

  const note = (packetId: number, hash: string) => {
    const delivery = { packetId, hash, seq: ++count };
    byPacket.set(packetId, delivery);
    fresh.set(packetId, delivery);
    recent.push(delivery);
    if (recent.length > 2 * COMPARED) recent = recent.slice(-COMPARED);
  };

  /** Ids that begin with 1 although others are in use are not those of the first time. */
  const beginsAnew = (packetId: number, hash: string) =>
    packetId === 1 && (recent.at(-1)?.packetId ?? 1) > 1 && byPacket.get(1)?.hash !== hash;

  return {
    /** The connection is another, the session the same: what was not acknowledged comes again. */
    reconnected(): void {
      isFirst = true;
      renumbered = null;
    },

    /** True if this very delivery has been taken in before. */
    isRepeated({ packetId, dup, topic, payload }: Delivered): boolean {
      const hash = createHash('sha256').update(topic).update('\0').update(payload).digest('base64');
      if (isFirst && beginsAnew(packetId, hash))
        renumbered = redelivery(recent.slice(-COMPARED).map((delivery) => delivery.hash));
      isFirst = false;
      const before = byPacket.get(packetId);
      const isKnown = () =>
        renumbered?.isRepeated(hash) ?? (before?.hash === hash && count - before.seq < WINDOW);
      if (dup && isKnown()) return true;
      note(packetId, hash);
      return false;
    },

    /** Deliveries taken in since the last call, to be stored with their rows. */
    drain(): NewDelivery[] {
      const drained = [...fresh.values()];
      fresh = new Map();
      return drained;
    },

    /** The broker has begun a new session: packet ids begin anew. */
    forget(): void {
      byPacket.clear();
      fresh.clear();
      recent = [];
      renumbered = null;
    },
  };
}

export type DeliveryLog = ReturnType<typeof deliveryLog>;
