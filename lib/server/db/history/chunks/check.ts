import { setImmediate as breathe } from 'node:timers/promises';
import { unpackBatch } from '../../../../domain/history/chunk/batch.ts';
import type { Database } from '../../connection/client.ts';
import type { Statement } from '../../connection/driver.ts';
import { everythingSaid } from '../../connection/errors.ts';
import { checkSql } from '../../sql/check-sql.ts';
import { historyDialect, historySql } from '../../sql/history-sql.ts';
import { FOREVER } from '../read/stretch.ts';
import { unpackDeliveries } from '../tail/deliveries.ts';
import { toTailRow } from '../tail/tail-row.ts';
import { allKnown, checkChunk } from './check-chunk.ts';
import { unpack } from './packing.ts';

/** Something that is wrong: where, and what. */
export type Flaw = { readonly where: string; readonly what: string };

/** What was looked at, and what was found. */
export type HistoryCheck = {
  readonly series: number;
  readonly chunks: number;
  readonly readings: number;
  /** Chunks of the first version: damage to them may not show. */
  readonly unsealed: number;
  /** Commits that are not packed yet. */
  readonly commits: number;
  /** Damaged chunks that were found before and are kept aside. */
  readonly aside: number;
  readonly flaws: readonly Flaw[];
};

/** Told after each stretch: chunks looked at, of how many, and readings in them. */
export type CheckProgress = (done: number, size: number, readings: number) => void;

/** Chunks read at a time. */
const SLICE = 64;
/** So many are told one by one. */
const MOST_FLAWS = 1_000;

type Found = { chunks: number; readings: number; unsealed: number; flaws: Flaw[] };

/**
 * Reads the whole history and holds it against itself: checksums, counts, order, lowest and highest values,
 * overlaps, texts, and what is not packed yet. Changes nothing, and the home may go on meanwhile.
 */
export async function checkHistory(db: Database, progress: CheckProgress): Promise<HistoryCheck> {
  const dialect = historyDialect(db.provider);
  const [sql, own] = [historySql(dialect), checkSql(dialect)];
  const ask = async (statement: Statement) => (await db.driver.read(statement))[0] ?? [];
  const [[size = 0, aside = 0] = []] = await ask(own.counts);
  const names = new Map(
    (await ask(own.names)).map(([id, entity, name]) => [Number(id), `${entity} ${name}`]),
  );
  let texts = new Set<number>();
  const isText = (id: number) => texts.has(id);

  async function checkSeries(series: number): Promise<Found> {
    texts = new Set((await ask(own.texts)).map(([id]) => Number(id)));
    const found: Found = { chunks: 0, readings: 0, unsealed: 0, flaws: [] };
    const name = names.get(series);
    const flaw = (start: unknown, what: string) => {
      const where = `${name ?? `series ${series}`}, chunk of ${timeText(Number(start))}`;
      if (found.flaws.length < MOST_FLAWS) found.flaws.push({ where, what });
    };
    let previousEnd = -FOREVER;
    for (let after = -FOREVER; ; ) {
      const rows = await ask(own.chunks(series, after, SLICE));
      if (name === undefined && rows.length > 0 && found.chunks === 0)
        flaw(rows[0]![0], 'nobody knows whose it is');
      for (const row of rows) {
        const checked = checkChunk(row, previousEnd, isText);
        for (const what of checked.flaws) flaw(row[0], what);
        found.chunks++;
        found.readings += checked.readings;
        if (!checked.sealed) found.unsealed++;
        previousEnd = Math.max(previousEnd, Number(row[1]));
      }
      await breathe();
      if (rows.length < SLICE) return found;
      after = Number(rows.at(-1)![0]);
    }
  }

  async function checkTail(): Promise<Found & { readonly commits: number }> {
    const known = new Set((await ask(own.names)).map(([id]) => Number(id)));
    texts = new Set((await ask(own.texts)).map(([id]) => Number(id)));
    const flaws: Flaw[] = [];
    let readings = 0;
    const rows = await ask(sql.tailRows());
    for (const [i, row] of rows.map(toTailRow).entries()) {
      const where = `commit ${rows[i]![0]} of ${timeText(row.at)}, not packed yet`;
      try {
        const batch = unpackBatch(unpack(row.body));
        readings += batch.count;
        if (batch.count !== row.count) flaws.push({ where, what: 'it counts other readings' });
        if (!batch.series.every((id) => known.has(id)))
          flaws.push({ where, what: 'nobody knows whose its readings are' });
        if (!allKnown(batch.text, isText))
          flaws.push({ where, what: 'a text is not in the dictionary' });
        if (row.deliveries !== null) unpackDeliveries(row.deliveries);
      } catch (error) {
        flaws.push({ where, what: (error as Error).message });
      }
    }
    return { chunks: 0, readings, unsealed: 0, flaws, commits: rows.length };
  }

  /** What is found wrong is looked at again: the home may have changed it meanwhile. */
  async function surely<T extends Found>(where: string, look: () => Promise<T>): Promise<T | null> {
    try {
      const found = await look();
      return found.flaws.length === 0 ? found : await look();
    } catch (error) {
      all.flaws.push({ where, what: everythingSaid(error) });
      return null;
    }
  }

  const all: Found = { chunks: 0, readings: 0, unsealed: 0, flaws: [] };
  const add = (found: Found | null) => {
    if (found === null) return;
    all.chunks += found.chunks;
    all.readings += found.readings;
    all.unsealed += found.unsealed;
    all.flaws.push(...found.flaws);
    progress(all.chunks, Math.max(Number(size), all.chunks), all.readings);
  };
  const ids = (await ask(own.series)).map(([id]) => Number(id));
  for (const id of ids) add(await surely(names.get(id) ?? `series ${id}`, () => checkSeries(id)));
  const tail = await surely('what is not packed yet', checkTail);
  add(tail);
  if (db.provider === 'sqlite') {
    for (const [what] of await ask(own.file))
      if (what !== 'ok') all.flaws.push({ where: 'the file', what: String(what) });
  }
  return { ...all, series: ids.length, commits: tail?.commits ?? 0, aside: Number(aside) };
}

const timeText = (at: number): string =>
  Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at);
