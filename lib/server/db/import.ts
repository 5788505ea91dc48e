import { HOUR_MS, type TableRow, writeNewest } from './append.ts';
import type { Batch, NewReading } from './batch.ts';
import type { Database, Statements } from './client.ts';
import { writeDescriptions } from './descriptions.ts';
import type { Dictionary } from './dictionary.ts';
import { writeDirty, writeFollowing } from './dirty-hours.ts';
import { type HourRow, heldAfter, type Row, statistic, toRow } from './hour-rows.ts';
import { writeHours } from './hours.ts';
import type { SeriesIndex } from './series.ts';
import { store, typeOf } from './values.ts';

/** A reading of the past: where it comes in the ingest sequence is the import's, not its own. */
export type PastReading = Omit<NewReading, 'seq'>;
type PastBatch = Pick<Batch, 'now' | 'devices' | 'entities'> & {
  readonly rows: readonly PastReading[];
};

/** What has been given of one series and waits for the end of its hour. */
type Column = {
  readonly entityId: string;
  readonly property: string;
  waiting: PastReading[];
  /** The value in force before what waits. */
  held: number | null;
};

/** Part of a column that is stored now. */
type Ripe = { readonly column: Column; readonly readings: readonly PastReading[] };

/**
 * Brings in a long past several times as fast as `append`: its hours are summed up on the way in, so they
 * need not be read back. All its readings share one `seq` of the ingest sequence.
 */
export function importer(db: Database, series: SeriesIndex, texts: Dictionary) {
  return (seq: number) => {
    const columns = new Map<string, Map<string, Column>>();
    const touched = new Map<number, number>();

    const columnOf = ({ entityId, property }: PastReading): Column => {
      const own = columns.get(entityId) ?? new Map<string, Column>();
      columns.set(entityId, own);
      const column = own.get(property) ?? { entityId, property, waiting: [], held: null };
      own.set(property, column);
      return column;
    };
    const all = () => [...columns.values()].flatMap((own) => [...own.values()]);

    /** Stores readings of whole hours with their statistics; of the `open` ones, that they are to be made. */
    async function write(
      statements: Statements,
      ripe: readonly Ripe[],
      open: boolean,
    ): Promise<() => void> {
      // One reading with a value is enough to tell a series' type.
      const telling = ripe.map(
        ({ readings }) => readings.find(({ value }) => typeOf(value) !== 'none') ?? readings[0]!,
      );
      const index = await series.ensure(statements, telling);
      const parts = ripe.map(({ column, readings }) => {
        const own = index.of(column);
        return {
          own,
          column,
          stored: readings.map(({ value }) => store(value, own.type)),
          readings,
        };
      });
      const words = parts.flatMap(({ stored }) => stored.flatMap(({ text }) => text ?? []));
      const { found, keep } = await texts.idsOf(statements, new Set(words));
      const newest: TableRow[] = [];
      const hours: unknown[][] = [];
      const held: [Column, number | null][] = [];
      for (const { own, column, stored, readings } of parts) {
        const rows = stored.map(({ value, text }, i): Row => {
          const id = text === null ? null : found.get(text)!;
          return { at: Math.round(readings[i]!.at), value, text: id };
        });
        const last = rows.at(-1)!;
        await insert(statements, own.id, seq, rows);
        newest.push([own.id, last.at, seq, last.value, last.text]);
        touched.set(own.id, last.at);
        if (open) continue;
        const sums = sumUp(rows, column.held);
        for (const hour of sums.hours) hours.push([own.id, ...hour]);
        held.push([column, sums.held]);
      }
      await writeHours(statements, hours);
      await writeNewest(statements, newest);
      return () => {
        index.keep();
        keep();
        for (const [column, value] of held) column.held = value;
      };
    }

    return {
      /**
       * Takes in readings, each series in order of time. What lies in the last hour of a series waits for
       * a later call.
       * @throws RangeError when a reading is older than one before it
       */
      async add({ now, rows, devices = [], entities = [] }: PastBatch): Promise<void> {
        for (const reading of rows) {
          const { waiting } = columnOf(reading);
          const last = waiting.at(-1);
          if (last !== undefined && reading.at < last.at)
            throw new RangeError(`${reading.entityId}: the past must be told in order of time`);
          // Of two at one moment the later word counts, as in the table of readings.
          if (last !== undefined && Math.round(reading.at) === Math.round(last.at)) waiting.pop();
          waiting.push(reading);
        }
        const ripe = all().flatMap((column): Ripe[] => {
          const ready = wholeHours(column.waiting);
          return ready === 0 ? [] : [{ column, readings: column.waiting.slice(0, ready) }];
        });
        const keep = await db.transaction(async (statements) => {
          await writeDescriptions(statements, { now, devices, entities });
          return write(statements, ripe, false);
        });
        keep();
        for (const { column, readings } of ripe) column.waiting.splice(0, readings.length);
      },

      /**
       * Stores what still waits. The last hours, and those in which others have stored something,
       * become dirty: `closeHours` makes them from all there is.
       */
      async end(): Promise<void> {
        const rest = all().filter(({ waiting }) => waiting.length > 0);
        const keep = await db.transaction(async (statements) => {
          const keepRest = await write(
            statements,
            rest.map((column) => ({ column, readings: column.waiting })),
            true,
          );
          await makeDirty(statements, [...touched], seq);
          return keepRest;
        });
        keep();
        columns.clear();
      },
    };
  };
}

export type Import = ReturnType<ReturnType<typeof importer>>;

const hourOf = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;

/** How many of the readings lie before the last one's hour. */
function wholeHours(readings: readonly PastReading[]): number {
  const last = readings.at(-1);
  if (last === undefined) return 0;
  const begin = hourOf(Math.round(last.at));
  let count = readings.length;
  while (count > 0 && Math.round(readings[count - 1]!.at) >= begin) count--;
  return count;
}

async function insert(
  statements: Statements,
  series: number,
  seq: number,
  rows: readonly Row[],
): Promise<void> {
  await statements.$executeRawUnsafe(
    `INSERT INTO reading (series_id, at, seq, value, text)
     SELECT ?, value ->> 0, ?, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
     ON CONFLICT (series_id, at, seq) DO UPDATE SET value = excluded.value, text = excluded.text`,
    series,
    seq,
    JSON.stringify(rows.map(({ at, value, text }) => [at, value, text])),
  );
}

/** The hours that rows fell into, and the value in force after them. */
function sumUp(
  rows: readonly Row[],
  before: number | null,
): { readonly hours: readonly HourRow[]; readonly held: number | null } {
  const hours: HourRow[] = [];
  let held = before;
  for (let next = 0; next < rows.length; ) {
    const start = hourOf(rows[next]!.at);
    const begin = next;
    while (next < rows.length && rows[next]!.at < start + HOUR_MS) next++;
    const hour = statistic(rows.slice(begin, next), start, start + HOUR_MS, held);
    held = heldAfter(hour, held);
    hours.push(toRow(start, hour));
  }
  return { hours, held };
}

async function makeDirty(
  statements: Statements,
  /** [series, its last reading] */
  touched: readonly (readonly [number, number])[],
  seq: number,
): Promise<void> {
  await statements.$executeRawUnsafe(
    `INSERT OR IGNORE INTO dirty_hour (series_id, start)
     SELECT r.series_id, r.at - r.at % ${HOUR_MS} FROM json_each(?) s
      CROSS JOIN reading r ON r.series_id = s.value ->> 0 AND r.at <= s.value ->> 1
      WHERE r.seq <> ?`,
    JSON.stringify(touched),
    seq,
  );
  await writeDirty(
    statements,
    touched.map(([series, at]) => [series, hourOf(at)]),
  );
  await writeFollowing(statements);
}
