import type { Limits } from '../limits.ts';
import type { Refusals } from '../refusals.ts';
import { Connection, type Transport } from './connection.ts';
import type { Refusal } from './framer.ts';

const WATCH_MS = 500;
/** A burst of large messages to all topics must not cut off the web role, which reads them all. */
const OWN_FACTOR = 16;

export type Doorman = {
  /** False: this address holds too many connections already (counted). */
  mayEnter(address: string): boolean;
  /** Takes a new carrier in; it is counted until it closes. */
  enter(transport: Transport, onRefusal: (refusal: Refusal) => void): Connection;
  /** Connections now open. */
  readonly size: number;
  /** Cuts all connections. */
  stop(): void;
};

/** Counts connections per address, and cuts those whose other side has stopped reading. */
export function createDoorman(
  limits: Limits,
  refusals: Refusals,
  onSlow: (connection: Connection) => void,
): Doorman {
  const open = new Set<Connection>();
  const byAddress = new Map<string, Set<Connection>>();

  const watch = setInterval(() => {
    for (const connection of open) {
      const waiting = connection.writableLength;
      const most = limits.sendBufferBytes * (connection.own ? OWN_FACTOR : 1);
      if (connection.stalledMs < limits.stallMs && waiting < most) continue;
      if (connection.destroyed) continue;
      refusals.count('slow-subscriber');
      onSlow(connection);
      connection.failed(new Error('the client does not read what it is sent'));
    }
  }, WATCH_MS);
  watch.unref();

  return {
    mayEnter(address) {
      const same = byAddress.get(address) ?? new Set();
      let strangers = 0;
      for (const connection of same) if (!connection.introduced) strangers++;
      const welcome =
        open.size < limits.connections &&
        same.size < limits.connectionsPerAddress &&
        strangers < limits.strangersPerAddress;
      if (!welcome) refusals.count('too-many-connections');
      return welcome;
    },
    enter(transport, onRefusal) {
      const connection = new Connection(transport, limits, (refusal) => {
        refusals.count(refusal.reason);
        onRefusal(refusal);
      });
      const { address } = transport;
      const same = byAddress.get(address) ?? new Set();
      open.add(connection);
      byAddress.set(address, same.add(connection));
      connection.once('close', () => {
        open.delete(connection);
        same.delete(connection);
        if (same.size === 0) byAddress.delete(address);
      });
      // A broken carrier is everyday life; the library hears of it by the same event.
      connection.on('error', () => {});
      return connection;
    },
    get size() {
      return open.size;
    },
    stop() {
      clearInterval(watch);
      for (const connection of open) connection.destroy();
    },
  };
}
