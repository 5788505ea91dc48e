import { dialectsFor } from '../../../domain/dialect/dialects.ts';
import { createHome } from '../../../domain/entity/create-home.ts';
import { damageLog } from '../../damage-log.ts';
import { choiceStore } from '../../db/choices.ts';
import { openDatabase, PATIENCE_MS } from '../../db/connection/client.ts';
import { entityStore } from '../../db/entities.ts';
import type { Lease } from '../../db/history/tail/lease.ts';
import { historyStore } from '../../db/history.ts';
import { orderStore } from '../../db/orders.ts';
import { retentionStore } from '../../db/retention.ts';
import { runStore } from '../../db/runs.ts';
import type { Env } from '../../env.ts';
import { homeLimits } from '../../home-limits.ts';
import type { Log } from '../../log.ts';
import type { Running } from '../../role.ts';
import { CONFIGURATION_EXIT } from '../../supervisor.ts';
import { zoneOffset } from '../../zone-offset.ts';
import { receiveClock } from '../clock.ts';
import { createCollector } from '../collector.ts';
import { endReplaced } from '../fenced-writer.ts';
import { greetings } from '../greetings.ts';
import { ignoredDevices } from '../orders.ts';
import { CLIENT_ID } from '../presence.ts';
import { keepDiary } from '../run-diary.ts';
import { adoptRows } from '../upkeep.ts';
import { openEar } from './ear.ts';
import { startFollowing } from './following.ts';
import { heardTimes } from './heard-times.ts';
import { startLeading } from './leading.ts';
import { openLines } from './lines.ts';
import { dealsShares } from './probe.ts';
import { unsaidReadings } from './unsaid.ts';
import { watchLeases } from './watch-leases.ts';

/** A stop waits this long for a database that does not take the last batch; the rest comes next time. */
const STOP_MS = 5_000;
/** A line stores what it has heard within the time of a commit; this is for what may hold it up. */
const SLACK_MS = 20_000;

/**
 * A recorder that shares the messages of a broker with others of its group: an ear that hears everything, and a
 * line with a share of it, of which the readings are stored. Takes over the lines of those that die.
 */
export async function startMember(env: Env, group: string, log: Log): Promise<Running> {
  const url = env.MQTT_URL!;
  const clientId = `${CLIENT_ID}-${env.RECORDER_ID}`;
  const db = await openDatabase(env, { waitMs: PATIENCE_MS });
  const history = historyStore(db, {
    offset: zoneOffset(env.HOME_TIME_ZONE),
    onDamage: damageLog(log),
  });
  const now = receiveClock(await runStore(db).lastStored());
  const prefix = `share/${group}/`;
  // Before anything is read: one of the same name that still runs must not change it any more.
  const own = await history.takeLease(`${prefix}${env.RECORDER_ID}`, now());
  const [entities, orders, choices] = [entityStore(db), orderStore(db), choiceStore(db)];
  const last = await orders.last();
  const [known, chosen] = [await entities.loadAll(), await choices.read()];
  const home = createHome(dialectsFor(env.HA_DISCOVERY_PREFIX), { limits: homeLimits(env) });
  home.assign(chosen.places);
  const unsaid = unsaidReadings(env.RECORDER_COMMIT_MS + SLACK_MS);
  const collector = createCollector(home, known, log, {
    retainedIsOld: true,
    ignored: ignoredDevices(chosen),
    elsewhere: unsaid.add,
  });
  await adoptRows(history, log);
  const diary = await keepDiary(db, log);
  const abort = new AbortController();
  const { signal } = abort;
  const times = heardTimes();
  let leading: Running | null = null;
  let isFirst = true;

  const ear = openEar({
    url,
    clientId: `${clientId}-ear`,
    collector,
    times,
    now,
    log,
    async connected() {
      if (!isFirst) home.restore(await entities.loadAll());
      else isFirst = false;
    },
    asked(messages) {
      if (leading !== null) messages.forEach(ear.publish);
    },
  });
  const described = new Set(known.entities.map(({ id }) => id));
  const lines = openLines({
    url,
    prefix,
    own,
    history,
    diary,
    now,
    log,
    commitMs: env.RECORDER_COMMIT_MS,
    knowledge: { home, collector, times, ear, described, signal },
    isLeading: () => leading !== null,
    lost: (name) => lose(name),
  });

  let following = startFollowing({ collector, orders, choices, last, log });
  const lead = `lead/${group}`;
  const watch = () =>
    watchLeases({
      history,
      prefix,
      lead,
      own,
      log,
      lost: lose,
      taken(lease) {
        if (lease.name === lead) takeLead();
        else void adopt(lease);
      },
    });
  let leases: ReturnType<typeof watch> | null = null;

  async function begin(): Promise<void> {
    if (!(await dealsShares(url, clientId, log, signal))) {
      log.error(
        'Configuration: this broker does not deal messages out to several recorders (shared subscriptions): leave RECORDER_GROUP out and run one recorder, or use a broker that does, such as Mosquitto or EMQX.',
      );
      process.exit(CONFIGURATION_EXIT);
    }
    await lines.open(own);
    leases = watch();
  }

  async function adopt(lease: Lease): Promise<void> {
    log.info({ name: lease.name }, 'a recorder of this group is gone: its share is taken over');
    await lines.open(lease).catch((error: unknown) => {
      log.warn({ err: error }, 'a share cannot be taken over; trying again');
      leases?.forget(lease.name);
    });
  }

  function takeLead(): void {
    log.info('this recorder leads its group');
    void following.stop();
    leading = startLeading({
      home,
      collector,
      entities,
      orders,
      choices,
      history,
      now,
      log,
      retention: retentionStore(db),
      unsaid: unsaid.due,
      publish: ear.publish,
      greetings: greetings(env),
    });
  }

  function lose(name: string): void {
    leases?.forget(name);
    if (name === own.name) endReplaced(log);
    if (name !== lead) {
      log.info({ name }, 'a share has gone back to its recorder');
      void lines.abandon(name);
      return;
    }
    log.info('another recorder leads the group');
    void leading?.stop();
    leading = null;
    void orders.last().then((order) => {
      following = startFollowing({ collector, orders, choices, last: order, log });
    });
  }

  const begun = begin().catch((error: unknown) => {
    if (signal.aborted) return;
    log.error({ err: error }, 'the recorder cannot begin');
    process.exit(1);
  });
  log.info({ entities: known.entities.length, group, id: env.RECORDER_ID }, 'recording');

  return {
    async stop() {
      const force = setTimeout(() => abort.abort(new Error('stopping')), STOP_MS);
      if (leases === null) abort.abort(new Error('stopping'));
      await begun;
      await leases?.stop();
      await following.stop();
      await leading?.stop();
      await lines.stop();
      await ear.stop();
      clearTimeout(force);
      // Nobody has to wait for what is let go; its own share waits for its return.
      for (const lease of leases?.held() ?? [])
        if (lease.name !== own.name) await history.releaseLease(lease).catch(() => {});
      await diary
        .stop()
        .catch((error: unknown) => log.warn({ err: error }, 'the run is not closed'));
      await db.close();
    },
  };
}
