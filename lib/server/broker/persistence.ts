import { Readable } from 'node:stream';
import type { Client } from 'aedes';
import type { Session } from './session/session.ts';
import type { Sessions } from './session/sessions.ts';

/** Stands for "there is a session" where the library would only believe in subscriptions. */
export const SESSION_MARK = '$inglenook/session';

const nothing = async (): Promise<void> => {};
const empty = (): Readable => Readable.from([]);

type Packet = { readonly cmd: string; readonly messageId: number };

/**
 * What the broker library calls its persistence: the part of our sessions that it needs to see. Messages,
 * retained values and wills never pass here, because the gate has stored them before the library learns of
 * them; the methods for those do nothing.
 */
export function createPersistence(
  sessions: Sessions,
  sessionOf: (client: Client) => Session | undefined,
) {
  const until = (start: (done: () => void) => void): Promise<void> => new Promise(start);

  return {
    // The library insists on an async function here.
    async setup(): Promise<void> {},

    /** On CONNECT of a session that is to be continued; a marked entry makes it say "session present". */
    async subscriptionsByClient({ id }: { id: string }) {
      const session = sessions.get(id);
      if (session === undefined || !session.resumed) return [];
      const subscriptions = [...session.subscriptions].map(([topic, qos]) => ({ topic, qos }));
      return subscriptions.length > 0 ? subscriptions : [{ topic: SESSION_MARK, qos: 0 }];
    },

    async removeSubscriptions(client: Client, filters: readonly string[]): Promise<void> {
      const session = sessionOf(client);
      if (session !== undefined) {
        await until((done) => sessions.unsubscribe(session, filters, done));
      }
    },

    /** PUBREC from a subscriber: the library answers PUBREL when this resolves. */
    async outgoingUpdate(client: Client, packet: Packet): Promise<void> {
      const session = sessionOf(client);
      if (session !== undefined && packet.cmd === 'pubrel') {
        await until((done) => sessions.release(session, packet.messageId, done));
      }
    },

    /** PUBACK or PUBCOMP from a subscriber. */
    async outgoingClearMessageId(client: Client, packet: Packet): Promise<void> {
      sessionOf(client)?.acknowledge(packet.messageId);
    },

    /** Asked after the gate and at PUBREL: is this QoS 2 identifier taken? A rejection means no. */
    async incomingGetPacket(client: Client, packet: Packet): Promise<Packet> {
      if (sessionOf(client)?.incoming.has(packet.messageId)) return packet;
      throw new Error('no such packet');
    },

    async incomingDelPacket(client: Client, packet: Packet): Promise<void> {
      const session = sessionOf(client);
      if (session !== undefined) {
        await until((done) => sessions.forgetIncoming(session, packet.messageId, done));
      }
    },

    incomingStorePacket: nothing,
    cleanIncoming: nothing,
    addSubscriptions: nothing,
    cleanSubscriptions: nothing,
    storeRetained: nothing,
    subscriptionsByTopic: async () => [],
    outgoingEnqueue: nothing,
    outgoingEnqueueCombi: nothing,
    putWill: nothing,
    getWill: nothing,
    delWill: nothing,
    destroy: nothing,
    createRetainedStream: empty,
    createRetainedStreamCombi: empty,
    outgoingStream: empty,
    streamWill: empty,
    getClientList: empty,
  };
}

/** What the library calls its emitter. Delivery is the router's, so nothing is ever emitted. */
export const NO_EMITTER = {
  on(_topic: string, _listener: unknown, done?: () => void): void {
    done?.();
  },
  removeListener(_topic: string, _listener: unknown, done?: () => void): void {
    done?.();
  },
  emit(_packet: unknown, done?: () => void): void {
    done?.();
  },
  close(done?: () => void): void {
    done?.();
  },
};
