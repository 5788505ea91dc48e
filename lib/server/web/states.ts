import type { StatesOut, StatesQuery } from '../../api/history.ts';
import { formatTime } from '../../api/values.ts';
import type { HistoryStore } from '../db/history.ts';
import { pageOf } from './page.ts';
import { showValue } from './show-value.ts';

type EntityState = StatesOut['states'][number];

const DEFAULT_LIMIT = 10_000;

export type StatesDesk = ReturnType<typeof createStatesDesk>;

/** The whole home as it was at a moment. */
export function createStatesDesk(
  history: Pick<HistoryStore, 'statesAt'>,
  now: () => number = Date.now,
) {
  return async ({ at = now(), limit, cursor }: StatesQuery): Promise<StatesOut> => {
    const states = new Map<string, EntityState>();
    for (const { entityId, property, value, at: since } of await history.statesAt(at)) {
      const entity = states.get(entityId) ?? unknown(entityId);
      states.set(entityId, entity);
      if (property === 'available') {
        entity.available = typeof value === 'boolean' ? value : null;
      } else {
        entity.state[property] = showValue(value);
        entity.times[property] = formatTime(since);
      }
    }
    const sorted = [...states.values()].sort((a, b) => (a.entity < b.entity ? -1 : 1));
    const page = pageOf(sorted, ({ entity }) => entity, limit ?? DEFAULT_LIMIT, cursor);
    return { at: formatTime(at), states: [...page.items], nextCursor: page.nextCursor };
  };
}

const unknown = (entity: string): EntityState => ({
  entity,
  available: null,
  state: {},
  times: {},
});
