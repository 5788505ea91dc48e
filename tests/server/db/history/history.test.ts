import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Value } from '../../../../lib/domain/entity/entity.ts';
import type { NewReading } from '../../../../lib/server/db/history/batch.ts';
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
const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };

describe.each(PROVIDERS)('the history in %s', (provider) => {
  let database: TestDatabase;
  let history: HistoryStore;
  let entities = 0;

  beforeAll(async () => {
    database = await testDatabase(provider);
    history = historyStore(database.db);
  });
  afterAll(() => database.stop());

  /** A new entity, and its readings at [ms after T0, value]. */
  async function record(readings: readonly (readonly [number, Value])[], property = 'value') {
    const entityId = `sensor.s${++entities}`;
    const rows = readings.map(([ms, value], i): NewReading => {
      return { entityId, property, at: T0 + ms, seq: i + 1, value };
    });
    await history.append({
      now: T0,
      devices: [aDevice('d')],
      entities: [aSensor(entityId, 'd')],
      rows,
    });
    return entityId;
  }

  const valuesOf = async (entityId: string) =>
    (await history.raw(entityId, 'value', ALWAYS)).readings.map(({ value }) => value);

  describe('what is stored comes back', () => {
    test('numbers to the last bit', async () => {
      const numbers = [0, -0.1, 21.4, 1e-300, 1.7976931348623157e308, 0.1 + 0.2, 2 ** 53, -1];
      const id = await record(numbers.map((n, i) => [i, n]));
      expect(await valuesOf(id)).toEqual(numbers);
    });

    test('whatever number a device sends', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
            minLength: 1,
            maxLength: 50,
          }),
          async (numbers) => {
            const id = await record(numbers.map((n, i) => [i, n]));
            expect(await valuesOf(id)).toEqual(numbers.map((n) => (Object.is(n, -0) ? 0 : n)));
          },
        ),
        { numRuns: 20 },
      );
    });

    test('on and off, texts, colours and unknowns', async () => {
      for (const values of [
        [true, false, null, true],
        ['heat', 'off', 'heat', '', 'a"b\\c\u0000d', '\ud800'],
        [[120, 100], [0.5, 1], null],
        [null, null],
        [null, true],
      ] as Value[][]) {
        const id = await record(values.map((value, i) => [i, value]));
        expect(await valuesOf(id)).toEqual(values);
      }
    });

    test('a value of another type than the series has', async () => {
      const values: Value[] = [21.5, 'error', true, null, [1, 2], '21.5', 22];
      const id = await record(values.map((value, i) => [i, value]));
      expect(await valuesOf(id)).toEqual(values);
    });

    test('a batch whose commit was not heard of is stored once', async () => {
      const id = await record([[0, 1]]);
      const cursor = { name: `unheard ${id}`, epoch: 'e', base: 0 };
      const batch = (seq: number) => ({
        now: T0,
        cursor: { ...cursor, seq },
        rows: [{ entityId: id, property: 'value', at: T0 + seq, seq, value: seq }],
      });
      await history.append(batch(2));
      const { driver } = database.db;
      const way = provider === 'sqlite' ? 'run' : 'write';
      const commit = driver[way] as (what: unknown) => Promise<unknown>;
      const spy = vi.spyOn(driver, way).mockImplementationOnce(async (what: unknown) => {
        await commit(what);
        throw new Error('the connection broke');
      });
      await expect(history.append(batch(3))).rejects.toThrow('broke');
      spy.mockRestore();
      await history.append(batch(3));
      await history.append(batch(4));
      expect(await valuesOf(id)).toEqual([1, 2, 3, 4]);
    });

    test('a message that names a property twice means its last word', async () => {
      const id = await record([[0, 1]]);
      const row = { entityId: id, property: 'value', at: T0 + 5, seq: 9 };
      const rows = [2, 3].map((value) => ({ ...row, value }));
      await history.append({ now: T0, rows });
      expect(await valuesOf(id)).toEqual([1, 3]);
    });

    test('readings of the same millisecond keep the order of their arrival', async () => {
      const id = await record([
        [5, 1],
        [5, 3],
        [5, 2],
      ]);
      expect(await valuesOf(id)).toEqual([1, 3, 2]);
    });
  });

  describe('a batch is all or nothing', () => {
    test('a row that cannot be stored keeps the cursor where it was', async () => {
      const cursor = { name: 'test', epoch: 'e', base: 0 };
      await history.append({ now: T0, cursor: { ...cursor, seq: 1 } });
      const orphan = {
        entityId: 'sensor.nobody',
        property: 'value',
        at: T0,
        seq: 2,
        value: 'new text',
      };
      await expect(
        history.append({ now: T0, rows: [orphan], cursor: { ...cursor, seq: 2 } }),
      ).rejects.toThrow();
      expect((await history.cursor('test'))?.seq).toBe(1);
      // And nothing of it is remembered either.
      const id = await record([[0, 'new text']]);
      expect(await valuesOf(id)).toEqual(['new text']);
    });
  });

  describe('reading', () => {
    test('pages join without a hole or a repetition', async () => {
      const id = await record(Array.from({ length: 25 }, (_, i) => [Math.floor(i / 3), i]));
      const seen: Value[] = [];
      let after = null;
      do {
        const page = await history.raw(id, 'value', ALWAYS, { after, limit: 4 });
        seen.push(...page.readings.map(({ value }) => value));
        after = page.next;
      } while (after !== null);
      expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => i));
    });

    test('the begin is in the range, the end is not', async () => {
      const id = await record([
        [0, 1],
        [10, 2],
        [20, 3],
      ]);
      const { readings } = await history.raw(id, 'value', { from: T0 + 10, to: T0 + 20 });
      expect(readings.map(({ value }) => value)).toEqual([2]);
    });

    test('what was in force before a moment', async () => {
      const id = await record([
        [0, 1],
        [10, 2],
      ]);
      expect((await history.held(id, 'value', T0 + 10))?.value).toBe(1);
      expect((await history.held(id, 'value', T0 + 11))?.value).toBe(2);
      expect(await history.held(id, 'value', T0)).toBeNull();
    });

    test('the home as it was at a moment', async () => {
      const id = await record([
        [0, 'heat'],
        [10, 'off'],
      ]);
      const at = async (ms: number) =>
        (await history.statesAt(T0 + ms)).find(({ entityId }) => entityId === id);
      expect(await at(9)).toMatchObject({ property: 'value', value: 'heat', at: T0 });
      expect(await at(10)).toMatchObject({ value: 'off' });
      expect(await at(-1)).toBeUndefined();
    });

    test('the newest value is the one that arrived last, even if its clock is behind', async () => {
      const id = await record([
        [HOUR, 1],
        [0, 2],
      ]);
      const newest = (await history.latest()).find(({ entityId }) => entityId === id);
      expect(newest).toMatchObject({ value: 2, at: T0 });
    });
  });

  describe('summaries', () => {
    const edges = (...hours: number[]) => hours.map((hour) => T0 + hour * HOUR);
    const NOW = T0 + 1000 * HOUR;

    test('are the same from hourly statistics and from readings', async () => {
      const readings: (readonly [number, Value])[] = [
        [0.5 * HOUR, 10],
        [0.75 * HOUR, null],
        [1.5 * HOUR, 20],
        [5 * HOUR, 30],
        [5.5 * HOUR, 12],
      ];
      const id = await record(readings);
      for (const cuts of [edges(0, 1, 2, 3, 6, 8), edges(0, 8), edges(0.25, 0.6, 1.7, 5.2, 8)]) {
        const before = await history.summaries(id, 'value', cuts, NOW);
        await history.fold({ now: NOW, all: true });
        expect(await history.summaries(id, 'value', cuts, NOW)).toEqual(before);
      }
      const [whole] = await history.summaries(id, 'value', edges(0, 8), NOW);
      // 15 min of 10, 45 min unknown, 3.5 h of 20, half an hour of 30, 2.5 h of 12
      expect(whole).toMatchObject({ count: 5, min: 10, max: 30, first: 10, last: 12 });
      expect(whole?.mean).toBeCloseTo((0.25 * 10 + 3.5 * 20 + 0.5 * 30 + 2.5 * 12) / 6.75, 9);
    });

    test('a late reading corrects its hour and the one that began with it', async () => {
      const id = await record([
        [0, 10],
        [2.5 * HOUR, 20],
      ]);
      await history.fold({ now: NOW, all: true });
      const late = { entityId: id, property: 'value', at: T0 + HOUR, seq: 99, value: 40 };
      await history.append({ now: T0, rows: [late] });
      await history.fold({ now: NOW, all: true });
      const buckets = await history.summaries(id, 'value', edges(0, 1, 2, 3), NOW);
      expect(buckets.map(({ mean }) => mean)).toEqual([10, 40, 30]);
    });

    test('nothing is held beyond now', async () => {
      const id = await record([[0, 10]]);
      const [bucket] = await history.summaries(id, 'value', edges(0, 2), T0 + HOUR);
      expect(bucket).toMatchObject({ mean: 10, count: 1 });
      const [later] = await history.summaries(id, 'value', edges(2, 3), T0 + HOUR);
      expect(later).toMatchObject({ mean: null, min: null, count: 0 });
    });

    test('of on and off, the mean is the share of the time it was on', async () => {
      const id = await record([
        [0, true],
        [HOUR, false],
      ]);
      const [bucket] = await history.summaries(id, 'value', edges(0, 4), NOW);
      expect(bucket).toMatchObject({ mean: 0.25, min: 0, max: 1, first: true, last: false });
    });

    test('of texts, the first and the last', async () => {
      const id = await record([
        [0, 'off'],
        [HOUR, 'heat'],
      ]);
      await history.fold({ now: NOW, all: true });
      const [bucket] = await history.summaries(id, 'value', edges(0, 4), NOW);
      expect(bucket).toMatchObject({ count: 2, mean: null, first: 'off', last: 'heat' });
    });

    test('an unknown series has empty buckets', async () => {
      expect(await history.summaries('sensor.none', 'value', edges(0, 1), NOW)).toMatchObject([
        { count: 0, mean: null, first: null },
      ]);
    });

    test('whatever the readings and edges, hours and readings agree', async () => {
      const reading = fc.tuple(
        fc.integer({ min: 0, max: 30 * HOUR }),
        fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(null)),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(reading, { minLength: 1, maxLength: 40 }),
          fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { minLength: 2, maxLength: 8 }),
          async (readings, quarters) => {
            const id = await record(readings);
            const cuts = edges(...quarters.sort((a, b) => a - b).map((quarter) => quarter / 4));
            const before = await history.summaries(id, 'value', cuts, NOW);
            await history.fold({ now: NOW, all: true });
            const after = await history.summaries(id, 'value', cuts, NOW);
            after.forEach((bucket, i) => {
              const { mean, ...rest } = bucket;
              const { mean: meanBefore, ...restBefore } = before[i]!;
              expect(rest).toEqual(restBefore);
              if (mean === null || meanBefore === null) expect(mean).toBe(meanBefore);
              else expect(mean).toBeCloseTo(meanBefore, 8);
            });
          },
        ),
        { numRuns: 40 },
      );
    });
  });
});
