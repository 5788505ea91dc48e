import type { ChoiceStore } from '../../db/choices.ts';
import type { OrderStore } from '../../db/orders.ts';
import type { Log } from '../../log.ts';
import type { Running } from '../../role.ts';
import type { Collector } from '../collector.ts';
import { ignoredDevices } from '../orders.ts';

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
export function startFollowing({ collector, orders, choices, log, ...parts }: Parts): Running {
  let { last } = parts;
  let busy: Promise<unknown> = Promise.resolve();

  async function look(): Promise<void> {
    const given = (await orders.after(last)).filter(({ order }) => order.type !== 'replace');
    if (given.length === 0) return;
    const chosen = await choices.read();
    collector.ignore(ignoredDevices(chosen));
    for (const order of given) {
      collector.obey(order, chosen.places, Date.now());
      last = order.id;
    }
  }

  const ticker = setInterval(() => {
    collector.advance(Date.now());
    collector.forgetReadings();
    busy = busy
      .then(look)
      .catch((error: unknown) => log.warn({ err: error }, 'the orders cannot be read'));
  }, TICK_MS);
  return {
    async stop() {
      clearInterval(ticker);
      await busy;
    },
  };
}
