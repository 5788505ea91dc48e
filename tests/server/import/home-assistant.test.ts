import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { historyStore } from '../../../lib/server/db/history.ts';
import { inventoryStore } from '../../../lib/server/db/inventory.ts';
import { runStore } from '../../../lib/server/db/runs.ts';
import { homeAssistantSource } from '../../../lib/server/import/home-assistant-file.ts';
import { type ImportOptions, runImport } from '../../../lib/server/import/run-import.ts';
import { aDevice, aSensor, type TestDatabase, testDatabase } from '../../support/test-database.ts';
import {
  addStates,
  type Recorded,
  type SchemaVersion,
  writeHomeAssistant,
} from './home-assistant-database.ts';

const HOUR = 3_600;
/** Seconds. */
const T0 = Date.UTC(2026, 0, 1) / 1_000;
const ALWAYS = { from: -8e15, to: 8e15 };

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.stop());

const RECORDED: Recorded = {
  states: {
    'sensor.kitchen_temperature': [
      [
        T0 + 10 * HOUR + 60,
        '20.5',
        {
          unit_of_measurement: '°C',
          device_class: 'temperature',
          state_class: 'measurement',
          friendly_name: 'Kitchen Temperature',
        },
      ],
      [T0 + 10 * HOUR + 90, '70.7', { unit_of_measurement: '°F' }],
      [T0 + 10 * HOUR + 120.25, 'unavailable', { device_class: 'temperature' }],
      [T0 + 10 * HOUR + 180, 'unknown', { unit_of_measurement: '°C' }],
    ],
    'light.desk': [
      [T0 + 60, 'off', { brightness: null, color_mode: null }],
      [
        T0 + 120,
        'on',
        { brightness: 51, color_mode: 'hs', hs_color: [30, 60], color_temp_kelvin: null },
      ],
    ],
    'cover.blind': [[T0 + 60, 'opening', { current_position: 40 }]],
    'automation.lights': [[T0 + 60, 'on']],
  },
  statistics: {
    'sensor.kitchen_temperature': {
      unit: '°C',
      rows: Array.from({ length: 11 }, (_, i) => ({
        start: T0 + i * HOUR,
        mean: 18 + i / 10,
        min: 17,
        max: 19,
      })),
    },
    'sensor.energy': {
      unit: 'kWh',
      rows: [0, 1, 2].map((i) => ({ start: T0 + i * HOUR, state: 100 + i, sum: i })),
      short: [{ start: T0 + 3 * HOUR, state: 102.5, sum: 2.5 }],
    },
  },
};

async function bring(file: string, options: Partial<ImportOptions> = {}) {
  const source = homeAssistantSource(file);
  try {
    return await runImport({
      db: database.db,
      source,
      wishes: { map: new Map(), only: [], skip: [] },
      span: ALWAYS,
      dryRun: false,
      progress: () => {},
      ...options,
    });
  } finally {
    source.close();
  }
}

/** [seconds after T0, value] of all readings. */
async function readings(entityId: string, property = 'value') {
  const { readings: all } = await historyStore(database.db).raw(entityId, property, ALWAYS);
  return all.map(({ at, value }) => [(at - T0 * 1_000) / 1_000, value]);
}

/** [least, mean, greatest, readings] of each hour, from T0 on. */
async function hoursOf(entityId: string, hours: number) {
  const edges = Array.from({ length: hours + 1 }, (_, i) => (T0 + i * HOUR) * 1_000);
  const buckets = await historyStore(database.db).summaries(entityId, 'value', edges, ALWAYS.to);
  return buckets.map(({ min, mean, max, count }) => [min, mean && +mean.toFixed(9), max, count]);
}

const KITCHEN_HOURS = Array.from({ length: 10 }, (_, i) => [17, +(18 + i / 10).toFixed(9), 19, 1]);
const KITCHEN = [
  [10 * HOUR + 60, 20.5],
  [10 * HOUR + 90, 21.5],
  [10 * HOUR + 180, null],
];

describe.each([51, 30, 23] as SchemaVersion[])('a database of schema version %i', (version) => {
  test('gives states, and statistics before they begin', async () => {
    const { file, db } = writeHomeAssistant(database.folder, version, RECORDED);
    // Home Assistant runs: its write-ahead log is open.
    const outcome = await bring(file);
    db.close();

    expect(await readings('sensor.kitchen_temperature')).toEqual(KITCHEN);
    expect(await hoursOf('sensor.kitchen_temperature', 10)).toEqual(KITCHEN_HOURS);
    expect(await readings('sensor.kitchen_temperature', 'available')).toEqual([
      [10 * HOUR + 120.25, false],
      [10 * HOUR + 180, true],
    ]);
    expect(await readings('sensor.energy')).toEqual([
      [HOUR - 0.001, 100],
      [2 * HOUR - 0.001, 101],
      [3 * HOUR - 0.001, 102],
      [3 * HOUR + 299.999, 102.5],
    ]);
    expect(await readings('light.desk', 'on')).toEqual([
      [60, false],
      [120, true],
    ]);
    expect(await readings('light.desk', 'brightness')).toEqual([[120, 20]]);
    expect(await readings('light.desk', 'hs')).toEqual([[120, [30, 60]]]);
    expect(await readings('cover.blind', 'position')).toEqual([[60, 40]]);
    expect(outcome.faults).toEqual([
      { reason: 'automation has no readings', count: 1, examples: ['automation.lights'] },
    ]);

    const entities = await inventoryStore(database.db).entities();
    expect(entities.map(({ id, unit, name }) => [id, unit, name])).toEqual([
      ['cover.blind', null, 'cover.blind'],
      ['light.desk', null, 'light.desk'],
      ['sensor.energy', 'kWh', 'sensor.energy'],
      ['sensor.kitchen_temperature', '°C', 'Kitchen Temperature'],
    ]);
  });
});

test('what was brought in once is known the second time, and later states are added', async () => {
  const { file, db } = writeHomeAssistant(database.folder, 51, RECORDED);
  const first = await bring(file);
  expect(first.stored).toBe(first.readings);
  const again = await bring(file);
  expect(again.readings).toBe(first.readings);
  expect(again.stored).toBe(0);
  expect(await readings('sensor.kitchen_temperature')).toEqual(KITCHEN);
  addStates(db, 51, 'sensor.kitchen_temperature', [
    [T0 + 11 * HOUR, '22', { unit_of_measurement: '°C' }],
  ]);
  await bring(file);
  db.close();
  expect(await readings('sensor.kitchen_temperature')).toEqual([...KITCHEN, [11 * HOUR, 22]]);
  expect(await hoursOf('sensor.kitchen_temperature', 10)).toEqual(KITCHEN_HOURS);
  expect(await inventoryStore(database.db).entities()).toHaveLength(4);
});

test('a dry run changes nothing and says what would come', async () => {
  const { file, db } = writeHomeAssistant(database.folder, 51, RECORDED);
  db.close();
  const { readings: many, stored, matches } = await bring(file, { dryRun: true });
  expect({ stored, entities: matches.length }).toEqual({ stored: 0, entities: 4 });
  expect(await inventoryStore(database.db).entities()).toEqual([]);
  expect((await bring(file)).readings).toBe(many);
});

describe('an entity that the home has', () => {
  const sensor = { ...aSensor('sensor.0x01_temperature', 'd'), unit: '°C' };

  test('is known by its name, and statistics keep out of what it recorded itself', async () => {
    const history = historyStore(database.db);
    await history.append({
      now: 0,
      devices: [{ ...aDevice('d'), name: 'Kitchen' }],
      entities: [{ ...sensor, name: 'Temperature' }],
      rows: [
        { entityId: sensor.id, property: 'value', at: (T0 + 2.5 * HOUR) * 1_000, seq: 1, value: 1 },
      ],
    });
    const { file, db } = writeHomeAssistant(database.folder, 51, RECORDED);
    db.close();
    const wishes = { map: new Map(), only: ['sensor.kitchen*'], skip: [] };
    const { matches } = await bring(file, { wishes });
    expect(matches.map(({ match }) => [match.entity.id, match.type])).toEqual([
      [sensor.id, 'known'],
    ]);
    expect(await readings(sensor.id)).toEqual([[2.5 * HOUR, 1], ...KITCHEN]);
    expect(await hoursOf(sensor.id, 4)).toEqual([
      [17, 18, 19, 1],
      [17, 18.1, 19, 1],
      // Before its reading the mean of the hour before is in force.
      [1, 9.55, 18.1, 1],
      [17, 18.3, 19, 1],
    ]);
  });

  test('is not taken for another when two have the name; a map decides', async () => {
    await historyStore(database.db).append({
      now: 0,
      devices: [{ ...aDevice('d'), name: 'Kitchen' }],
      entities: [
        { ...sensor, name: 'Temperature' },
        { ...sensor, id: 'sensor.b', uniqueId: 'b', name: 'Temperature' },
      ],
    });
    const { file, db } = writeHomeAssistant(database.folder, 51, RECORDED);
    db.close();
    const only = ['sensor.kitchen_temperature'];
    const { matches } = await bring(file, {
      dryRun: true,
      wishes: { map: new Map(), only, skip: [] },
    });
    expect(matches[0]?.match).toMatchObject({ type: 'new', ambiguous: [sensor.id, 'sensor.b'] });
    const map = new Map([['sensor.kitchen_temperature', 'sensor.b']]);
    await bring(file, { wishes: { map, only, skip: [] } });
    expect(await readings('sensor.b')).toHaveLength(KITCHEN.length);
  });
});

test('the time that was brought in counts as recorded, up to the first recorder of ours', async () => {
  const runs = runStore(database.db);
  await runs.begin((T0 + 5 * HOUR) * 1_000);
  const { file, db } = writeHomeAssistant(database.folder, 51, RECORDED);
  db.close();
  await bring(file);
  const row = await database.db.prisma.recorderRun.findFirst({ where: { id: { lt: 0 } } });
  expect([Number(row?.startedAt), Number(row?.endedAt)]).toEqual([
    T0 * 1_000,
    (T0 + 5 * HOUR) * 1_000,
  ]);
});

test('a file that is no database of Home Assistant is refused with a reason', () => {
  expect(() => homeAssistantSource('/nothing')).toThrow('there is no such file');
  expect(() => homeAssistantSource(import.meta.filename)).toThrow('is no SQLite database');
  expect(() => homeAssistantSource(`${database.folder}/inglenook.db`)).toThrow(
    'no database of Home Assistant',
  );
});
