import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { databaseCommand } from '../../../lib/server/cli/database-command.ts';
import { historyStore } from '../../../lib/server/db/history.ts';
import { roomKeeper } from '../../../lib/server/db/room.ts';
import { historyDialect } from '../../../lib/server/db/sql/history-sql.ts';
import {
  aDevice,
  aSensor,
  PROVIDERS,
  type TestDatabase,
  testDatabase,
} from '../../support/test-database.ts';

const NOW = 1_700_000_000_000;
const STEP = 10_000;
const COUNT = 10_000;

let own: TestDatabase;
let said: string[];

const history = () => historyStore(own.db);
const ids = ['sensor.a', 'sensor.b'];

async function home(provider: TestDatabase['db']['provider']): Promise<void> {
  own = await testDatabase(provider);
  const entities = ids.map((id) => aSensor(id, 'd'));
  await history().append({ now: NOW, devices: [aDevice('d')], entities });
  const past = history().import(0);
  for (const entityId of ids) {
    const rows = Array.from({ length: COUNT }, (_, i) => ({
      ...{ entityId, property: 'value', at: NOW + i * STEP },
      value: entityId === 'sensor.a' ? Math.random() : `word ${i % 7}`,
    }));
    await past.add({ now: NOW, rows });
  }
  await past.end();
  const late = {
    entityId: 'sensor.a',
    property: 'value',
    at: NOW + COUNT * STEP,
    seq: 1,
    value: 1,
  };
  await history().append({ now: late.at, rows: [late] });
}

beforeEach(() => {
  said = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void said.push(String(line)));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await own.stop();
});

describe.each(PROVIDERS)('database check of %s', (provider) => {
  beforeEach(() => home(provider));

  const check = () => databaseCommand(['check', '--at', own.url]);
  const run = (sql: string, ...args: (number | Uint8Array)[]) =>
    own.db.driver.run({ sql: historyDialect(provider).marked(sql), args });
  const wrong = () => said.filter((line) => line.startsWith('WRONG'));

  test('says what it looked at, and that it is whole, while the home goes on', async () => {
    const code = await check();
    expect(said).toEqual([
      'Checked 20 001 readings of 2 series: 6 chunks, and 1 commits that are not packed yet.',
      'Everything is as it was written.',
    ]);
    expect(code).toBe(0);
  });

  test('finds a flipped bit, a wrong figure, an overlap and a text that is gone', async () => {
    const [[row]] = (await own.db.driver.read({
      sql: 'SELECT start, body FROM chunk WHERE series_id = 1 ORDER BY start LIMIT 1',
      args: [],
    })) as [[[number | string, Uint8Array]]];
    const body = Uint8Array.from(row[1]);
    body[100]! ^= 1;
    await run('UPDATE chunk SET body = ? WHERE series_id = 1 AND start = ?', body, Number(row[0]));
    await run('UPDATE chunk SET max = 7 WHERE series_id = 1 AND start > ?', NOW + 5_000 * STEP);
    await run('UPDATE chunk SET "end" = "end" + 100000 WHERE series_id = 1 AND start = ?', NOW);
    await run('DELETE FROM text_value WHERE text = \'"word 3"\'');
    await run('UPDATE tail SET count = 9 WHERE count = 1');
    expect(await check()).toBe(1);
    const all = wrong().join('\n');
    expect(all).toMatch(/sensor\.a value, chunk of 2023-\S+: readings: .*checksum/);
    expect(all).toMatch(/sensor\.a value.*lowest, highest/);
    expect(all).toMatch(/sensor\.a value.*overlaps/);
    expect(all).toMatch(/sensor\.b value.*a text is not in the dictionary/);
    expect(all).toMatch(/not packed yet: it counts other readings/);
  });
});

describe.each(PROVIDERS)('database compact of %s', (provider) => {
  beforeEach(() => home(provider));

  test('gives back what is free, and everything is there', async () => {
    await history().thin(
      { entityId: 'sensor.a', property: 'value' },
      NOW + COUNT * STEP,
      'nothing',
    );
    const room = roomKeeper(own.db);
    const before = await room.size();
    expect(await databaseCommand(['compact', '--at', own.url])).toBe(0);
    expect(await room.size()).toBeLessThan(before);
    expect(said.at(-1)).toMatch(/MB before, .* MB now: .* MB given back in/);
    expect(await databaseCommand(['check', '--at', own.url])).toBe(0);
  });
});

describe('room in an SQLite file', () => {
  beforeEach(() => home('sqlite'));
  const run = (sql: string) => own.db.driver.run({ sql, args: [] });

  test('is given back in slices, and some of it kept for what comes next', async () => {
    // Among the readings, so that pages have to move.
    await run('CREATE TABLE junk AS SELECT zeroblob(8000000) AS junk');
    const past = history().import(0);
    const rows = Array.from({ length: COUNT }, (_, i) => ({
      ...{ entityId: 'sensor.b', property: 'more', at: NOW + i, value: Math.random() },
    }));
    await past.add({ now: NOW, rows });
    await past.end();
    await run('DROP TABLE junk');
    const room = roomKeeper(own.db);
    const [size, free] = [await room.size(), (await room.reusable())!];
    expect(free).toBeGreaterThan(5_000_000);
    expect(await room.release(() => true)).toBe(0);
    const pages = await room.release(() => false);
    expect(pages).toBeGreaterThan(500);
    expect(await room.size()).toBeLessThanOrEqual(size - pages * 4_096);
    expect(await room.reusable()).toBe(1_024 * 4_096);
    expect(await databaseCommand(['check', '--at', own.url])).toBe(0);
  });
});
