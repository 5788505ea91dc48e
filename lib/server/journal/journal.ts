import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { journalFile } from './file.ts';

/** One accepted PUBLISH, in the order of acceptance. */
export type JournalEntry = {
  /** Grows by one per message, with gaps; never used twice in an epoch. */
  readonly seq: number;
  /** Arrival, epoch ms; never goes back. */
  readonly at: number;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  /** Client id of the publisher. */
  readonly client: string;
};

export type JournalReader = {
  /** The journal's own random id; '' while there is no journal. Another epoch is another journal. */
  epoch(): string;
  /** The newest seq on disk; 0 if there is none. */
  head(): number;
  /** Up to `limit` entries with a greater seq than `after`, oldest first. */
  read(after: number, limit: number): JournalEntry[];
  close(): void;
};

type Row = Omit<JournalEntry, 'retain'> & { readonly retain: number };

/**
 * Reads the broker's journal from another process, while the broker writes. The file may come later, or be
 * replaced: each call looks for it anew. Only what is durable is ever seen.
 */
export function openJournal(dataDir: string): JournalReader {
  const file = journalFile(dataDir);
  let open: Open | null = null;
  let closed = false;

  function current(): Open | null {
    const inode = closed ? null : inodeOf(file);
    if (open !== null && open.inode === inode) return open;
    open?.db.close();
    open = inode === null ? null : connect(file, inode);
    return open;
  }

  return {
    epoch: () => current()?.epoch ?? '',
    head: () => (current()?.head.get() as { seq: number } | undefined)?.seq ?? 0,
    read(after, limit) {
      const rows = (current()?.rows.all(after, limit) ?? []) as Row[];
      return rows.map((row) => ({ ...row, retain: row.retain === 1 }));
    },
    close() {
      closed = true;
      open?.db.close();
      open = null;
    },
  };
}

type Open = {
  readonly inode: number;
  readonly db: Database.Database;
  readonly epoch: string;
  readonly head: Database.Statement;
  readonly rows: Database.Statement;
};

/** null: the broker has not made its tables yet. */
function connect(file: string, inode: number): Open | null {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
    const meta = db.prepare("SELECT value FROM meta WHERE key = 'epoch'").get();
    if (meta === undefined) throw new Error('no epoch yet');
    return {
      inode,
      db,
      epoch: (meta as { value: string }).value,
      head: db.prepare('SELECT max(seq) AS seq FROM log'),
      rows: db.prepare(
        `SELECT seq, at, topic, payload, qos, retain, client FROM log
         WHERE seq > ? ORDER BY seq LIMIT ?`,
      ),
    };
  } catch {
    db?.close();
    return null;
  }
}

function inodeOf(file: string): number | null {
  try {
    return statSync(file).ino;
  } catch {
    return null;
  }
}
