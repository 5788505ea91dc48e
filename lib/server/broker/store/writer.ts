import type { Database as Db, Statement } from 'better-sqlite3';
import type { Answer, Batch, Operation } from './operations.ts';

export type WriterData = { readonly driver: string; readonly file: string };

type Port = {
  on(event: 'message', listener: (message: Batch | 'close') => void): void;
  postMessage(answer: Answer): void;
  close(): void;
};

/**
 * The body of the writing thread: each batch is one transaction, on disk when it is answered. It is
 * started from its own source text (`startWriter`), so that it needs no file of its own beside the bundle;
 * hence it may use nothing but its arguments.
 */
export function writer(
  port: Port,
  { driver, file }: WriterData,
  load: (id: string) => new (file: string, options: object) => Db,
  freeBytes: () => number,
): void {
  const VACUUM_PAGES = 256;
  const CLOSE_TO_EMPTY_PAGES = 1024;
  const CHECKPOINT_BYTES = 8 << 20;
  const LEAST_CHECKPOINT_BYTES = 256 << 10;
  // The last of a disk is for what makes room: the recorder's commit, and then the deletion of what it has stored.
  const MARGIN_BYTES = 1 << 20;
  const db = new (load(driver))(file, { timeout: 5_000 });
  db.pragma('synchronous = FULL');
  db.pragma('journal_size_limit = 67108864');
  // An automatic checkpoint would delay the answer, and swallow the error of its fsync.
  db.pragma('wal_autocheckpoint = 0');
  const level = db.pragma('synchronous', { simple: true });
  if (level !== 2) throw new Error(`synchronous is ${level} where 2 (FULL) is needed`);

  const sql = (text: string): Statement => db.prepare(text);
  const begin = sql('BEGIN IMMEDIATE');
  const commit = sql('COMMIT');
  const rollback = sql('ROLLBACK');
  const statements = {
    log: sql('INSERT INTO log (seq,at,topic,qos,retain,client,payload) VALUES (?,?,?,?,?,?,?)'),
    retain: sql(
      `INSERT INTO retained (topic,seq,qos,payload) VALUES (?,?,?,?) ON CONFLICT (topic)
       DO UPDATE SET seq=excluded.seq, qos=excluded.qos, payload=excluded.payload`,
    ),
    unretain: sql('DELETE FROM retained WHERE topic=?'),
    session: sql('INSERT OR REPLACE INTO session (id,username,idle_ms) VALUES (?,?,0)'),
    idle: sql('UPDATE session SET idle_ms=? WHERE id=?'),
    subscribe: sql('INSERT OR REPLACE INTO subscription (session,filter,qos) VALUES (?,?,?)'),
    unsubscribe: sql('DELETE FROM subscription WHERE session=? AND filter=?'),
    message: sql('INSERT OR IGNORE INTO queued_message (seq,topic,qos,payload) VALUES (?,?,?,?)'),
    'drop-message': sql('DELETE FROM queued_message WHERE seq=?'),
    queue: sql('INSERT OR REPLACE INTO queue (session,pos,seq,qos) VALUES (?,?,?,?)'),
    release: sql('UPDATE queue SET released=1 WHERE session=? AND pos=?'),
    dequeue: sql('DELETE FROM queue WHERE session=? AND pos=?'),
    receive: sql('INSERT OR REPLACE INTO incoming (session,packet) VALUES (?,?)'),
    received: sql('DELETE FROM incoming WHERE session=? AND packet=?'),
    will: sql(
      `INSERT OR REPLACE INTO will (client,username,role,topic,qos,retain,payload)
       VALUES (?,?,?,?,?,?,?)`,
    ),
    'no-will': sql('DELETE FROM will WHERE client=?'),
    prune: sql('DELETE FROM log WHERE seq BETWEEN ? AND ?'),
    // Large enough that it cannot succeed in the last free bytes.
    probe: sql("INSERT OR REPLACE INTO meta VALUES ('probe', hex(zeroblob(32768)))"),
  };
  const forget = [
    sql('DELETE FROM session WHERE id=?'),
    sql('DELETE FROM subscription WHERE session=?'),
    sql('DELETE FROM queue WHERE session=?'),
    sql('DELETE FROM incoming WHERE session=?'),
  ];
  const pages = db.prepare(
    'SELECT (SELECT page_count FROM pragma_page_count) AS count, (SELECT freelist_count FROM pragma_freelist_count) AS free',
  );
  const pageBytes = Number(db.pragma('page_size', { simple: true }));

  let sinceCheckpoint = 0;
  const apply = (operation: Operation, payload: Uint8Array): void => {
    const [kind, ...values] = operation;
    if (kind === 'forget') {
      for (const statement of forget) statement.run(...values);
    } else if (kind === 'log' || kind === 'retain' || kind === 'message' || kind === 'will') {
      statements[kind].run(...values, payload);
    } else {
      statements[kind].run(...values);
    }
  };

  const write = ({ id, units, bytes }: Batch): Answer => {
    begin.run();
    for (const [operations, [from, length]] of units) {
      const payload = new Uint8Array(bytes, from, length);
      for (const operation of operations) apply(operation, payload);
    }
    commit.run();
    sinceCheckpoint += 4 * pageBytes + 2 * bytes.byteLength + 100 * units.length;
    const { count, free } = pages.get() as { count: number; free: number };
    return { kind: 'done', id, usedBytes: (count - free) * pageBytes };
  };

  const isShort = (): boolean => freeBytes() < MARGIN_BYTES;

  const needsRoom = ({ units, bytes }: Batch): boolean =>
    bytes.byteLength > 0 ||
    units.some(([operations]) => operations.some(([kind]) => kind === 'probe'));

  /** What can wait until the answer is on its way. */
  const tidy = (): void => {
    const short = isShort();
    if (sinceCheckpoint < LEAST_CHECKPOINT_BYTES && !short) return;
    // Once SQLite's log has filled the disk it cannot be moved into the file any more, for that grows by it.
    const share = freeBytes() / 4;
    if (sinceCheckpoint < Math.min(CHECKPOINT_BYTES, share) && !short) return;
    const { free } = pages.get() as { free: number };
    const spare = share < CHECKPOINT_BYTES ? 0 : CLOSE_TO_EMPTY_PAGES;
    if (free > spare) db.pragma(`incremental_vacuum(${VACUUM_PAGES})`);
    db.pragma('wal_checkpoint(PASSIVE)');
    sinceCheckpoint = 0;
  };

  /** Conditions that pass by themselves: no space, or another process holding the file for a moment. */
  const passes = (code: string): boolean =>
    code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE' || code.startsWith('SQLITE_BUSY');

  const codeOf = (error: unknown): string => (error as { code?: string }).code ?? 'UNKNOWN';
  const fatal = (error: unknown): void =>
    port.postMessage({ kind: 'fatal', code: codeOf(error), message: (error as Error).message });

  port.on('message', (message) => {
    if (message === 'close') {
      db.close();
      port.close();
      return;
    }
    if (needsRoom(message) && isShort()) {
      port.postMessage({ kind: 'full', id: message.id, code: 'SQLITE_FULL' });
      return;
    }
    try {
      port.postMessage(write(message));
    } catch (error) {
      try {
        if (db.inTransaction) rollback.run();
        // Checkpointing frees the log's own space, perhaps enough for the next attempt.
        if (codeOf(error) === 'SQLITE_FULL') db.pragma('wal_checkpoint(TRUNCATE)');
      } catch {
        // The next attempt will say.
      }
      const code = codeOf(error);
      if (passes(code)) port.postMessage({ kind: 'full', id: message.id, code });
      else fatal(error);
      return;
    }
    try {
      tidy();
    } catch (error) {
      if (!passes(codeOf(error))) fatal(error);
    }
  });
  port.postMessage({ kind: 'ready' });
}
