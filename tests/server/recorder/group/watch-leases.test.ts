import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HistoryStore, historyStore } from '../../../../lib/server/db/history.ts';
import { createLog } from '../../../../lib/server/log.ts';
import {
  type LeaseWatch,
  watchLeases,
} from '../../../../lib/server/recorder/group/watch-leases.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { until } from '../../../support/until.ts';

let database: TestDatabase;
let history: HistoryStore;
const watches: LeaseWatch[] = [];
beforeEach(async () => {
  database = await testDatabase();
  history = historyStore(database.db);
});
afterEach(async () => {
  await Promise.all(watches.splice(0).map((watch) => watch.stop()));
  await database.stop();
});

async function member(id: string) {
  const own = await history.takeLease(`share/g/${id}`, 1);
  const [taken, lost]: [string[], string[]] = [[], []];
  const watch = watchLeases({
    ...{
      history,
      prefix: 'share/g/',
      lead: 'lead/g',
      own,
      log: createLog('test', 'silent'),
      beatMs: 50,
    },
    taken: ({ name }) => taken.push(name),
    lost: (name) => lost.push(name),
  });
  watches.push(watch);
  return { taken, lost, watch };
}

test('one leads, and all keep their own', async () => {
  const [a, b] = [await member('a'), await member('b')];
  await until(() => a.taken.length + b.taken.length > 0);
  // A few times as long as it takes for a lease to lapse.
  const first = (await history.leases('share/g/a'))[0]!.beat;
  await until(async () => (await history.leases('share/g/a'))[0]!.beat > first + 12);
  expect([...a.taken, ...b.taken]).toEqual(['lead/g']);
  expect([...a.lost, ...b.lost]).toEqual([]);
});

test('what one held that is gone is taken over, and goes back when it returns', async () => {
  const [a, b] = [await member('a'), await member('b')];
  await until(() => a.taken.length + b.taken.length > 0);
  await a.watch.stop();
  await until(() => b.taken.includes('share/g/a') && b.taken.includes('lead/g'));
  const back = await member('a');
  await until(() => b.lost.includes('share/g/a'));
  expect(back.taken).toEqual([]);
});
