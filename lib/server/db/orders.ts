import type { Database, Statements } from './connection/client.ts';
import type { Succession } from './history/batch.ts';

/** What the web asks of the recorder, which alone writes history. */
export type Order =
  /** The devices are forgotten until they speak again; their history stays. */
  | { readonly type: 'forget'; readonly devices: readonly string[] }
  /** Each new entity takes over the id and the history of the old one. */
  | { readonly type: 'replace'; readonly pairs: readonly Succession[] }
  /** The homeowner ignores other devices than before. */
  | { readonly type: 'choices' };

export type OpenOrder = { readonly id: number; readonly order: Order };

/** Orders done this long ago are forgotten. */
const KEPT_MS = 24 * 3_600_000;

/** The orders from the web to the recorder; they outlive a restart of either. */
export function orderStore({ prisma }: Pick<Database, 'prisma'>) {
  const orders = prisma.homeOrder;
  return {
    /** Gives an order; its number. */
    async give({ type, ...body }: Order, now: number): Promise<number> {
      const row = await orders.create({
        data: { type, body: JSON.stringify(body), createdAt: BigInt(now) },
      });
      return row.id;
    },

    /** What is still to be done, oldest first. */
    async open(): Promise<readonly OpenOrder[]> {
      const rows = await orders.findMany({ where: { doneAt: null }, orderBy: { id: 'asc' } });
      return rows.map(toOrder);
    },

    /** What was given after an order, done or not; oldest first. */
    async after(last: number): Promise<readonly OpenOrder[]> {
      const rows = await orders.findMany({ where: { id: { gt: last } }, orderBy: { id: 'asc' } });
      return rows.map(toOrder);
    },

    /** The number of the last one that was given. */
    async last(): Promise<number> {
      const row = await orders.findFirst({ orderBy: { id: 'desc' } });
      return row?.id ?? 0;
    },

    async isDone(id: number): Promise<boolean> {
      const row = await orders.findUnique({ where: { id } });
      return row === null || row.doneAt !== null;
    },
  };
}

const toOrder = ({ id, type, body }: { id: number; type: string; body: string }): OpenOrder => ({
  id,
  order: { type, ...(JSON.parse(body) as object) } as Order,
});

export type OrderStore = ReturnType<typeof orderStore>;

/** Marks orders as carried out, as part of the transaction that does so. */
export async function finishOrders(
  statements: Statements,
  ids: readonly number[],
  now: number,
): Promise<void> {
  if (ids.length === 0) return;
  await statements.homeOrder.updateMany({
    where: { id: { in: [...ids] } },
    data: { doneAt: BigInt(now) },
  });
  await statements.homeOrder.deleteMany({ where: { doneAt: { lt: BigInt(now - KEPT_MS) } } });
}
