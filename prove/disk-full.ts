import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fillDisk, mountSmallDisk } from '../tests/support/small-disk.ts';
import { until } from '../tests/support/until.ts';
import { accountOf, greatest } from './account.ts';
import type { Finding, Proof } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { type Setting, withSetting } from './setting.ts';

const TOPIC = 'sensors/disk/count';
const DISK_MB = 24;
/** So much is free when the load begins. */
const ROOM = 3 << 20;
const RESUME_MS = 5_000;
const ROUNDS = 3;
const LONG_ROUNDS = 10;

/** A disk without space, and then with some again. */
export const diskFull: Proof = {
  name: 'disk-full',
  promises: 'P6',
  about: `a data folder on a disk of ${DISK_MB} MB that is full, and has space again`,
  async *run({ database, rounds, long }) {
    const disk = mountSmallDisk(DISK_MB);
    if (disk === null) {
      yield { about: 'small disk', skipped: 'no tmpfs can be mounted here (needs root)' };
      return;
    }
    const env = { DATA_DIR: path.join(disk.folder, 'data') };
    try {
      yield await withSetting({ database, env }, (setting) =>
        fill(setting, disk.folder, rounds ?? (long ? LONG_ROUNDS : ROUNDS)),
      );
    } finally {
      disk.unmount();
    }
  },
};

/** `resumeMs`: how long after there is space again acknowledgements may take. */
export async function fill(
  setting: Setting,
  folder: string,
  rounds: number,
  resumeMs = RESUME_MS,
): Promise<Finding> {
  const { rest, connect, announce, stored } = setting;
  await announce(TOPIC);
  const id = (await rest.fedBy(TOPIC))!;
  const acked: number[] = [];
  const faults: string[] = [];
  let first = 1;
  let slowest = 0;
  for (let round = 0; round < rounds; round++) {
    const [sensor, camera] = [
      await connect(`prover-sensor-${round}`),
      await connect(`prover-camera-${round}`),
    ];
    const run = publishNumbers(sensor, { topic: TOPIC, qos: 1, first, perSecond: 200 });
    await until(() => run.acked.length > 100);
    await stored(TOPIC, run.acked.at(-1));
    const giveBack = fillDisk(folder, ROOM);
    const blobs = publishNumbers(camera, {
      ...{ topic: 'home/blob/bytes', qos: 1 as const, window: 4 },
      payload: () => randomBytes(20_000),
    });
    const full = await until(() => standsStill(() => run.acked.length), {
      ...{ withinMs: 60_000, what: 'a full disk' },
    }).catch(() => null);
    if (full === null) faults.push('the disk did not become full');
    const readable = await rest.readings(id).catch(() => []);
    if (readable.length === 0) faults.push('the history cannot be read while the disk is full');
    // What is under way waits for space; no more comes behind it.
    const cameraDone = blobs.stop();
    const stuck = run.acked.length;
    giveBack();
    const freed = performance.now();
    await until(() => run.acked.length > stuck, { withinMs: 60_000, everyMs: 10 }).catch(() => {});
    slowest = Math.max(slowest, performance.now() - freed);
    await Promise.all([cameraDone, run.stop()]);
    acked.push(...run.acked);
    first = run.next();
    await stored(TOPIC, greatest(acked));
    sensor.end(true);
    camera.end(true);
  }
  if (slowest > resumeMs) faults.push(`it took ${Math.round(slowest)} ms to go on`);
  return {
    about: `${rounds} times full`,
    account: accountOf(acked, await stored(TOPIC, greatest(acked))),
    figures: { 'went on after (ms)': Math.round(slowest) },
    faults,
  };
}

/** Whether a count has not moved for a second. */
async function standsStill(count: () => number): Promise<boolean> {
  const before = count();
  await delay(1_000);
  return count() === before;
}
