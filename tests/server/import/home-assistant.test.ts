import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
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

describe('statistics, and readings of the same time', () => {
  const ID = 'sensor.kitchen_temperature';
  const only = { map: new Map<string, string>(), only: [ID], skip: [] };
  /** The same home as an older backup of it knows it: with states where later ones have statistics. */
  const backup: Recorded = {
    states: {
      [ID]: [
        [T0 + 3 * HOUR + 600, '30', { unit_of_measurement: '°C' }],
        [T0 + 4 * HOUR + 600, '31', { unit_of_measurement: '°C' }],
        [T0 + 7 * HOUR + 600, '32', { unit_of_measurement: '°C' }],
      ],
    },
  };
  const READINGS = [[3 * HOUR + 600, 30], [4 * HOUR + 600, 31], [7 * HOUR + 600, 32], ...KITCHEN];

  const older = async () => {
    const folder = await mkdtemp(path.join(database.folder, 'older-'));
    const { file, db } = writeHomeAssistant(folder, 51, backup);
    db.close();
    return bring(file, { wishes: only });
  };
  const newer = async () => {
    await rm(path.join(database.folder, 'home-assistant_v2.db'), { force: true });
    const { file, db } = writeHomeAssistant(database.folder, 51, RECORDED);
    db.close();
    return bring(file, { wishes: only });
  };

  test('readings that come later stand in the place of their hours', async () => {
    await newer();
    await older();
    expect(await readings(ID)).toEqual(READINGS);
    const hours = await hoursOf(ID, 10);
    expect(hours.map(([, , , count]) => count)).toEqual(Array(10).fill(1));
    for (const h of [0, 1, 2, 5, 6, 8, 9]) expect(hours[h]).toEqual(KITCHEN_HOURS[h]);
    expect(hours[4]?.[2]).toBe(31);
    await older();
    expect(await readings(ID)).toEqual(READINGS);
    expect(await hoursOf(ID, 10)).toEqual(hours);
  });

  test('hours that come later keep out of those of readings; among these they become means', async () => {
    await older();
    await newer();
    const means = [
      [5 * HOUR, 18.5],
      [6 * HOUR, 18.6],
    ];
    expect(await readings(ID)).toEqual([...READINGS.slice(0, 2), ...means, ...READINGS.slice(2)]);
    const hours = await hoursOf(ID, 10);
    expect(hours.map(([, , , count]) => count)).toEqual(Array(10).fill(1));
    for (const h of [0, 1, 2, 8, 9]) expect(hours[h]).toEqual(KITCHEN_HOURS[h]);
    await newer();
    expect(await hoursOf(ID, 10)).toEqual(hours);
  });

  test('a reading that a device sends late does so, too', async () => {
    await newer();
    const history = historyStore(database.db);
    const at = (T0 + 5.5 * HOUR) * 1_000;
    await history.append({
      now: 0,
      rows: [{ entityId: ID, property: 'value', at, seq: 1, value: 50 }],
    });
    await history.fold({ now: 0, all: true });
    expect((await readings(ID))[0]).toEqual([5.5 * HOUR, 50]);
    expect((await hoursOf(ID, 10)).map(([, , max]) => max)).toEqual([
      ...Array(5).fill(19),
      50,
      ...Array(4).fill(19),
    ]);
  });

  test('one state with a wrong time does not hide years of statistics', async () => {
    const wrong: Recorded = {
      ...RECORDED,
      states: { [ID]: [[T0 - 400 * 24 * HOUR, '1', {}], ...RECORDED.states[ID]!] },
    };
    const { file, db } = writeHomeAssistant(database.folder, 51, wrong);
    db.close();
    await bring(file, { wishes: only });
    expect(await hoursOf(ID, 10)).toEqual(KITCHEN_HOURS);
    expect((await readings(ID)).slice(1)).toEqual(KITCHEN);
  });

  test('are thinned, told at a moment, and counted like others of which only hours are left', async () => {
    await newer();
    const history = historyStore(database.db);
    const state = (await history.statesAt((T0 + 4.5 * HOUR) * 1_000)).find(
      ({ entityId }) => entityId === ID,
    );
    expect(state?.value).toBeCloseTo(18.3, 9);
    expect(await history.count(ID, 'value', ALWAYS, 1_000)).toBe(1_000);
    await history.thin({ entityId: ID, property: 'value' }, (T0 + 3 * HOUR) * 1_000, 'nothing');
    expect((await hoursOf(ID, 5)).map(([, , , count]) => count)).toEqual([0, 0, 0, 1, 1]);
    await history.thin({ entityId: ID, property: 'value' }, ALWAYS.to, 'hours');
    expect((await hoursOf(ID, 11)).map(([, , , count]) => count)).toEqual([
      ...[0, 0, 0],
      ...Array(7).fill(1),
      3,
    ]);
  });
});

test.each([51, 30] as const)(
  'a total of schema %i tells when it began anew; a direction has means',
  async (version) => {
    const ID = 'sensor.today';
    const midnight = T0 + 2 * HOUR;
    const about = (reset: number) => ({
      ...{ unit_of_measurement: 'kWh', state_class: 'total' },
      last_reset: `${new Date(reset * 1_000).toISOString().slice(0, 19)}+00:00`,
    });
    const { file, db } = writeHomeAssistant(database.folder, version, {
      states: {
        [ID]: [
          [T0 + 4 * HOUR + 1, '3', about(midnight)],
          [T0 + 4 * HOUR + 2, '4', about(midnight)],
          [T0 + 5 * HOUR, '0', about(T0 + 5 * HOUR)],
        ],
      },
      statistics: {
        [ID]: {
          unit: 'kWh',
          rows: [8, 9, 1, 2].map((state, i) => ({
            ...{ start: T0 + i * HOUR, state, sum: 8 + i, reset: i < 2 ? T0 - HOUR : midnight },
          })),
        },
        'sensor.wind_bearing': {
          unit: '°',
          rows: [350, 10].map((mean, i) => ({ start: T0 + i * HOUR, mean })),
        },
      },
    });
    db.close();
    await bring(file);
    expect(await readings(ID, 'last_reset')).toEqual([
      [0, new Date((T0 - HOUR) * 1_000).toISOString()],
      [2 * HOUR, new Date(midnight * 1_000).toISOString()],
      [4 * HOUR + 1, new Date(midnight * 1_000).toISOString()],
      [5 * HOUR, new Date((T0 + 5 * HOUR) * 1_000).toISOString()],
    ]);
    expect((await readings(ID)).map(([, value]) => value)).toEqual([8, 9, 1, 2, 3, 4, 0]);
    expect(await readings('sensor.wind_bearing')).toEqual([
      [0, 350],
      [HOUR, 10],
    ]);
  },
);

test('hours between two backups whose readings lie in one chunk keep their least and greatest', async () => {
  const ID = 'sensor.a';
  const unit = { unit_of_measurement: 'W' };
  const rows = Array.from({ length: 101 }, (_, i) => ({
    ...{ start: T0 + i * HOUR, mean: 5, min: 3, max: 9 },
  }));
  const states: Recorded = {
    states: {
      [ID]: [
        [T0, '1', unit],
        [T0 + 100 * HOUR, '2', unit],
      ],
    },
  };
  const statistics: Recorded = { states: {}, statistics: { [ID]: { unit: 'W', rows } } };
  for (const recorded of [states, statistics, states, statistics]) {
    const folder = await mkdtemp(path.join(database.folder, 'one-'));
    const { file, db } = writeHomeAssistant(folder, 51, recorded);
    db.close();
    await bring(file);
  }
  expect(await readings(ID)).toEqual([
    [0, 1],
    [100 * HOUR, 2],
  ]);
  expect(await hoursOf(ID, 101)).toEqual([
    [1, 1, 1, 1],
    ...Array(99).fill([3, 5, 9, 1]),
    [2, 2, 2, 1],
  ]);
});

test('an import of statistics that was broken off goes on with what it lacks', async () => {
  const long: Recorded = {
    states: { 'sensor.a': [[T0 + 60_000 * HOUR, '1', { unit_of_measurement: 'W' }]] },
    statistics: {
      'sensor.a': {
        unit: 'W',
        rows: Array.from({ length: 60_000 }, (_, i) => ({
          ...{ start: T0 + i * HOUR, mean: i, min: i - 1, max: i + 1 },
        })),
      },
    },
  };
  const { file, db } = writeHomeAssistant(database.folder, 51, long);
  db.close();
  const killed = bring(file, {
    progress: () => {
      throw new Error('killed');
    },
  });
  await expect(killed).rejects.toThrow('killed');
  const { stored, resumed } = await bring(file);
  expect(resumed).toBe(true);
  expect(stored).toBeLessThan(20_000);
  const hours = await hoursOf('sensor.a', 60_000);
  expect(hours.every(([min, mean, max], i) => min === i - 1 && mean === i && max === i + 1)).toBe(
    true,
  );
  expect(await readings('sensor.a')).toEqual([[60_000 * HOUR, 1]]);
});
