import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SqlDriverAdapter, SqlQueryable } from '@prisma/driver-adapter-utils';
import { ConfigurationError, type Env } from '../env.ts';
import { projectRoot } from '../project-root.ts';
import { sqliteAdapter } from './adapter.ts';
import { startError } from './errors.ts';
import { startSchemaEngine } from './schema-engine.ts';

/** The database file that DATABASE_URL names; relative ones lie in the working directory. */
export const databaseFile = (env: Pick<Env, 'DATABASE_URL'>): string =>
  path.resolve(env.DATABASE_URL.replace(/^file:(\/\/(?=\/))?/, '').replace(/\?.*$/, ''));

/**
 * Brings the database to the schema of this version; creates it, and its folder, where there is none.
 * All pending migrations are one transaction that holds the write lock: a killed start leaves
 * nothing half done, and roles that start at the same time wait for the first.
 * @returns the names of the migrations that were applied now
 * @throws ConfigurationError when the file cannot be used or belongs to a newer version
 */
export async function migrate(env: Pick<Env, 'DATABASE_URL'>): Promise<readonly string[]> {
  const file = databaseFile(env);
  const wanted = migrationNames();
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const connection = await sqliteAdapter(file).connect();
    try {
      return await upgrade(connection, file, wanted);
    } finally {
      await connection.dispose();
    }
  } catch (error) {
    throw startError(file, error);
  }
}

async function upgrade(
  connection: SqlDriverAdapter,
  file: string,
  wanted: readonly string[],
): Promise<readonly string[]> {
  const pending = async (db: SqlQueryable) => {
    const applied = await appliedNames(db);
    const newer = applied.find((name) => !wanted.includes(name));
    if (newer !== undefined) {
      throw new ConfigurationError(
        `Database: ${file} was written by a newer version (${newer}); install that version, or restore a backup`,
      );
    }
    return wanted.filter((name) => !applied.includes(name));
  };
  if ((await pending(connection)).length === 0) return [];

  // A migration that rebuilds a table must not cascade; this pragma has no effect in a transaction.
  await connection.executeScript('PRAGMA foreign_keys = OFF');
  const transaction = await connection.startTransaction();
  try {
    const names = await pending(transaction);
    if (names.length > 0) await applyAll(transaction);
    await transaction.executeRaw({ sql: 'COMMIT', args: [], argTypes: [] });
    await transaction.commit();
    return names;
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}

/** Hands the open transaction to the engine as if it were a connection of its own. */
async function applyAll(transaction: SqlQueryable): Promise<void> {
  const { provider, adapterName } = transaction;
  const connection: SqlDriverAdapter = {
    provider,
    adapterName,
    queryRaw: (query) => transaction.queryRaw(query),
    executeRaw: (query) => transaction.executeRaw(query),
    executeScript: async (sql) => {
      await transaction.executeRaw({ sql: `${sql};\n;`, args: [], argTypes: [] });
    },
    startTransaction: () => Promise.reject(new Error('migrations already run in a transaction')),
    dispose: async () => {},
  };
  const connect = async () => connection;
  const engine = await startSchemaEngine({
    provider,
    adapterName,
    connect,
    connectToShadowDb: connect,
  });
  try {
    await engine.applyMigrations({
      migrationsList: migrationsOnDisk(),
      filters: { externalTables: [], externalEnums: [] },
    });
  } finally {
    engine.free();
  }
}

async function appliedNames(db: SqlQueryable): Promise<string[]> {
  const ask = async (sql: string) => (await db.queryRaw({ sql, args: [], argTypes: [] })).rows;
  const table = await ask("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'");
  if (table.length === 0) return [];
  const rows = await ask(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  return rows.map((row) => String(row[0]));
}

const folder = () => path.join(projectRoot(), 'prisma', 'migrations');
const script = (name: string) => path.join(folder(), name, 'migration.sql');

const migrationNames = (): readonly string[] =>
  readdirSync(folder())
    .filter((name) => existsSync(script(name)))
    .sort();

const migrationsOnDisk = () => ({
  baseDir: folder(),
  lockfile: {
    path: 'migration_lock.toml',
    content: readFileSync(path.join(folder(), 'migration_lock.toml'), 'utf8'),
  },
  shadowDbInitScript: '',
  migrationDirectories: migrationNames().map((name) => ({
    path: name,
    migrationFile: {
      path: 'migration.sql',
      content: { tag: 'ok' as const, value: readFileSync(script(name), 'utf8') },
    },
  })),
});
