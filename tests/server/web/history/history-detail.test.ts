import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriesOut } from '../../../../lib/api/history.ts';
import { isProblem, Problem } from '../../../../lib/api/problem.ts';
import { DIALECTS } from '../../../../lib/domain/dialect/dialects.ts';
import { createHome } from '../../../../lib/domain/entity/create-home.ts';
import type { Entity, Value } from '../../../../lib/domain/entity/entity.ts';
import { correctionStore } from '../../../../lib/server/db/corrections.ts';
import { type HistoryStore, historyStore } from '../../../../lib/server/db/history.ts';
import { runStore } from '../../../../lib/server/db/runs.ts';
import { createCorrectionDesk } from '../../../../lib/server/web/history/corrections.ts';
import { createHistoryDesk } from '../../../../lib/server/web/history/history.ts';
import { createStatesDesk } from '../../../../lib/server/web/history/states.ts';
import { createSuspectDesk } from '../../../../lib/server/web/history/suspects.ts';
import type { LiveHome } from '../../../../lib/server/web/mqtt/live-home.ts';
import { zoneOffset } from '../../../../lib/server/zone-offset.ts';
import {
  aDevice,
  aSensor,
  type TestDatabase,
  testDatabase,
} from '../../../support/test-database.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BEGIN = Date.parse('2026-03-10T00:00:00Z');
const NOW = BEGIN + 10 * DAY;

let database: TestDatabase;
let history: HistoryStore;
let made = 0;
let seq = 0;
const home = createHome(DIALECTS);
const iso = (at: number) => new Date(at).toISOString();

beforeAll(async () => {
  database = await testDatabase();
  history = historyStore(database.db);
});
afterAll(() => database.stop());

async function entity(parts: Partial<Entity> = {}): Promise<string> {
  const id = `${parts.kind ?? 'sensor'}.d${++made}`;
  const one = { ...aSensor(id, 'd'), stateClass: 'measurement' as const, ...parts, id };
  home.restore({ devices: [aDevice('d')], entities: [one], statuses: {} });
  await history.append({ now: 0, devices: [aDevice('d')], entities: [one] });
  return id;
}

type Told = readonly [minutes: number, value: Value];

const tell = (entityId: string, readings: readonly Told[], property = 'value') =>
  history.append({
    now: 0,
    rows: readings.map(([minutes, value]) => ({
      entityId,
      property,
      at: BEGIN + minutes * MINUTE,
      value,
      seq: ++seq,
    })),
  });

function desks(now = NOW) {
  const corrections = correctionStore(database.db);
  const find = (id: string) => {
    const found = home.entity(id);
    if (found === undefined) throw new Problem('not_found');
    return found;
  };
  const fresh = async () => {};
  const clock = () => now;
  const desk = createHistoryDesk(
    {
      live: { home } as unknown as LiveHome,
      find,
      fresh,
      history,
      corrections,
      runs: runStore(database.db),
      offset: zoneOffset('Europe/Berlin'),
    },
    clock,
  );
  return {
    desk,
    corrections: createCorrectionDesk({ find, history, desk, corrections }, clock),
    suspects: createSuspectDesk({ history, desk }, clock),
    states: createStatesDesk({ history, corrections, entity: home.entity, fresh }, clock),
  };
}

type Query = Parameters<ReturnType<typeof createHistoryDesk>['one']>[1];
const day = { from: BEGIN, to: BEGIN + DAY };

/** Asks, and holds the answer against the schema that is promised. */
async function ask(id: string, query: Partial<Query> = {}) {
  return seriesOut.parse(
    await desks().desk.one(id, { ...day, resolution: 'auto', ...query } as Query),
  );
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isProblem(error)) return `${error.code}: ${error.details.detail}`;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('buckets tell more when they are asked', () => {
  test('percentiles are weighted by time', async () => {
    const id = await entity();
    await tell(id, [
      [0, 10],
      [54, 90],
    ]);
    const { buckets } = await ask(id, { resolution: '1h', include: ['percentiles'] });
    expect(buckets![0]!.percentiles).toEqual({ p5: 10, p25: 10, p50: 10, p75: 10, p95: 90 });
    expect(buckets![1]!.percentiles).toMatchObject({ p5: 90, p95: 90 });
  });

  test('a counter’s increase survives resets, and pages add up to the whole', async () => {
    const id = await entity({ stateClass: 'total_increasing', unit: 'kWh' });
    await tell(id, [
      [-30, 100],
      [30, 100.5],
      [90, 101.7],
      [95, null],
      [150, 0.3],
      [200, 1],
    ]);
    const whole = await ask(id, { resolution: '1d', include: ['increase'], unit: 'Wh' });
    expect(whole.buckets!.map(({ increase }) => increase)).toEqual([2700, 0]);
    const increases = [];
    let cursor: string | undefined;
    do {
      const page = await ask(id, { resolution: '1h', include: ['increase'], limit: 1, cursor });
      increases.push(...page.buckets!.map(({ increase }) => increase));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(increases.slice(0, 5)).toEqual([0.5, 1.2, 0.3, 0.7, 0]);
  });

  test('a total begins anew when it says so', async () => {
    const id = await entity({ stateClass: 'total' });
    await tell(id, [[0, '2026-01-01T00:00:00Z']], 'last_reset');
    await tell(id, [
      [0, 10],
      [10, 7],
      [20, 2],
      [30, 5],
    ]);
    const asked = { resolution: '1h', include: ['increase'] } as const;
    expect((await ask(id, { ...asked, include: ['increase'] })).buckets![0]!.increase).toBe(-5);
    await tell(id, [[20, '2026-03-10T00:20:00Z']], 'last_reset');
    expect((await ask(id, { ...asked, include: ['increase'] })).buckets![0]!.increase).toBe(2);
  });

  test('on/off tells its states and changes, not its reports', async () => {
    const id = await entity({ kind: 'binary_sensor', stateClass: null });
    await tell(
      id,
      [
        [-10, false],
        [15, true],
        [20, true],
        [45, false],
      ],
      'on',
    );
    const { buckets } = await ask(id, { resolution: '1h', property: 'on' });
    expect(buckets![0]).toMatchObject({
      count: 3,
      changes: 2,
      states: [
        { value: false, seconds: 1800 },
        { value: true, seconds: 1800 },
      ],
    });
    expect(buckets![0]!.mean).toBe(0.5);
  });

  test('texts come in buckets too, and colours', async () => {
    const id = await entity({ stateClass: null });
    await tell(id, [
      [0, 'idle'],
      [30, 'wash'],
      [50, 'idle'],
    ]);
    await tell(
      id,
      [
        [0, [255, 0, 0]],
        [30, [0, 0, 255]],
      ],
      'color',
    );
    const { resolution, buckets } = await ask(id, { points: 2 });
    expect(resolution).not.toBe('raw');
    expect(buckets![0]).toMatchObject({ changes: 2, first: 'idle', mean: null });
    const hours = await ask(id, { resolution: '1h' });
    expect(hours.buckets![0]!.states).toEqual([
      { value: 'idle', seconds: 2400 },
      { value: 'wash', seconds: 1200 },
    ]);
    const colours = await ask(id, { resolution: '1h', property: 'color' });
    expect(colours.buckets![0]!.states![0]).toEqual({ value: [255, 0, 0], seconds: 1800 });
  });
});

describe('units', () => {
  test('are those that are wanted, in every figure', async () => {
    const id = await entity({ unit: '°C' });
    await tell(id, [
      [-10, 0],
      [0, 20],
      [30, 30],
    ]);
    const raw = await ask(id, { unit: '°F' });
    expect(raw).toMatchObject({ unit: '°F', before: { value: 32 } });
    expect(raw.readings!.map(([, value]) => value)).toEqual([68, 86]);
    const { buckets } = await ask(id, { unit: 'K', resolution: '1h', include: ['percentiles'] });
    expect(buckets![0]).toMatchObject({ min: 293.15, mean: 298.15, last: 303.15 });
    expect(buckets![0]!.percentiles!.p5).toBe(293.15);
  });

  test('that cannot be are refused with those that can', async () => {
    const id = await entity({ unit: '°C' });
    await tell(id, [[0, 20]]);
    expect(await refusal(ask(id, { unit: 'kWh' }))).toMatch(/possible are °C, °F, K/);
    const bare = await entity();
    await tell(bare, [[0, 20]]);
    expect(await refusal(ask(bare, { unit: 'kWh' }))).toMatch(/have no unit.*leave it out/);
  });

  test('of several series are for those that can', async () => {
    const [warm, wet] = [await entity({ unit: '°C' }), await entity({ unit: 'lx' })];
    await tell(warm, [[0, 20]]);
    await tell(wet, [[0, 50]]);
    const query = { ...day, resolution: 'auto', unit: '°F' } as const;
    const { series } = await desks().desk.many({ ...query, entity: [warm, wet] } as never);
    expect(series.map(({ unit }) => unit)).toEqual(['°F', 'lx']);
    const alone = desks().desk.many({ ...query, entity: [wet] } as never);
    expect(await refusal(alone)).toMatch(/unit/);
  });
});

test('one unknown entity does not spoil the answer for the others', async () => {
  const id = await entity();
  await tell(id, [[0, 1]]);
  const query = { ...day, resolution: 'auto', entity: [id, 'sensor.nobody', id] } as never;
  const { series, unknown } = await desks().desk.many(query);
  expect(series.map(({ entity: one }) => one)).toEqual([id]);
  expect(unknown).toEqual(['sensor.nobody']);
});

test('what was in force as a range began is told, and is none of its readings', async () => {
  const id = await entity();
  expect((await ask(id)).before).toBeNull();
  await tell(id, [
    [-5, 7],
    [0, 8],
    [5, 9],
    [6, 10],
  ]);
  const page = await ask(id, { resolution: 'raw', limit: 2 });
  expect(page.before).toEqual({ time: iso(BEGIN - 5 * MINUTE), value: 7 });
  expect(page.readings!.map(([, value]) => value)).toEqual([8, 9]);
  const next = await ask(id, { resolution: 'raw', limit: 2, cursor: page.nextCursor! });
  expect(next.before).toBeUndefined();
});

describe('down-sampling', () => {
  test.each(['minmax', 'lttb'] as const)('by %s keeps a peak and both ends', async (method) => {
    const id = await entity();
    const told = Array.from({ length: 1200 }, (_, i): Told => [i, i === 777 ? 99 : i % 3]);
    await tell(id, told);
    const answer = await ask(id, { resolution: 'raw', points: 60, downsample: method });
    expect(answer.downsampled).toEqual({ method, of: 1200 });
    expect(answer.readings!.length).toBeLessThanOrEqual(60);
    expect(answer.readings).toContainEqual([iso(BEGIN + 777 * MINUTE), 99]);
    expect(answer.readings![0]).toEqual([iso(BEGIN), 0]);
    expect(answer.readings!.at(-1)).toEqual([iso(BEGIN + 1199 * MINUTE), 1199 % 3]);
  });

  test('is for readings that are numbers', async () => {
    const id = await entity();
    await tell(id, [[0, 'words']]);
    expect(await refusal(ask(id, { downsample: 'lttb' }))).toMatch(/needs numbers/);
    expect(await refusal(ask(id, { downsample: 'lttb', resolution: '1h' }))).toMatch(/downsample/);
  });
});

test('what lies in chunks is told as what has just come', async () => {
  const [meter, washer] = [await entity({ stateClass: 'total_increasing' }), await entity()];
  const counts = Array.from({ length: 280 }, (_, i): Told => [i * 5, (i * 7) % 200]);
  await tell(meter, counts.slice(0, 200));
  await tell(
    washer,
    ['idle', 'wash', null, 'spin', 'idle'].map((word, i): Told => [i * 40, word]),
  );
  const answers = async () => [
    await ask(meter, { resolution: '1h', include: ['percentiles', 'increase', 'changes'] }),
    await ask(meter, { resolution: 'raw', points: 50, downsample: 'lttb' }),
    await ask(washer, { resolution: '3h' }),
  ];
  const before = await answers();
  await history.fold({ now: NOW, all: true });
  expect(await answers()).toEqual(before);
  await tell(meter, counts.slice(200));
  const whole = await ask(meter, { resolution: '1d', include: ['increase'] });
  const hours = await ask(meter, { resolution: '1h', include: ['increase'] });
  const sum = (buckets: typeof hours.buckets) =>
    buckets!.reduce((total, { increase }) => total + (increase ?? 0), 0);
  expect(sum(hours.buckets)).toBe(sum(whole.buckets));
});

describe('a correction', () => {
  const room: Told[] = [21, 21.1, 21, 85, 21.2, 21.1, 21.1, 21].map((v, i) => [i * 10, v]);
  const spike = BEGIN + 30 * MINUTE;

  test('of a spike that is suspected heals every answer, and can be taken back', async () => {
    const id = await entity({ unit: '°C' });
    await tell(id, room);
    const { corrections, suspects, states } = desks();
    const query = { ...day, limit: 10 } as never;
    const found = await suspects(id, query);
    expect(found.suspects).toMatchObject([{ time: iso(spike), nth: 0, value: 85 }]);

    const body = { property: undefined, time: spike, nth: 0, value: 21.1, reason: 'power-on' };
    const made = await corrections.add(id, body);
    expect(made).toMatchObject({ original: 85, value: 21.1, time: iso(spike) });
    expect((await suspects(id, query)).suspects).toEqual([]);
    const raw = await ask(id);
    expect(raw.readings![3]).toEqual([iso(spike), 21.1]);
    expect(raw.corrected).toEqual([
      { time: iso(spike), original: 85, value: 21.1, reason: 'power-on' },
    ]);
    const hours = await ask(id, { resolution: '1h' });
    expect(hours.buckets![0]).toMatchObject({ max: 21.2, corrected: 1 });
    expect(hours.buckets![1]!.corrected).toBeUndefined();
    const at = async (original: boolean) =>
      (await states({ at: spike + 1, original } as never)).states.find((s) => s.entity === id);
    expect((await at(false))!.state).toEqual({ value: 21.1 });
    expect((await at(true))!.state).toEqual({ value: 85 });
    expect((await ask(id, { original: true })).readings![3]).toEqual([iso(spike), 85]);
    const plain = await ask(id, { original: true, resolution: '1h' });
    expect(plain.buckets![0]!.max).toBe(85);

    expect((await corrections.list(id, {} as never)).corrections).toEqual([made]);
    await corrections.remove(id, made.id);
    expect((await ask(id)).readings![3]).toEqual([iso(spike), 85]);
    expect(await refusal(corrections.remove(id, made.id))).toMatch(/not_found/);
  });

  test('to nothing leaves what was in force before', async () => {
    const id = await entity();
    await tell(id, room);
    const { corrections, states } = desks();
    const body = { property: 'value', time: spike, nth: 0, value: null, reason: 'nonsense' };
    await corrections.add(id, body);
    const raw = await ask(id);
    expect(raw.readings).toHaveLength(7);
    expect(raw.corrected).toMatchObject([{ original: 85, value: null }]);
    const later = await ask(id, { from: spike + MINUTE });
    expect(later.before).toEqual({ time: iso(BEGIN + 20 * MINUTE), value: 21 });
    const home = await states({ at: spike + 1 } as never);
    const own = home.states.find((s) => s.entity === id)!;
    expect(own.times['value']).toBe(iso(BEGIN + 20 * MINUTE));
    const { buckets } = await ask(id, { resolution: '1h', include: ['percentiles'] });
    expect(buckets![0]).toMatchObject({ count: 5, max: 21.2, corrected: 1 });
  });

  test('of the only reading leaves nothing', async () => {
    const id = await entity();
    await tell(id, [[-30, 85]]);
    const time = BEGIN - 30 * MINUTE;
    const body = { property: 'value', time, nth: 0, value: null, reason: 'nonsense' };
    await desks().corrections.add(id, body);
    expect((await ask(id, { from: BEGIN + HOUR, resolution: '1h' })).buckets).toEqual([]);
    expect(await ask(id)).toMatchObject({ before: null, readings: [] });
  });

  test('finds its reading among several of one moment, on any page', async () => {
    const id = await entity();
    await tell(id, [
      [0, 1],
      [5, 2],
      [5, 3],
      [5, 4],
      [6, 5],
    ]);
    const at = BEGIN + 5 * MINUTE;
    const body = { property: 'value', time: at, nth: 1, value: 30, reason: 'typed wrong' };
    await desks().corrections.add(id, body);
    for (const limit of [1, 2, 3, 10]) {
      const values = [];
      let cursor: string | undefined;
      do {
        const page = await ask(id, { resolution: 'raw', limit, cursor });
        values.push(...page.readings!.map(([, value]) => value));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(values).toEqual([1, 2, 30, 4, 5]);
    }
  });

  test('that makes no sense is refused, saying what to do', async () => {
    const id = await entity();
    await tell(id, [[0, 1]]);
    const { corrections } = desks();
    const body = { property: 'value', time: BEGIN, nth: 0, value: 2, reason: 'x' };
    const tried = (change: object) => refusal(corrections.add(id, { ...body, ...change }));
    expect(await tried({ time: BEGIN + 1 })).toMatch(/not_found.*no reading of value/);
    expect(await tried({ nth: 3 })).toMatch(/nth is at most 0/);
    expect(await tried({ value: true })).toMatch(/must be a number or null/);
    expect(await tried({ property: 'nothing' })).toMatch(/no property/);
  });
});

describe('a gap between buckets', () => {
  test('is told also if a single bucket is empty, at every width', async () => {
    const id = await entity();
    const minutes = Array.from({ length: 24 * 60 }, (_, i) => i);
    const isSilent = (minute: number) => minute > 8.5 * 60 && minute < 10.5 * 60;
    await tell(
      id,
      minutes.filter((minute) => !isSilent(minute)).map((minute): Told => [minute, 20]),
    );
    const hour = (h: number) => iso(BEGIN + h * HOUR);
    for (const [resolution, from, to] of [
      ['raw', 8.5, 10.5],
      ['30m', 9, 10.5],
      ['1h', 9, 10],
    ] as const) {
      const { gaps } = await ask(id, { resolution });
      expect(gaps, resolution).toEqual([
        { start: hour(from), end: hour(to), reason: 'sensor_silent' },
      ]);
    }
  });

  test('is the recorder’s also for a sensor that reports on change', async () => {
    const door = await entity({ kind: 'binary_sensor', stateClass: null });
    await tell(
      door,
      [
        [30, true],
        [150, false],
      ],
      'on',
    );
    await runStore(database.db).enter({ from: BEGIN - DAY, to: BEGIN + 50 * MINUTE });
    await runStore(database.db).enter({ from: BEGIN + 130 * MINUTE, to: BEGIN + DAY });
    const { gaps } = await ask(door, { resolution: '1h', property: 'on' });
    expect(gaps).toEqual([
      { start: iso(BEGIN + HOUR), end: iso(BEGIN + 2 * HOUR), reason: 'recorder_down' },
    ]);
    await database.db.prisma.recorderRun.deleteMany();
  });
});

describe('a gap at the end of the range', () => {
  const regular = Array.from({ length: 60 }, (_, i): Told => [i * 10, i]);

  test('is open as long as the sensor is silent, and no longer than now', async () => {
    const id = await entity();
    await tell(id, regular);
    const last = iso(BEGIN + 590 * MINUTE);
    for (const resolution of ['raw', '10s', '5m', '1h'] as const) {
      const { gaps } = await ask(id, { resolution });
      expect(gaps.at(-1)).toMatchObject({ end: iso(BEGIN + DAY), reason: 'sensor_silent' });
      expect(Date.parse(gaps.at(-1)!.start)).toBeGreaterThanOrEqual(Date.parse(last));
      expect(Date.parse(gaps.at(-1)!.start)).toBeLessThanOrEqual(Date.parse(last) + HOUR);
    }
    const now = BEGIN + 700 * MINUTE;
    const { gaps } = await desks(now).desk.one(id, { ...day, resolution: 'raw' } as Query);
    expect(gaps).toEqual([{ start: last, end: iso(now), reason: 'sensor_silent' }]);
  });

  test('is the recorder’s while it is down, also for a sensor that reports on change', async () => {
    const runs = runStore(database.db);
    const id = await entity();
    const door = await entity({ kind: 'binary_sensor', stateClass: null });
    await tell(id, regular);
    await tell(door, [[30, true]], 'on');
    const down = BEGIN + 600 * MINUTE;
    await runs.enter({ from: BEGIN - DAY, to: down });
    const gap = { start: iso(down), end: iso(BEGIN + DAY), reason: 'recorder_down' };
    expect((await ask(id, { resolution: 'raw' })).gaps).toEqual([gap]);
    expect((await ask(door, { resolution: 'raw', property: 'on' })).gaps).toEqual([gap]);
    await database.db.prisma.recorderRun.deleteMany();
  });
});

test('states tell units, and convert', async () => {
  const id = await entity({ unit: '°C' });
  await tell(id, [[0, 20]]);
  const { states } = desks();
  const of = async (query: object) =>
    (await states(query as never)).states.find(({ entity: one }) => one === id);
  expect(await of({ at: BEGIN - 1 })).toBeUndefined();
  expect(await of({ at: BEGIN })).toMatchObject({ state: { value: 20 }, units: { value: '°C' } });
  expect(await of({ at: NOW + DAY, unit: ['kWh', '°F'] })).toMatchObject({
    state: { value: 68 },
    units: { value: '°F' },
  });
  expect(await refusal(of({ at: BEGIN, unit: ['parsec'] }))).toMatch(/no unit known here/);
});

test('a walk through a series sees what was there when it began, once and in order', async () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer());
  await fc.assert(
    fc.asyncProperty(
      fc.array(place, { minLength: 1, maxLength: 30 }),
      fc.array(fc.array(place, { maxLength: 3 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 6 }),
      async (there, later, limit) => {
        const id = await entity();
        const marked = there.map(([at], i): Told => [at, i]);
        await tell(id, marked);
        const seen: unknown[] = [];
        let cursor: string | undefined;
        do {
          const page = await ask(id, { resolution: 'raw', limit, cursor });
          seen.push(...page.readings!.map(([, value]) => value));
          cursor = page.nextCursor ?? undefined;
          // Meanwhile readings arrive, also such as are late.
          const next = later.shift() ?? [];
          if (next.length % 2 === 1) await history.fold({ now: NOW, all: true });
          await tell(
            id,
            next.map(([at], i): Told => [at, 1000 + i]),
          );
        } while (cursor !== undefined);
        const old = seen.filter((value) => Number(value) < 1000);
        expect(old).toEqual(marked.sort((a, b) => a[0] - b[0]).map(([, value]) => value));
      },
    ),
    { numRuns: 15 },
  );
});

test('there is no gap within an hour of which only statistics are kept', async () => {
  const id = await entity();
  await tell(
    id,
    Array.from({ length: 145 }, (_, i): Told => [i * 10, i]),
  );
  await history.fold({ now: BEGIN + 2 * DAY, all: true });
  await history.thin({ entityId: id, property: 'value' }, BEGIN + 3 * HOUR, 'hours');
  for (const resolution of ['5m', '30m', '1h'] as const)
    expect((await ask(id, { resolution })).gaps).toEqual([]);
});
