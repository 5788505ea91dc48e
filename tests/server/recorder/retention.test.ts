import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Policy } from '../../../lib/domain/history/retention.ts';
import { historyStore } from '../../../lib/server/db/history.ts';
import { type RetentionStore, retentionStore } from '../../../lib/server/db/retention.ts';
import { storageReader } from '../../../lib/server/db/storage.ts';
import { createLog } from '../../../lib/server/log.ts';
import { keepRetention, type Thinner } from '../../../lib/server/recorder/retention.ts';
import type { Running } from '../../../lib/server/role.ts';
import {
  aDevice,
  aSensor,
  PROVIDERS,
  type TestDatabase,
  testDatabase,
} from '../../support/test-database.ts';
import { until } from '../../support/until.ts';

const DAY = 86_400_000;
const log = createLog('test', 'silent');
const days = (rawDays: number | null, summaryDays: number | null = null): Policy => ({
  rawDays,
  summaryDays,
});

let database: TestDatabase;
let retention: RetentionStore;
let running: Running | null;
let now: number;
let ticks: number;

/** Series that began so many days ago; what is asked of them is written down. */
function shelf(ages: Readonly<Record<string, number>>) {
  const asked: string[] = [];
  let meanwhile = async () => {};
  const history: Thinner = {
    storage: async () =>
      Object.entries(ages).map(([entityId, age]) => ({
        entityId,
        property: 'value',
        readings: 1_000,
        bytes: 2_000,
        from: now - age * DAY,
        to: now,
      })),
    async thin(target, before, keep) {
      const entityId = 'entityId' in target ? target.entityId : '';
      asked.push(`${entityId} ${(now - before) / DAY} ${keep}`);
      await meanwhile();
      return { readings: 10, bytes: 20 };
    },
    release: async () => 0,
  };
  return {
    asked,
    history,
    during: (work: () => Promise<void>) => {
      meanwhile = work;
    },
  };
}

const start = (history: Thinner): void => {
  running = keepRetention({
    retention,
    history,
    log,
    now: () => now,
    monotonic: () => ticks,
    lookMs: 5,
  });
};
const applied = async () => (await retention.all()).every(({ appliedAt }) => appliedAt !== null);
/** A few looks have passed. */
const looks = () => new Promise((resolve) => setTimeout(resolve, 60));

beforeEach(async () => {
  database = await testDatabase();
  retention = retentionStore(database.db);
  running = null;
  now = 1_000 * DAY;
  ticks = 0;
  await historyStore(database.db).append({
    now,
    devices: [aDevice('d')],
    entities: [aSensor('sensor.a', 'd'), { ...aSensor('light.b', 'd'), kind: 'light' }],
  });
});
afterEach(async () => {
  await running?.stop();
  await database.stop();
});

test('nothing is dropped where no policy is stored', async () => {
  const { asked, history } = shelf({ 'sensor.a': 900, 'light.b': 900 });
  start(history);
  await looks();
  expect(asked).toEqual([]);
});

test('a policy is carried out at once, for those it is about, and counted', async () => {
  const { asked, history } = shelf({ 'sensor.a': 900, 'light.b': 900 });
  start(history);
  await retention.put('class:sensor', days(30, 365), now);
  await until(applied);
  expect(asked).toEqual(['sensor.a 365 nothing', 'sensor.a 30 hours']);
  expect(await retention.all()).toMatchObject([{ dropped: 20, appliedAt: now }]);
});

test('the most specific policy decides, and what is young enough is left alone', async () => {
  const { asked, history } = shelf({ 'sensor.a': 900, 'light.b': 20 });
  await retention.put('home', days(30), now);
  await retention.put('entity:sensor.a', days(null), now);
  start(history);
  await until(applied);
  expect(asked).toEqual([]);
});

test('it is done again once a day, and after a policy was taken back', async () => {
  const { asked, history } = shelf({ 'sensor.a': 900 });
  await retention.put('home', days(30), now);
  await retention.put('entity:sensor.a', days(null), now);
  start(history);
  await until(applied);
  await looks();
  expect(asked).toEqual([]);
  await retention.remove('entity:sensor.a');
  await until(applied);
  expect(asked).toEqual(['sensor.a 30 hours']);
  now += DAY;
  ticks += DAY;
  await until(() => asked.length === 2);
});

test('whoever takes a policy back while it is carried out keeps the rest', async () => {
  const { asked, history, during } = shelf({ 'sensor.a': 900, 'light.b': 900 });
  during(async () => {
    await retention.remove('home');
  });
  await retention.put('home', days(30), now);
  start(history);
  await until(() => asked.length === 1);
  await looks();
  expect(asked).toHaveLength(1);
});

test('a clock that was just set decides nothing', async () => {
  const { asked, history } = shelf({ 'sensor.a': 10 });
  start(history);
  await looks();
  now += 40 * DAY;
  await looks();
  await retention.put('home', days(30), now);
  await looks();
  expect(asked).toEqual([]);
  // An hour later it may be believed.
  now += DAY / 24;
  ticks += DAY / 24;
  await retention.put('home', days(5), now);
  await until(() => asked.length === 1);
});

test('a store that fails is asked again later, and the recorder goes on', async () => {
  const { asked, history, during } = shelf({ 'sensor.a': 900 });
  let failures = 1;
  during(async () => {
    if (failures-- > 0) throw new Error('disk full');
  });
  await retention.put('home', days(30), now);
  start(history);
  await until(() => asked.length === 1);
  await looks();
  expect(await applied()).toBe(false);
  ticks += 120_000;
  now += 120_000;
  await until(applied);
});

test.each(PROVIDERS)('a real store (%s) loses what is too old, and no more', async (provider) => {
  const own = await testDatabase(provider);
  try {
    const history = historyStore(own.db);
    retention = retentionStore(own.db);
    const past = history.import(0);
    const rows = Array.from({ length: 100 }, (_, i) => ({
      entityId: 'sensor.a',
      property: 'value',
      at: now - (100 - i) * DAY,
      value: i,
    }));
    await past.add({ now, devices: [aDevice('d')], entities: [aSensor('sensor.a', 'd')], rows });
    await past.end();
    start(history);
    await retention.put('home', days(30), now);
    await until(applied);
    const { readings } = await history.raw('sensor.a', 'value', { from: 0, to: now });
    expect(readings.map(({ value }) => value)).toEqual(rows.slice(70).map(({ value }) => value));
    expect(await retention.all()).toMatchObject([{ dropped: 70 }]);
    // Their hours still answer.
    const edges = rows.map(({ at }) => at - DAY / 2);
    const buckets = await history.summaries('sensor.a', 'value', edges, now);
    expect(buckets.map(({ max, count }) => [max, count])).toEqual(
      rows.slice(0, -1).map(({ value }) => [value, 1]),
    );
    const storage = storageReader(own.db, history, { DATABASE_URL: own.url });
    const [series] = await storage.series();
    expect(series).toMatchObject({ entityId: 'sensor.a', readings: 30, unpacked: 0 });
    const count = (parts: readonly { count: number }[]) =>
      parts.reduce((sum, part) => sum + part.count, 0);
    expect([count(series!.stretches), count(series!.statistics)]).toEqual([30, 70]);
    expect((await storage.disk()).bytes).toBeGreaterThan(4_096);
    await running?.stop();
  } finally {
    await own.stop();
  }
});
