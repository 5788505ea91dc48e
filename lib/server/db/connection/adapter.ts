import { setTimeout as delay } from 'node:timers/promises';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from '@prisma/driver-adapter-utils';
import { isBusy } from './errors.ts';
import { createMutex } from './mutex.ts';
import { prepareConnection } from './pragmas.ts';

/** How long SQLite itself waits for another process, blocking this one; then we wait without blocking. */
const BLOCKING_WAIT_MS = 20;
const BUSY_RETRY_MS = 10;
const BUSY_LIMIT_MS = 15_000;

/**
 * Prisma's SQLite driver with its rough edges taken off. A connection is durable before it is used
 * (`prepareConnection`). Statements outside a transaction wait for the open one, for they share its
 * connection and would otherwise be rolled back with it. Transactions take the write lock at once,
 * since one that reads first and writes later fails when another process wrote in between. Waiting
 * for another process's lock does not block the event loop.
 */
export function sqliteAdapter(file: string): SqlDriverAdapterFactory {
  const driver = new PrismaBetterSqlite3({ url: `file:${file}`, timeout: BLOCKING_WAIT_MS });
  return {
    provider: driver.provider,
    adapterName: driver.adapterName,
    async connect() {
      const connection = await driver.connect();
      try {
        await patiently(() => prepareConnection(connection));
      } catch (error) {
        await connection.dispose();
        throw error;
      }
      return serialized(connection);
    },
  };
}

function serialized(connection: SqlDriverAdapter): SqlDriverAdapter {
  const mutex = createMutex();
  const alone = <T>(work: () => Promise<T>) => mutex.run(() => patiently(work));
  return {
    provider: connection.provider,
    adapterName: connection.adapterName,
    getConnectionInfo: () => ({ supportsRelationJoins: false }),
    queryRaw: (query) => alone(() => connection.queryRaw(query)),
    executeRaw: (query) => alone(() => executeRaw(connection, query)),
    executeScript: (script) => alone(() => connection.executeScript(script)),
    dispose: () => mutex.run(() => connection.dispose()),
    async startTransaction() {
      const release = await mutex.acquire();
      try {
        await patiently(() => connection.executeScript('BEGIN IMMEDIATE'));
      } catch (error) {
        release();
        throw error;
      }
      return transaction(connection, release);
    },
  };
}

/**
 * Prisma sends COMMIT and ROLLBACK as statements of the transaction. A COMMIT that fails (disk full)
 * may leave the transaction open, so it is rolled back here before anybody else gets the connection.
 */
function transaction(connection: SqlDriverAdapter, release: () => void): Transaction {
  let open = true;
  // Prisma says ROLLBACK and then calls rollback(): by then the connection may be in another's transaction.
  const end = async () => {
    if (!open) return;
    open = false;
    try {
      await connection.executeScript('ROLLBACK');
    } catch {
      // None is open after a commit, and after some errors of the disk SQLite has ended it itself.
    } finally {
      release();
    }
  };
  return {
    provider: connection.provider,
    adapterName: connection.adapterName,
    options: { usePhantomQuery: false },
    queryRaw: (query) => connection.queryRaw(query),
    async executeRaw(query) {
      if (query.sql === 'ROLLBACK') {
        await end();
        return 0;
      }
      try {
        return await executeRaw(connection, query);
      } catch (error) {
        if (query.sql === 'COMMIT') await end();
        throw error;
      }
    },
    commit: async () => release(),
    rollback: end,
    createSavepoint: (name) => connection.executeScript(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => connection.executeScript(`ROLLBACK TO ${name}`),
    releaseSavepoint: (name) => connection.executeScript(`RELEASE SAVEPOINT ${name}`),
  };
}

/** The driver prepares single statements; a text without arguments may be a whole script. */
async function executeRaw(connection: SqlDriverAdapter, query: SqlQuery): Promise<number> {
  if (query.args.length > 0 || !/;\s*\S/.test(query.sql)) return connection.executeRaw(query);
  await connection.executeScript(query.sql);
  return 0;
}

/** Tries again while another process holds the write lock. A refused statement has changed nothing. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + BUSY_LIMIT_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
    }
    await delay(BUSY_RETRY_MS);
  }
}
