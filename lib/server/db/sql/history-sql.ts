import type { Arg, Statement } from '../connection/driver.ts';
import type { Provider } from '../connection/provider.ts';
import type { Fence } from '../history/tail/fence.ts';
import { POSTGRESQL_HISTORY } from './postgresql-history.ts';
import { SQLITE_HISTORY } from './sqlite-history.ts';

/** A chunk as its row holds it; null: no number. */
export type ChunkRow = {
  readonly series: number;
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly sum: number | null;
  readonly first: number | null;
  readonly firstText: number | null;
  readonly last: number | null;
  readonly lastText: number | null;
  readonly hours: Uint8Array | null;
  readonly body: Uint8Array | null;
};

/** A commit of a recorder as its row holds it. */
export type TailRow = {
  readonly writer: string;
  readonly epoch: string;
  readonly seq: number;
  readonly base: number;
  readonly at: number;
  readonly count: number;
  readonly body: Uint8Array;
  readonly deliveries: Uint8Array | null;
};

/** What the two databases say differently of the history; `table` is rows as a JSON text. */
export type HistoryDialect = {
  /** The text of a statement that marks its arguments with question marks. */
  marked(sql: string): string;
  /** Held until the end of the transaction: ids of the tail rise in the order of commits, chunks change one fold at a time. null: the database has one writer at a time anyway. */
  readonly lock: Statement | null;
  /** With a fence, nothing is added once somebody else has taken it. */
  addTail(row: TailRow, fence?: Fence): Statement;
  /** [name, epoch, seq, base, at] */
  putCursors(table: string): Statement;
  /** [packetId, hash, seq] */
  putDeliveries(table: string): Statement;
  /** [series, at, seq, value, text]: noted as the newest of a series unless a later one has arrived. */
  putNewest(table: string): Statement;
  /** [entity, property, type]: made where there is none; gets the type where it had none. */
  ensureSeries(table: string): Statement;
  /** [entity, property] → entity, property, id, type */
  findSeries(table: string): Statement;
  /** texts: added where they are new */
  ensureTexts(table: string): Statement;
  /** texts → id, text */
  findTexts(table: string): Statement;
  /** ids → id, text */
  textsOf(table: string): Statement;
  /** Bytes of the whole database on disk; null: its file is to be asked. */
  readonly databaseBytes: Statement | null;
};

export const historyDialect = (provider: Provider): HistoryDialect =>
  provider === 'sqlite' ? SQLITE_HISTORY : POSTGRESQL_HISTORY;

/** The chunks of a series that may hold readings of [from, …): `?` are series, series, from, from. */
const FROM = `c.series_id = ? AND c.start >= coalesce(
  (SELECT max(start) FROM chunk WHERE series_id = ? AND start <= ?), ?)`;

/** The statements of the history that every database understands, with those of `dialect`. */
export function historySql(dialect: HistoryDialect) {
  const statement = (sql: string, ...args: readonly Arg[]): Statement => ({
    sql: dialect.marked(sql),
    args,
  });
  return {
    ...dialect,

    // ------------------------------------------------------------ the tail

    /** → oldest id, newest id */
    tailBounds: () => statement('SELECT (SELECT min(id) FROM tail), (SELECT max(id) FROM tail)'),
    /** → id, body */
    tailSince: (id: number) => statement('SELECT id, body FROM tail WHERE id > ? ORDER BY id', id),
    /** → rows, readings, time of the oldest */
    tailSize: () => statement('SELECT count(*), sum(count), min(at) FROM tail'),
    /** → id, writer, epoch, seq, base, at, count, body, deliveries */
    tailRows: () =>
      statement(
        'SELECT id, writer, epoch, seq, base, at, count, body, deliveries FROM tail ORDER BY id',
      ),
    dropTail: (upTo: number) => statement('DELETE FROM tail WHERE id <= ?', upTo),
    /** → at */
    newestTail: () => statement('SELECT at FROM tail ORDER BY id DESC LIMIT 1'),
    /** → epoch, seq, base */
    cursorInTail: (name: string) =>
      statement(
        'SELECT epoch, seq, base FROM tail WHERE writer = ? ORDER BY id DESC LIMIT 1',
        name,
      ),
    /** → the highest place in the order of arrival */
    newestSeq: () =>
      statement(
        `SELECT max(seq) FROM (SELECT max(newest_seq) AS seq FROM series
                               UNION ALL SELECT max(base + seq) FROM tail) AS places`,
      ),
    cursorInTable: (name: string) =>
      statement('SELECT epoch, seq, base FROM journal_cursor WHERE name = ?', name),
    /** → deliveries */
    deliveriesInTail: () =>
      statement('SELECT deliveries FROM tail WHERE deliveries IS NOT NULL ORDER BY id'),
    deliveriesInTable: () => statement('SELECT packet_id, hash, seq FROM delivery'),
    forgetTailDeliveries: (writer: string) =>
      statement(
        `UPDATE tail SET deliveries = NULL WHERE deliveries IS NOT NULL AND writer IN (?, '')`,
        writer,
      ),
    /** Those whose numbers lie in [from, to). */
    forgetTableDeliveries: (from: number, to: number) =>
      statement('DELETE FROM delivery WHERE packet_id >= ? AND packet_id < ?', from, to),

    // ------------------------------------------------------------ leases, which lie among the cursors

    /** → name, token, beat, number */
    lease: (name: string) =>
      statement('SELECT name, epoch, seq, base FROM journal_cursor WHERE name = ?', name),
    /** → the same of all */
    leases: () =>
      statement(
        `SELECT name, epoch, seq, base FROM journal_cursor WHERE name LIKE 'fence/%' ORDER BY name`,
      ),
    /** → the highest number, or 0 */
    newestLease: () =>
      statement(`SELECT coalesce(max(base), 0) FROM journal_cursor WHERE name LIKE 'fence/%'`),
    beatLease: (name: string, token: string) =>
      statement(
        'UPDATE journal_cursor SET seq = seq + 1 WHERE name = ? AND epoch = ?',
        ...[name, token],
      ),
    releaseLease: (name: string, token: string, released: string) =>
      statement(
        'UPDATE journal_cursor SET epoch = ? WHERE name = ? AND epoch = ?',
        ...[released, name, token],
      ),
    /** Takes their fences from all that share messages, but for one. */
    breakFences: (except: string) =>
      statement(
        `UPDATE journal_cursor SET epoch = 'broken' WHERE name LIKE 'fence/share/%' AND epoch <> ?`,
        except,
      ),

    // ------------------------------------------------------------ chunks

    /** Those that hold or follow `from` → start, end, count, 1 if its readings are gone */
    chunksFrom: (series: number, from: number) =>
      statement(
        `SELECT c.start, c."end", c.count, CASE WHEN c.body IS NULL THEN 1 ELSE 0 END
           FROM chunk c WHERE ${FROM} ORDER BY c.start`,
        ...[series, series, from, from],
      ),
    /** → hours, body, end, count */
    chunk: (series: number, start: number) =>
      statement(
        'SELECT hours, body, "end", count FROM chunk WHERE series_id = ? AND start = ?',
        ...[series, start],
      ),
    /** → start, end, count, body; those with readings that reach into [from, to) */
    bodiesIn: (series: number, from: number, to: number, limit: number) =>
      statement(
        `SELECT c.start, c."end", c.count, c.body FROM chunk c
          WHERE ${FROM} AND c."end" >= ? AND c.start < ? AND c.body IS NOT NULL
          ORDER BY c.start LIMIT ?`,
        ...[series, series, from, from, from, to, limit],
      ),
    /** → start, end, count, body; the newest that begin before `at`, newest first */
    bodiesBefore: (series: number, at: number, limit: number) =>
      statement(
        `SELECT start, "end", count, body FROM chunk
          WHERE series_id = ? AND start < ? AND body IS NOT NULL ORDER BY start DESC LIMIT ?`,
        ...[series, at, limit],
      ),
    /** → start, end, count, last, last text, hours and body if it reaches to `at` */
    chunkBefore: (series: number, at: number) =>
      statement(
        `SELECT start, "end", count, last, last_text,
                CASE WHEN "end" >= ? THEN hours END, CASE WHEN "end" >= ? THEN body END
           FROM chunk WHERE series_id = ? AND start < ? ORDER BY start DESC LIMIT 1`,
        ...[at, at, series, at],
      ),
    /** → start, end, count, 1 if its readings are gone, body if it is cut by the range */
    countsIn: (series: number, from: number, to: number, limit: number) =>
      statement(
        `SELECT c.start, c."end", c.count, CASE WHEN c.body IS NULL THEN 1 ELSE 0 END,
                CASE WHEN c.start < ? OR c."end" >= ? THEN c.body END
           FROM chunk c WHERE ${FROM} AND c."end" >= ? AND c.start < ? ORDER BY c.start LIMIT ?`,
        ...[from, to, series, series, from, from, from, to, limit],
      ),
    /**
     * → start, end, count, hours or how many bytes they have, body if it is needed: there are no hours, the
     * range cuts them, or the chunk reaches beyond `late`
     */
    summariesIn: (series: number, from: number, to: number, late: number, withHours: boolean) =>
      statement(
        `SELECT c.start, c."end", c.count, ${withHours ? 'c.hours' : 'length(c.hours)'},
                CASE WHEN c.hours IS NULL OR c.start < ? OR c."end" >= ? OR c."end" > ?
                     THEN c.body END
           FROM chunk c WHERE ${FROM} AND c."end" >= ? AND c.start < ? ORDER BY c.start`,
        ...[from, to, late, series, series, from, from, from, to],
      ),
    /** Of each series → id, start, end, count, last, last text, hours and body if it reaches beyond `at` */
    statesAt: (at: number) =>
      statement(
        `SELECT s.id, c.start, c."end", c.count, c.last, c.last_text,
                CASE WHEN c."end" > ? AND c.body IS NULL THEN c.hours END,
                CASE WHEN c."end" > ? THEN c.body END
           FROM series s JOIN chunk c ON c.series_id = s.id AND c.start =
                (SELECT max(start) FROM chunk WHERE series_id = s.id AND start <= ?)`,
        ...[at, at, at],
      ),
    putChunk: (c: ChunkRow) =>
      statement(
        `INSERT INTO chunk (series_id, start, "end", count, min, max, sum, first, first_text, last,
                            last_text, hours, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (series_id, start) DO UPDATE SET "end" = excluded."end",
           count = excluded.count, min = excluded.min, max = excluded.max, sum = excluded.sum,
           first = excluded.first, first_text = excluded.first_text, last = excluded.last,
           last_text = excluded.last_text, hours = excluded.hours, body = excluded.body`,
        ...[c.series, c.start, c.end, c.count, c.min, c.max, c.sum, c.first, c.firstText],
        ...[c.last, c.lastText, c.hours, c.body],
      ),
    dropChunk: (series: number, start: number) =>
      statement('DELETE FROM chunk WHERE series_id = ? AND start = ?', series, start),
    moveChunk: (from: number, start: number, to: number) =>
      statement(
        'UPDATE chunk SET series_id = ? WHERE series_id = ? AND start = ?',
        ...[to, from, start],
      ),

    // ------------------------------------------------------------ series and sizes

    /** → id, entity, property, type, newest at (null: none), newest, newest text */
    allSeries: () =>
      statement(
        `SELECT id, entity_id, property, type, newest_at, newest, newest_text FROM series ORDER BY id`,
      ),
    /** → id, chunks, readings, bytes, first time, last time */
    storage: () =>
      statement(
        `SELECT series_id, count(*), sum(CASE WHEN body IS NULL THEN 0 ELSE count END),
                sum(coalesce(length(body), 0) + coalesce(length(hours), 0)), min(start), max("end")
           FROM chunk GROUP BY series_id`,
      ),

    /** → number, name, file; SQLite only */
    databaseFile: statement('PRAGMA database_list'),

    // ------------------------------------------------------------ runs

    /** → when the first one began */
    firstRun: () => statement('SELECT min(started_at) FROM recorder_run'),
    /** → id, started at, alive at, ended at; by number, for the clock may have been set back */
    newestRun: () =>
      statement(
        'SELECT id, started_at, alive_at, ended_at FROM recorder_run ORDER BY id DESC LIMIT 1',
      ),
    /** → the same of those that began before `to` and were alive after `from` */
    runsIn: (from: number, to: number) =>
      statement(
        `SELECT id, started_at, alive_at, ended_at FROM recorder_run
          WHERE started_at < ? AND alive_at > ? ORDER BY started_at`,
        ...[to, from],
      ),

    // ------------------------------------------------------------ rows of the first version

    /** → the next series that has some */
    rowSeries: (after: number) =>
      statement('SELECT min(series_id) FROM reading WHERE series_id > ?', after),
    /** → at, seq, value, text */
    rows: (series: number, limit: number) =>
      statement(
        'SELECT at, seq, value, text FROM reading WHERE series_id = ? ORDER BY at, seq LIMIT ?',
        ...[series, limit],
      ),
    dropRows: (series: number, upTo: number) =>
      statement('DELETE FROM reading WHERE series_id = ? AND at <= ?', series, upTo),
  };
}

export type HistorySql = ReturnType<typeof historySql>;
