import { afterEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../../lib/server/db/connection/client.ts';
import { isRefusal, isTransient } from '../../../../lib/server/db/connection/errors.ts';
import { counterStore } from '../../../../lib/server/db/counters.ts';
import { ConfigurationError, UnreachableError } from '../../../../lib/server/env.ts';
import {
  administer,
  emptyPostgresDatabase,
  migratedPostgresDatabase,
  sharedPostgres,
  startPostgres,
} from '../../../support/postgres.ts';
import { until } from '../../../support/until.ts';

const open: Database[] = [];
afterEach(async () => {
  for (const db of open.splice(0)) await db.close();
});
async function opened(url: string): Promise<Database> {
  const db = await openDatabase({ DATABASE_URL: url });
  open.push(db);
  return db;
}
const nameOf = (url: string) => new URL(url).pathname.slice(1);

async function refusal(url: string): Promise<string> {
  const error = await opened(url).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConfigurationError);
  return (error as Error).message;
}

describe('what the configuration gets wrong is told in words', () => {
  test('a wrong password, which is not repeated', async () => {
    const url = (await sharedPostgres()).url('postgres').replace(/:[^:@]*@/, ':hush@');
    const said = await refusal(url);
    expect(said).toMatch(/refuses the user "house"/);
    expect(said).not.toContain('hush');
  });

  test('a database that is not there, with the command that makes it', async () => {
    expect(await refusal((await sharedPostgres()).url('nowhere'))).toMatch(
      /no database "nowhere"; make it: createdb -h 127\.0\.0\.1 -p \d+ .*"nowhere"/,
    );
  });

  test('a server that does not answer; a role may try again later', async () => {
    const url = 'postgresql://house:hush@127.0.0.1:1/home';
    await expect(opened(url)).rejects.toThrow(UnreachableError);
    expect(await refusal(url)).toMatch(/at 127\.0\.0\.1:1 does not answer/);
  });

  test('a user who may make no tables', async () => {
    const url = await emptyPostgresDatabase();
    await administer("CREATE ROLE guest LOGIN PASSWORD 'welcome'");
    const guest = url.replace(/\/\/[^@]*@/, '//guest:welcome@');
    expect(await refusal(guest)).toMatch(/may not make tables .* ALTER DATABASE/);
  });

  test('an encoding that cannot hold every text', async () => {
    await administer("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
    expect(await refusal((await sharedPostgres()).url('latin'))).toMatch(/encoding is LATIN1/);
  });

  test('a database of a newer version', async () => {
    const url = await migratedPostgresDatabase();
    await administer(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ('x', 'x', '29990101000000_future', now(), 1)`,
      nameOf(url),
    );
    expect(await refusal(url)).toMatch(/newer version/);
  });

  test.each([
    ['fsync', 'off'],
    ['full_page_writes', 'off'],
    ['data_sync_retry', 'on'],
  ])('a server that runs with %s %s', async (setting, value) => {
    const server = await startPostgres({ [setting]: value });
    try {
      await until(
        async () => {
          const said = await refusal(server.url('postgres'));
          return said.includes(`${setting}=${value}, so a power cut loses readings`);
        },
        { what: 'the refusal' },
      );
    } finally {
      await server.stop();
    }
  });
});

describe('where commits do not wait for the disk it does not start, and names what undoes it', () => {
  const weak = 'PostgreSQL runs with synchronous_commit=off, so a power cut loses readings;';

  test.each([
    ['the database', (name: string) => `ALTER DATABASE ${name}`],
    ['the user', () => 'ALTER ROLE house'],
    ['the user in the database', (name: string) => `ALTER ROLE house IN DATABASE ${name}`],
  ])('set for %s', async (_, alter) => {
    const url = await migratedPostgresDatabase();
    const place = alter(nameOf(url));
    await administer(`${place} SET synchronous_commit = off`);
    try {
      const said = await refusal(url);
      expect(said).toContain(weak);
      const remedy = said.split('; ')[1]!;
      expect(remedy.replaceAll('"', '')).toBe(`${place} RESET synchronous_commit`);
      await administer(remedy);
      await opened(url);
    } finally {
      await administer(`${place} RESET synchronous_commit`);
    }
  });

  test('set for the server', async () => {
    const server = await startPostgres({ synchronous_commit: 'off' });
    try {
      const said = await refusal(server.url('postgres'));
      expect(said).toContain(`${weak} set synchronous_commit = on in postgresql.conf`);
    } finally {
      await server.stop();
    }
  });

  test('set in the URL', async () => {
    const url = await migratedPostgresDatabase();
    const said = await refusal(`${url}?options=-c%20synchronous_commit%3Doff`);
    expect(said).toBe(`Database: ${weak} take it out of DATABASE_URL`);
  });

  test('what was on when it started stays on, whatever is set later', async () => {
    const url = await migratedPostgresDatabase();
    const { prisma } = await opened(url);
    const shown = () =>
      prisma.$queryRawUnsafe<{ synchronous_commit: string }[]>('SHOW synchronous_commit');
    await shown();
    await administer('ALTER SYSTEM SET synchronous_commit = off');
    try {
      await administer('SELECT pg_reload_conf()');
      await expect(opened(url)).rejects.toThrow(weak);
      expect(await shown()).toEqual([{ synchronous_commit: 'on' }]);
    } finally {
      await administer('ALTER SYSTEM RESET synchronous_commit');
      await administer('SELECT pg_reload_conf()');
    }
  });
});

test('a server that is still starting is waited for', async () => {
  const server = await startPostgres();
  await server.halt();
  const opening = openDatabase({ DATABASE_URL: server.url('postgres') }, { waitMs: 30_000 });
  await server.resume();
  await (await opening).close();
  await server.stop();
});

test('after a crash of the server the next statements find it again', async () => {
  const server = await startPostgres();
  const db = await openDatabase({ DATABASE_URL: server.url('postgres') }, { waitMs: 30_000 });
  const counters = counterStore(db);
  const count = () => counters.add([{ name: 'asked', by: 1, at: 1, detail: null }]);
  await count();
  await server.halt();
  for (const attempt of [count, () => db.transaction((s) => s.counter.count()), counters.all]) {
    const error = await attempt().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(isTransient(error) && !isRefusal(error), String(error)).toBe(true);
  }
  await server.resume();
  await until(() => count().then(() => true), { what: 'the count' });
  expect(await counters.all()).toMatchObject([{ name: 'asked', count: 2 }]);
  await db.close();
  await server.stop();
});

describe('what PostgreSQL says', () => {
  test('of the data is a refusal, and of itself is not', async () => {
    const url = await migratedPostgresDatabase();
    const db = await opened(url);
    const failure = (sql: string) =>
      db.prisma.$executeRawUnsafe(sql).then(
        () => null,
        (thrown: unknown) => thrown,
      );
    for (const sql of [
      "INSERT INTO counter (name, count, last_at) VALUES ('a', NULL, 1)",
      "INSERT INTO series (entity_id, property, type) VALUES ('ghost', 'value', 'none')",
      "SELECT 'x'::bigint",
    ]) {
      const error = await failure(sql);
      expect([isRefusal(error), isTransient(error)], sql).toEqual([true, false]);
    }
    for (const sql of [
      'SELECT pg_terminate_backend(pg_backend_pid())',
      'SELECT * FROM no_such_table',
      'SET statement_timeout = 1; SELECT pg_sleep(1)',
    ]) {
      const error = await failure(sql);
      expect([isRefusal(error), isTransient(error)], sql).toEqual([false, true]);
    }
  });
});

test('characters that PostgreSQL cannot store become visible ones', async () => {
  const db = await opened(await migratedPostgresDatabase());
  const counters = counterStore(db);
  await counters.add([{ name: 'odd', by: 1, at: 1, detail: 'a\0b\ud800' }]);
  expect((await counters.all())[0]?.detail).toBe('a\u2400b\ufffd');
  expect(await db.prisma.entity.findUnique({ where: { id: 'a\0b' } })).toBeNull();
  await db.prisma.counter.create({ data: { name: 'n\0', count: 1n, lastAt: 1n } });
  expect(await db.prisma.counter.count({ where: { name: 'n\u2400' } })).toBe(1);
});

test('texts of any length are in the dictionary once', async () => {
  const db = await opened(await migratedPostgresDatabase());
  const text = Array.from({ length: 20_000 }, (_, i) => i).join(' ');
  for (const one of [text, `${text}!`, text]) {
    await db.prisma.$executeRawUnsafe(
      'INSERT INTO text_value (text) VALUES ($1) ON CONFLICT DO NOTHING',
      one,
    );
  }
  expect(await db.prisma.textValue.count()).toBe(2);
});
