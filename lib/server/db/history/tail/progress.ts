import type { Row } from '../../connection/driver.ts';
import type { Cursor, NewDelivery } from '../batch.ts';
import type { Engine } from '../engine.ts';
import { deliveriesIn } from './deliveries.ts';

/** There are so many packet ids in a session, 0 not being one: those of a slot follow those of the one before. */
const PACKET_IDS = 65_536;

/** The same deliveries as those of a slot: several sessions have the same packet ids. */
export const inSlot = (slot: number, deliveries: readonly NewDelivery[]): readonly NewDelivery[] =>
  deliveries.map((one) => ({ ...one, packetId: slot * PACKET_IDS + one.packetId }));

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

    /** The last place in the order of arrival that a reading has, whoever stored it; 0: there is none. */
    async newestSeq(): Promise<number> {
      const [rows] = await driver.read(sql.newestSeq());
      return Number(rows?.[0]?.[0] ?? 0);
    },

    /** Deliveries of an external broker that were stored before. `slot`: of several sessions, which. */
    async deliveries(slot = 0): Promise<NewDelivery[]> {
      const [tail = [], table = []] = await driver.read(
        sql.deliveriesInTail(),
        sql.deliveriesInTable(),
      );
      const known = new Map<number, NewDelivery>();
      const add = (delivery: NewDelivery) => {
        const packetId = delivery.packetId - slot * PACKET_IDS;
        if (packetId > 0 && packetId < PACKET_IDS) known.set(packetId, { ...delivery, packetId });
      };
      for (const [packetId, hash, seq] of table)
        add({ packetId: Number(packetId), hash: String(hash), seq: Number(seq) });
      for (const [packed] of tail) deliveriesIn(packed as Uint8Array).forEach(add);
      return [...known.values()];
    },

    /** The session of this writer is another: its packet ids mean other deliveries. */
    async forgetDeliveries(writer: string, slot = 0): Promise<void> {
      const [from, to] = [slot * PACKET_IDS, (slot + 1) * PACKET_IDS];
      await driver.write(async (runner) => {
        await runner.run(sql.forgetTailDeliveries(writer));
        await runner.run(sql.forgetTableDeliveries(from, to));
      });
    },
  };
}
