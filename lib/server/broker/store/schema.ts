import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { ConfigurationError } from '../../env.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  -- Every accepted PUBLISH, until the recorder has it. The newest row always stays: it carries the
  -- sequence and the clock over a restart.
  CREATE TABLE IF NOT EXISTS log (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, topic TEXT NOT NULL, payload BLOB NOT NULL,
    qos INTEGER NOT NULL, retain INTEGER NOT NULL, client TEXT NOT NULL);

  CREATE TABLE IF NOT EXISTS retained (
    topic TEXT PRIMARY KEY, seq INTEGER NOT NULL, qos INTEGER NOT NULL, payload BLOB NOT NULL);

  -- Sessions that outlive their connection. idle_ms counts while the broker runs, so that a wrong clock
  -- forgets nobody.
  CREATE TABLE IF NOT EXISTS session (
    id TEXT PRIMARY KEY, username TEXT NOT NULL, idle_ms INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS subscription (
    session TEXT NOT NULL, filter TEXT NOT NULL, qos INTEGER NOT NULL,
    PRIMARY KEY (session, filter)) WITHOUT ROWID;

  -- What a session has still to receive, in order. released: its PUBREC came (QoS 2).
  CREATE TABLE IF NOT EXISTS queue (
    session TEXT NOT NULL, pos INTEGER NOT NULL, seq INTEGER NOT NULL, qos INTEGER NOT NULL,
    released INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (session, pos)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS queued_message (
    seq INTEGER PRIMARY KEY, topic TEXT NOT NULL, payload BLOB NOT NULL, qos INTEGER NOT NULL);

  -- QoS 2 messages taken from a publisher whose PUBREL has not come.
  CREATE TABLE IF NOT EXISTS incoming (
    session TEXT NOT NULL, packet INTEGER NOT NULL, PRIMARY KEY (session, packet)) WITHOUT ROWID;

  -- Wills of connected clients; what is here at a start belongs to clients the last run lost.
  CREATE TABLE IF NOT EXISTS will (
    client TEXT PRIMARY KEY, username TEXT NOT NULL, role TEXT NOT NULL, topic TEXT NOT NULL,
    payload BLOB NOT NULL, qos INTEGER NOT NULL, retain INTEGER NOT NULL) WITHOUT ROWID;
`;

/**
 * Opens the file for writing, with its tables, and makes sure that a commit means "on disk".
 * @throws ConfigurationError if the file is damaged, not writable, or cannot be made durable
 */
export function openStoreFile(file: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 5_000 });
    db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    requireDurable(db);
    db.exec(SCHEMA);
    db.prepare("INSERT OR IGNORE INTO meta VALUES ('epoch', ?)").run(randomUUID());
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof ConfigurationError) throw error;
    const code = (error as { code?: string }).code ?? '';
    const advice =
      code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB'
        ? 'it is damaged: move it away to start with an empty journal'
        : `it cannot be used (${code || (error as Error).message}): set DATA_DIR to a writable folder`;
    throw new ConfigurationError(`${file}: ${advice}`);
  }
}

/** better-sqlite3 is compiled to lower `synchronous` in WAL mode, so it is read back. */
function requireDurable(db: Database.Database): void {
  const mode = db.pragma('journal_mode', { simple: true });
  const level = db.pragma('synchronous', { simple: true });
  if (mode !== 'wal' || level !== 2) {
    throw new ConfigurationError(
      `${db.name}: SQLite gives journal_mode=${mode}, synchronous=${level} where wal and 2 are needed`,
    );
  }
  const version = db.prepare('SELECT sqlite_version() AS version').get() as { version: string };
  const [major = 0, minor = 0, patch = 0] = version.version.split('.').map(Number);
  if (major * 1e6 + minor * 1e3 + patch < 3_051_003) {
    throw new ConfigurationError(
      `SQLite ${version.version} can lose data; 3.51.3 or newer is needed`,
    );
  }
}
