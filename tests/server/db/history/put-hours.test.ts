import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HistoryStore, historyStore } from '../../../../lib/server/db/history.ts';
import {
  aDevice,
  aSensor,
  PROVIDERS,
  type TestDatabase,
  testDatabase,
} from '../../../support/test-database.ts';

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 0, 1);
const SERIES = { entityId: 'sensor.a', property: 'value' };
const COUNT = 1_200;
const HOURS = Array.from({ length: COUNT }, (_, i) => ({
  ...{ ...SERIES, start: T0 + i * HOUR, min: i - 1, mean: i, max: i + 1 },
}));

describe.each(PROVIDERS)('hours without readings in %s', (provider) => {
  let database: TestDatabase;
  let history: HistoryStore;
  beforeAll(async () => {
    database = await testDatabase(provider);
    history = historyStore(database.db);
    await history.append({ now: 0, devices: [aDevice('d')], entities: [aSensor('sensor.a', 'd')] });
  });
  afterAll(() => database.stop());

  const bring = async (
    hours: typeof HOURS,
    values: readonly (readonly [number, number])[] = [],
  ) => {
    const past = history.import(0, { idempotent: true });
    const rows = values.map(([at, value]) => ({ ...SERIES, at: T0 + at, value }));
    await past.add({ now: 0, rows, hours });
    return past.end();
  };
  const told = async () => {
    const edges = Array.from({ length: COUNT + 1 }, (_, i) => T0 + i * HOUR);
    const buckets = await history.summaries('sensor.a', 'value', edges, edges.at(-1)!);
    return buckets.map(({ count, min, mean, max }) => [count, min, mean, max]);
  };
  const ALL = HOURS.map(({ min, mean, max }) => [1, min, mean, max]);

  test('are told as they came, in parts, twice, and as days', async () => {
    expect(await bring(HOURS.slice(300, 500))).toEqual({ stored: 200, known: 0 });
    expect(await bring(HOURS)).toEqual({ stored: 1_000, known: 200 });
    expect(await bring(HOURS)).toEqual({ stored: 0, known: COUNT });
    expect(await told()).toEqual(ALL);
    const [day] = await history.summaries(
      'sensor.a',
      'value',
      [T0, T0 + 24 * HOUR],
      T0 + 24 * HOUR,
    );
    expect(day).toMatchObject({ count: 24, min: -1, mean: 11.5, max: 24, first: 0, last: 23 });
    expect((await history.latest())[0]?.value).toBe(COUNT - 1);
  });

  test('give way to readings, and come back in no form', async () => {
    const at = (h: number) => h * HOUR + 60_000;
    const readings = [at(3), at(4), at(700), at(COUNT - 1)].map((ms) => [ms, 5_000] as const);
    expect(await bring([], readings)).toEqual({ stored: 4, known: 0 });
    expect(await bring(HOURS, readings)).toEqual({ stored: 0, known: COUNT + 4 });
    const { readings: kept } = await history.raw('sensor.a', 'value', { from: 0, to: 8e15 });
    expect(kept.map(({ at: when }) => when - T0)).toEqual(readings.map(([ms]) => ms));
    const hours = await told();
    for (const [h, hour] of hours.entries())
      if ([3, 4, 700, COUNT - 1].includes(h)) expect(hour[3]).toBe(5_000);
      else expect(hour).toEqual(ALL[h]);
  });
});
