import type { Count } from './batch.ts';
import type { Database, Statements } from './client.ts';
import { runWith } from './json.ts';

/** Adds to counters, as part of a transaction. */
export async function writeCounts(db: Statements, counts: readonly Count[]): Promise<void> {
  const sums = new Map<string, Count>();
  for (const count of counts) {
    sums.set(count.name, { ...count, by: count.by + (sums.get(count.name)?.by ?? 0) });
  }
  await runWith(
    db,
    `INSERT INTO counter (name, count, last_at, detail)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
     ON CONFLICT (name) DO UPDATE SET count = counter.count + excluded.count,
       last_at = excluded.last_at, detail = excluded.detail`,
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
