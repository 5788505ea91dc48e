import { writeFileSync } from 'node:fs';
import { rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../../../lib/server/db/connection/client.ts';
import { counterStore } from '../../../lib/server/db/counters.ts';
import { NOT_PACKED } from '../../../lib/server/db/history/chunks/fold.ts';
import { historyStore } from '../../../lib/server/db/history.ts';
import { createLog } from '../../../lib/server/log.ts';
import { keepFolded } from '../../../lib/server/recorder/upkeep.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';
import { aDevice, aSensor } from '../../support/test-database.ts';
import { until } from '../../support/until.ts';

const log = createLog('test', 'silent');
const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };
/** Too many to be packed into the room that is left. */
const MANY = 40_000;
const BATCH = 5_000;

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const disk = mountSmallDisk(12);

test.skipIf(disk === null)(
  'on a full disk readings go on coming in unpacked; it is counted, and made up for',
  async () => {
    endings.push(() => disk!.unmount());
    const db = await openDatabase({
      DATABASE_URL: `file:${path.join(disk!.folder, 'inglenook.db')}`,
    });
    endings.push(() => db.close());
    const history = historyStore(db);
    await history.append({ now: 1, devices: [aDevice('d')], entities: [aSensor('sensor.a', 'd')] });
    let seq = 0;
    const say = (many: number) => {
      const rows = Array.from({ length: many }, () => ({
        ...{ entityId: 'sensor.a', property: 'value' },
        ...{ at: 1_000 * ++seq, seq, value: Math.random() },
      }));
      return history.append({ now: Date.now(), rows });
    };
    while (seq < MANY) await say(BATCH);
    const ballast = path.join(disk!.folder, 'ballast');
    const { bavail, bsize } = await statfs(disk!.folder);
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 100_000)));

    const onDiskFailure = vi.fn();
    const eager: typeof history = {
      ...history,
      fold: ({ now }) => history.fold({ now, all: true }),
    };
    const folding = keepFolded({
      ...{ history: eager, log, onDiskFailure, lookMs: 20, pauseMs: 200 },
    });
    endings.push(() => folding.stop());
    const failed = async () =>
      (await counterStore(db).all()).find(({ name }) => name === NOT_PACKED);
    expect(await until(failed)).toMatchObject({ detail: expect.stringMatching(/full|I\/O/i) });
    await say(1);
    expect(await history.count('sensor.a', 'value', ALWAYS, MANY + 1)).toBe(MANY + 1);

    await rm(ballast);
    await until(async () => (await history.storageTotals()).tailReadings === 0);
    expect(await history.count('sensor.a', 'value', ALWAYS, MANY + 1)).toBe(MANY + 1);
    expect(onDiskFailure).not.toHaveBeenCalled();
  },
);

test('a disk that fails to keep what a fold has written is the end', async () => {
  const onDiskFailure = vi.fn();
  const history = {
    fold: () =>
      Promise.reject(Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' })),
    addCounts: vi.fn(),
  };
  const folding = keepFolded({ history, log, onDiskFailure, lookMs: 5 });
  endings.push(() => folding.stop());
  await until(() => onDiskFailure.mock.calls.length > 0);
  expect(history.addCounts).not.toHaveBeenCalled();
});
