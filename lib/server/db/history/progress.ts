import type { Row } from '../connection/driver.ts';
import type { Cursor, NewDelivery } from './batch.ts';
import { deliveriesIn } from './deliveries.ts';
import type { Engine } from './engine.ts';

/** How far writers have come: what their newest commit in the tail says, or the last fold. */
export function progressReader(engine: Engine) {
  const { driver, sql } = engine;
  return {
    /** How far a journal has been consumed; null: never heard of. */
    async cursor(name: string): Promise<Cursor | null> {
      const [tail, table] = await driver.read(sql.cursorInTail(name), sql.cursorInTable(name));
      const row: Row | undefined = tail?.[0] ?? table?.[0];
      if (row === undefined) return null;
      const cursor = { name, epoch: String(row[0]), seq: Number(row[1]), base: Number(row[2]) };
      engine.cursors.set(name, cursor);
      return cursor;
    },

    /** Deliveries of an external broker that were stored before. */
    async deliveries(): Promise<NewDelivery[]> {
      const [tail = [], table = []] = await driver.read(
        sql.deliveriesInTail(),
        sql.deliveriesInTable(),
      );
      const known = new Map(
        table.map(([packetId, hash, seq]) => [
          Number(packetId),
          { packetId: Number(packetId), hash: String(hash), seq: Number(seq) },
        ]),
      );
      for (const [packed] of tail) {
        for (const delivery of deliveriesIn(packed as Uint8Array))
          known.set(delivery.packetId, delivery);
      }
      return [...known.values()];
    },

    /** The session is another: its packet ids mean other deliveries. */
    async forgetDeliveries(): Promise<void> {
      await driver.write(async (runner) => {
        await runner.run(sql.forgetTailDeliveries());
        await runner.run(sql.forgetTableDeliveries());
      });
    },
  };
}
