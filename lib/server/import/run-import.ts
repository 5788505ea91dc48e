import { createHash } from 'node:crypto';
import type { ZoneOffset } from '../../domain/history/zone.ts';
import type { Database } from '../db/connection/client.ts';
import { historyStore } from '../db/history.ts';
import { importStore } from '../db/imports.ts';
import { inventoryStore } from '../db/inventory.ts';
import { createFaults, type Fault } from './faults.ts';
import { type EntityCount, type PastWriter, pastWriter } from './past-writer.ts';
import { createResolver, type Resolver, type Wishes } from './resolver.ts';
import type { Piece, Place, Source } from './source.ts';

export type ImportOptions = {
  readonly db: Database;
  readonly source: Source;
  readonly wishes: Wishes;
  /** Epoch ms. */
  readonly span: { readonly from: number; readonly to: number };
  readonly dryRun: boolean;
  /** Told after each batch. */
  readonly progress: (state: Progress) => void;
  readonly now?: () => number;
  /** The home's zone, at whose full hours hourly statistics stand; UTC if absent. */
  readonly offset?: ZoneOffset;
};

export type Progress = {
  /** Of the source's size. */
  readonly done: number;
  readonly size: number;
  readonly readings: number;
};

export type Outcome = {
  /** Readings the source has that are wanted. */
  readonly readings: number;
  /** Readings that were not there before; of a dry run: 0. */
  readonly stored: number;
  readonly resumed: boolean;
  readonly entities: readonly EntityCount[];
  readonly matches: ReturnType<Resolver['all']>;
  readonly skipped: number;
  readonly faults: readonly Fault[];
};

/** Readings in one transaction: few enough that a recorder beside us hardly waits. */
const BATCH = 50_000;

/**
 * Brings a source's readings into the history. Each reading is stored once, however often this runs: one
 * whose series has something at its moment is known. Broken off at any point, the next run goes on where
 * the last stored batch ended.
 */
export async function runImport(options: ImportOptions): Promise<Outcome> {
  const { db, source, wishes, span, dryRun, progress, now = Date.now, offset } = options;
  const history = historyStore(db, offset && { offset });
  const resolver = await createResolver(source.kind, inventoryStore(db), wishes);
  const faults = createFaults();
  const writer = pastWriter({ history, resolver, faults, span, now });
  const runs = importStore(db);
  const id = runId(options);
  const before = dryRun ? null : await runs.run(id);
  const isResumed = before !== null && before.finishedAt === null;
  const run = {
    id,
    source: source.kind,
    place: isResumed ? before.place : null,
    readings: isResumed ? before.readings : 0,
    startedAt: isResumed ? before.startedAt : now(),
    finishedAt: null,
  };
  let stored = 0;
  let readings = 0;

  async function flush(batch: Batch, writeTo: PastWriter): Promise<void> {
    if (dryRun) await writeTo.preview(batch.readings);
    else {
      const written = await writeTo.write(batch.readings);
      stored += written.stored;
      await runs.saveRun({ ...run, place: batch.place, readings: run.readings + stored });
    }
    readings += batch.readings.length;
    progress({ done: batch.done, size: source.size, readings });
  }

  if (!dryRun) await runs.saveRun(run);
  for await (const batch of batches(source.pieces(run.place as Place | null, faults))) {
    await flush(batch, writer);
  }
  const entities = writer.counts();
  if (!dryRun) {
    await runs.saveRun({ ...run, readings: run.readings + stored, finishedAt: now() });
    await coverTime(runs, entities, source.kind);
  }
  return {
    readings: entities.reduce((sum, one) => sum + one.readings, 0),
    stored,
    resumed: isResumed && before.place !== null,
    entities,
    matches: resolver.all(),
    skipped: resolver.skipped(),
    faults: faults.all(),
  };
}

/** What was brought in was recorded by somebody: its silences are the sensors'. */
async function coverTime(
  runs: ReturnType<typeof importStore>,
  entities: readonly EntityCount[],
  kind: string,
): Promise<void> {
  if (entities.length === 0) return;
  const from = entities.reduce((least, one) => Math.min(least, one.from), Number.POSITIVE_INFINITY);
  const to = entities.reduce((most, one) => Math.max(most, one.to), Number.NEGATIVE_INFINITY);
  await runs.coverPast({ from, to }, `imported from ${kind}`);
}

type Batch = Pick<Piece, 'readings' | 'place' | 'done'>;

async function* batches(pieces: AsyncGenerator<Piece, void>): AsyncGenerator<Batch, void> {
  let readings: Piece['readings'][number][] = [];
  let last: Piece | null = null;
  for await (const piece of pieces) {
    for (const reading of piece.readings) readings.push(reading);
    last = piece;
    if (readings.length < BATCH) continue;
    yield { ...piece, readings };
    readings = [];
    last = null;
  }
  if (last !== null) yield { ...last, readings };
}

/** The same file with the same wishes is the same import. */
function runId({ source, wishes, span }: ImportOptions): string {
  const { map, only, skip } = wishes;
  const text = JSON.stringify([source.kind, source.fingerprint, [...map], only, skip, span]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
