import type { Publish } from '../../../domain/dialect/message.ts';
import type { Home } from '../../../domain/entity/home.ts';
import type { ChoiceStore } from '../../db/choices.ts';
import type { EntityStore } from '../../db/entities.ts';
import type { NewReading } from '../../db/history/batch.ts';
import type { HistoryStore } from '../../db/history.ts';
import type { OrderStore } from '../../db/orders.ts';
import type { RetentionStore } from '../../db/retention.ts';
import type { Log } from '../../log.ts';
import type { Running } from '../../role.ts';
import type { Collector } from '../collector.ts';
import { takeOrders } from '../orders.ts';
import { keepRetention } from '../retention.ts';
import { keepFolded } from '../upkeep.ts';

const TICK_MS = 1_000;

type Parts = {
  readonly home: Home;
  readonly collector: Collector;
  readonly entities: Pick<EntityStore, 'loadAll'>;
  readonly orders: OrderStore;
  readonly choices: ChoiceStore;
  readonly history: HistoryStore;
  readonly retention: RetentionStore;
  /** Readings that may have reached nobody, such as old values of what has none in the history. */
  readonly unsaid: () => readonly NewReading[];
  readonly publish: (message: Publish) => void;
  readonly greetings: readonly Publish[];
  readonly now: () => number;
  readonly log: Log;
};

/** Does what happens once in a home, however many recorders it has: of them, one leads. */
export function startLeading(parts: Parts): Running {
  const { home, collector, entities, history, retention, publish, now, log } = parts;
  const orders = takeOrders({ ...parts, find: parts.orders.open });

  /** Between two leaders nobody noted who could be reached. */
  async function catchUp(): Promise<void> {
    const { statuses } = await entities.loadAll();
    for (const { id } of home.entities()) {
      const stored = statuses[id]?.state['available'];
      const value = home.available(id, now());
      if (typeof stored !== 'boolean' || stored === value) continue;
      collector.add({ entityId: id, property: 'available', value, at: now(), seq: now() * 1_000 });
    }
  }

  /** What came with a definition, or before there was one, and through no line. */
  async function completeReadings(): Promise<void> {
    const due = parts.unsaid();
    if (due.length === 0) return;
    const { statuses } = await entities.loadAll();
    for (const reading of due) {
      const state = statuses[reading.entityId]?.state;
      if (state !== undefined && !Object.hasOwn(state, reading.property)) collector.add(reading);
    }
  }

  const complain = (error: unknown) =>
    log.warn({ err: error }, 'the leader cannot read; it goes on');
  for (const message of parts.greetings) publish(message);
  let busy: Promise<unknown> = catchUp().catch(complain);
  const ticker = setInterval(() => {
    for (const message of collector.advance(Date.now())) publish(message);
    busy = busy.then(orders.look).then(completeReadings).catch(complain);
  }, TICK_MS);
  const folding = keepFolded({ history, log });
  const thinning = keepRetention({ retention, history, log });
  return {
    async stop() {
      clearInterval(ticker);
      await thinning.stop();
      await folding.stop();
      await busy;
    },
  };
}
