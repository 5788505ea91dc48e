import { createHash } from 'node:crypto';
import type { NewDelivery } from '../db/batch.ts';

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

/**
 * Tells a delivery that is repeated because its acknowledgement was lost from a new one. A repetition
 * carries DUP and the packet id of the first time [MQTT-4.4.0-1]; the hash guards against ids that
 * have been used again since, and so does the window.
 */
export function deliveryLog(known: readonly NewDelivery[]) {
  const byPacket = new Map(known.map((delivery) => [delivery.packetId, delivery]));
  let count = Math.max(0, ...known.map(({ seq }) => seq));
  let fresh = new Map<number, NewDelivery>();
  return {
    /** True if this very delivery has been taken in before. */
    isRepeated({ packetId, dup, topic, payload }: Delivered): boolean {
      const hash = createHash('sha256').update(topic).update('\0').update(payload).digest('base64');
      const before = byPacket.get(packetId);
      if (dup && before?.hash === hash && count - before.seq < WINDOW) return true;
      const delivery = { packetId, hash, seq: ++count };
      byPacket.set(packetId, delivery);
      fresh.set(packetId, delivery);
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
    },
  };
}

export type DeliveryLog = ReturnType<typeof deliveryLog>;
