import { PrismaPg } from '@prisma/adapter-pg';
import { migrate } from '../../lib/server/db/connection/migrate.ts';

export type TestPostgres = {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  url(database: string): string;
  /** Ends the server at once, as a crash would; what was committed stays. */
  halt(): Promise<void>;
  /** SIGKILL to the whole server; what was committed stays. */
  kill(): Promise<void>;
  /** SIGKILL to the newest process that serves a client: the server restarts itself. */
  killBackend(): void;
  /** Starts it again after `halt` or `kill`, and after it has given up by itself. */
  resume(): Promise<void>;
  stop(): Promise<void>;
};

/** A real PostgreSQL of its own, in memory or below the folder `parent`. Where none is told to stop, it ends with this process. */
export async function startPostgres(
  settings: Record<string, string | number> = {},
  parent?: string,
): Promise<TestPostgres> {
  const server = await import('../../scripts/lib/postgres.mjs');
  return server.startPostgres(settings, parent);
}

/** Whether this machine has a PostgreSQL to start. */
export async function hasPostgres(): Promise<boolean> {
  const { postgresPrograms } = await import('../../scripts/lib/postgres.mjs');
  return postgresPrograms() !== null;
}

let shared: Promise<TestPostgres> | undefined;
/** The one server of this process, which a file of tests shares. */
export const sharedPostgres = (): Promise<TestPostgres> => (shared ??= startPostgres());

let count = 0;
const newName = () => `home_${++count}`;

/** A new database without tables; its URL. */
export async function emptyPostgresDatabase(): Promise<string> {
  const name = newName();
  await administer(`CREATE DATABASE ${name}`);
  return (await sharedPostgres()).url(name);
}

let template: Promise<string> | undefined;

/** A new database with all tables, a copy of one that was migrated; its URL. */
export async function migratedPostgresDatabase(): Promise<string> {
  template ??= emptyPostgresDatabase().then(async (url) => {
    await migrate({ DATABASE_URL: url });
    return new URL(url).pathname.slice(1);
  });
  const name = newName();
  await administer(`CREATE DATABASE ${name} TEMPLATE ${await template}`);
  return (await sharedPostgres()).url(name);
}

/** Runs SQL as the server's owner, as an administrator does; the rows. */
export const administer = async (sql: string, database = 'postgres'): Promise<unknown[][]> =>
  askPostgres((await sharedPostgres()).url(database), sql);

/** Asks one question over a connection of its own; the rows. */
export async function askPostgres(url: string, sql: string): Promise<unknown[][]> {
  const connection = await new PrismaPg(url).connect();
  try {
    return (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows;
  } finally {
    await connection.dispose();
  }
}
