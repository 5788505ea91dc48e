import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HistoryQuery } from '../../../../lib/api/history.ts';
import { DIALECTS } from '../../../../lib/domain/dialect/dialects.ts';
import { createHome } from '../../../../lib/domain/entity/create-home.ts';
import type { Value } from '../../../../lib/domain/entity/entity.ts';
import {
  RESOLUTIONS,
  type Resolution,
  WIDTH_MS,
} from '../../../../lib/domain/history/resolution.ts';
import { correctionStore } from '../../../../lib/server/db/corrections.ts';
import { type HistoryStore, historyStore } from '../../../../lib/server/db/history.ts';
import { runStore } from '../../../../lib/server/db/runs.ts';
import { createHistoryDesk } from '../../../../lib/server/web/history/history.ts';
import type { LiveHome } from '../../../../lib/server/web/mqtt/live-home.ts';
import { zoneOffset } from '../../../../lib/server/zone-offset.ts';
import {
  aDevice,
  aSensor,
  type TestDatabase,
  testDatabase,
} from '../../../support/test-database.ts';
import { calendarStart, isRound, type Told, truth } from './history-truth.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let database: TestDatabase;
let history: HistoryStore;
let made = 0;
let seq = 0;
const home = createHome(DIALECTS);

beforeAll(async () => {
  database = await testDatabase();
  history = historyStore(database.db, { onDamage: () => {} });
});
afterAll(() => database.stop());

/** A new sensor that reports regularly. */
async function sensor(): Promise<string> {
  const id = `sensor.t${++made}`;
  const entity = { ...aSensor(id, 'd'), stateClass: 'measurement' as const };
  home.restore({ devices: [aDevice('d')], entities: [entity], statuses: {} });
  await history.append({ now: 0, devices: [aDevice('d')], entities: [entity] });
  return id;
}

const store = (
  entityId: string,
  readings: readonly { at: number; value: Value }[],
  property = 'value',
) =>
  history.append({
    now: 0,
    rows: readings.map(({ at, value }) => ({ entityId, property, at, value, seq: ++seq })),
  });

const desk = (zone: string, now: number) =>
  createHistoryDesk(
    {
      live: { home } as unknown as LiveHome,
      find: (id) => home.entity(id)!,
      fresh: async () => {},
      history,
      corrections: correctionStore(database.db),
      runs: runStore(database.db),
      offset: zoneOffset(zone),
    },
    () => now,
  );

type Asked = { from: number; to: number; resolution: Resolution | 'raw'; limit: number };

/** Every page of one question, in a row. */
async function allPages(zone: string, now: number, id: string, asked: Asked) {
  const pages = [];
  let cursor: string | undefined;
  do {
    const page = await desk(zone, now).one(id, { ...asked, cursor });
    pages.push(page);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return {
    buckets: pages.flatMap(({ buckets }) => buckets ?? []),
    readings: pages.flatMap(({ readings }) => readings ?? []),
    gaps: pages.flatMap(({ gaps }) => gaps),
  };
}

/** Around which the clocks of each zone change. */
const CHANGES = [
  ['Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z'],
  ['Asia/Kolkata', '2026-05-01T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  ['America/St_Johns', '2026-11-01T04:30:00Z'],
  ['America/New_York', '2026-03-08T07:00:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:00:00Z'],
  ['Africa/Casablanca', '2026-03-22T02:00:00Z'],
  ['Asia/Kathmandu', '2026-12-31T18:15:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
] as const;

describe('every bucket says what its readings say', () => {
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -500, max: 500 }).map((n) => n / 10) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
  const story = fc.record({
    change: fc.constantFrom(...CHANGES),
    resolution: fc.constantFrom(...RESOLUTIONS),
    /** Places in the range, 0…1, and in which of three batches a reading comes. */
    readings: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), value, fc.nat(2)), {
      minLength: 1,
      maxLength: 60,
    }),
    onRound: fc.boolean(),
    from: fc.double({ min: -0.1, max: 0.9, noNaN: true }),
    length: fc.double({ min: 0.01, max: 1.2, noNaN: true }),
    now: fc.double({ min: 0.5, max: 1.5, noNaN: true }),
    limit: fc.integer({ min: 1, max: 30 }),
    boolean: fc.boolean(),
    imported: fc.boolean(),
  });

  test('in every zone, across the change of clocks, in pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (given) => {
        const [zone, change] = given.change;
        const { resolution } = given;
        const reach = Math.min(60 * WIDTH_MS[resolution], 400 * DAY);
        const begin = Date.parse(change) - reach / 2;
        const place = (share: number) => Math.round(begin + share * reach);
        const round = (at: number) => (given.onRound ? at - (at % 60_000) : at);
        const told = given.readings.map(([share, number, batch]) => ({
          at: round(place(share)),
          value: given.boolean && number !== null ? number > 0 : number,
          batch,
        }));
        const id = await sensor();
        // The first batch may be an import; the last one comes late, when the others have been folded.
        const batches = [0, 1, 2].map((batch) => told.filter((one) => one.batch === batch));
        if (given.imported) {
          const past = history.import(0);
          const rows = [...batches[0]!].sort((a, b) => a.at - b.at);
          const half = rows.length >> 1;
          const rowsOf = (part: typeof rows) =>
            part.map(({ at, value }) => ({ entityId: id, property: 'value', at, value }));
          if (given.boolean) await store(id, []);
          await past.add({ now: 0, rows: rowsOf(rows.slice(0, half)) });
          await past.add({ now: 0, rows: rowsOf(rows.slice(half)) });
          await store(id, batches[1]!);
          await past.end();
        } else {
          await store(id, batches[0]!);
          await store(id, batches[1]!);
        }
        await history.fold({ now: 0, all: true });
        await store(id, batches[2]!);
        if (given.onRound) await history.fold({ now: 0, all: true });

        const now = place(given.now);
        // Of readings of one moment, the import's come first, then the order of arrival; of an import's
        // own, only the last word counts.
        const order = [
          ...(given.imported ? lastWords(batches[0]!) : batches[0]!),
          ...batches[1]!,
          ...batches[2]!,
        ];
        const readings: Told[] = order.map(({ at, value: v }) => ({ at, value: v }));
        readings.sort((a, b) => a.at - b.at);

        const from = place(given.from);
        const to = from + Math.max(1, Math.round(given.length * reach));
        const { buckets } = await allPages(zone, now, id, {
          from,
          to,
          resolution,
          limit: given.limit,
        });
        let end = Number.NEGATIVE_INFINITY;
        for (const bucket of buckets) {
          const [start, stop] = [Date.parse(bucket.start), Date.parse(bucket.end)];
          expect(start).toBeGreaterThanOrEqual(end);
          expect(isRound(resolution, start, zone)).toBe(true);
          expect(isRound(resolution, stop, zone)).toBe(true);
          if (resolution === '1d' || resolution === '1w' || resolution === '1mo') {
            expect(calendarStart(resolution, stop - 1, zone)).toBe(start);
          } else expect(stop - start).toBeLessThanOrEqual(WIDTH_MS[resolution] + HOUR);
          end = stop;
          const { mean, ...rest } = truth(readings, start, stop, now);
          expect(bucket).toMatchObject(rest);
          if (mean === null) expect(bucket.mean).toBeNull();
          else expect(bucket.mean).toBeCloseTo(mean, 6);
        }
        // And none is missing: every reading of the range lies in one.
        const covered = readings.filter(({ at }) => at >= from && at < Math.min(to, now));
        for (const { at } of covered) {
          expect(
            buckets.some(
              ({ start, end: stop }) => Date.parse(start) <= at && at < Date.parse(stop),
            ),
          ).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  const lastWords = <T extends { at: number }>(readings: readonly T[]): T[] => [
    ...new Map(readings.map((one) => [one.at, one])).values(),
  ];
});

test('what the disk has not kept is a gap that says so, raw and in buckets', async () => {
  const id = await sensor();
  const readings = Array.from({ length: 3 * 4_096 }, (_, i) => ({ at: i * 10_000, value: i % 40 }));
  await store(id, readings);
  await history.fold({ now: 0, all: true });
  const { driver } = database.db;
  const [from, to] = [4_096 * 10_000, (2 * 4_096 - 1) * 10_000 + 1];
  await driver.run({
    sql: `UPDATE chunk SET body = zeroblob(50), hours = NULL WHERE start = ${from}
           AND series_id = (SELECT id FROM series WHERE entity_id = ?)`,
    args: [id],
  });
  const end = readings.at(-1)!.at + 10_000;
  const ask = (query: Pick<HistoryQuery, 'resolution' | 'limit'>) =>
    desk('UTC', end).one(id, { from: 0, to: end, original: false, ...query } as HistoryQuery);
  const times = { start: new Date(from).toISOString(), end: new Date(to).toISOString() };
  const raw = await ask({ resolution: 'raw', limit: 20_000 });
  expect(raw.readings).toHaveLength(2 * 4_096);
  for (const told of [raw, await ask({ resolution: '1h' }), await ask({ resolution: '1d' })]) {
    expect(told.gaps).toEqual([{ ...times, reason: 'damaged' }]);
  }
});
