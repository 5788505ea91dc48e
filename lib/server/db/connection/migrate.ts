import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SqlDriverAdapter, SqlQueryable } from '@prisma/driver-adapter-utils';
import { ConfigurationError, type Env, UnreachableError } from '../../env.ts';
import { type Location, locate } from './location.ts';
import { migrationNames, migrationsOnDisk } from './migrations.ts';
import type { Provider } from './provider.ts';
import { startSchemaEngine } from './schema-engine.ts';

export { databaseFile } from './location.ts';

const RETRY_MS = 500;

/**
 * Brings the database to the schema of this version; creates it, and its folder, where there is none.
 * All pending migrations are one transaction that holds the write lock: a killed start leaves
 * nothing half done, and roles that start at the same time wait for the first.
 * @param waitMs how long to wait for a server that does not answer yet; after a restart of the machine
 *   it may come up later than the home
 * @returns the names of the migrations that were applied now
 * @throws ConfigurationError when the database cannot be used or belongs to a newer version
 */
export async function migrate(
  env: Pick<Env, 'DATABASE_URL'>,
  { waitMs = 0 } = {},
): Promise<readonly string[]> {
  const location = await locate(env);
  const deadline = performance.now() + waitMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await upgradeAt(location);
    } catch (failure) {
      const error = location.startError(failure);
      const waits = error instanceof UnreachableError && performance.now() < deadline;
      if (!waits) throw error;
      if (attempt === 1) console.error(`${error.message} Waiting for it …`);
      await delay(RETRY_MS);
    }
  }
}

async function upgradeAt(location: Location): Promise<readonly string[]> {
  if (location.provider === 'sqlite') mkdirSync(path.dirname(location.name), { recursive: true });
  const connection = await location.adapter().connect();
  try {
    return await upgrade(connection, location);
  } finally {
    await connection.dispose();
  }
}

/** Where the engine keeps what it has applied; null until it has. */
const HISTORY_TABLE: Readonly<Record<Provider, string>> = {
  sqlite: "SELECT name FROM sqlite_master WHERE name = '_prisma_migrations'",
  postgresql: "SELECT to_regclass('_prisma_migrations')::text",
};

/** Before and at the beginning of the transaction; SQLite's takes the write lock by itself. */
const BEFORE: Readonly<Record<Provider, string>> = {
  // A migration that rebuilds a table must not cascade; this pragma has no effect in a transaction.
  sqlite: 'PRAGMA foreign_keys = OFF',
  postgresql: '',
};
const LOCK: Readonly<Record<Provider, string>> = {
  sqlite: '',
  postgresql: "SELECT pg_advisory_xact_lock(hashtext('inglenook migrations'))",
};

async function upgrade(
  connection: SqlDriverAdapter,
  { provider, name }: Location,
): Promise<readonly string[]> {
  const wanted = migrationNames(provider);
  const pending = async (db: SqlQueryable) => {
    const applied = await appliedNames(db, provider);
    const newer = applied.find((migration) => !wanted.includes(migration));
    if (newer !== undefined) {
      throw new ConfigurationError(
        `Database: ${name} was written by a newer version (${newer}); install that version, or restore a backup`,
      );
    }
    return wanted.filter((migration) => !applied.includes(migration));
  };
  if ((await pending(connection)).length === 0) return [];

  if (BEFORE[provider] !== '') await connection.executeScript(BEFORE[provider]);
  const transaction = await connection.startTransaction();
  try {
    if (LOCK[provider] !== '') await run(transaction, LOCK[provider]);
    const names = await pending(transaction);
    if (names.length > 0) await applyAll(transaction, provider);
    await run(transaction, 'COMMIT');
    await transaction.commit();
    return names;
  } catch (error) {
    if (provider === 'postgresql') await run(transaction, 'ROLLBACK').catch(() => {});
    await transaction.rollback();
    throw error;
  }
}

const run = (db: SqlQueryable, sql: string) => db.executeRaw({ sql, args: [], argTypes: [] });

/** Hands the open transaction to the engine as if it were a connection of its own. */
async function applyAll(transaction: SqlQueryable, kind: Provider): Promise<void> {
  const { provider, adapterName } = transaction;
  const connection: SqlDriverAdapter = {
    provider,
    adapterName,
    queryRaw: (query) => transaction.queryRaw(query),
    executeRaw: (query) => transaction.executeRaw(query),
    executeScript: async (sql) => {
      await run(transaction, `${sql};\n;`);
    },
    startTransaction: () => Promise.reject(new Error('migrations already run in a transaction')),
    dispose: async () => {},
  };
  const connect = async () => connection;
  const engine = await startSchemaEngine(
    { provider, adapterName, connect, connectToShadowDb: connect },
    kind,
  );
  try {
    await engine.applyMigrations({
      migrationsList: migrationsOnDisk(kind),
      filters: { externalTables: [], externalEnums: [] },
    });
  } finally {
    engine.free();
  }
}

async function appliedNames(db: SqlQueryable, provider: Provider): Promise<string[]> {
  const ask = async (sql: string) => (await db.queryRaw({ sql, args: [], argTypes: [] })).rows;
  const table = (await ask(HISTORY_TABLE[provider]))[0]?.[0];
  if (table === undefined || table === null) return [];
  const rows = await ask(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  return rows.map((row) => String(row[0]));
}
