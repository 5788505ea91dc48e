import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { ConfigurationError } from '../../env.ts';

/**
 * Makes the folder if need be, and holds it for this process alone; the kernel lets go of it however the
 * process ends. Gives the release.
 * @throws ConfigurationError if it is not writable, or another broker holds it
 */
export function holdFolder(dataDir: string): () => void {
  let lock: Database.Database | undefined;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const file = path.join(dataDir, 'broker.lock');
    lock = new Database(file, { timeout: 3_000 });
    chmodSync(file, 0o600);
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    const held = lock;
    return () => held.close();
  } catch (error) {
    lock?.close();
    const { code = '', message } = error as { code?: string; message: string };
    throw new ConfigurationError(
      code.startsWith('SQLITE_BUSY')
        ? `${dataDir} is in use by another broker: stop it or set DATA_DIR=…`
        : `${dataDir} is not writable (${code || message}): set DATA_DIR to a folder of your own`,
    );
  }
}
