import path from 'node:path';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { Env } from '../../env.ts';
import { sqliteAdapter } from './adapter.ts';
import { sqliteStartError } from './errors.ts';
import { type Provider, providerOf } from './provider.ts';

/** Where a database is, and how to speak to it. */
export type Location = {
  readonly provider: Provider;
  /** The file, or the name of the server's database: what messages call it. */
  readonly name: string;
  adapter(): SqlDriverAdapterFactory;
  /** A failed start in words that say what to do; errors that are ours stay as they are. */
  startError(error: unknown): unknown;
};

/** The database file that DATABASE_URL names; relative ones lie in the working directory. */
export const databaseFile = (env: Pick<Env, 'DATABASE_URL'>): string =>
  path.resolve(env.DATABASE_URL.replace(/^file:(\/\/(?=\/))?/, '').replace(/\?.*$/, ''));

/** The database that DATABASE_URL names. What PostgreSQL needs is loaded only for it. */
export async function locate(env: Pick<Env, 'DATABASE_URL'>): Promise<Location> {
  const url = env.DATABASE_URL;
  const provider = providerOf(url);
  if (provider === 'sqlite') {
    const file = databaseFile(env);
    return {
      provider,
      name: file,
      adapter: () => sqliteAdapter(file),
      startError: (error) => sqliteStartError(file, error),
    };
  }
  const { postgresqlAdapter } = await import('./postgresql-adapter.ts');
  const { postgresqlStartError } = await import('./postgresql-errors.ts');
  return {
    provider,
    name: decodeURIComponent(new URL(url).pathname.slice(1)),
    adapter: () => postgresqlAdapter(url),
    startError: (error) => postgresqlStartError(url, error),
  };
}
