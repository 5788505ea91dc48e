import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import { ConfigurationError } from '../../env.ts';

/** Older ones can lose data when the write-ahead log is reset under several connections. */
const OLDEST_SQLITE = [3, 51, 3] as const;
const FULL = 2;

/**
 * Makes a connection durable: write-ahead log, and an fsync at each commit, for an acknowledged
 * reading is on disk. The driver is compiled to drop to NORMAL, so what was set is read back.
 * @throws ConfigurationError when the database would be weaker than promised.
 */
export async function prepareConnection(connection: SqlDriverAdapter): Promise<void> {
  const ask = async (sql: string): Promise<unknown> => {
    const { rows } = await connection.queryRaw({ sql, args: [], argTypes: [] });
    return rows[0]?.[0];
  };
  const version = String(await ask('SELECT sqlite_version()'));
  if (!isAtLeast(version, OLDEST_SQLITE)) {
    throw new ConfigurationError(
      `Database: SQLite ${version} is too old (${OLDEST_SQLITE.join('.')} or newer is needed); run npm ci`,
    );
  }
  // Only before anything is written, or with the next VACUUM: room that becomes free can be given back.
  await connection.executeScript('PRAGMA auto_vacuum = INCREMENTAL');
  const mode = String(await ask('PRAGMA journal_mode = WAL'));
  await connection.executeScript(
    'PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864',
  );
  const synchronous = Number(await ask('PRAGMA synchronous'));
  if (mode.toLowerCase() !== 'wal' || synchronous < FULL) {
    throw new ConfigurationError(
      `Database: the file system does not allow safe writing (journal_mode ${mode}, synchronous ${synchronous}); move DATA_DIR to a local disk`,
    );
  }
}

function isAtLeast(version: string, oldest: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [i, wanted] of oldest.entries()) {
    const part = parts[i] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
