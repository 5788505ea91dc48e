import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mountSmallDisk } from '../tests/support/small-disk.ts';
import { until } from '../tests/support/until.ts';
import { accountOf } from './account.ts';
import type { Finding, Proof, Skipped } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { refusals } from './refusals.ts';
import { type Setting, startSetting } from './setting.ts';

const TOPIC = 'sensors/full/count';
const BIG = 'home/big/blob';
/** The broker's own bound for one session is 64 MiB, and the journal's least is the same. */
const BLOB = 200_000;
const ENOUGH = (72 << 20) / BLOB;
const DISK_MB = 160;

/** What the embedded broker does when a queue is as large as it may be. */
export const queueFull: Proof = {
  name: 'queue-full',
  promises: 'P4',
  about:
    'the queue of a client that never comes back, and a journal nobody reads, reach their limits',
  async *run({ database }) {
    const setting = await startSetting({ database });
    try {
      yield await forgottenClient(setting);
    } finally {
      await setting.stop();
    }
    yield await unreadJournal(database);
  },
};

/** The one who is away loses its session and is told so; nobody else loses anything. */
async function forgottenClient(setting: Setting): Promise<Finding> {
  const { connect, announce, stored } = setting;
  await announce(TOPIC);
  const away = { clean: false, resubscribe: false };
  const sleeper = await connect('prover-away', away);
  await sleeper.subscribeAsync(BIG, { qos: 1 });
  await sleeper.endAsync();
  const refused = await refusals(setting, 'queue-full');
  const heard = new Set<number>();
  const screen = await connect('prover-screen', away);
  screen.on('message', (_, payload) => heard.add(payload.readUInt32BE(0)));
  await screen.subscribeAsync(BIG, { qos: 1 });

  const [sensor, camera] = [await connect('prover-sensor'), await connect('prover-camera')];
  const run = publishNumbers(sensor, { topic: TOPIC, qos: 1, perSecond: 100 });
  const blobs = publishNumbers(camera, {
    ...{ topic: BIG, qos: 1 as const, window: 4 },
    payload: blob,
  });
  await until(() => blobs.acked.length >= ENOUGH, { withinMs: 120_000, what: 'enough blobs' });
  await blobs.stop();
  await run.stop();
  await until(() => heard.size >= blobs.acked.length).catch(() => {});
  await until(() => refused() > 0, { withinMs: 15_000 }).catch(() => {});
  let present = true;
  await connect('prover-away', away, (client) =>
    client.on('connect', ({ sessionPresent }) => {
      present = sessionPresent;
    }),
  );
  return {
    about: 'a session of 64 MiB',
    account: accountOf(run.acked, await stored(TOPIC, Math.max(...run.acked))),
    figures: { blobs: blobs.acked.length, heard: heard.size, 'counted queue-full': refused() },
    faults: [
      ...(refused() > 0 ? [] : ['no counter tells of it']),
      ...(present ? ['the client is not told that its session is gone'] : []),
      ...(accountOf(blobs.acked, [...heard]).missing > 0 ? ['another client lost messages'] : []),
    ],
  };
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
      account: accountOf(run.acked, await stored(TOPIC, Math.max(...run.acked))),
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
