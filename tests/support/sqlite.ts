import { setTimeout as delay } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';

/** What SQLite finds wrong with a database file; empty: it is sound. */
export function flawsOf(file: string): readonly string[] {
  const db = new Sqlite(file, { readonly: true });
  try {
    const lines = db.pragma('integrity_check', { simple: false }) as { integrity_check: string }[];
    return lines.map((line) => line.integrity_check).filter((line) => line !== 'ok');
  } finally {
    db.close();
  }
}

/** Holds the write lock of a database file, as a stuck program would, until it is let go. */
export function holdWriteLock(file: string, withinMs = 10_000): { release(): void } {
  const db = new Sqlite(file, { timeout: withinMs });
  try {
    db.exec('BEGIN IMMEDIATE');
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    release() {
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

/**
 * Stops a process (SIGSTOP). One that is stopped while it writes holds the lock of the whole database file until it
 * goes on, and with it everybody else: so not at such a moment. `file`: null for a database that can tell.
 */
export async function putToSleep(pid: number, file: string | null): Promise<void> {
  for (;;) {
    process.kill(pid, 'SIGSTOP');
    if (file === null) return;
    try {
      holdWriteLock(file, 2_000).release();
      return;
    } catch {
      process.kill(pid, 'SIGCONT');
      await delay(50);
    }
  }
}
