import type { Aedes, AuthenticateError, Client, ConnectPacket, Subscription } from 'aedes';
import { allowed } from './acl.ts';
import { admit } from './admission.ts';
import type { Complaints } from './complaints.ts';
import type { HeldBack } from './held-back.ts';
import type { Incoming, Intake, Publisher } from './intake.ts';
import type { Limits } from './limits.ts';
import { SESSION_MARK } from './persistence.ts';
import type { Authenticator, Principal } from './principal.ts';
import type { Reason, Refusals } from './refusals.ts';
import type { Router } from './router.ts';
import type { Session } from './session/session.ts';
import type { Sessions } from './session/sessions.ts';
import type { QoS } from './store/load.ts';
import type { Will, Wills } from './wills.ts';
import { Connection } from './wire/connection.ts';

/** What we know of a client of the library. */
type Known = { readonly principal: Principal; readonly session: Session; readonly will?: Will };

type Parts = {
  readonly authenticator: Authenticator;
  readonly sessions: Sessions;
  readonly intake: Intake;
  readonly router: Router;
  readonly held: HeldBack;
  readonly wills: Wills;
  readonly limits: Limits;
  readonly refusals: Refusals;
  readonly complain: Complaints;
};

/**
 * Answers what the broker library asks about its clients: who may enter, publish and subscribe; and keeps
 * sessions attached to the connections it reports.
 */
export class Clients {
  readonly #parts: Parts;
  readonly #known = new WeakMap<Client, Known>();
  readonly #wills = new WeakMap<Client, Will>();
  readonly #connected = new Set<Client>();
  #stopping = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  sessionOf(client: Client): Session | undefined {
    return this.#known.get(client)?.session;
  }

  principalOf(client: Client): Principal | undefined {
    return this.#known.get(client)?.principal;
  }

  /** From now on connections end because of us: no will is due. */
  stop(): void {
    this.#stopping = true;
  }

  /** Of the connected clients, each once; not the product's own roles. */
  usernames(): string[] {
    const names = new Set<string>();
    for (const client of this.#connected) {
      const principal = this.principalOf(client);
      if (principal === undefined) continue;
      if (principal.role !== 'recorder' && principal.role !== 'web') names.add(principal.username);
    }
    return [...names];
  }

  /** Ends the connections of a user; gives how many there were. */
  disconnect(username: string): number {
    let count = 0;
    for (const client of [...this.#connected]) {
      if (this.principalOf(client)?.username !== username) continue;
      count++;
      client.close();
    }
    return count;
  }

  /** The hooks that the library takes as options. */
  hooks(broker: () => Aedes) {
    return {
      preConnect: (
        client: Client,
        packet: ConnectPacket,
        go: (error: Error | null, success: boolean) => void,
      ) => {
        if (packet.will !== undefined) this.#wills.set(client, willOf(packet.will));
        go(null, true);
      },
      authenticate: async (
        client: Client,
        username: string | undefined,
        password: Buffer | undefined,
        go: (error: AuthenticateError | null, success: boolean | null) => void,
      ) => {
        const { authenticator } = this.#parts;
        const admission = await admit(authenticator, username, password, client.id);
        const refusal =
          admission.kind === 'refused'
            ? admission
            : this.#objection(client, admission.principal, broker());
        if (refusal !== null) return go(this.#refuse(client, username, refusal), false);
        if (admission.kind === 'admitted' && !client.closed)
          this.#enter(client, admission.principal);
        go(null, true);
      },
      authorizePublish: (
        client: Client | null,
        packet: object,
        go: (error?: Error | null) => void,
      ) => {
        const known = client === null ? undefined : this.#known.get(client);
        if (client === null || known === undefined) return go(new Error('unknown client'));
        this.#parts.intake.accept(incomingOf(packet), publisherOf(client, known), go);
      },
      authorizeSubscribe: (
        client: Client,
        subscription: Subscription,
        go: (error: Error | null, subscription?: Subscription | null) => void,
      ) => this.#subscribe(client, subscription, go),
    };
  }

  /** Listens to what the library reports. */
  follow(broker: Aedes): void {
    broker.on('connackSent', ({ returnCode }, client) => {
      const known = this.#known.get(client);
      if (returnCode !== 0 || known === undefined || client.closed) return;
      const connection = client.conn;
      if (!(connection instanceof Connection)) return;
      this.#connected.add(client);
      this.#parts.wills.connected(client.id, known.principal, known.will);
      known.session.attach(connection, known.principal);
    });
    broker.on('clientDisconnect', (client) => this.#left(client));
    broker.on('subscribe', (subscriptions, client) => {
      const session = this.sessionOf(client);
      if (session === undefined) return;
      for (const { topic, qos } of subscriptions) {
        // What it asked for before may have been more than it can take.
        if (this.#parts.sessions.get(client.id) !== session) return;
        if (qos <= 2) this.#parts.router.sendRetained(session, topic, qos as QoS);
      }
    });
    broker.on('unsubscribe', (filters, client) => {
      const session = this.sessionOf(client);
      if (session !== undefined) this.#parts.sessions.unsubscribe(session, filters, () => {});
    });
  }

  #enter(client: Client, principal: Principal): void {
    if (client.conn instanceof Connection) {
      client.conn.own = principal.role === 'recorder' || principal.role === 'web';
    }
    const session = this.#parts.sessions.open(client.id, principal, client.clean);
    this.#known.set(client, { principal, session, will: this.#wills.get(client) });
  }

  #left(client: Client): void {
    this.#connected.delete(client);
    const session = this.sessionOf(client);
    if (session === undefined) return;
    if (session.connection === client.conn) session.detach();
    const { sessions, wills } = this.#parts;
    if (session.clean) sessions.discard(session);
    this.#parts.held.review();
    if (!this.#stopping) wills.gone(client.id);
  }

  #objection(client: Client, principal: Principal, broker: Aedes) {
    const { clients } = broker as unknown as { clients: Record<string, Client | undefined> };
    const other = clients[client.id];
    const owner = other === undefined ? undefined : this.principalOf(other);
    if (other !== undefined && !other.closed && owner?.username !== principal.username) {
      return { code: 2, reason: 'client-id-in-use' } as const;
    }
    const will = this.#wills.get(client);
    if (will !== undefined && !allowed(principal, client.id, 'publish', will.topic)) {
      return { code: 5, reason: 'will-not-allowed' } as const;
    }
    return null;
  }

  #refuse(
    { id, conn }: Client,
    username: string | undefined,
    { code, reason }: { readonly code: 2 | 3 | 4 | 5; readonly reason: Reason },
  ): AuthenticateError {
    const { refusals, complain } = this.#parts;
    refusals.count(reason);
    const address = conn instanceof Connection ? conn.transport.address : undefined;
    complain(
      `${reason} ${username} ${address}`,
      { reason, client: id, username, address },
      'a client was not let in',
    );
    return Object.assign(new Error(reason), { returnCode: code }) as AuthenticateError;
  }

  #subscribe(
    client: Client,
    subscription: Subscription,
    go: (error: Error | null, subscription?: Subscription | null) => void,
  ): void {
    const known = this.#known.get(client);
    const { topic, qos } = subscription;
    if (known === undefined || topic === SESSION_MARK) {
      go(null, null);
      return;
    }
    const { sessions, limits, refusals, complain } = this.#parts;
    const { session, principal } = known;
    const reason: Reason | null = !allowed(principal, client.id, 'subscribe', topic)
      ? 'subscribe-not-allowed'
      : session.subscriptions.size >= limits.subscriptionsPerClient &&
          !session.subscriptions.has(topic)
        ? 'too-many-subscriptions'
        : null;
    if (reason === null) {
      sessions.subscribe(session, topic, qos as QoS, () => go(null, subscription));
      return;
    }
    refusals.count(reason);
    complain(
      `${reason} ${client.id}`,
      { reason, client: client.id, filter: topic },
      'a subscription was refused',
    );
    // What was allowed once may be in a session that is continued.
    sessions.unsubscribe(session, [topic], () => {});
    go(null, null);
  }
}

function publisherOf(client: Client, { principal, session }: Known): Publisher {
  return {
    clientId: client.id,
    principal,
    session,
    present: () => !client.closed && client.conn instanceof Connection && !client.conn.gone,
    // The library counts the packets it has not finished, and one less for each event of this name; not now,
    // for it may be in the midst of reading.
    readOn: () => void setImmediate(() => client.conn.emit('readable')),
  };
}

type LoosePacket = {
  readonly topic: string;
  readonly payload?: Uint8Array | string;
  readonly qos?: number;
  readonly retain?: boolean;
  readonly messageId?: number;
};

function incomingOf(packet: object): Incoming {
  const { topic, payload, qos, retain, messageId } = packet as LoosePacket;
  return {
    topic,
    payload: typeof payload === 'string' ? Buffer.from(payload) : (payload ?? new Uint8Array()),
    qos: (qos ?? 0) as QoS,
    retain: retain === true,
    packetId: messageId,
  };
}

const willOf = (will: object): Will => incomingOf(will);
