import { appender } from './append.ts';
import type { Cursor, NewDelivery } from './batch.ts';
import type { Database } from './client.ts';
import { dictionary } from './dictionary.ts';
import { hourKeeper } from './hours.ts';
import { importer } from './import.ts';
import { readingReader } from './readings.ts';
import { seriesIndex } from './series.ts';
import { summaryReader } from './summaries.ts';

/**
 * The history of the home. How readings lie on disk is known behind this store and nowhere else.
 *
 * Writing: `append` (all or nothing, with the cursor), `import` (a long past), `closeHours`, `rebuildHours`.
 * Reading: `raw`, `count`, `held`, `summaries`, `statesAt`, `latest`.
 */
export function historyStore(db: Database) {
  const series = seriesIndex();
  const texts = dictionary();
  return {
    append: appender(db, series, texts),
    import: importer(db, series, texts),
    ...hourKeeper(db),
    ...readingReader(db, series, texts),
    ...summaryReader(db, series, texts),

    /** How far a journal has been consumed; null: never heard of. */
    async cursor(name: string): Promise<Cursor | null> {
      const row = await db.prisma.journalCursor.findUnique({ where: { name } });
      if (row === null) return null;
      return { name, epoch: row.epoch, seq: Number(row.seq), base: Number(row.base) };
    },

    /** Deliveries of an external broker that were stored before. */
    async deliveries(): Promise<NewDelivery[]> {
      const rows = await db.prisma.delivery.findMany();
      return rows.map(({ packetId, hash, seq }) => ({ packetId, hash, seq: Number(seq) }));
    },

    /** The session is another: its packet ids mean other deliveries. */
    async forgetDeliveries(): Promise<void> {
      await db.prisma.delivery.deleteMany();
    },
  };
}

export type HistoryStore = ReturnType<typeof historyStore>;
