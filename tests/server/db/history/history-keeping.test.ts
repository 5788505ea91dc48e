import { setImmediate as breathe } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Value } from '../../../../lib/domain/entity/entity.ts';
import { type Database, openDatabase } from '../../../../lib/server/db/connection/client.ts';
import type { Runner } from '../../../../lib/server/db/connection/driver.ts';
import { type HistoryStore, historyStore } from '../../../../lib/server/db/history.ts';
import {
  aDevice,
  aSensor,
  PROVIDERS,
  type TestDatabase,
  testDatabase,
} from '../../../support/test-database.ts';

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 2, 1);
const ALWAYS = { from: -8.64e15, to: 8.64e15 };
const NOW = T0 + 1_000 * HOUR;
const ALL = { now: NOW, all: true };

describe.each(PROVIDERS)('keeping a history in %s', (provider) => {
  let database: TestDatabase;
  let history: HistoryStore;
  /** The same database as another process sees it. */
  let other: Database;
  let made = 0;
  let seq = 0;

  beforeAll(async () => {
    database = await testDatabase(provider);
    history = historyStore(database.db);
    other = await openDatabase({ DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await other.close();
    await database.stop();
  });

  async function sensor(): Promise<string> {
    const id = `sensor.k${++made}`;
    await history.append({ now: T0, devices: [aDevice('d')], entities: [aSensor(id, 'd')] });
    return id;
  }

  const rowsOf = (entityId: string, readings: readonly (readonly [number, Value])[]) =>
    readings.map(([ms, value]) => ({
      entityId,
      property: 'value',
      at: T0 + ms,
      seq: ++seq,
      value,
    }));
  const append = (id: string, readings: readonly (readonly [number, Value])[]) =>
    history.append({ now: T0, rows: rowsOf(id, readings) });

  const regular = (count: number, stepMs: number, from = 0) =>
    Array.from({ length: count }, (_, i) => [from + i * stepMs, i % 50] as const);

  const valuesOf = async (id: string, store = historyStore(other)) =>
    (await store.raw(id, 'value', ALWAYS, { limit: 1e6 })).readings.map(({ value }) => value);

  const perHour = async (id: string, hours: number) =>
    history.summaries(
      id,
      'value',
      Array.from({ length: hours + 1 }, (_, i) => T0 + i * HOUR),
      NOW,
    );

  test('a fold that breaks off has moved nothing', async () => {
    const id = await sensor();
    const readings = regular(5_000, 1_000);
    await append(id, readings);
    const { driver } = database.db;
    const write = driver.write;
    for (let broken = 1; broken < 6; broken++) {
      let left = broken;
      const spy = vi.spyOn(driver, 'write').mockImplementationOnce((work) =>
        write((runner: Runner) =>
          work({
            query: runner.query,
            run: async (statement) => {
              if (--left === 0) throw new Error('the power went');
              return runner.run(statement);
            },
          }),
        ),
      );
      await expect(history.fold(ALL)).rejects.toThrow('power');
      spy.mockRestore();
      expect(await valuesOf(id)).toHaveLength(5_000);
    }
    expect((await history.fold(ALL)).readings).toBeGreaterThanOrEqual(5_000);
    expect(await valuesOf(id)).toEqual(readings.map(([, value]) => value));
  });

  test('two that fold at once, while readings come in, lose and double nothing', async () => {
    const id = await sensor();
    const wanted: number[] = [];
    let done = false;
    const folding = [historyStore(database.db), historyStore(other)].map(async (store) => {
      while (!done) {
        await store.fold(ALL);
        await breathe();
      }
    });
    try {
      for (let i = 0; i < 40; i++) {
        wanted.push(2 * i, 2 * i + 1);
        await append(id, [
          [2 * i, 2 * i],
          [2 * i + 1, 2 * i + 1],
        ]);
        expect(await valuesOf(id, i % 2 === 0 ? history : historyStore(other))).toEqual(wanted);
      }
    } finally {
      done = true;
      await Promise.all(folding);
    }
    expect(await valuesOf(id)).toEqual(wanted);
  });

  test('as many readings as you like share a moment', async () => {
    const id = await sensor();
    const readings = Array.from({ length: 100_000 }, (_, i) => [5, i] as const);
    await append(id, [[0, -1]]);
    await append(id, readings);
    await history.fold(ALL);
    await append(id, [[5, -2]]);
    await history.fold(ALL);
    const values = await valuesOf(id);
    expect(values).toHaveLength(100_002);
    expect([values[0], values[1], values[100_000], values[100_001]]).toEqual([-1, 0, 99_999, -2]);
  });

  test('a cursor and the deliveries outlive folds; what is forgotten stays so', async () => {
    const cursor = { name: 'ext', epoch: 'e', base: 7, seq: 0 };
    const commit = (n: number) =>
      history.append({
        now: T0,
        cursor: { ...cursor, seq: n },
        deliveries: [{ packetId: n, hash: `bm8gaGFzaA==${n}`, seq: n }],
      });
    await commit(1);
    await history.fold(ALL);
    await commit(2);
    expect(await historyStore(other).cursor('ext')).toEqual({ ...cursor, seq: 2 });
    await history.fold(ALL);
    await history.fold(ALL);
    expect(await historyStore(other).cursor('ext')).toEqual({ ...cursor, seq: 2 });
    expect((await history.deliveries()).map(({ packetId }) => packetId).sort()).toEqual([1, 2]);
    await commit(3);
    await history.forgetDeliveries('ext');
    await history.fold(ALL);
    expect(await history.deliveries()).toEqual([]);
  });

  test('rows of the first version are adopted, once and in order', async () => {
    const id = await sensor();
    await append(id, [[0, 1]]);
    await history.fold(ALL);
    const { id: series } = await database.db.prisma.series.findFirstOrThrow({
      where: { entityId: id },
    });
    await database.db.prisma.reading.createMany({
      data: [
        { seriesId: series, at: BigInt(T0 - 5), seq: 1n, value: 7 },
        { seriesId: series, at: BigInt(T0 - 5), seq: 2n, value: 8 },
        { seriesId: series, at: BigInt(T0 - 1), seq: 3n, value: null },
      ],
    });
    expect(await history.adoptRows()).toBe(3);
    expect(await history.adoptRows()).toBe(0);
    expect(await valuesOf(id)).toEqual([7, 8, null, 1]);
    expect((await history.latest()).find(({ entityId }) => entityId === id)?.value).toBe(1);
  });

  test.each([false, true])(
    'an entity goes on with the history of another (folded: %s)',
    async (folded) => {
      const [old, successor] = [await sensor(), await sensor()];
      const [before, after] = [regular(5_000, 1_000), regular(4_500, 1_000, 4_000_500)];
      await append(old, before);
      await append(successor, after);
      if (folded) await history.fold(ALL);
      await append(successor, [[9_000_000, 77]]);
      await history.append({
        now: NOW,
        rows: rowsOf(successor, [[9_000_001, 78]]),
        successions: [{ old, new: successor, identity: `i${made}` }],
      });
      await append(old, [[9_000_002, 79]]);
      const wanted = [...before, ...after].sort((a, b) => a[0] - b[0]).map(([, value]) => value);
      for (const store of [history, historyStore(other)])
        expect(await valuesOf(old, store)).toEqual([...wanted, 77, 78, 79]);
      await history.fold(ALL);
      expect(await valuesOf(old)).toEqual([...wanted, 77, 78, 79]);
      expect(await valuesOf(successor)).toEqual([]);
      expect((await history.latest()).find(({ entityId }) => entityId === old)?.value).toBe(79);
    },
  );

  test.each([10_000, 500_000])(
    'thinned, its hours stay as they were (one in %s ms)',
    async (stepMs) => {
      const id = await sensor();
      const count = Math.floor((60 * HOUR) / stepMs);
      for (const part of [regular(count, stepMs, 1_234)]) await append(id, part);
      await history.fold(ALL);
      const whole = await perHour(id, 62);
      for (const hours of [7.3, 20, 41]) {
        const dropped = await history.thin(
          { entityId: id, property: 'value' },
          T0 + hours * HOUR,
          'hours',
        );
        expect(dropped.readings).toBeGreaterThan(0);
        (await perHour(id, 62)).forEach(({ mean, ...rest }, i) => {
          const { mean: wanted, ...wantedRest } = whole[i]!;
          expect(rest).toEqual(wantedRest);
          if (wanted === null) expect(mean).toBeNull();
          else expect(mean).toBeCloseTo(wanted, 6);
        });
      }
      const left = (await historyStore(other).raw(id, 'value', ALWAYS, { limit: 1e6 })).readings;
      expect(left[0]?.at).toBeGreaterThanOrEqual(T0 + 41 * HOUR);
      expect(left[0]!.at - (T0 + 41 * HOUR)).toBeLessThanOrEqual(stepMs);
      // A late reading of that time is counted, and its lowest and highest know it.
      await append(id, [[3 * HOUR, 1_000]]);
      await history.fold(ALL);
      expect((await perHour(id, 62))[3]).toMatchObject({ max: 1_000, count: whole[3]!.count + 1 });

      await history.thin({ entityId: id, property: 'value' }, T0 + 30 * HOUR, 'nothing');
      const rest = await perHour(id, 62);
      expect(rest.slice(0, 30).every((bucket) => bucket.count === 0)).toBe(true);
      expect(rest.slice(31).map((bucket) => bucket.count)).toEqual(
        whole.slice(31).map((bucket) => bucket.count),
      );
    },
  );

  test('what is stored is told, with its size', async () => {
    const id = await sensor();
    await append(id, regular(5_000, 1_000));
    await history.fold(ALL);
    await append(id, [[9_000_000, 1]]);
    const own = (await history.storage()).find(({ entityId }) => entityId === id);
    expect(own).toMatchObject({ readings: 5_001, from: T0, to: T0 + 9_000_000 });
    expect(own?.bytes).toBeGreaterThan(100);
    expect(own?.bytes).toBeLessThan(20_000);
    const totals = await history.storageTotals();
    expect(totals.tailReadings).toBe(1);
    expect(totals.readings).toBeGreaterThan(5_000);
    expect(totals.bytes).toBeGreaterThan(50_000);
  });
});
