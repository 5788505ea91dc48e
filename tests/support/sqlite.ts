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
export function holdWriteLock(file: string): { release(): void } {
  const db = new Sqlite(file, { timeout: 10_000 });
  db.exec('BEGIN IMMEDIATE');
  return {
    release() {
      db.exec('ROLLBACK');
      db.close();
    },
  };
}
