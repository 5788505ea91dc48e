import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../lib/server/db/connection/client.ts';
import { entityStore } from '../../../lib/server/db/entities.ts';
import { historyStore } from '../../../lib/server/db/history.ts';
import { runStore } from '../../../lib/server/db/runs.ts';
import { createLog } from '../../../lib/server/log.ts';
import { DAY, HOUR } from '../../../simulator/house/clock.ts';
import { fillPast } from '../../../simulator/past.ts';

const now = Date.UTC(2026, 4, 12, 12, 3);
const log = createLog('test', 'silent');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'inglenook-past-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const envOf = (name: string) => ({
  DATABASE_URL: `file:${path.join(folder, name)}`,
  HOME_TIME_ZONE: 'Europe/Berlin',
});
const fill = (name: string, seed = 1) => fillPast({ env: envOf(name), log, seed, now, days: 4 });

/** Hourly means of a series of the past, as the charts ask for them. */
async function chart(name: string) {
  const db = await openDatabase(envOf(name));
  try {
    const { entities } = await entityStore(db).loadAll();
    const meter = entities.find((it) => it.uniqueId === 'electricity-meter_power');
    const edges = Array.from({ length: 73 }, (_, i) => now - (now % HOUR) - (72 - i) * HOUR);
    const hours = await historyStore(db).summaries(meter!.id, 'value', edges, now);
    return { entities, hours, newest: await runStore(db).newest() };
  } finally {
    await db.close();
  }
}

test('the past is filled in once, and charts have something to say', async () => {
  const stored = await fill('a.db');
  expect(stored).toBeGreaterThan(10_000);
  expect(await fill('a.db')).toBe(0);

  const { entities, hours } = await chart('a.db');
  expect(entities.length).toBeGreaterThan(50);
  expect(hours.filter((hour) => hour.count > 0).length).toBeGreaterThan(60);
});

test('the same seed fills in the same past', async () => {
  await fill('a.db');
  await fill('b.db');
  expect((await chart('a.db')).hours).toEqual((await chart('b.db')).hours);
});

test('a real recorder stays the newest, although its past is filled in after it began', async () => {
  const db = await openDatabase(envOf('c.db'));
  await runStore(db).begin(now - 5_000);
  await db.close();
  await fill('c.db');
  const { newest } = await chart('c.db');
  expect(newest?.startedAt).toBe(now - 5_000);
  expect(newest!.startedAt).toBeGreaterThan(now - DAY);
});
