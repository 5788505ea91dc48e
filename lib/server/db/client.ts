import type { Env } from '../env.ts';
import { sqliteAdapter } from './adapter.ts';
import { type Driver, shareDriver } from './driver.ts';
import { startError } from './errors.ts';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { databaseFile, migrate } from './migrate.ts';
import { type Provider, providerOf } from './provider.ts';

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

/**
 * Opens the database, creating and migrating it first. Every role calls this once.
 * @throws ConfigurationError when the file cannot be used, saying what to do
 */
export async function openDatabase(env: Pick<Env, 'DATABASE_URL'>): Promise<Database> {
  await migrate(env);
  const file = databaseFile(env);
  const provider = providerOf(env.DATABASE_URL);
  const { factory, driver } = shareDriver(sqliteAdapter(file), provider);
  const prisma = new PrismaClient({
    adapter: factory,
    // A busy database is waited for; a stuck transaction must still end and let others in.
    transactionOptions: { maxWait: 30_000, timeout: 120_000 },
  });
  try {
    await prisma.$connect();
  } catch (error) {
    throw startError(file, error);
  }
  return {
    provider,
    prisma,
    driver,
    transaction: (work) => prisma.$transaction(work),
    async close() {
      await driver.close();
      await prisma.$disconnect();
    },
  };
}
