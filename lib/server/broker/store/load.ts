import type Database from 'better-sqlite3';
import type { Principal } from '../principal.ts';

export type QoS = 0 | 1 | 2;

export type LoadedSession = {
  readonly id: string;
  readonly username: string;
  readonly idleMs: number;
  readonly subscriptions: readonly { readonly filter: string; readonly qos: QoS }[];
  readonly queue: readonly LoadedDelivery[];
  readonly incoming: readonly number[];
};

export type LoadedDelivery = {
  readonly pos: number;
  readonly seq: number;
  readonly qos: 1 | 2;
  readonly released: boolean;
};

export type LoadedMessage = {
  readonly seq: number;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
};

export type LoadedWill = {
  readonly client: string;
  readonly principal: Principal;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
};

/** What the last run left behind. */
export type LoadedState = {
  readonly epoch: string;
  /** The newest seq of the log, and its arrival; 0 in a new journal. */
  readonly seq: number;
  readonly at: number;
  /** The oldest seq of the log. */
  readonly tail: number;
  readonly retained: readonly LoadedMessage[];
  readonly sessions: readonly LoadedSession[];
  readonly messages: readonly LoadedMessage[];
  readonly wills: readonly LoadedWill[];
};

/** Reads the state, and clears what a crash can leave without an owner. */
export function loadState(db: Database.Database): LoadedState {
  db.exec(`
    DELETE FROM queue WHERE session NOT IN (SELECT id FROM session)
      OR seq NOT IN (SELECT seq FROM queued_message);
    DELETE FROM subscription WHERE session NOT IN (SELECT id FROM session);
    DELETE FROM incoming WHERE session NOT IN (SELECT id FROM session);
    DELETE FROM queued_message WHERE seq NOT IN (SELECT seq FROM queue);
  `);
  const all = <T>(text: string): T[] => db.prepare(text).all() as T[];
  const [meta] = all<{ value: string }>("SELECT value FROM meta WHERE key = 'epoch'");
  const [head] = all<{ seq: number; at: number }>(
    'SELECT seq, at FROM log ORDER BY seq DESC LIMIT 1',
  );
  const [tail] = all<{ seq: number }>('SELECT seq FROM log ORDER BY seq LIMIT 1');
  const subscriptions = group(
    all<{ session: string; filter: string; qos: QoS }>('SELECT * FROM subscription'),
  );
  const queues = group(
    all<{ session: string; pos: number; seq: number; qos: 1 | 2; released: number }>(
      'SELECT * FROM queue ORDER BY session, pos',
    ),
  );
  const incoming = group(all<{ session: string; packet: number }>('SELECT * FROM incoming'));
  return {
    epoch: meta?.value ?? '',
    seq: head?.seq ?? 0,
    at: head?.at ?? 0,
    tail: tail?.seq ?? 1,
    retained: all('SELECT topic, seq, qos, payload FROM retained'),
    messages: all('SELECT seq, topic, qos, payload FROM queued_message'),
    sessions: all<{ id: string; username: string; idle_ms: number }>('SELECT * FROM session').map(
      ({ id, username, idle_ms: idleMs }) => ({
        id,
        username,
        idleMs,
        subscriptions: subscriptions.get(id) ?? [],
        queue: (queues.get(id) ?? []).map((row) => ({ ...row, released: row.released === 1 })),
        incoming: (incoming.get(id) ?? []).map(({ packet }) => packet),
      }),
    ),
    wills: all<Omit<LoadedWill, 'principal' | 'retain'> & Principal & { retain: number }>(
      'SELECT client, username, role, topic, payload, qos, retain FROM will',
    ).map(({ username, role, retain, ...will }) => ({
      ...will,
      retain: retain === 1,
      principal: { username, role },
    })),
  };
}

function group<T extends { readonly session: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const rowsOfOne = groups.get(row.session);
    if (rowsOfOne === undefined) groups.set(row.session, [row]);
    else rowsOfOne.push(row);
  }
  return groups;
}
