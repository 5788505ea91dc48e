import type { Database, Statements } from './connection/client.ts';
import { runWith } from './connection/json.ts';
import type { Count } from './history/batch.ts';
import { sqlOf } from './sql/sql.ts';

/** Adds to counters, as part of a transaction. */
export async function writeCounts(db: Statements, counts: readonly Count[]): Promise<void> {
  const sums = new Map<string, Count>();
  for (const count of counts) {
    sums.set(count.name, { ...count, by: count.by + (sums.get(count.name)?.by ?? 0) });
  }
  await runWith(
    db,
    sqlOf(db).addCounts,
    [...sums.values()].map(({ name, by, at, detail }) => [name, by, at, detail]),
  );
}

export type Counter = {
  readonly name: string;
  readonly count: number;
  /** Epoch ms. */
  readonly lastAt: number;
  readonly detail: string | null;
};

/** Bad input and other events, counted per reason. */
export function counterStore(db: Database) {
  return {
    add: (counts: readonly Count[]): Promise<void> => writeCounts(db.prisma, counts),

    /** All counters, the latest first. */
    async all(): Promise<readonly Counter[]> {
      const rows = await db.prisma.counter.findMany({ orderBy: { lastAt: 'desc' } });
      return rows.map(({ name, count, lastAt, detail }) => ({
        name,
        count: Number(count),
        lastAt: Number(lastAt),
        detail,
      }));
    },
  };
}

export type CounterStore = ReturnType<typeof counterStore>;
