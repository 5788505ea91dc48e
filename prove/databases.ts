import { startPostgres } from '../tests/support/postgres.ts';

export type ProofDatabase = {
  readonly env: Record<string, string>;
  stop(): Promise<void>;
};

/** A database of its own; SQLite is made by the home itself, in its data folder. */
export async function startDatabase(kind: 'sqlite' | 'postgresql'): Promise<ProofDatabase> {
  if (kind === 'sqlite') return { env: {}, stop: async () => {} };
  const server = await startPostgres();
  return { env: { DATABASE_URL: server.url('postgres') }, stop: () => server.stop() };
}
