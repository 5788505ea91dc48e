import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { SeriesSize, Stretch } from '../../domain/history/forecast.ts';
import type { Env } from '../env.ts';
import type { Database } from './connection/client.ts';
import { databaseFile } from './connection/location.ts';
import { providerOf } from './connection/provider.ts';
import type { HistoryStore } from './history.ts';

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

/** A commit of the recorder that is not packed yet. */
export type Commit = { readonly at: number; readonly readings: number };

/** A past that was brought in, or is being brought in. */
export type ImportState = {
  readonly source: string;
  readonly readings: number;
  readonly startedAt: number;
};

/** A statement takes a limited number of parameters, and the event loop wants its turn. */
const SLICE = 200;

type History = Pick<HistoryStore, 'storage' | 'storageTotals'>;

const keyOf = ({ entityId, property }: Pick<StoredSeries, 'entityId' | 'property'>) =>
  `${entityId}\n${property}`;

/** Tells what is stored; reads sizes, never readings. Slow for a poll: its callers keep the answer. */
export function storageReader(db: Database, history: History, env: Pick<Env, 'DATABASE_URL'>) {
  const { prisma } = db;

  /** Where the chunks of each series lie in time, in order: with their readings, or what was thinned. */
  async function chunks(
    ids: readonly number[],
    what: 'readings' | 'statistics',
  ): Promise<Map<number, Stretch[]>> {
    const found = new Map<number, Stretch[]>();
    for (let i = 0; i < ids.length; i += SLICE) {
      const rows = await prisma.chunk.findMany({
        where: {
          seriesId: { in: ids.slice(i, i + SLICE) },
          body: what === 'readings' ? { not: null } : null,
        },
        select: { seriesId: true, start: true, end: true, count: true },
        orderBy: [{ seriesId: 'asc' }, { start: 'asc' }],
      });
      for (const { seriesId, start, end, count } of rows) {
        const own = found.get(seriesId) ?? [];
        own.push({ from: Number(start), to: Number(end), count });
        found.set(seriesId, own);
      }
      await breathe();
    }
    return found;
  }

  return {
    /** All series, with where their readings lie in time. */
    async series(): Promise<readonly StoredSeries[]> {
      const index = await prisma.series.findMany({
        select: { id: true, entityId: true, property: true },
      });
      const ids = index.map(({ id }) => id);
      const [packed, thinned] = [await chunks(ids, 'readings'), await chunks(ids, 'statistics')];
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

    /** The database on disk; `free`: room on that disk, null: it is another machine's. */
    async disk(): Promise<{ readonly bytes: number; readonly free: number | null }> {
      const { bytes } = await history.storageTotals();
      if (providerOf(env.DATABASE_URL) === 'postgresql') return { bytes, free: null };
      const { bavail, bsize } = await statfs(path.dirname(databaseFile(env)));
      return { bytes, free: bavail * bsize };
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
