import {
  askPostgres,
  hasPostgres,
  startPostgres,
  type TestPostgres,
} from '../tests/support/postgres.ts';
import { fillDisk, mountSmallDisk } from '../tests/support/small-disk.ts';
import { until } from '../tests/support/until.ts';
import { accountOf, greatest } from './account.ts';
import { serverDatabase } from './databases.ts';
import { lacks } from './programs.ts';
import type { Finding, Proof } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { type Setting, withSetting } from './setting.ts';

const TOPIC = 'sensors/full/count';
const PER_SECOND = 200;
const DISK_MB = 200;
/** Its log needs room of its own, or it would be full from the beginning. */
const SMALL_LOG = { max_wal_size: '16MB', min_wal_size: '8MB' };
const ROUNDS = 4;
const RESUME_MS = 5_000;
const PATIENCE_MS = 60_000;

/** A PostgreSQL on a disk without space: it refuses what needs a page, and dies of what needs its log. */
export const databaseFull: Proof = {
  name: 'database-full',
  promises: 'P6',
  about: `PostgreSQL on a disk of ${DISK_MB} MB that is full, so that it refuses or panics`,
  async *run({ rounds = ROUNDS }) {
    if (!(await hasPostgres())) {
      yield { about: 'postgresql', skipped: lacks('PostgreSQL', 'postgresql') };
      return;
    }
    const disk = mountSmallDisk(DISK_MB);
    if (disk === null) {
      yield { about: 'small disk', skipped: 'no tmpfs can be mounted here (needs root)' };
      return;
    }
    try {
      const server = await startPostgres(SMALL_LOG, disk.folder);
      const wish = { database: serverDatabase(server), env: { RECORDER_COMMIT_MS: '20' } };
      yield await withSetting(wish, (setting) => fillServer(setting, server, disk.folder, rounds));
    } finally {
      disk.unmount();
    }
  },
};

/** The broker's own disk has room: devices feel nothing, and the journal keeps what the database cannot. */
async function fillServer(
  { home, rest, connect, announce, stored }: Setting,
  server: TestPostgres,
  folder: string,
  rounds: number,
): Promise<Finding> {
  await announce(TOPIC);
  const id = (await rest.fedBy(TOPIC))!;
  const recorder = home.roles.get('recorder')!;
  const complaints = () => recorder.output().split('the history cannot be written').length;
  const device = await connect('prover');
  const run = publishNumbers(device, { topic: TOPIC, qos: 1, perSecond: PER_SECOND });
  const faults: string[] = [];
  let [panics, slowest] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    await until(() => run.acked.length > 100);
    const seen = await stored(TOPIC, run.acked.at(-1));
    const before = complaints();
    const giveBack = fillDisk(folder);
    const panic = round % 2 === 1;
    if (panic) {
      panics++;
      await exhaustLog(server);
    }
    await until(() => complaints() > before, { withinMs: PATIENCE_MS, what: 'a full database' });
    const ackedThen = run.acked.length;
    await until(() => run.acked.length > ackedThen + PER_SECOND, { withinMs: PATIENCE_MS });
    if (!panic && (await rest.readings(id)).length < seen.length)
      faults.push('the history cannot be read while the disk is full');
    giveBack();
    // Without space it cannot recover and gives up; what watches over a machine's services starts it again.
    await server.resume();
    const freed = performance.now();
    const last = run.acked.at(-1)!;
    await until(async () => (await rest.newest(id)) >= last, {
      ...{ withinMs: PATIENCE_MS, everyMs: 50 },
    }).catch(() => faults.push('it did not go on'));
    slowest = Math.max(slowest, performance.now() - freed);
  }
  await run.stop();
  const account = accountOf(run.acked, await stored(TOPIC, greatest(run.acked)));
  if (slowest > RESUME_MS) faults.push(`it took ${Math.round(slowest)} ms to go on`);
  if (!device.connected) faults.push('the broker ended the connection of the publisher');
  return {
    about: `${rounds} times full`,
    account,
    figures: { panics, 'went on after (ms)': Math.round(slowest) },
    faults,
  };
}

/** Another user of the same server writes until its log has no room and the server dies of it. */
async function exhaustLog(server: TestPostgres): Promise<void> {
  const sql = "SELECT pg_logical_emit_message(false, 'prove', repeat('x', 1000000))::text";
  try {
    for (;;) await askPostgres(server.url('postgres'), sql);
  } catch {
    // That was the end of it.
  }
}
