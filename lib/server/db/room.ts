import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from './connection/client.ts';
import { ROOM } from './sql/room-sql.ts';

/** Pages that stay free for what comes next: the tail alone grows and shrinks by a few hundred. */
const KEPT_PAGES = 1_024;
/** Others may write again after so long; then they get as much time. */
const SLICE_MS = 10;
const FIRST_SLICE = 32;
const MOST_PAGES = 4_096;

export type Compacted = {
  /** Bytes of the database on disk. */
  readonly before: number;
  readonly after: number;
};

/**
 * Room inside the database. SQLite keeps what becomes free for itself, in the file; PostgreSQL looks after
 * that by itself (autovacuum).
 */
export function roomKeeper({ driver, provider }: Pick<Database, 'driver' | 'provider'>) {
  const sql = ROOM[provider];
  const number = async (text: string) =>
    Number((await driver.read({ sql: text, args: [] }))[0]?.[0]?.[0] ?? 0);
  const run = (text: string) => driver.run({ sql: text, args: [] });

  return {
    /** Bytes of the database on disk. */
    size: (): Promise<number> => number(sql.size),

    /** Bytes inside the file that are free and will be used again; null: not known. */
    reusable: async (): Promise<number | null> =>
      sql.reusable === null ? null : number(sql.reusable),

    /**
     * Gives free pages back to the disk, a few at a time, so that nobody waits for long. A file of an earlier
     * version cannot, until it is compacted.
     * @param isOver asked in between
     * @returns pages that were given back
     */
    async release(isOver: () => boolean): Promise<number> {
      if (sql.release === null) return 0;
      const begin = await number(sql.freePages);
      let free = begin;
      for (let slice = FIRST_SLICE; free > KEPT_PAGES && !isOver(); ) {
        const since = performance.now();
        await run(sql.release(Math.min(slice, free - KEPT_PAGES)));
        const ms = performance.now() - since;
        slice = Math.round(Math.max(1, Math.min(MOST_PAGES, 2 * slice, (slice * SLICE_MS) / ms)));
        await delay(Math.max(SLICE_MS, ms));
        const left = await number(sql.freePages);
        if (left >= free) break;
        free = left;
      }
      return begin - free;
    },

    /** Writes the database anew, without what is free. Whoever wants to write waits as long as it takes. */
    async compact(): Promise<Compacted> {
      const before = await number(sql.size);
      await run(sql.compact);
      const after = await number(sql.size);
      if (sql.checkpoint !== null) await run(sql.checkpoint);
      return { before, after };
    },
  };
}

export type RoomKeeper = ReturnType<typeof roomKeeper>;
