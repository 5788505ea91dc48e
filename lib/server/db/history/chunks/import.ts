import { type Columns, part } from '../../../../domain/history/columns.ts';
import { writeDescriptions } from '../../descriptions.ts';
import type { Batch, NewReading } from '../batch.ts';
import { columnsBuilder, lastWords } from '../columns.ts';
import type { Engine } from '../engine.ts';
import { HOUR_MS } from '../hours/hours.ts';
import { type HourStatistic, putHours } from '../hours/put-hours.ts';
import type { Series } from '../series.ts';
import { store } from '../values.ts';
import { FULL } from './cut.ts';
import type { Fold } from './fold.ts';
import { type Given, putIn } from './put-in.ts';

/** A reading of the past: where it comes in the ingest sequence is the import's, not its own. */
export type PastReading = Omit<NewReading, 'seq'>;
/** An hour of the past of which there are no readings. */
export type PastHour = HourStatistic & Omit<PastReading, 'at' | 'value'>;
export type PastBatch = Pick<Batch, 'now' | 'devices' | 'entities'> & {
  readonly rows: readonly PastReading[];
  /** Each series in order of time. */
  readonly hours?: readonly PastHour[];
};

export type ImportOptions = {
  /** A reading of a moment at which its series has one already is left out. */
  readonly idempotent?: boolean;
};

/** What an import has brought in, and what it left out because it was there. */
export type Imported = { readonly stored: number; readonly known: number };

/** Full chunks that wait are stored when they hold so many readings: a transaction costs an fsync. */
const RIPE = 32 * FULL;
/** So many readings wait in memory at most, 20 bytes each. */
const WAITING = 1_000_000;

/** What was given of one series and waits to be stored. */
type Waiting = { readonly id: number; readings: ReturnType<typeof columnsBuilder> };

/**
 * Brings a long past straight into chunks, among what is stored. All its readings share one `seq` of the
 * ingest sequence, and among readings of one moment they come first. Of two that it has itself of one
 * moment of a series, the later word counts, unless it is idempotent.
 */
export function importer(engine: Engine, fold: Fold) {
  const { db, driver, series, texts } = engine;

  return (seq: number, { idempotent = false }: ImportOptions = {}) => {
    const columns = new Map<number, Waiting>();
    let waiting = 0;
    let ripe = 0;
    const imported = { stored: 0, known: 0 };

    /** @returns false if the text is not known */
    function take(
      row: PastReading,
      { id, type }: Series,
      idOf: (text: string) => number | undefined,
    ): boolean {
      const { value, text } = store(row.value, type);
      const word = text === null ? 0 : idOf(text);
      if (word === undefined) return false;
      let own = columns.get(id);
      if (own === undefined) {
        own = { id, readings: columnsBuilder() };
        columns.set(id, own);
      }
      own.readings.push(Math.round(row.at), value ?? Number.NaN, word);
      waiting++;
      if (own.readings.count % FULL === 0) ripe += FULL;
      return true;
    }

    /** Takes rows of known series and texts, up to the first that is not; tells how many. */
    function takeKnown(rows: readonly PastReading[]): number {
      for (let i = 0; i < rows.length; i++) {
        const own = series.settled(rows[i]!);
        if (own === undefined || !take(rows[i]!, own, texts.known)) return i;
      }
      return rows.length;
    }

    /** Takes the rest, making series and texts where they are new. */
    async function takeRest(rows: readonly PastReading[]): Promise<void> {
      const made = await driver.write(async (runner) => {
        const index = await series.ensure(runner, rows);
        const words = rows.flatMap((row) => store(row.value, index.of(row).type).text ?? []);
        return { index, ids: await texts.idsOf(runner, new Set(words)) };
      });
      made.index.keep();
      made.ids.keep();
      for (const row of rows) take(row, made.index.of(row), (text) => made.ids.found.get(text));
    }

    /** Stores what waits: all of it, most of it, or whole chunks. */
    async function flush(what: 'all' | 'most' | 'whole chunks'): Promise<void> {
      const given: Given[] = [];
      const rests: (readonly [Waiting, Columns])[] = [];
      for (const own of columns.values()) {
        if (what === 'whole chunks' && own.readings.count < FULL) continue;
        const taken = own.readings.columns();
        // Of one moment all is known, or nothing: what was exported comes back whole.
        const ready = idempotent ? taken : lastWords(taken);
        const count = howMany(ready, what);
        if (count === 0) continue;
        given.push({ series: own.id, readings: part(ready, 0, count), seq });
        rests.push([own, part(ready, count, ready.count)]);
      }
      if (given.length > 0) {
        if (idempotent) await foldIfMet(given.map((own) => [own.series, own.readings.at.at(-1)!]));
        const { stored, known } = await putIn(engine, given, {
          order: 'before',
          onlyNew: idempotent,
        });
        imported.stored += stored;
        imported.known += known;
      }
      for (const [own, rest] of rests) {
        own.readings = columnsBuilder();
        own.readings.append(rest);
      }
      waiting = [...columns.values()].reduce((sum, { readings }) => sum + readings.count, 0);
      ripe = 0;
    }

    /** What came in lately, up to a moment, and has not been folded yet is known, too. */
    async function foldIfMet(given: readonly (readonly [number, number])[]): Promise<void> {
      const meets = await engine.moment([], (_, tail) =>
        given.some(([id, until]) => {
          const recent = tail.of(id);
          return recent.count > 0 && recent.at[0]! <= until;
        }),
      );
      if (meets) await fold({ now: 0, all: true });
    }

    /** Stores hours at once; those among readings become readings of their mean. */
    async function takeHours(hours: readonly PastHour[]): Promise<void> {
      const firsts = hours.map((hour) => ({ ...hour, value: hour.mean }));
      const index = await driver.write((runner) => series.ensure(runner, firsts));
      index.keep();
      const bySeries = new Map<number, PastHour[]>();
      for (const hour of hours) {
        const { id } = index.of(hour);
        const own = bySeries.get(id);
        if (own === undefined) bySeries.set(id, [hour]);
        else own.push(hour);
      }
      for (const [id, own] of bySeries) {
        await foldIfMet([[id, own.at(-1)!.start + HOUR_MS]]);
        const { stored, known, rest } = await putHours(engine, id, own, seq);
        imported.stored += stored;
        imported.known += known;
        for (const { start, mean } of rest) {
          const row = { ...own[0]!, at: start, value: mean };
          take(row, index.of(row), () => undefined);
        }
      }
    }

    return {
      /** Takes in readings, each series best in order of time. What does not fill a chunk waits. */
      async add({ now, rows, hours = [], devices = [], entities = [] }: PastBatch): Promise<void> {
        if (devices.length + entities.length > 0) {
          await db.transaction((statements) =>
            writeDescriptions(statements, { now, devices, entities }),
          );
        }
        if (hours.length > 0) await takeHours(hours);
        const taken = takeKnown(rows);
        if (taken < rows.length) await takeRest(rows.slice(taken));
        if (waiting >= WAITING) await flush('most');
        else if (ripe >= RIPE) await flush('whole chunks');
      },

      /** Stores all that waits: what was added before is then on disk. */
      flush: () => flush('all'),

      /** Stores what still waits, and tells what has come in. */
      async end(): Promise<Imported> {
        await flush('all');
        columns.clear();
        return { ...imported };
      },
    };
  };
}

/** How many readings are stored now. More may come of the last moment, unless that is all. */
function howMany({ count, at }: Columns, what: 'all' | 'most' | 'whole chunks'): number {
  if (what === 'all') return count;
  let ready = what === 'most' ? count - 1 : Math.min(count - 1, Math.floor(count / FULL) * FULL);
  while (ready > 0 && at[ready - 1] === at[ready]) ready--;
  return ready;
}

export type Import = ReturnType<ReturnType<typeof importer>>;
