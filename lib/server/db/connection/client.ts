import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { Env } from '../../env.ts';
import { type Prisma, PrismaClient } from '../generated/client.ts';
import { SQL, speaks } from '../sql/sql.ts';
import { type Driver, shareDriver } from './driver.ts';
import { locate } from './location.ts';
import { migrate } from './migrate.ts';
import type { Provider } from './provider.ts';

/** What statements run on: the database, or one transaction of it. */
export type Statements = Prisma.TransactionClient;

/** The product's database, migrated and durable. Shared by every store of one process. */
export type Database = {
  readonly provider: Provider;
  readonly prisma: PrismaClient;
  /**
   * All of `work` or nothing of it, on disk when this resolves. Inside, use only the statements given:
   * others wait for this transaction to end.
   */
  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  /** Past Prisma, for the history's blobs. */
  readonly driver: Driver;
  close(): Promise<void>;
};

/** A role that starts with the machine waits this long for a server that is still starting. */
export const PATIENCE_MS = 60_000;

/**
 * Opens the database, migrating it first (and creating it, if it is a file). Every role calls this once.
 * @param waitMs how long to wait for a server that does not answer yet
 * @throws ConfigurationError when the database cannot be used, saying what to do
 */
export async function openDatabase(
  env: Pick<Env, 'DATABASE_URL'>,
  { waitMs = 0 } = {},
): Promise<Database> {
  await migrate(env, { waitMs });
  const { provider, adapter, startError } = await locate(env);
  const { factory, driver } = shareDriver(adapter(), provider);
  const prisma = await client(provider, factory);
  try {
    await prisma.$connect();
  } catch (error) {
    throw startError(error);
  }
  const sql = SQL[provider];
  return {
    provider,
    prisma: speaks(prisma, sql),
    driver,
    transaction: (work) => prisma.$transaction((statements) => work(speaks(statements, sql))),
    async close() {
      await driver.close();
      await prisma.$disconnect();
    },
  };
}

async function client(provider: Provider, adapter: SqlDriverAdapterFactory): Promise<PrismaClient> {
  const options = {
    adapter,
    // A busy database is waited for; a stuck transaction must still end and let others in.
    transactionOptions: { maxWait: 30_000, timeout: 120_000 },
  };
  if (provider === 'sqlite') return new PrismaClient(options);
  const { PrismaClient: Client } = await import('../generated-postgresql/client.ts');
  // Generated from the same models: the two differ in what they send, and in nothing that is used here.
  return new Client(options) as unknown as PrismaClient;
}
