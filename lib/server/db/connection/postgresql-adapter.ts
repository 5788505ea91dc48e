import { PrismaPg } from '@prisma/adapter-pg';
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
} from '@prisma/driver-adapter-utils';
import { storable } from './json.ts';
import { prepareSession } from './postgresql-session.ts';

/** Of one process; three roles and their tools stay far below the server's usual hundred. */
const CONNECTIONS = 8;
/** A server that does not answer is given up, so that the caller can say so and try again. */
const CONNECT_MS = 10_000;
/** A recorder commits every ten seconds: longer than that, or each commit would sign in anew. */
const IDLE_MS = 60_000;

/**
 * Prisma's PostgreSQL driver with its rough edges taken off: a pool whose connections are durable before
 * they are used (`prepareSession`), that takes scripts whole, and texts that PostgreSQL cannot store in
 * their nearest form. A connection that breaks is replaced by the next question.
 */
export function postgresqlAdapter(
  url: string,
  { connections = CONNECTIONS } = {},
): SqlDriverAdapterFactory {
  const driver = new PrismaPg({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    application_name: 'inglenook',
    onConnect: prepareSession,
  });
  return {
    provider: driver.provider,
    adapterName: driver.adapterName,
    async connect() {
      const pool = await driver.connect();
      const adapter: SqlDriverAdapter = {
        ...queries(pool),
        // The driver cuts scripts at each semicolon, also at those within strings.
        executeScript: async (sql) => {
          await pool.executeRaw({ sql, args: [], argTypes: [] });
        },
        getConnectionInfo: () => pool.getConnectionInfo(),
        dispose: () => pool.dispose(),
        async startTransaction(isolation) {
          const transaction = await pool.startTransaction(isolation);
          return {
            ...queries(transaction),
            options: transaction.options,
            commit: () => transaction.commit(),
            rollback: () => transaction.rollback(),
            createSavepoint: async (name) => transaction.createSavepoint?.(name),
            rollbackToSavepoint: async (name) => transaction.rollbackToSavepoint?.(name),
            releaseSavepoint: async (name) => transaction.releaseSavepoint?.(name),
          };
        },
      };
      return adapter;
    },
  };
}

const queries = (queryable: SqlQueryable): SqlQueryable => ({
  provider: queryable.provider,
  adapterName: queryable.adapterName,
  queryRaw: (query) => queryable.queryRaw(taken(query)),
  executeRaw: (query) => queryable.executeRaw(taken(query)),
});

const UNSTORABLE = /\0/;

/** U+0000 is no character of PostgreSQL's texts; a question or a name with one is no reason to fail. */
function taken(query: SqlQuery): SqlQuery {
  const bad = (arg: unknown): arg is string => typeof arg === 'string' && UNSTORABLE.test(arg);
  if (!query.args.some((arg) => bad(arg) || (Array.isArray(arg) && arg.some(bad)))) return query;
  const mend = (arg: unknown): unknown =>
    Array.isArray(arg) ? arg.map(mend) : bad(arg) ? storable(arg) : arg;
  return { ...query, args: query.args.map(mend) };
}
