import type { Intake } from './intake.ts';
import type { Principal } from './principal.ts';
import type { LoadedWill, QoS } from './store/load.ts';
import type { Store } from './store/store.ts';

export type Will = {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
};

/**
 * Keeps the wills of connected clients on disk. The library publishes them when a connection breaks; those
 * of clients that a crash or restart of the broker cut off are published here, unless the client is back
 * within the grace: a restart of two seconds turns no lamp "offline".
 */
export class Wills {
  readonly #store: Store;
  readonly #orphans: Map<string, LoadedWill>;
  readonly #timer: NodeJS.Timeout;

  constructor(
    store: Store,
    orphans: readonly LoadedWill[],
    graceMs: number,
    intake: Pick<Intake, 'accept'>,
  ) {
    this.#store = store;
    this.#orphans = new Map(orphans.map((will) => [will.client, will]));
    this.#timer = setTimeout(() => this.#publish(intake), graceMs).unref();
  }

  /** A client is connected, with a will or without. */
  connected(clientId: string, principal: Principal, will: Will | undefined): void {
    this.#orphans.delete(clientId);
    if (will === undefined) {
      this.gone(clientId);
      return;
    }
    const { topic, payload, qos, retain } = will;
    const { username, role } = principal;
    this.#store.add({
      kind: 'state',
      operations: [['will', clientId, username, role, topic, qos, retain ? 1 : 0]],
      payload,
    });
  }

  /** The client's connection ended, and its will was published if it had to be. */
  gone(clientId: string): void {
    this.#store.add({ kind: 'state', operations: [['no-will', clientId]] });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #publish(intake: Pick<Intake, 'accept'>): void {
    for (const { client, principal, ...will } of this.#orphans.values()) {
      const publisher = {
        clientId: client,
        principal,
        session: null,
        present: () => true,
        readOn() {},
      };
      intake.accept(will, publisher, () => this.gone(client));
    }
    this.#orphans.clear();
  }
}
