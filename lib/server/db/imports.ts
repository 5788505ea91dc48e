import type { Span } from '../../domain/history/gaps.ts';
import type { Database } from './connection/client.ts';

/** How far an import has come. */
export type ImportRun = {
  /** What tells this source, brought in with these wishes, from others. */
  readonly id: string;
  readonly source: string;
  /** Plain JSON; null: nothing is stored yet. */
  readonly place: unknown;
  /** Readings it has stored. */
  readonly readings: number;
  /** Epoch ms. */
  readonly startedAt: number;
  /** null: it was broken off, or is under way. */
  readonly finishedAt: number | null;
};

/**
 * Readings that were not heard but brought in, from before the home was recorded. They are marked
 * by a cursor of their own, so that an import that was broken off can be told from one that is done.
 */
export function importStore(db: Database) {
  return {
    /** How far this import has come; null: it was never begun. */
    async run(id: string): Promise<ImportRun | null> {
      const row = await db.prisma.importRun.findUnique({ where: { id } });
      if (row === null) return null;
      return {
        id,
        source: row.source,
        place: JSON.parse(row.place) as unknown,
        readings: Number(row.readings),
        startedAt: Number(row.startedAt),
        finishedAt: row.finishedAt === null ? null : Number(row.finishedAt),
      };
    },

    async saveRun({
      id,
      source,
      place,
      readings,
      startedAt,
      finishedAt,
    }: ImportRun): Promise<void> {
      const row = {
        source,
        place: JSON.stringify(place),
        readings: BigInt(readings),
        startedAt: BigInt(startedAt),
        finishedAt: finishedAt === null ? null : BigInt(finishedAt),
      };
      await db.prisma.importRun.upsert({ where: { id }, create: { id, ...row }, update: row });
    },

    /**
     * Says that somebody recorded in this span, as far as it lies before the first recorder of ours, so that
     * a silence in it is not taken for a recorder that was down. One run for each note, ever wider.
     */
    async coverPast({ from, to }: Span, note: string): Promise<void> {
      await db.transaction(async (statements) => {
        const table = statements.recorderRun;
        const own = await table.findFirst({
          where: { id: { gt: 0 } },
          orderBy: { startedAt: 'asc' },
        });
        const before = await table.findFirst({ where: { id: { lt: 0 }, note } });
        const begin = Math.min(from, Number(before?.startedAt ?? from));
        const last = Math.max(to, Number(before?.endedAt ?? to));
        const end = BigInt(own === null ? last : Math.min(last, Number(own.startedAt)));
        if (end <= begin) return;
        const lowest = await table.findFirst({ orderBy: { id: 'asc' } });
        const id = before?.id ?? Math.min(0, lowest?.id ?? 0) - 1;
        const span = { startedAt: BigInt(begin), aliveAt: end, endedAt: end, note };
        await table.upsert({ where: { id }, create: { id, ...span }, update: span });
      });
    },

    /**
     * Says when recorders ran in the time of the import, as if they had. Replaces what an earlier
     * import said. The runs get numbers below all real ones: the newest run stays the newest.
     */
    async setRuns(runs: readonly Span[], note: string): Promise<void> {
      await db.transaction(async (statements) => {
        await statements.recorderRun.deleteMany({ where: { id: { lt: 0 } } });
        await statements.recorderRun.createMany({
          data: runs.map(({ from, to }, i) => ({
            id: i - runs.length,
            startedAt: BigInt(from),
            aliveAt: BigInt(to),
            endedAt: BigInt(to),
            note,
          })),
        });
      });
    },
  };
}

export type ImportStore = ReturnType<typeof importStore>;
