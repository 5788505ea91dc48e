import type { Message, Publish } from '../../domain/dialect/message.ts';
import { listeners } from '../store/listeners.ts';
import type { Timers } from '../store/timers.ts';
import { announcement, FAREWELL } from './announcement.ts';
import { backoffMs } from './backoff.ts';
import type { Connect, Connection } from './connection.ts';
import type { CredentialKeeper } from './credential.ts';
import { createDialer, type Dialed } from './dialer.ts';
import { createSubscriptions, type WatchOptions } from './subscriptions.ts';

/** How the page stands with the broker. */
export type LinkStatus =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'connected'; readonly url: string; readonly since: number }
  /** `retryAt` in epoch ms; `since`: when it was last connected, null: never. */
  | { readonly phase: 'offline'; readonly retryAt: number; readonly since: number | null }
  /** The server says that nobody is signed in: no attempt is made until `wake`. */
  | { readonly phase: 'signed_out' };

/** A command could not be handed to the broker; it is not kept for later. */
export class OfflineError extends Error {
  override name = 'OfflineError';
}

/** The page's own line to the broker. */
export interface MqttLink {
  start(): () => void;
  status(): LinkStatus;
  onStatus(listener: (status: LinkStatus) => void): () => void;
  onMessage(listener: (message: Message) => void): () => void;
  /** After each new connection, once everything watched is subscribed (retained values follow). */
  onReady(listener: () => void): () => void;
  /**
   * Counted subscriptions; released by the returned function. `again`: what the broker keeps comes
   * anew, also where somebody watches already.
   */
  watch(filters: readonly string[], options?: WatchOptions): () => void;
  /**
   * Resolves when the broker has acknowledged. Goes out with QoS 1 at least, for QoS 0 has no
   * acknowledgement.
   * @throws OfflineError at once when there is no connection, or when it breaks before the
   * acknowledgement: nothing is queued.
   */
  publish(message: Publish): Promise<void>;
  /** Something suggests that the network is back, or that the line is dead: look at once. */
  wake(): void;
}

export type LinkOptions = {
  readonly connect: Connect;
  readonly credentials: CredentialKeeper;
  readonly timers: Timers;
  readonly random: () => number;
};

/** A subscription that is not answered by then, after waking, means the line is dead. */
const PROBE_MS = 1_500;
/** Topics that leave the screen for less than this stay subscribed. */
const LINGER_MS = 400;
/** A connection that lived this long was a good one: the next wait starts small again. */
const STEADY_MS = 5_000;

/** Makes the line; `start` opens it. Waits between attempts as P14 of the reliability page says. */
export function createMqttLink({ connect, credentials, timers, random }: LinkOptions): MqttLink {
  const statusListeners = listeners<[LinkStatus]>();
  const messageListeners = listeners<[Message]>();
  const readyListeners = listeners<[]>();
  const suffix = Math.floor(random() * 36 ** 8).toString(36);
  const dial = createDialer(connect, credentials, suffix);

  let status: LinkStatus = { phase: 'connecting' };
  let connection: Connection | null = null;
  let clientId = '';
  let lastConnectedAt: number | null = null;
  let failures = 0;
  let running = false;
  let attempting = false;
  let wokenMeanwhile = false;
  let cancelTimer = () => {};
  let syncPlanned = false;

  const subscriptions = createSubscriptions(() => {
    if (syncPlanned) return;
    syncPlanned = true;
    timers.after(0, () => {
      syncPlanned = false;
      sync();
    });
  });

  function setStatus(next: LinkStatus): void {
    status = next;
    statusListeners.emit(next);
  }

  /** Brings the broker's idea of our subscriptions up to date. */
  function sync(): void {
    if (!connection) return;
    const open = connection;
    const { add, drop } = subscriptions.take();
    if (add.length > 0) open.subscribe(add).catch(() => {});
    if (drop.length > 0) {
      timers.after(LINGER_MS, () => {
        const wanted = new Set(subscriptions.wanted());
        if (connection === open) open.unsubscribe(drop.filter((filter) => !wanted.has(filter)));
      });
    }
  }

  async function attempt(): Promise<void> {
    if (!running || attempting || connection) return;
    attempting = true;
    wokenMeanwhile = false;
    cancelTimer();
    setStatus({ phase: 'connecting' });
    const dialed = await dial(failures === 0);
    attempting = false;
    if (!running) {
      if (dialed.type === 'open') dialed.connection.destroy();
    } else if (dialed.type === 'open') opened(dialed);
    else if (dialed.type === 'signed_out') setStatus({ phase: 'signed_out' });
    else if (wokenMeanwhile) void attempt();
    else retryLater();
  }

  function opened(dialed: Dialed & { type: 'open' }): void {
    const { connection: open, url } = dialed;
    const openedAt = timers.now();
    connection = open;
    clientId = dialed.clientId;
    open.publish(announcement(clientId, 'online')).catch(() => {});
    open.onMessage((topic, payload, retain) => {
      if (connection === open) messageListeners.emit({ topic, payload, retain, at: timers.now() });
    });
    open.onClose(() => {
      if (connection !== open) return;
      connection = null;
      lastConnectedAt = timers.now();
      if (lastConnectedAt - openedAt >= STEADY_MS) failures = 0;
      if (running) retryLater();
    });
    subscriptions.reset();
    const { add } = subscriptions.take();
    setStatus({ phase: 'connected', url, since: openedAt });
    open.subscribe(add).then(
      () => connection === open && readyListeners.emit(),
      () => {},
    );
  }

  function retryLater(): void {
    const waitMs = backoffMs(failures, random());
    failures += 1;
    cancelTimer();
    cancelTimer = timers.after(waitMs, () => void attempt());
    setStatus({ phase: 'offline', retryAt: timers.now() + waitMs, since: lastConnectedAt });
  }

  /** Asks for everything again: the answer shows that the line lives, and brings what was missed. */
  function probe(open: Connection): void {
    const cancel = timers.after(PROBE_MS, () => open.destroy());
    open.subscribe(subscriptions.wanted()).then(
      () => {
        cancel();
        if (connection === open) readyListeners.emit();
      },
      () => cancel(),
    );
  }

  return {
    start() {
      running = true;
      void attempt();
      return () => {
        running = false;
        cancelTimer();
        const open = connection;
        connection = null;
        if (!open) return;
        // A good-bye takes back the last will, so the same is said here; and nothing is left behind.
        for (const word of FAREWELL)
          open.publish({ ...announcement(clientId, 'offline'), ...word }).catch(() => {});
        open.end();
      };
    },
    status: () => status,
    onStatus: statusListeners.add,
    onMessage: messageListeners.add,
    onReady: readyListeners.add,
    watch: subscriptions.watch,
    async publish(message) {
      if (!connection) throw new OfflineError('The broker is unreachable');
      try {
        await connection.publish({ ...message, qos: message.qos === 0 ? 1 : message.qos });
      } catch (error) {
        throw new OfflineError('The connection broke before the broker answered', { cause: error });
      }
    },
    wake() {
      if (!running) return;
      if (connection) return probe(connection);
      failures = 0;
      wokenMeanwhile = true;
      void attempt();
    },
  };
}
