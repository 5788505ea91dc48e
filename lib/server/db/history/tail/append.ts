import { type BatchRow, packBatch } from '../../../../domain/history/chunk/batch.ts';
import type { Runner, Statement } from '../../connection/driver.ts';
import { prismaRunner } from '../../connection/prisma-runner.ts';
import { writeCounts } from '../../counters.ts';
import { writeDescriptions } from '../../descriptions.ts';
import { finishOrders } from '../../orders.ts';
import type { TailRow } from '../../sql/history-sql.ts';
import type { Batch, Cursor, NewReading } from '../batch.ts';
import type { Fold } from '../chunks/fold.ts';
import { pack } from '../chunks/packing.ts';
import { writeSuccessions } from '../chunks/succession.ts';
import type { Engine } from '../engine.ts';
import type { Series } from '../series.ts';
import { store } from '../values.ts';
import { packDeliveries } from './deliveries.ts';
import { Fenced } from './fence.ts';

type Content = Pick<TailRow, 'count' | 'body'>;

/** Stores batches: all of one or nothing of it, each once. */
export function appender(
  engine: Engine,
  fold: Fold,
  cursorOf: (name: string) => Promise<Cursor | null>,
) {
  const { db, driver, sql, series, texts } = engine;
  const stored = engine.cursors;
  /** Of a commit that failed on the way back it is not known whether it was made. */
  const doubtful = new Set<string>();

  async function append(batch: Batch): Promise<void> {
    const own = engine.series.settled;
    const ready = isPlain(batch) ? contentOf(batch.rows ?? [], own, texts.known) : null;
    if (ready !== null) await addTail(addition(batch, ready));
    else await appendAll(batch);
    engine.tailReadings += batch.rows?.length ?? 0;
  }

  /** Nothing but readings of known series: one row, one page. */
  async function addTail(statement: Statement | null): Promise<void> {
    if (statement === null) return;
    const { lock } = sql;
    if (lock === null) added(await driver.run(statement));
    else
      await driver.write(async (runner) => {
        await runner.query(lock);
        added(await runner.run(statement));
      });
  }

  function addition(batch: Batch, content: Content): Statement | null {
    const row = tailRow(batch, content);
    return row && sql.addTail(row, batch.fence);
  }

  async function appendAll(batch: Batch, isTrial = false): Promise<void> {
    const { rows = [], counts = [], successions = [], ordersDone = [], now } = batch;
    // What moves to another series is easier found in its chunks.
    if (successions.length > 0 && !isTrial) await fold({ now, all: true });
    const keep = await db.transaction(async (statements) => {
      const runner = prismaRunner(statements);
      if (sql.lock !== null) await runner.query(sql.lock);
      await writeDescriptions(statements, batch);
      const { content, keepNames } = await resolve(runner, rows);
      const statement = addition(batch, content);
      if (statement !== null) added(await runner.run(statement));
      await writeCounts(statements, counts);
      if (successions.length > 0) {
        await writeSuccessions(engine, statements, runner, successions, now);
        // Others know series by their old numbers: they must begin anew.
        await runner.run(sql.breakFences(batch.fence?.token ?? ''));
      }
      await finishOrders(statements, ordersDone, now);
      if (isTrial) throw new TrialOver();
      return keepNames;
    });
    keep();
    // Numbers of series have moved to other entities.
    if (successions.length > 0) series.clear();
  }

  /** The readings with the numbers of their series and texts, which are made where they are new. */
  async function resolve(runner: Runner, rows: readonly NewReading[]) {
    const index = await series.ensure(runner, rows);
    const words = new Set<string>();
    for (const row of rows) {
      const { text } = store(row.value, index.of(row).type);
      if (text !== null) words.add(text);
    }
    const { found, keep } = await texts.idsOf(runner, words);
    const content = contentOf(rows, index.of, (text) => found.get(text));
    const keepNames = () => {
      index.keep();
      keep();
    };
    return { content: content!, keepNames };
  }

  return {
    /** Stores a batch: all of it or nothing, once. @throws what the database says; Fenced */
    async append(batch: Batch): Promise<void> {
      const { cursor } = batch;
      if (cursor !== undefined && doubtful.has(cursor.name)) {
        const before = stored.get(cursor.name);
        const now = await cursorOf(cursor.name);
        doubtful.delete(cursor.name);
        if (isBehind(before, cursor) && now !== null && !isBehind(now, cursor)) return;
      }
      try {
        await append(batch);
        if (cursor !== undefined) stored.set(cursor.name, cursor);
      } catch (error) {
        if (cursor !== undefined) doubtful.add(cursor.name);
        throw error;
      }
    },

    /** Resolves if `append` would take the batch, and changes nothing. @throws what `append` would */
    async rehearse(batch: Omit<Batch, 'cursor' | 'fence'>): Promise<void> {
      try {
        await appendAll(batch, true);
      } catch (error) {
        if (!(error instanceof TrialOver)) throw error;
      }
    },
  };
}

/** Takes back what was only tried. */
class TrialOver extends Error {
  override name = 'TrialOver';
}

/** @throws Fenced if it was not added: the fence is somebody else's */
function added(rows: number): void {
  if (rows === 0) throw new Fenced();
}

/** True if messages lie between the two: `cursor` is further on in the same journal, or in another one. */
const isBehind = (before: Cursor | undefined, cursor: Cursor): boolean =>
  before !== undefined &&
  (before.epoch !== cursor.epoch || before.base !== cursor.base || before.seq < cursor.seq);

const isPlain = (batch: Batch): boolean =>
  [
    ...[batch.devices, batch.entities, batch.removed, batch.heard],
    ...[batch.counts, batch.successions, batch.ordersDone],
  ].every((part) => part === undefined || part.length === 0);

/**
 * Readings as the tail holds them, in order of arrival.
 * @returns null if a series or a text is not known
 */
function contentOf(
  rows: readonly NewReading[],
  seriesOf: (row: NewReading) => Series | undefined,
  idOf: (text: string) => number | undefined,
): Content | null {
  const batch: BatchRow[] = [];
  let message = Number.NaN;
  /** Where the readings of the message lie, by moment and series. */
  const places = new Map<string, number>();
  for (const row of inOrder(rows)) {
    const series = seriesOf(row);
    if (series === undefined) return null;
    const { value, text } = store(row.value, series.type);
    const id = text === null ? 0 : idOf(text);
    if (id === undefined) return null;
    const at = Math.round(row.at);
    if (row.seq !== message) places.clear();
    message = row.seq;
    // A message that names a property twice means its last word.
    const key = `${series.id} ${at}`;
    const place = places.get(key) ?? batch.length;
    places.set(key, place);
    batch[place] = { series: series.id, at, value: value ?? Number.NaN, text: id };
  }
  return { count: batch.length, body: pack(packBatch(batch)) };
}

const inOrder = (rows: readonly NewReading[]): readonly NewReading[] =>
  rows.every((row, i) => i === 0 || rows[i - 1]!.seq <= row.seq)
    ? rows
    : [...rows].sort((a, b) => a.seq - b.seq);

/** The row of a commit; null: it says nothing that the tail keeps. */
function tailRow(
  { now, rows = [], cursor, deliveries = [] }: Batch,
  content: Content,
): TailRow | null {
  if (rows.length === 0 && cursor === undefined && deliveries.length === 0) return null;
  const place = cursor ?? { name: '', epoch: '', seq: lastSeq(rows), base: 0 };
  return {
    writer: place.name,
    epoch: place.epoch,
    seq: place.seq,
    base: place.base,
    at: now,
    ...content,
    deliveries: deliveries.length === 0 ? null : packDeliveries(deliveries),
  };
}

const lastSeq = (rows: readonly NewReading[]): number =>
  rows.reduce((last, { seq }) => Math.max(last, seq), 0);
