import type { ChoiceStore } from '../../db/choices.ts';
import type { OrderStore } from '../../db/orders.ts';
import type { Log } from '../../log.ts';
import type { Running } from '../../role.ts';
import type { Collector } from '../collector.ts';
import { takeOrders } from '../orders.ts';

const TICK_MS = 1_000;

type Parts = {
  readonly collector: Collector;
  readonly orders: Pick<OrderStore, 'after'>;
  readonly choices: Pick<ChoiceStore, 'read'>;
  /** Orders up to this one are known. */
  readonly last: number;
  readonly log: Log;
};

/**
 * Keeps up with the one that leads: what time changes and what the homeowner orders, without storing it. An order
 * to move history is followed by beginning anew, for the leader breaks the fence of everybody else.
 */
export function startFollowing({ collector, orders, choices, last, log }: Parts): Running {
  const find = async (after: number) =>
    (await orders.after(after)).filter(({ order }) => order.type !== 'replace');
  const given = takeOrders({ find, last, choices, collector, log });
  let busy: Promise<unknown> = Promise.resolve();

  const ticker = setInterval(() => {
    collector.advance(Date.now());
    collector.forgetReadings();
    busy = busy.then(given.look);
  }, TICK_MS);
  return {
    async stop() {
      clearInterval(ticker);
      await busy;
    },
  };
}
