import path from 'node:path';
import { startPostgres, type TestPostgres } from '../tests/support/postgres.ts';
import { holdWriteLock } from '../tests/support/sqlite.ts';

export type ProofDatabase = {
  readonly env: Record<string, string>;
  /** Nobody can write any more; `go` ends that. */
  stall(dataDir: string): Promise<{ go(): Promise<void> }>;
  stop(): Promise<void>;
};

/** A database of its own; SQLite is made by the home itself, in its data folder. */
export async function startDatabase(kind: 'sqlite' | 'postgresql'): Promise<ProofDatabase> {
  if (kind === 'sqlite') {
    return {
      env: {},
      async stall(dataDir) {
        const lock = holdWriteLock(path.join(dataDir, 'inglenook.db'));
        return { go: async () => lock.release() };
      },
      stop: async () => {},
    };
  }
  return serverDatabase(await startPostgres());
}

/** The database of a server that runs already; it is stopped with the setting. */
export const serverDatabase = (server: TestPostgres): ProofDatabase => ({
  env: { DATABASE_URL: server.url('postgres') },
  async stall() {
    await server.halt();
    return { go: () => server.resume() };
  },
  stop: () => server.stop(),
});
