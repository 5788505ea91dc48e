import { afterEach, beforeEach, expect, test } from 'vitest';
import { historyStore } from '../../../lib/server/db/history.ts';
import { runStore } from '../../../lib/server/db/runs.ts';
import { type TestDatabase, testDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.stop());

const stores = (now: number) =>
  historyStore(database.db).append({ now, cursor: { name: 'c', epoch: 'e', seq: now, base: 0 } });

test('a recorder that stores is alive without a heartbeat', async () => {
  const runs = runStore(database.db);
  await runs.begin(1_000);
  await stores(90_000);
  expect(await runs.newest()).toMatchObject({ aliveAt: 90_000, endedAt: null });
  expect((await runs.recent(5))[0]).toMatchObject({ aliveAt: 90_000 });
  expect(await runs.spans({ from: 80_000, to: 100_000 }, 100_000)).toEqual([
    { from: 1_000, to: 100_000 },
  ]);
  expect(await runs.spans({ from: 80_000, to: 200_000 }, 200_000)).toEqual([
    { from: 1_000, to: 90_000 },
  ]);
});

test('a run that was killed lasted until it last stored, also once another follows it', async () => {
  const runs = runStore(database.db);
  await runs.begin(1_000);
  await stores(90_000);
  await runs.begin(300_000);
  await stores(310_000);
  expect(await runs.spans({ from: 0, to: 400_000 }, 400_000)).toEqual([
    { from: 0, to: 1_000 },
    { from: 1_000, to: 90_000 },
    { from: 300_000, to: 310_000 },
  ]);
});

test('what was stored before a run is no sign of its life', async () => {
  const runs = runStore(database.db);
  await stores(500);
  const id = await runs.begin(1_000);
  expect(await runs.newest()).toMatchObject({ aliveAt: 1_000 });
  await stores(2_000);
  await runs.end(id, 3_000);
  expect(await runs.newest()).toMatchObject({ aliveAt: 3_000, endedAt: 3_000 });
});
