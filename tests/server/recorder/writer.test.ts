import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../lib/server/db/connection/client.ts';
import { counterStore } from '../../../lib/server/db/counters.ts';
import type { Batch, NewReading } from '../../../lib/server/db/history/batch.ts';
import { type HistoryStore, historyStore } from '../../../lib/server/db/history.ts';
import { createLog } from '../../../lib/server/log.ts';
import { createWriter } from '../../../lib/server/recorder/writer.ts';
import { aDevice, aSensor, type TestDatabase, testDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let history: HistoryStore;
const log = createLog('test', 'silent');
const never = new AbortController().signal;
const fail = (error: unknown): never => {
  throw error;
};
const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };
const cursor = { name: 'c', epoch: 'e', seq: 7, base: 0 };

beforeEach(async () => {
  database = await testDatabase();
  history = historyStore(database.db);
  await history.append({ now: 1, devices: [aDevice('d')], entities: [aSensor('sensor.a', 'd')] });
});
afterEach(() => database.stop());

const reading = (entityId: string, seq: number): NewReading => {
  return { entityId, property: 'value', at: seq, seq, value: seq };
};

test('what the database refuses is quarantined and counted, the rest is stored', async () => {
  const write = createWriter(history, log, never, fail);
  const rows = [1, 2, 3, 4, 5].map((seq) => reading(seq === 3 ? 'sensor.nobody' : 'sensor.a', seq));
  await write({ now: 1, rows, cursor });
  const { readings } = await history.raw('sensor.a', 'value', ALWAYS);
  expect(readings.map(({ value }) => value)).toEqual([1, 2, 4, 5]);
  expect(await history.cursor('c')).toEqual(cursor);
  expect(await counterStore(database.db).all()).toMatchObject([{ name: 'quarantined', count: 1 }]);
});

test('what is good of a refused batch is stored with the cursor, in one', async () => {
  const appended: Batch[] = [];
  const watched: HistoryStore = {
    ...history,
    async append(batch) {
      await history.append(batch);
      appended.push(batch);
    },
  };
  const write = createWriter(watched, log, never, fail);
  const entities = [aSensor('sensor.new', 'd'), aSensor('sensor.lost', 'no device')];
  const rows = [reading('sensor.new', 1), reading('sensor.lost', 2), reading('sensor.a', 3)];
  await write({ now: 1, devices: [], entities, rows, cursor, ordersDone: [99] });
  expect(appended).toHaveLength(1);
  expect(appended[0]).toMatchObject({ cursor, ordersDone: [99] });
  expect((await history.raw('sensor.new', 'value', ALWAYS)).readings).toHaveLength(1);
  expect((await history.raw('sensor.a', 'value', ALWAYS)).readings).toHaveLength(1);
  expect(await counterStore(database.db).all()).toMatchObject([{ name: 'quarantined', count: 2 }]);
});

test('a full disk is waited for, and nothing is lost or doubled', async () => {
  let failures = 2;
  const full: HistoryStore = {
    ...history,
    append(batch) {
      if (failures-- > 0) throw Object.assign(new Error('disk is full'), { code: 'SQLITE_FULL' });
      return history.append(batch);
    },
  };
  const write = createWriter(full, log, never, fail);
  await write({ now: 1, rows: [reading('sensor.a', 1)], cursor });
  expect((await history.raw('sensor.a', 'value', ALWAYS)).readings).toHaveLength(1);
  expect((await counterStore(database.db).all()).length).toBe(0);
});

test('a disk that fails to keep what it was given ends the recorder', async () => {
  const failing: HistoryStore = {
    ...history,
    async append() {
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' });
    },
  };
  const write = createWriter(failing, log, never, () => {
    throw new Error('the end');
  });
  await expect(write({ now: 1, rows: [reading('sensor.a', 1)], cursor })).rejects.toThrow(
    'the end',
  );
});

test('a database that another process holds is waited for', async () => {
  const other = await openDatabase({ DATABASE_URL: database.url });
  const write = createWriter(history, log, never, fail);
  let written: Promise<void> | undefined;
  await other.transaction(async (statements) => {
    await statements.counter.create({ data: { name: 'x', count: 1n, lastAt: 1n } });
    written = write({ now: 1, rows: [reading('sensor.a', 1)], cursor });
    await delay(300);
  });
  await written;
  expect((await history.raw('sensor.a', 'value', ALWAYS)).readings).toHaveLength(1);
  await other.close();
});
