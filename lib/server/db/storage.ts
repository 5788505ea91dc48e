import { stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { SeriesSize, Stretch } from '../../domain/history/forecast.ts';
import type { Env } from '../env.ts';
import type { Database } from './client.ts';
import { databaseFile } from './migrate.ts';
import { providerOf } from './provider.ts';

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

type SeriesStorage = Omit<StoredSeries, 'stretches' | 'unpacked' | 'from' | 'to'> & {
  readonly from: number;
  readonly to: number;
};

/** A statement takes a limited number of parameters, and the event loop wants its turn. */
const SLICE = 200;
/** Bytes of a reading that is a row of its own. */
const ROW_BYTES = 27;

/** Tells what is stored; reads sizes, never readings. Slow for a poll: its callers keep the answer. */
export function storageReader(db: Database, env: Pick<Env, 'DATABASE_URL'>) {
  const { prisma } = db;

  async function storage(): Promise<readonly (SeriesStorage & { id: number })[]> {
    const [rows, series] = await Promise.all([
      prisma.reading.groupBy({
        by: ['seriesId'],
        _count: { at: true },
        _min: { at: true },
        _max: { at: true },
      }),
      prisma.series.findMany({ select: { id: true, entityId: true, property: true } }),
    ]);
    const counts = new Map(rows.map((row) => [row.seriesId, row]));
    return series.map(({ id, entityId, property }) => {
      const own = counts.get(id);
      const readings = own?._count.at ?? 0;
      return {
        id,
        entityId,
        property,
        readings,
        bytes: readings * ROW_BYTES,
        from: Number(own?._min.at ?? 0),
        to: Number(own?._max.at ?? 0),
      };
    });
  }

  /** Where the packed readings of each series lie in time, in order; without those that were thinned. */
  async function chunks(ids: readonly number[]): Promise<Map<number, Stretch[]>> {
    const found = new Map<number, Stretch[]>();
    for (let i = 0; i < ids.length; i += SLICE) {
      const rows = await prisma.chunk.findMany({
        where: { seriesId: { in: ids.slice(i, i + SLICE) }, body: { not: null } },
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
      const rows = await storage();
      const packed = await chunks(rows.map(({ id }) => id));
      return rows.map(({ id, ...row }) => {
        const stretches = packed.get(id) ?? [];
        const rest = row.readings - stretches.reduce((sum, { count }) => sum + count, 0);
        // What is not packed yet is younger than what is, nearly always.
        const since = Math.max(row.from, stretches.at(-1)?.to ?? row.from);
        if (rest > 0) stretches.push({ from: since, to: Math.max(since, row.to), count: rest });
        const isEmpty = row.readings === 0;
        return {
          ...row,
          stretches,
          unpacked: Math.max(0, rest),
          from: isEmpty ? null : row.from,
          to: isEmpty ? null : row.to,
        };
      });
    },

    /** The database on disk, with its write-ahead log; `free`: room on that disk, null: it is elsewhere. */
    async disk(): Promise<{ readonly bytes: number; readonly free: number | null }> {
      if (providerOf(env.DATABASE_URL) === 'postgresql') return { bytes: 0, free: null };
      const file = databaseFile(env);
      const sizes = await Promise.all([file, `${file}-wal`].map(sizeOf));
      const { bavail, bsize } = await statfs(path.dirname(file));
      return { bytes: sizes.reduce((sum, size) => sum + size, 0), free: bavail * bsize };
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

const sizeOf = async (file: string): Promise<number> => {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
};
