import type {
  ArgType,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
} from '@prisma/driver-adapter-utils';
import { patiently } from './adapter.ts';
import type { Provider } from './provider.ts';
import { type Reader, sqliteReader } from './sqlite-reader.ts';

export type Arg = string | number | null | Uint8Array;
/** A column of a row. PostgreSQL gives 64-bit numbers as texts, so `Number(…)` them. */
export type Cell = string | number | null | Uint8Array;
export type Row = readonly Cell[];
export type Statement = { readonly sql: string; readonly args: readonly Arg[] };

/** One transaction: it sees what it has written. */
export type Runner = {
  query(statement: Statement): Promise<readonly Row[]>;
  /** The number of rows it changed. */
  run(statement: Statement): Promise<number>;
};

/**
 * The database without Prisma in between, for blobs: Prisma passes them through as base64 in JSON, which
 * costs more than reading them. Connections are the same (`writing`), or prepared in the same way.
 */
export type Driver = {
  /** The rows of each statement, all of one moment; never waits for a transaction of this process. */
  read(...statements: readonly Statement[]): Promise<readonly Row[][]>;
  /** One statement that is a transaction of its own; on disk when this resolves. */
  run(statement: Statement): Promise<number>;
  /** All of `work` or nothing of it, on disk when this resolves. */
  write<T>(work: (runner: Runner) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Makes a driver that shares the connection of the client which is given `factory`. */
export function shareDriver(
  factory: SqlDriverAdapterFactory,
  provider: Provider,
): { readonly factory: SqlDriverAdapterFactory; readonly driver: Driver } {
  let writing: SqlDriverAdapter | undefined;
  const connection = (): SqlDriverAdapter => {
    if (writing === undefined) throw new Error('the database is not open');
    return writing;
  };
  const reads = provider === 'sqlite' ? sqliteReads(connection) : postgresqlReads(connection);
  const driver: Driver = {
    read: reads.read,
    run: (statement) => connection().executeRaw(toQuery(statement)),
    write: (work) => inTransaction(connection(), undefined, work),
    close: reads.close,
  };
  const connect = async () => {
    writing = await factory.connect();
    return writing;
  };
  return { factory: { ...factory, connect }, driver };
}

type Reads = Pick<Driver, 'read' | 'close'>;

/**
 * A connection of its own, which cannot write, sees the last commit and waits for nobody. Not Prisma's: that
 * cannot tell the type of a blob which is no column as it stands.
 */
function sqliteReads(writing: () => SqlDriverAdapter): Reads {
  let opened: Promise<Reader> | undefined;
  const open = async (): Promise<Reader> => {
    const [row] = await queryOn(writing(), { sql: 'PRAGMA database_list', args: [] });
    return sqliteReader(String(row?.[2]));
  };
  return {
    async read(...statements) {
      opened ??= open();
      const reader = await opened.catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      return patiently(async () => reader.read(statements));
    },
    async close() {
      (await opened)?.close();
      opened = undefined;
    },
  };
}

function postgresqlReads(connection: () => SqlDriverAdapter): Reads {
  return {
    async read(...statements) {
      if (statements.length === 1) return [await queryOn(connection(), statements[0]!)];
      return inTransaction(connection(), 'REPEATABLE READ', async ({ query }) => {
        const results: Row[][] = [];
        for (const statement of statements) results.push([...(await query(statement))]);
        return results;
      });
    },
    close: async () => {},
  };
}

async function inTransaction<T>(
  connection: SqlDriverAdapter,
  isolation: 'REPEATABLE READ' | undefined,
  work: (runner: Runner) => Promise<T>,
): Promise<T> {
  const transaction = await connection.startTransaction(isolation);
  try {
    const result = await work({
      query: (statement) => queryOn(transaction, statement),
      run: (statement) => transaction.executeRaw(toQuery(statement)),
    });
    await transaction.executeRaw(toQuery({ sql: 'COMMIT', args: [] }));
    await transaction.commit();
    return result;
  } catch (error) {
    await transaction.executeRaw(toQuery({ sql: 'ROLLBACK', args: [] })).catch(() => {});
    await transaction.rollback();
    throw error;
  }
}

const queryOn = async (on: SqlQueryable, statement: Statement): Promise<Row[]> =>
  (await on.queryRaw(toQuery(statement))).rows as Row[];

/** Arguments go to the database as they are. */
const AS_IS: ArgType = { scalarType: 'unknown', arity: 'scalar' };

const toQuery = ({ sql, args }: Statement): SqlQuery => ({
  sql,
  args: [...args],
  argTypes: args.map(() => AS_IS),
});
