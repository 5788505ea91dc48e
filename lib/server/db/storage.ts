import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { SeriesSize, Stretch } from '../../domain/history/forecast.ts';
import type { Env } from '../env.ts';
import type { Database } from './connection/client.ts';
import { databaseFile } from './connection/location.ts';
import { providerOf } from './connection/provider.ts';
import type { HistoryStore } from './history.ts';
import { roomKeeper } from './room.ts';
import { stretchesOf } from './sql/storage-sql.ts';

/** What one series holds, and when. */
export type StoredSeries = SeriesSize & {
  readonly entityId: string;
  readonly property: string;
  readonly readings: number;
  /** Those of them that are not packed yet: the last stretch. */
  readonly unpacked: number;
  /** Epoch ms of its oldest and its newest reading; null: it has none. */
  readonly from: number | null;
  readonly to: number | null;
};

/** In bytes. */
export type Disk = {
  /** The database, everything included. */
  readonly bytes: number;
  /** Room on its disk; null: that is another machine's. */
  readonly free: number | null;
  /** Of the database, what is free and will be used again; null: its server looks after that. */
  readonly reusable: number | null;
};

/** A commit of the recorder that is not packed yet. */
export type Commit = { readonly at: number; readonly readings: number };

/** A past that was brought in, or is being brought in. */
export type ImportState = {
  readonly source: string;
  readonly readings: number;
  readonly startedAt: number;
};

/** Series in one question: the event loop wants its turn. */
const SLICE = 20;

type History = Pick<HistoryStore, 'storage' | 'storageTotals'>;

const keyOf = ({ entityId, property }: Pick<StoredSeries, 'entityId' | 'property'>) =>
  `${entityId}\n${property}`;

/** Tells what is stored; reads sizes, never readings. Slow for a poll: its callers keep the answer. */
export function storageReader(db: Database, history: History, env: Pick<Env, 'DATABASE_URL'>) {
  const { prisma } = db;
  const room = roomKeeper(db);

  /** Where the chunks of series lie in time, in order: with their readings, and what was thinned. */
  async function chunks(ids: readonly number[]) {
    const [packed, thinned] = [new Map<number, Stretch[]>(), new Map<number, Stretch[]>()];
    const sorted = [...ids].sort((a, b) => a - b);
    for (let i = 0; i < sorted.length; i += SLICE) {
      const slice = sorted.slice(i, i + SLICE);
      // Past Prisma: a large home has tens of thousands of them.
      const [rows = []] = await db.driver.read(stretchesOf(db.provider, slice[0]!, slice.at(-1)!));
      for (const [series, from, to, count, gone] of rows) {
        const found = Number(gone) === 1 ? thinned : packed;
        const own = found.get(Number(series)) ?? [];
        own.push({ from: Number(from), to: Number(to), count: Number(count) });
        found.set(Number(series), own);
      }
      await breathe();
    }
    return { packed, thinned };
  }

  return {
    /** All series, with where their readings lie in time. */
    async series(): Promise<readonly StoredSeries[]> {
      const index = await prisma.series.findMany({
        select: { id: true, entityId: true, property: true },
      });
      const ids = index.map(({ id }) => id);
      const { packed, thinned } = await chunks(ids);
      const numbers = new Map(index.map(({ id, ...key }) => [keyOf(key), id]));
      return (await history.storage()).map((row) => {
        const id = numbers.get(keyOf(row)) ?? 0;
        const stretches = [...(packed.get(id) ?? [])];
        const statistics = thinned.get(id) ?? [];
        const rest = row.readings - stretches.reduce((sum, { count }) => sum + count, 0);
        if (rest > 0 && row.from !== null && row.to !== null) {
          // What is not packed yet is younger than what is, nearly always.
          const ends = [stretches.at(-1)?.to, statistics.at(-1)?.to, row.from];
          const since = Math.max(...ends.map((end) => end ?? row.from ?? 0));
          stretches.push({ from: since, to: Math.max(since, row.to), count: rest });
        }
        return { ...row, stretches, statistics, unpacked: Math.max(0, rest) };
      });
    },

    /** How large the database is, and the room for it. */
    async disk(): Promise<Disk> {
      const { bytes } = await history.storageTotals();
      const reusable = await room.reusable();
      if (providerOf(env.DATABASE_URL) === 'postgresql') return { bytes, free: null, reusable };
      const { bavail, bsize } = await statfs(path.dirname(databaseFile(env)));
      return { bytes, free: bavail * bsize, reusable };
    },

    /** The commits that are not packed yet, oldest first. */
    async commits(): Promise<readonly Commit[]> {
      const rows = await prisma.tail.findMany({
        select: { at: true, count: true },
        orderBy: { id: 'asc' },
      });
      return rows.map(({ at, count }) => ({ at: Number(at), readings: count }));
    },

    /** When anything was last written of what came in; null: never. */
    async committedAt(): Promise<number | null> {
      const [tail, cursor] = await Promise.all([
        prisma.tail.findFirst({ select: { at: true }, orderBy: { id: 'desc' } }),
        prisma.journalCursor.aggregate({ _max: { at: true } }),
      ]);
      const at = Math.max(Number(tail?.at ?? 0), Number(cursor._max.at ?? 0));
      return at === 0 ? null : at;
    },

    /** Imports that have begun and are not at their end. */
    async imports(): Promise<readonly ImportState[]> {
      const rows = await prisma.importRun.findMany({ where: { finishedAt: null } });
      return rows.map(({ source, readings, startedAt }) => ({
        source,
        readings: Number(readings),
        startedAt: Number(startedAt),
      }));
    },
  };
}

export type StorageReader = ReturnType<typeof storageReader>;
