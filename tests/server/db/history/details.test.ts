import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../../../lib/domain/entity/entity.ts';
import {
  observeChanges,
  observeIncrease,
  observeStates,
} from '../../../../lib/domain/history/bucket-details.ts';
import { packHours, unpackHours } from '../../../../lib/domain/history/chunk/hours.ts';
import { createCounter } from '../../../../lib/domain/history/counter.ts';
import { openDatabase } from '../../../../lib/server/db/connection/client.ts';
import { packPlain, unpack } from '../../../../lib/server/db/history/chunks/packing.ts';
import { type HistoryStore, historyStore } from '../../../../lib/server/db/history.ts';
import {
  aDevice,
  aSensor,
  type TestDatabase,
  testDatabase,
} from '../../../support/test-database.ts';

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 2, 1);
const NOW = T0 + 1_000 * HOUR;
/** More than a chunk, one every ten seconds. */
const COUNT = 9_000;
const HOURS = 28;

const KINDS: readonly (readonly [string, (i: number) => Value])[] = [
  ['on/off', (i) => (i % 361 === 0 ? null : i % 7 < 3)],
  [
    'texts',
    (i) => (i % 360 < 2 ? null : (['idle', 'wash', 'spin'][Math.floor(i / 50) % 3] ?? null)),
  ],
  ['a counter', (i) => (i % 359 === 0 ? null : ((i * 3) % 4_000) / 10)],
  ['a counter that was below zero', (i) => (i % 377 === 5 ? -1 : ((i * 3) % 4_000) / 10)],
];

let database: TestDatabase;
let history: HistoryStore;
let made = 0;
let seq = 0;

beforeAll(async () => {
  database = await testDatabase();
  history = historyStore(database.db);
});
afterAll(() => database.stop());

async function stored(value: (i: number) => Value): Promise<string> {
  const entityId = `sensor.s${++made}`;
  const rows = Array.from({ length: COUNT }, (_, i) => ({
    ...{ entityId, property: 'value', at: T0 + i * 10_000 + 1 },
    ...{ seq: ++seq, value: value(i) },
  }));
  const described = { devices: [aDevice('d')], entities: [aSensor(entityId, 'd')] };
  await history.append({ now: T0, ...described, rows });
  await history.fold({ now: NOW, all: true });
  return entityId;
}

/** What is told of each hour, or of some together. */
async function told(id: string, step: number, store = history) {
  const edges: number[] = [];
  for (let hour = 0; hour <= HOURS; hour += step) edges.push(T0 + hour * HOUR);
  const type = await store.typeOf(id, 'value');
  const states = observeStates(type === 'boolean');
  const changes = observeChanges();
  const increase = observeIncrease(createCounter('rising', null));
  const observers = type === 'number' ? [changes, increase] : [states, changes];
  const buckets = await store.summaries(id, 'value', edges, NOW, { observers });
  return buckets.map(({ count, mean }, i) => ({
    ...{ count, mean: mean === null ? null : Number(mean.toFixed(9)) },
    ...{ states: states.found[i], changes: changes.found[i], increase: increase.found[i] },
  }));
}

/** As the first version wrote them. */
async function withoutDetails(): Promise<void> {
  const { driver } = database.db;
  const [rows = []] = await driver.read({
    sql: 'SELECT series_id, start, hours FROM chunk WHERE hours IS NOT NULL',
    args: [],
  });
  for (const [series, start, hours] of rows) {
    const columns = unpackHours(unpack(hours as Uint8Array));
    const plain = packPlain(packHours({ ...columns, details: null }));
    const sql = 'UPDATE chunk SET hours = ? WHERE series_id = ? AND start = ?';
    await driver.run({ sql, args: [plain, series!, start!] });
  }
}

describe.each(KINDS)('details of %s', (_, value) => {
  test('stay when only statistics are kept', async () => {
    const id = await stored(value);
    const [hours, days] = [await told(id, 1), await told(id, 12)];
    expect(hours.some(({ changes }) => changes! > 0)).toBe(true);
    await history.thin({ entityId: id, property: 'value' }, T0 + 20 * HOUR, 'hours');
    expect(await told(id, 1)).toEqual(hours);
    expect(await told(id, 12)).toEqual(days);
    await history.thin({ entityId: id, property: 'value' }, T0 + 3 * HOUR, 'nothing');
    // What was known before is not any more.
    expect((await told(id, 1)).slice(4)).toEqual(hours.slice(4));
  });
});

test('of an hour put together where a counter was below zero, no increase is told rather than a wrong one', async () => {
  // It begins anew from one chunk to the next, and what it says first there is no count.
  const id = await stored((i) => (i === 4_096 ? -1 : i % 4_096));
  const hours = await told(id, 1);
  await history.thin({ entityId: id, property: 'value' }, T0 + 20 * HOUR, 'hours');
  const after = await told(id, 1);
  expect(after[11]!.increase).toBeUndefined();
  expect(after.map(({ changes }) => changes)).toEqual(hours.map(({ changes }) => changes));
});

test('hours that were written before they had details are told from their readings, if there are some', async () => {
  const ids: string[] = [];
  for (const [, value] of KINDS) ids.push(await stored(value));
  const before = [];
  for (const id of ids) before.push(await told(id, 4));
  for (const id of ids)
    await history.thin({ entityId: id, property: 'value' }, T0 + 8 * HOUR, 'hours');
  await withoutDetails();
  // Another process, which has seen nothing yet.
  const other = await openDatabase({ DATABASE_URL: database.url });
  try {
    for (const [i, id] of ids.entries()) {
      const after = await told(id, 4, historyStore(other));
      expect(after.slice(3)).toEqual(before[i]!.slice(3));
      expect(after[0]).toEqual({
        ...{ count: before[i]![0]!.count, mean: before[i]![0]!.mean },
        ...{ states: undefined, changes: undefined, increase: undefined },
      });
    }
  } finally {
    await other.close();
  }
});
