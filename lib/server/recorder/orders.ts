import type { ChoiceStore, Choices } from '../db/choices.ts';
import type { OpenOrder } from '../db/orders.ts';
import type { Log } from '../log.ts';
import type { Collector } from './collector.ts';

type Parts = {
  /** What there is to take after an order, oldest first; what comes before it is passed over. */
  readonly find: (last: number) => Promise<readonly OpenOrder[]>;
  /** Orders up to this one are known. */
  readonly last?: number;
  readonly choices: Pick<ChoiceStore, 'read'>;
  readonly collector: Pick<Collector, 'obey' | 'ignore'>;
  readonly log: Log;
};

/** Ids of the devices whose readings nobody wants. */
export const ignoredDevices = ({ adoptions }: Pick<Choices, 'adoptions'>): ReadonlySet<string> =>
  new Set([...adoptions].flatMap(([id, adoption]) => (adoption === 'ignored' ? [id] : [])));

/** Looks for what the web has asked for; each order goes into the next batch, once. */
export function takeOrders({ find, last = 0, choices, collector, log }: Parts) {
  let taken = last;
  let looking = false;
  return {
    async look(): Promise<void> {
      if (looking) return;
      looking = true;
      try {
        const open = (await find(taken)).filter(({ id }) => id > taken);
        if (open.length === 0) return;
        const chosen = await choices.read();
        collector.ignore(ignoredDevices(chosen));
        for (const order of open) {
          collector.obey(order, chosen.places, Date.now());
          taken = order.id;
        }
      } catch (error) {
        log.warn({ err: error }, 'the orders cannot be read; trying again');
      } finally {
        looking = false;
      }
    },
  };
}
