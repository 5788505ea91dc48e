import path from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { stall } from '../../../prove/database-stall.ts';
import { fill } from '../../../prove/disk-full.ts';
import { killRounds } from '../../../prove/kill-broker.ts';
import { deliverLate } from '../../../prove/offline-queue.ts';
import { type Setting, startSetting, withSetting } from '../../../prove/setting.ts';
import { freezeOne } from '../../../prove/slow-client.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';
import { expectHolds } from './expect-holds.ts';

// The short forms of what `npm run prove` does at length.
const seed = Math.floor(Math.random() * 1_000_000);
/** Enough for a busy machine; the proofs themselves hold what is promised. */
const BUSY_MS = 30_000;

describe('one home with the built-in broker', () => {
  let setting: Setting;
  beforeAll(async () => {
    setting = await startSetting();
  });
  afterAll(() => setting?.stop());

  test('the broker is killed under load: nothing acknowledged is lost, doubled or reordered', async () => {
    expectHolds(await killRounds(setting, seed, 3), seed);
  });

  test('what a client missed comes in order when it is back, whatever was killed meanwhile', async () => {
    expectHolds(await deliverLate(setting, 4_000), seed);
  });

  test('a client that stops reading delays nobody', async () => {
    // Far above what a busy machine adds, far below what waiting for the frozen one would.
    const mostMs = (unfrozenMs: number) => Math.max(2_000, 2 * unfrozenMs);
    expectHolds((await freezeOne(setting, 4, mostMs)).finding, seed);
  });

  test('a database that takes nothing for a while is felt by nobody else', async () => {
    // Far below what a busy machine takes away, far above the none of those who wait for the database.
    expectHolds(await stall(setting, 'embedded', 3, 0.1), seed);
  });
});

test('on a full disk nothing is acknowledged that is not kept, and space alone mends it', async (context) => {
  const disk = mountSmallDisk(24);
  if (disk === null) return context.skip('no tmpfs can be mounted here');
  const env = { DATA_DIR: path.join(disk.folder, 'data') };
  try {
    await withSetting({ env }, async (setting) =>
      expectHolds(await fill(setting, disk.folder, 1, BUSY_MS), seed),
    );
  } finally {
    disk.unmount();
  }
});
