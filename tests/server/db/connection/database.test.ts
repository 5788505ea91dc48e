import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../../lib/server/db/connection/client.ts';
import { migrate } from '../../../../lib/server/db/connection/migrate.ts';
import type { Provider } from '../../../../lib/server/db/connection/provider.ts';
import { runStore } from '../../../../lib/server/db/runs.ts';
import { ConfigurationError } from '../../../../lib/server/env.ts';
import { emptyPostgresDatabase, migratedPostgresDatabase } from '../../../support/postgres.ts';
import { PROVIDERS } from '../../../support/test-database.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
let folder: string;
let env: { DATABASE_URL: string };

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'inglenook-db-'));
  env = { DATABASE_URL: `file:${path.join(folder, 'deep/er/inglenook.db')}` };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Migrations there are: folders beside the schema. */
const migrationsOf = (provider: Provider) =>
  readdirSync(
    path.resolve(provider === 'sqlite' ? 'prisma/migrations' : `prisma/migrations-${provider}`),
    {
      withFileTypes: true,
    },
  ).filter((entry) => entry.isDirectory()).length;

const counter = (name: string) => ({ name, count: 1n, lastAt: 1n });

describe.each(PROVIDERS)('opening a database of %s', (provider) => {
  beforeEach(async () => {
    if (provider === 'postgresql') env = { DATABASE_URL: await emptyPostgresDatabase() };
  });

  test('makes the tables; the second time there is nothing to do', async () => {
    expect(await migrate(env)).toHaveLength(migrationsOf(provider));
    expect(await migrate(env)).toEqual([]);
  });

  test('roles that start at the same time wait for the one that migrates', async () => {
    const outfile = path.join(root, 'build', `migrate-${process.pid}.mjs`);
    await build({
      stdin: {
        contents: `import { migrate } from './lib/server/db/connection/migrate.ts';
          console.log((await migrate({ DATABASE_URL: process.argv[2] })).length);`,
        resolveDir: root,
        loader: 'ts',
      },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
    });
    try {
      const runs = await Promise.all(
        Array.from({ length: 4 }, () =>
          promisify(execFile)(process.execPath, [outfile, env.DATABASE_URL], { cwd: root }),
        ),
      );
      expect(runs.map(({ stdout }) => stdout.trim()).sort()).toEqual([
        ...['0', '0', '0', String(migrationsOf(provider))],
      ]);
    } finally {
      await rm(outfile, { force: true });
    }
  });
});

describe('opening a file', () => {
  test('a connection is durable', async () => {
    const db = await openDatabase(env);
    const ask = async (pragma: string) =>
      Object.values((await db.prisma.$queryRawUnsafe<object[]>(`PRAGMA ${pragma}`))[0] ?? {})[0];
    expect(Number(await ask('synchronous'))).toBe(2);
    expect(await ask('journal_mode')).toBe('wal');
    expect(Number(await ask('foreign_keys'))).toBe(1);
    await db.close();
  });

  test('a file that is no database is refused in words', async () => {
    await mkdir(path.join(folder, 'deep/er'), { recursive: true });
    await writeFile(path.join(folder, 'deep/er/inglenook.db'), 'no database at all '.repeat(500));
    await expect(openDatabase(env)).rejects.toThrow(ConfigurationError);
    await expect(openDatabase(env)).rejects.toThrow(/damaged/);
  });

  test('a folder that cannot be made is refused in words', async () => {
    await writeFile(path.join(folder, 'deep'), '');
    await expect(openDatabase(env)).rejects.toThrow(ConfigurationError);
  });

  test('a database of a newer version is refused', async () => {
    const db = await openDatabase(env);
    await db.prisma.$executeRawUnsafe(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ('x', 'x', '29990101000000_future', 1, 1)`,
    );
    await db.close();
    await expect(openDatabase(env)).rejects.toThrow(/newer version/);
  });
});

describe.each(PROVIDERS)('a transaction of %s', (provider) => {
  beforeEach(async () => {
    if (provider === 'postgresql') env = { DATABASE_URL: await migratedPostgresDatabase() };
  });

  test('is all or nothing', async () => {
    const db = await openDatabase(env);
    const failing = db.transaction(async (statements) => {
      await statements.counter.create({ data: counter('half') });
      throw new Error('the other half');
    });
    await expect(failing).rejects.toThrow('the other half');
    expect(await db.prisma.counter.count()).toBe(0);
    await db.close();
  });

  test('does not take statements of others with it when it is rolled back', async () => {
    const db = await openDatabase(env);
    const failing = db.transaction(async (statements) => {
      await statements.counter.create({ data: counter('mine') });
      const other = db.prisma.counter.create({ data: counter('other') });
      void other.catch(() => {});
      await new Promise(setImmediate);
      await statements.counter.count();
      throw new Error('rolled back');
    });
    const other = db.prisma.counter.create({ data: counter('outside') });
    await expect(failing).rejects.toThrow('rolled back');
    await other;
    const names = (await db.prisma.counter.findMany()).map(({ name }) => name);
    expect(names).toContain('outside');
    expect(names).not.toContain('mine');
    await db.close();
  });

  test('does not block this process while another’s is open', async () => {
    const [one, two] = [await openDatabase(env), await openDatabase(env)];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = one.transaction(async (statements) => {
      await statements.counter.create({ data: counter('slow') });
      await held;
    });
    const second = two.prisma.counter.create({ data: counter('second') });
    // If the second one waited without letting go of this process, it would be refused before these are over:
    // nobody could end the first.
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve, 5));
    release();
    await Promise.all([slow, second]);
    expect(await two.prisma.counter.count()).toBe(2);
    await one.close();
    await two.close();
  });
});

describe.each(PROVIDERS)('recorder runs in %s', (provider) => {
  beforeEach(async () => {
    if (provider === 'postgresql') env = { DATABASE_URL: await migratedPostgresDatabase() };
  });

  test('tell when nobody recorded; before the first one nobody could', async () => {
    const db = await openDatabase(env);
    const runs = runStore(db);
    const first = await runs.begin(1_000_000);
    await runs.end(first, 2_000_000);
    const second = await runs.begin(3_000_000);
    await runs.beat(second, 3_500_000);
    const spans = await runs.spans({ from: 0, to: 4_000_000 }, 3_510_000);
    expect(spans).toEqual([
      { from: 0, to: 1_000_000 },
      { from: 1_000_000, to: 2_000_000 },
      { from: 3_000_000, to: 3_510_000 },
    ]);
    // Its heartbeat has stopped: it died after the last one.
    expect((await runs.spans({ from: 0, to: 4_000_000 }, 3_900_000)).at(-1)?.to).toBe(3_500_000);
    await db.close();
  });
});
