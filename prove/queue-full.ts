import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mountSmallDisk } from '../tests/support/small-disk.ts';
import { until } from '../tests/support/until.ts';
import { accountOf, greatest, together } from './account.ts';
import type { Finding, Proof, Skipped } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { refusals } from './refusals.ts';
import { type Setting, startSetting } from './setting.ts';

const TOPIC = 'sensors/full/count';
const BIG = 'home/big/blob';
const BLOB = 200_000;
const DISK_MB = 160;
const PATIENCE_HOURS = 0.005;
const LATE = 1_000_000;
const isLate = (number: number) => number >= LATE;

/** What the embedded broker does when a queue is as large as it may be. */
export const queueFull: Proof = {
  name: 'queue-full',
  promises: 'P4',
  about: 'queues of clients that are away, and a journal nobody reads, reach their limits',
  async *run({ database }) {
    const setting = await startSetting({ database });
    try {
      yield await ownerReturns(setting);
      yield await ownerStaysAway(setting);
    } finally {
      await setting.stop();
    }
    yield await unreadJournal(database);
  },
};

const AWAY = { clean: false, resubscribe: false };

/** At the limit nothing more is acknowledged for it; all that was, also before a kill, is there for the owner. */
async function ownerReturns(setting: Setting): Promise<Finding> {
  const { home, connect, announce, stored } = setting;
  await announce(TOPIC);
  const full = await fillQueue(setting, 'prover-returns', 1);
  const elsewhere = full.run.acked.length;
  const acked = [...full.blobs.acked];
  await until(() => full.run.acked.length > elsewhere + 50, { what: 'other messages' }).catch(
    () => {},
  );
  const others = full.run.acked.length - elsewhere;
  const sameClient = await Promise.race([
    full.camera.publishAsync('home/other', '1', { qos: 1 }).then(() => true),
    delay(5_000, false),
  ]);
  const refused = full.blobs.next() - 1 - full.blobs.acked.length;
  const ackedWhileFull = full.blobs.acked.length - acked.length;

  await home.kill('broker');
  await until(() => !full.camera.connected && !full.sensor.connected, { everyMs: 5 });
  await home.start('broker');
  const camera = await connect('prover-camera-2');
  const blobs = publishNumbers(camera, {
    ...{ topic: BIG, qos: 1 as const, window: 4, first: full.blobs.next() },
    payload: blob,
  });
  await delay(1_500);
  const ackedAfterKill = blobs.acked.length;
  const heard = new Set<number>();
  await connect('prover-returns', AWAY, (client) =>
    client.on('message', (_, payload) => heard.add(payload.readUInt32BE(0))),
  );
  const resumed = await until(() => blobs.acked.length > 20, { withinMs: 60_000 }).catch(
    () => null,
  );
  await blobs.stop();
  acked.push(...blobs.acked);
  const ofBlobs = () => accountOf(acked, [...heard]);
  await until(() => ofBlobs().missing === 0).catch(() => {});
  const ofOthers = accountOf(full.run.acked, await stored(TOPIC, full.run.acked.at(-1)));
  return {
    about: 'a queue of 64 MiB whose owner returns, one kill',
    account: together([ofBlobs(), ofOthers]),
    figures: { blobs: acked.length, refused, 'acked elsewhere meanwhile': others },
    faults: [
      ...(ackedWhileFull + ackedAfterKill > 0 ? ['more was acknowledged while it was full'] : []),
      ...(others > 0 ? [] : ['another client was held back as well']),
      ...(sameClient ? [] : ['the publisher was not heard elsewhere']),
      ...(resumed ? [] : ['nothing was acknowledged after the owner was back']),
    ],
  };
}

/** A home waits for nobody for ever: the queue is ended, its owner is told so, and devices go on. */
async function ownerStaysAway(setting: Setting): Promise<Finding> {
  const { home, connect, stored } = setting;
  await home.kill('broker');
  home.env.MQTT_FULL_QUEUE_HOURS = String(PATIENCE_HOURS);
  await home.start('broker');
  const full = await fillQueue(setting, 'prover-stays', LATE);
  const begin = performance.now();
  const stuck = full.blobs.acked.length;
  const ended = await refusals(setting, 'full-queue-ended');
  await until(() => full.blobs.acked.length > stuck, { withinMs: 180_000 }).catch(() => {});
  const seconds = Math.round((performance.now() - begin) / 1000);
  await until(() => ended() > 0, { withinMs: 15_000 }).catch(() => {});
  const resumed = full.blobs.acked.length > stuck;
  await full.blobs.stop();
  await full.run.stop();
  let present = true;
  await connect('prover-stays', AWAY, (client) =>
    client.on('connect', ({ sessionPresent }) => {
      present = sessionPresent;
    }),
  );
  return {
    about: `a queue of 64 MiB whose owner stays away for more than ${PATIENCE_HOURS} h`,
    account: accountOf(full.run.acked, (await stored(TOPIC, full.run.acked.at(-1))).filter(isLate)),
    figures: { 'went on after (s)': seconds, 'counted full-queue-ended': ended() },
    faults: [
      ...(resumed ? [] : ['the publisher was held back for ever']),
      ...(ended() > 0 ? [] : ['no counter tells of it']),
      ...(present ? ['the client is not told that its session is gone'] : []),
    ],
  };
}

/** Fills the queue of a client that is away, while a sensor goes on elsewhere. */
async function fillQueue(setting: Setting, name: string, first: number) {
  const { connect } = setting;
  const sleeper = await connect(name, AWAY);
  await sleeper.subscribeAsync(BIG, { qos: 1 });
  await sleeper.endAsync();
  const refused = await refusals(setting, 'queue-full');
  const [sensor, camera] = [await connect(`${name}-sensor`), await connect(`${name}-camera`)];
  const run = publishNumbers(sensor, { topic: TOPIC, qos: 1, first, perSecond: 100 });
  const blobs = publishNumbers(camera, {
    ...{ topic: BIG, qos: 1 as const, window: 4 },
    payload: blob,
  });
  await until(() => refused() > 0, { withinMs: 120_000, what: 'a full queue' });
  return { sensor, camera, run, blobs };
}

/** Without a recorder nothing more is acknowledged once the journal is full; it goes on when one is back. */
async function unreadJournal(database: 'sqlite' | 'postgresql'): Promise<Finding | Skipped> {
  const about = 'a journal of 64 MiB without a recorder';
  const disk = mountSmallDisk(DISK_MB);
  if (disk === null) return { about, skipped: 'no tmpfs can be mounted here (needs root)' };
  const env = { DATA_DIR: path.join(disk.folder, 'data') };
  const setting = await startSetting({ database, env });
  try {
    const { home, connect, announce, stored } = setting;
    await announce(TOPIC);
    const refused = await refusals(setting, 'journal-full');
    await home.kill('recorder');
    const [sensor, camera] = [await connect('prover-sensor'), await connect('prover-camera')];
    const run = publishNumbers(sensor, { topic: TOPIC, qos: 1, perSecond: 100 });
    const blobs = publishNumbers(camera, {
      ...{ topic: BIG, qos: 1 as const, window: 4 },
      payload: blob,
    });
    await until(() => refused() > 0, { withinMs: 60_000, what: 'a full journal' });
    await delay(1_500);
    const stuck = run.acked.length;
    await delay(1_500);
    const meanwhile = run.acked.length - stuck;
    const connected = sensor.connected;
    await home.start('recorder');
    await until(() => run.acked.length > stuck + 10, { what: 'acknowledgements' }).catch(() => {});
    const resumed = run.acked.length > stuck + 10;
    await blobs.stop();
    await run.stop();
    return {
      about,
      account: accountOf(run.acked, await stored(TOPIC, greatest(run.acked))),
      figures: { 'acked while full': meanwhile, 'counted journal-full': refused() },
      faults: [
        ...(meanwhile > 0 ? ['messages were acknowledged while the journal was full'] : []),
        ...(connected ? [] : ['the publisher was disconnected']),
        ...(resumed ? [] : ['nothing was acknowledged after the recorder was back']),
      ],
    };
  } finally {
    await setting.stop();
    disk.unmount();
  }
}

/** The number, and much that cannot be made smaller. */
function blob(number: number): Buffer {
  const bytes = randomBytes(BLOB);
  bytes.writeUInt32BE(number, 0);
  return bytes;
}
