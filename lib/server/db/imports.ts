import type { Span } from '../../domain/history/gaps.ts';
import type { Database } from './client.ts';

/**
 * Readings that were not heard but brought in, from before the home was recorded. They are marked
 * by a cursor of their own, so that an import that was broken off can be told from one that is done.
 */
export function importStore(db: Database) {
  return {
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
