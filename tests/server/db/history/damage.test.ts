import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../../lib/server/db/connection/client.ts';
import { counterStore } from '../../../../lib/server/db/counters.ts';
import { DAMAGED } from '../../../../lib/server/db/history/chunks/damage.ts';
import { type HistoryStore, historyStore } from '../../../../lib/server/db/history.ts';
import { historyDialect } from '../../../../lib/server/db/sql/history-sql.ts';
import {
  aDevice,
  aSensor,
  PROVIDERS,
  type TestDatabase,
  testDatabase,
} from '../../../support/test-database.ts';
import { until } from '../../../support/until.ts';

const HOUR = 3_600_000;
const T0 = 1_700_000_400_000; // a full hour
const STEP = 10_000;
/** Three chunks, 4,096 readings each. */
const COUNT = 3 * 4_096;
const FROM = T0 + 4_096 * STEP;
const TO = T0 + 2 * 4_096 * STEP;
const ALL = { from: T0, to: T0 + COUNT * STEP };

const NEW = 'sensor.new';
const id = { entityId: 'sensor.hall', property: 'value' };
const reading = (at: number, value = (at / STEP) % 50) => ({ ...id, at, value });
const readings = Array.from({ length: COUNT }, (_, i) => reading(T0 + i * STEP));
const isIn = (from: number, to: number) => (row: { at: number }) => row.at >= from && row.at < to;
const inMiddle = isIn(FROM, TO);

describe.each(PROVIDERS)('damage in %s', (provider) => {
  let own: TestDatabase;
  let told: string[];
  let history: HistoryStore;

  const open = (db: Database) =>
    historyStore(db, { offset: () => 0, onDamage: ({ what }) => void told.push(what) });

  beforeEach(async () => {
    own = await testDatabase(provider);
    told = [];
    history = open(own.db);
    const entities = [id.entityId, NEW].map((one) => aSensor(one, 'd'));
    await history.append({ now: T0, devices: [aDevice('d')], entities });
    const past = history.import(0);
    await past.add({ now: T0, rows: readings });
    await past.end();
  });
  afterEach(() => own.stop());

  const run = (sql: string, ...args: (number | Uint8Array)[]) =>
    own.db.driver.run({ sql: historyDialect(provider).marked(sql), args });
  const ask = async (sql: string) => (await own.db.driver.read({ sql, args: [] }))[0]!;

  /** Flips a bit in the middle of a blob. */
  async function harm(column: 'body' | 'hours', start: number): Promise<Uint8Array> {
    const [row] = await ask(`SELECT ${column} FROM chunk WHERE start = ${start}`);
    const blob = Uint8Array.from(row![0] as Uint8Array);
    blob[blob.length >> 1]! ^= 8;
    await run(`UPDATE chunk SET ${column} = ? WHERE start = ?`, blob, start);
    return blob;
  }

  const counted = async () =>
    (await counterStore(own.db).all()).find(({ name }) => name === DAMAGED)?.count ?? 0;
  const raw = async (store = history) =>
    (await store.raw(id.entityId, id.property, ALL, { limit: COUNT + 10 })).readings;
  const damaged = () => history.damaged(id.entityId, id.property, ALL);
  const plain = (rows: readonly { at: number; value: unknown }[]) =>
    rows.map(({ at, value }) => ({ at, value }));

  test('the readings that are whole are told, and where the others are missing', async () => {
    await harm('body', FROM);
    expect(await raw()).toEqual(plain(readings.filter((row) => !inMiddle(row))));
    expect(await damaged()).toEqual([{ from: FROM, to: TO - STEP + 1 }]);
    const walked: number[] = [];
    for await (const { count } of history.columns(id.entityId, id.property, ALL))
      walked.push(count);
    expect(walked.reduce((a, b) => a + b, 0)).toBe(COUNT - 4_096);
    expect(await history.held(id.entityId, id.property, FROM + HOUR)).toBeNull();
    expect(await history.statesAt(FROM + HOUR)).toEqual([]);
    expect(await history.statesAt(TO + HOUR)).toHaveLength(1);
    const edges = [T0 + HOUR / 2, TO + HOUR / 2];
    const [bucket] = await history.summaries(id.entityId, id.property, edges, ALL.to);
    expect(bucket?.count).toBeGreaterThan(0);
  });

  test('it is counted and told once, whoever meets it and how often', async () => {
    await harm('body', FROM);
    await raw();
    await raw();
    await until(async () => (await counted()) === 1);
    const other = await openDatabase({ DATABASE_URL: own.url });
    try {
      await raw(open(other));
      await historyStore(other).damaged(id.entityId, id.property, ALL);
    } finally {
      await other.close();
    }
    expect(await counted()).toBe(1);
    expect(told).toEqual([expect.stringContaining('sensor.hall value, 4096 readings from 2023-')]);
  });

  test('statistics that are damaged are worked out anew from the readings', async () => {
    const edges = Array.from({ length: 10 }, (_, i) => T0 + 8 * HOUR + i * HOUR);
    const right = await history.summaries(id.entityId, id.property, edges, ALL.to);
    await harm('hours', FROM);
    const again = await openDatabase({ DATABASE_URL: own.url });
    try {
      const now = await open(again).summaries(id.entityId, id.property, edges, ALL.to);
      expect(now).toEqual(right);
    } finally {
      await again.close();
    }
  });

  test('what falls into it is stored, and it is kept aside as it is', async () => {
    const blob = await harm('body', FROM);
    const late = reading(FROM + 5_000, 7);
    await history.append({ now: ALL.to, rows: [{ ...late, seq: 1 }] });
    await history.fold({ now: ALL.to, all: true });
    const wanted = [...readings.filter((row) => !inMiddle(row)), late];
    expect(await raw()).toEqual(plain(wanted.sort((a, b) => a.at - b.at)));
    const kept = await ask('SELECT body, count FROM damage');
    expect(kept).toHaveLength(1);
    expect(Buffer.compare(kept[0]![0] as Uint8Array, blob)).toBe(0);
    expect(await damaged()).toEqual([
      { from: FROM, to: FROM + 5_000 },
      { from: FROM + 5_001, to: TO - STEP + 1 },
    ]);
    expect(await counted()).toBe(1);
  });

  test('what is brought in again is no gap any more', async () => {
    await harm('body', FROM);
    const past = history.import(0, { idempotent: true });
    await past.add({ now: ALL.to, rows: readings });
    await past.end();
    expect(await raw()).toEqual(plain(readings));
    expect(await damaged()).toEqual([]);
  });

  test('thinning goes on beyond it and does not destroy it', async () => {
    const blob = await harm('body', FROM);
    const { readings: dropped } = await history.thin(id, ALL.to, 'hours');
    expect(dropped).toBeGreaterThan(4_096);
    const kept = await ask('SELECT body FROM damage');
    expect(Buffer.compare(kept[0]![0] as Uint8Array, blob)).toBe(0);
    await history.thin(id, ALL.to + HOUR, 'hours');
    expect(await damaged()).toEqual([{ from: FROM, to: TO - STEP + 1 }]);
  });

  test('a commit that is damaged before it is packed takes nothing else with it', async () => {
    const rows = [1, 2, 3].map((n) => reading(ALL.to + n * STEP, n));
    for (const [i, row] of rows.entries())
      await history.append({ now: row.at + 1, rows: [{ ...row, seq: i + 1 }] });
    await run('UPDATE tail SET body = ? WHERE id = 2', Uint8Array.of(2, 0, 0, 0, 0, 1));
    const fresh = await openDatabase({ DATABASE_URL: own.url });
    try {
      const store = open(fresh);
      const span = { from: ALL.to, to: ALL.to + HOUR };
      const left = async () => (await store.raw(id.entityId, id.property, span)).readings;
      expect(await left()).toEqual(plain([rows[0]!, rows[2]!]));
      await store.fold({ now: ALL.to, all: true });
      expect(await left()).toEqual(plain([rows[0]!, rows[2]!]));
      expect(await store.damaged(id.entityId, id.property, span)).toEqual([
        { from: rows[0]!.at + 1, to: rows[1]!.at + 2 },
      ]);
      expect(await ask('SELECT series_id, body FROM damage')).toHaveLength(1);
      expect(await counted()).toBe(1);
    } finally {
      await fresh.close();
    }
  });

  test('an entity that another one takes over takes it along', async () => {
    await harm('body', FROM);
    await raw();
    await until(async () => (await counted()) === 1);
    const successor = { entityId: NEW, property: 'value' };
    await history.append({
      now: ALL.to,
      rows: [{ ...successor, at: FROM + 1, seq: 1, value: 1 }],
    });
    await history.append({
      now: ALL.to,
      successions: [{ old: successor.entityId, new: id.entityId, identity: 'x' }],
    });
    const rest = readings.filter((row) => !inMiddle(row)).length;
    expect(await history.raw(successor.entityId, 'value', ALL, { limit: COUNT })).toMatchObject({
      next: null,
      readings: { length: rest + 1 },
    });
    const gaps = await history.damaged(successor.entityId, 'value', ALL);
    expect(gaps.at(-1)).toEqual({ from: FROM + 2, to: TO - STEP + 1 });
  });
});
