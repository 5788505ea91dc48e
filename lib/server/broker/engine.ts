import type { EventEmitter } from 'node:events';
import { Aedes } from 'aedes';
import { journalFile } from '../journal/file.ts';
import type { Log } from '../log.ts';
import { Clients } from './clients.ts';
import { createClock } from './clock.ts';
import type { Complaints } from './complaints.ts';
import { FullQueues } from './full-queues.ts';
import { HeldBack } from './held-back.ts';
import { Intake } from './intake.ts';
import { JournalKeeper } from './journal-keeper.ts';
import type { Limits } from './limits.ts';
import { createPersistence, NO_EMITTER } from './persistence.ts';
import type { Authenticator } from './principal.ts';
import type { Reason, Refusals } from './refusals.ts';
import { RetainedMessages } from './retained.ts';
import { Router } from './router.ts';
import type { Session } from './session/session.ts';
import { Sessions } from './session/sessions.ts';
import { type LoadedState, loadState } from './store/load.ts';
import { openStoreFile } from './store/schema.ts';
import { Store } from './store/store.ts';
import { Wills } from './wills.ts';

type Parts = {
  readonly dataDir: string;
  readonly authenticator: Authenticator;
  readonly limits: Limits;
  readonly refusals: Refusals;
  readonly log: Log;
  readonly complain: Complaints;
  readonly onFatal: (error: Error) => void;
};

/** The broker without its listeners. */
export type Engine = Awaited<ReturnType<typeof createEngine>>;

/**
 * Loads what the last run left, and puts the broker library between our gate (intake), our sessions and our
 * store: it speaks the protocol, they decide and remember.
 * @throws ConfigurationError if the file cannot be used
 */
export async function createEngine(parts: Parts) {
  const { dataDir, authenticator, limits, refusals, log, complain } = parts;
  const file = journalFile(dataDir);
  const state = readState(file);

  const store = await Store.open(file, {
    onCommit: (usedBytes) => keeper.committed(usedBytes),
    onDiskFull(full, code) {
      if (!full) return log.warn('the disk has space again');
      refusals.count('disk-full');
      log.error({ code }, 'the disk is full: no message is acknowledged until it has space');
    },
    onFatal: parts.onFatal,
  });

  const retained = new RetainedMessages();
  for (const message of state.retained) retained.put(message);
  const drop = (session: Session, reason: Reason): void => {
    refusals.count(reason);
    log.error({ client: session.id, reason }, 'a session was dropped with its queue');
    sessions.discard(session);
    session.connection?.failed(new Error(reason));
  };
  const full = new FullQueues({ sessions: () => sessions, held: () => held, limits, log, drop });
  const sessions = new Sessions(store, retained, limits, (session) => full.turned(session));
  const held = new HeldBack(sessions, limits, refusals);
  sessions.restore(state, limits.sendWindow);
  const router = new Router({ sessions, retained, store, limits, refusals, onOverflow: drop });
  const intake = new Intake({
    store,
    sessions,
    retained,
    router,
    held,
    limits,
    refusals,
    seq: state.seq,
    clock: createClock(state.at),
    onRefused: ({ clientId }, reason, topic) =>
      complain(
        `${reason} ${clientId}`,
        { reason, client: clientId, topic },
        'a message was refused',
      ),
    onCursor: (payload) => keeper.cursor(payload),
  });
  const keeper = new JournalKeeper({
    store,
    dataDir,
    epoch: state.epoch,
    tail: state.tail,
    maxBytes: limits.journalBytes,
    refusals,
    log,
    head: () => intake.storedSeq,
    tell: (topic, payload) => router.tell(topic, payload),
  });
  const wills = new Wills(store, state.wills, limits.willGraceMs, intake);
  const clients = new Clients({
    authenticator,
    sessions,
    intake,
    router,
    held,
    wills,
    limits,
    refusals,
    complain,
  });

  const aedes: Aedes = new Aedes({
    ...clients.hooks(() => aedes),
    mq: NO_EMITTER,
    persistence: createPersistence(sessions, (client) => clients.sessionOf(client)),
    connectTimeout: limits.connectMs,
    drainTimeout: limits.stallMs,
    queueLimit: limits.receiveWindow,
    maxInflightInbound: limits.receiveWindow,
    maxClientsIdLength: limits.clientIdBytes,
    maxTopicLevels: limits.topicLevels,
  });
  (aedes as EventEmitter).on('error', (error) => log.error({ err: error }, 'broker library'));
  aedes.on('clientError', (client, error) =>
    log.debug({ client: client.id, err: error }, 'client'),
  );
  aedes.on('connectionError', (_, error) => log.debug({ err: error }, 'connection'));
  clients.follow(aedes);
  await aedes.listen();

  return {
    aedes,
    store,
    sessions,
    retained,
    router,
    intake,
    keeper,
    clients,
    full,

    /** Forgets sessions that nobody has used for too long; `passedMs` since the last call. */
    sweep(passedMs: number): void {
      for (const session of [...sessions]) {
        if (session.connection !== null || session.clean) continue;
        session.idleMs += passedMs;
        if (session.idleMs > limits.sessionMs) drop(session, 'session-expired');
      }
      full.sweep(passedMs);
    },

    /** Answers what is under way, closes the connections without a will, and the store. */
    async stop(): Promise<void> {
      wills.stop();
      clients.stop();
      intake.stop();
      keeper.stop();
      await store.flushed();
      await new Promise<void>((resolve) => aedes.close(resolve));
      sessions.saveIdle();
      await store.close();
    },
  };
}

function readState(file: string): LoadedState {
  const db = openStoreFile(file);
  try {
    return loadState(db);
  } finally {
    db.close();
  }
}
