import { dialectsFor } from '../../domain/dialect/dialects.ts';
import type { Publish } from '../../domain/dialect/message.ts';
import { createHome } from '../../domain/entity/create-home.ts';
import { serviceKey } from '../broker/service-keys.ts';
import { damageLog } from '../damage-log.ts';
import { choiceStore } from '../db/choices.ts';
import { openDatabase, PATIENCE_MS } from '../db/connection/client.ts';
import { entityStore } from '../db/entities.ts';
import { type HistoryStore, historyStore } from '../db/history.ts';
import { orderStore } from '../db/orders.ts';
import { retentionStore } from '../db/retention.ts';
import { runStore } from '../db/runs.ts';
import type { Env } from '../env.ts';
import { homeLimits } from '../home-limits.ts';
import { openJournal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { Running, StartRole } from '../role.ts';
import { zoneOffset } from '../zone-offset.ts';
import { receiveClock } from './clock.ts';
import { type Collector, createCollector } from './collector.ts';
import { CURSOR_NAME as EMBEDDED, followJournal } from './embedded.ts';
import { linkToBroker } from './embedded-link.ts';
import { recordExternal } from './external.ts';
import { durableWriter, endReplaced, fencedWriter } from './fenced-writer.ts';
import { greetings } from './greetings.ts';
import { startMember } from './group/member.ts';
import { CURSOR_NAME as EXTERNAL, LONE } from './line.ts';
import { ignoredDevices, takeOrders } from './orders.ts';
import { keepRetention } from './retention.ts';
import { keepDiary, type RunDiary } from './run-diary.ts';
import { adoptRows, keepFolded } from './upkeep.ts';
import type { Write } from './writer.ts';

const TICK_MS = 1_000;
/** A stop waits this long for a database that does not take the last batch; the rest comes next time. */
const STOP_MS = 5_000;

type Parts = {
  readonly env: Env;
  readonly log: Log;
  /** Receive times, epoch ms; they never go back. */
  readonly now: () => number;
  readonly history: HistoryStore;
  readonly collector: Collector;
  readonly write: Write;
  readonly diary: RunDiary;
  readonly signal: AbortSignal;
};

/** A way to hear messages: the embedded broker's journal, or the session at another broker. */
type Intake = Running & { publish(message: Publish): void };

/** The recorder: hears every message, decodes it, and stores its readings exactly once. */
export const startRecorder: StartRole = (env, log) =>
  env.RECORDER_GROUP === undefined
    ? startAlone(env, log)
    : startMember(env, env.RECORDER_GROUP, log);

const startAlone: StartRole = async (env, log) => {
  const db = await openDatabase(env, { waitMs: PATIENCE_MS });
  const history = historyStore(db, {
    offset: zoneOffset(env.HOME_TIME_ZONE),
    onDamage: damageLog(log),
  });
  const external = env.MQTT_URL !== undefined;
  // Also where the machine's clock was set back since: what is received now is later than what is stored.
  const now = receiveClock(await runStore(db).lastStored());
  // Before anything is read: a recorder that still runs must not change it any more.
  const fence = await history.takeFence(external ? EXTERNAL : EMBEDDED, now());
  const known = await entityStore(db).loadAll();
  const choices = choiceStore(db);
  const chosen = await choices.read();
  const home = createHome(dialectsFor(env.HA_DISCOVERY_PREFIX), { limits: homeLimits(env) });
  home.assign(chosen.places);
  const collector = createCollector(home, known, log, {
    retainedIsOld: external,
    ignored: ignoredDevices(chosen),
  });
  const abort = new AbortController();
  const write = fencedWriter({
    write: durableWriter({ history, log, signal: abort.signal }),
    fence,
    stored: () => diary.stored(),
    fenced: () => endReplaced(log),
  });
  await adoptRows(history, log);
  const diary = await keepDiary(db, log);
  const parts = { env, log, now, history, collector, write, diary, signal: abort.signal };
  const intake = external ? await hearSession(parts, env.MQTT_URL!) : await hearJournal(parts);
  log.info({ entities: known.entities.length, external }, 'recording');

  const orders = takeOrders({ find: orderStore(db).open, choices, collector, log });
  const ticker = setInterval(() => {
    for (const message of collector.advance(Date.now())) intake.publish(message);
    void orders.look();
  }, TICK_MS);
  const folding = keepFolded({ history, log });
  const thinning = keepRetention({ retention: retentionStore(db), history, log });

  return {
    async stop() {
      clearInterval(ticker);
      const force = setTimeout(() => abort.abort(), STOP_MS);
      await thinning.stop();
      await folding.stop();
      await intake.stop();
      clearTimeout(force);
      await diary
        .stop()
        .catch((error: unknown) => log.warn({ err: error }, 'the run is not closed'));
      await db.close();
    },
  };
};

async function hearJournal({ env, ...parts }: Parts): Promise<Intake> {
  const journal = openJournal(env.DATA_DIR);
  const login = serviceKey(env.DATA_DIR, 'recorder');
  // Before the link, which may call the follower as soon as anything here is awaited.
  const cursor = await parts.history.cursor(EMBEDDED);
  const leastSeq = await parts.history.newestSeq();
  const reader = { wake: () => follower.wake(), flush: () => follower.flush() };
  const link = linkToBroker(env.MQTT_PORT, login, reader, greetings(env), parts.log);
  const follower = followJournal({
    ...parts,
    journal,
    cursor,
    leastSeq,
    publish: link.publish,
    committed: link.committed,
    commitMs: env.RECORDER_COMMIT_MS,
    replaced: () => parts.diary.interrupted(Date.now(), 'the broker has a new journal'),
  });
  return {
    publish: link.publish,
    async stop() {
      await follower.stop();
      await link.stop();
      journal.close();
    },
  };
}

async function hearSession({ env, history, diary, ...parts }: Parts, url: string): Promise<Intake> {
  return recordExternal({
    ...parts,
    url,
    line: LONE,
    commitMs: env.RECORDER_COMMIT_MS,
    greetings: greetings(env),
    cursor: await history.cursor(EXTERNAL),
    deliveries: await history.deliveries(),
    forgetDeliveries: () => history.forgetDeliveries(EXTERNAL),
    sessionLost: (since) =>
      diary.interrupted(since ?? parts.now(), 'the broker had lost the session'),
  });
}
