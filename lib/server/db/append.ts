import type { Batch, NewReading } from './batch.ts';
import type { Database, Statements } from './client.ts';
import { writeCounts } from './counters.ts';
import { writeDescriptions } from './descriptions.ts';
import type { Dictionary } from './dictionary.ts';
import { type HourKey, writeDirty } from './dirty-hours.ts';
import { runWith } from './json.ts';
import { finishOrders } from './orders.ts';
import type { SeriesIndex } from './series.ts';
import { writeSuccessions } from './succession.ts';
import { store } from './values.ts';

export const HOUR_MS = 3_600_000;
/** More than the hours of five hundred years; makes (series, hour) one number. */
const HOURS = 2 ** 22;

/** Stores batches: all of one or nothing of it, each reading once however often it is given. */
export function appender(db: Database, series: SeriesIndex, texts: Dictionary) {
  return async (batch: Batch): Promise<void> => {
    const { rows = [], counts = [] } = batch;
    const keep = await db.transaction(async (statements) => {
      await writeDescriptions(statements, batch);
      const kept = await writeReadings(statements, rows);
      await writeProgress(statements, batch);
      await writeCounts(statements, counts);
      await writeSuccessions(statements, batch.successions ?? [], batch.now);
      await finishOrders(statements, batch.ordersDone ?? [], batch.now);
      return kept;
    });
    keep();
    // Numbers of series have moved to other entities.
    if ((batch.successions ?? []).length > 0) series.clear();
  };

  async function writeReadings(
    statements: Statements,
    readings: readonly NewReading[],
  ): Promise<() => void> {
    if (readings.length === 0) return () => {};
    const index = await series.ensure(statements, readings);
    const wanted = new Set<string>();
    const rows = readings.map((reading) => {
      const own = index.of(reading);
      const { value, text } = store(reading.value, own.type);
      if (text !== null) wanted.add(text);
      return { series: own.id, at: Math.round(reading.at), seq: reading.seq, value, text };
    });
    const { found, keep } = await texts.idsOf(statements, wanted);
    const table = rows.map(({ series: id, at, seq, value, text }): TableRow => {
      return [id, at, seq, value, text === null ? null : found.get(text)!];
    });
    await insert(statements, table);
    return () => {
      index.keep();
      keep();
    };
  }
}

/** series, at, seq, value, text */
export type TableRow = readonly [number, number, number, number | null, number | null];

async function insert(statements: Statements, table: readonly TableRow[]): Promise<void> {
  // A message that names a property twice means its last word; a repeated batch changes nothing.
  await runWith(
    statements,
    `INSERT INTO reading (series_id, at, seq, value, text)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?) WHERE true
     ON CONFLICT (series_id, at, seq) DO UPDATE SET value = excluded.value, text = excluded.text`,
    table,
  );
  await writeNewest(statements, newestOf(table));
  const hours = new Map<number, HourKey>();
  for (const [series, at] of table) {
    const hour = Math.floor(at / HOUR_MS);
    hours.set(series * HOURS + hour, [series, hour * HOUR_MS]);
  }
  await writeDirty(statements, [...hours.values()]);
}

/** Notes of each series its newest reading, where none has arrived after it. One row for each series. */
export const writeNewest = (statements: Statements, newest: readonly TableRow[]): Promise<number> =>
  runWith(
    statements,
    `UPDATE series SET newest_seq = r.value ->> 2, newest_at = r.value ->> 1,
       newest = r.value ->> 3, newest_text = r.value ->> 4
      FROM json_each(?) r
     WHERE series.id = r.value ->> 0
       AND (newest_seq IS NULL OR newest_seq < r.value ->> 2
            OR (newest_seq = r.value ->> 2 AND newest_at <= r.value ->> 1))`,
    newest,
  );

/** Of each series, the row that arrived last; of rows that arrived together, the latest. */
function newestOf(table: readonly TableRow[]): TableRow[] {
  const newest = new Map<number, TableRow>();
  for (const row of table) {
    const before = newest.get(row[0]);
    if (before === undefined || row[2] > before[2] || (row[2] === before[2] && row[1] >= before[1]))
      newest.set(row[0], row);
  }
  return [...newest.values()];
}

/** The cursor and the deliveries go with the rows, so that each message is stored exactly once. */
async function writeProgress(statements: Statements, batch: Batch): Promise<void> {
  if (batch.cursor !== undefined) {
    const { name, epoch, seq, base } = batch.cursor;
    await runWith(
      statements,
      `INSERT INTO journal_cursor (name, epoch, seq, base, at)
       SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
         FROM json_each(?) WHERE true
       ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq,
         base = excluded.base, at = excluded.at`,
      [[name, epoch, seq, base, batch.now]],
    );
  }
  await runWith(
    statements,
    `INSERT INTO delivery (packet_id, hash, seq)
     SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
     ON CONFLICT (packet_id) DO UPDATE SET hash = excluded.hash, seq = excluded.seq`,
    (batch.deliveries ?? []).map(({ packetId, hash, seq }) => [packetId, hash, seq]),
  );
}
