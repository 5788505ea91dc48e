import { Problem } from '../../../api/problem.ts';
import type { StatesOut, StatesQuery } from '../../../api/states.ts';
import { formatTime } from '../../../api/values.ts';
import type { Entity, Value } from '../../../domain/entity/entity.ts';
import { type Conversion, conversion } from '../../../domain/units/convert.ts';
import { DIMENSIONS, type Dimension } from '../../../domain/units/dimensions.ts';
import { unitNamed, unitsOf } from '../../../domain/units/units.ts';
import type { CorrectionStore } from '../../db/corrections.ts';
import type { HistoryStore } from '../../db/history.ts';
import { pageOf } from '../http/page.ts';
import { unitOf } from '../main-property.ts';
import { showValue } from '../show-value.ts';
import { inForceBefore } from './series.ts';

type EntityState = StatesOut['states'][number];

type Parts = {
  readonly history: Pick<HistoryStore, 'statesAt' | 'held' | 'raw' | 'typeOf'>;
  readonly corrections: Pick<CorrectionStore, 'all'>;
  /** An entity that is there now; one that is gone has history, but nobody knows its unit. */
  readonly entity: (id: string) => Entity | undefined;
  /** Sees to it that what was said just now is in the history. */
  readonly fresh: () => Promise<void>;
};

const DEFAULT_LIMIT = 10_000;
/** What was said longer ago has long been stored. */
const RECENT_MS = 60_000;

export type StatesDesk = ReturnType<typeof createStatesDesk>;

/** The whole home as it was at a moment. */
export function createStatesDesk(parts: Parts, now: () => number = Date.now) {
  const { history, corrections, entity: entityOf, fresh } = parts;

  async function* statesAt(at: number, original: boolean) {
    const fixes = original ? [] : await corrections.all();
    const touched = new Set(fixes.map((one) => keyOf(one.entityId, one.property, one.at)));
    for (const one of await history.statesAt(at)) {
      const { entityId, property } = one;
      if (!touched.has(keyOf(entityId, property, one.at))) {
        yield one;
        continue;
      }
      const own = fixes.filter((fix) => fix.entityId === entityId && fix.property === property);
      const type = await history.typeOf(entityId, property);
      const series = { entity: { id: entityId }, property, corrections: own, type };
      const held = await inForceBefore(history, series, one.at + 1);
      if (held !== null) yield { ...one, at: held.at, value: held.value };
    }
  }

  return async (query: StatesQuery): Promise<StatesOut> => {
    const { at = now(), unit: units = [], original = false, limit, cursor } = query;
    const convert = conversions(units);
    if (at > now() - RECENT_MS) await fresh();
    const states = new Map<string, EntityState>();
    for await (const { entityId, property, value, at: since } of statesAt(at, original)) {
      const state = states.get(entityId) ?? unknown(entityId);
      states.set(entityId, state);
      if (property === 'available') {
        state.available = typeof value === 'boolean' ? value : null;
        continue;
      }
      const entity = entityOf(entityId);
      const own = entity === undefined ? null : unitOf(entity, property);
      const to = own === null ? null : convert(own);
      state.state[property] = showValue(converted(to, value));
      state.times[property] = formatTime(since);
      if (own !== null) state.units[property] = to?.unit ?? own;
    }
    const sorted = [...states.values()].sort((a, b) => (a.entity < b.entity ? -1 : 1));
    const page = pageOf(sorted, ({ entity }) => entity, limit ?? DEFAULT_LIMIT, cursor);
    return { at: formatTime(at), states: [...page.items], nextCursor: page.nextCursor };
  };
}

const keyOf = (entityId: string, property: string, at: number) => `${at} ${property} ${entityId}`;

const converted = (to: Conversion | null, value: Value): Value =>
  to !== null && typeof value === 'number' ? to.value(value) : value;

/** To which of the wanted units a unit converts. @throws Problem if one of them is none */
function conversions(wanted: readonly string[]): (own: string) => Conversion | null {
  for (const name of wanted) {
    if (unitNamed(name) !== null) continue;
    const some = (Object.keys(DIMENSIONS) as Dimension[]).flatMap((one) =>
      unitsOf(one).slice(0, 3),
    );
    const detail = `${JSON.stringify(name)} is no unit known here; there are ${some.join(', ')} and others like them`;
    throw new Problem('invalid_parameter', {
      detail: `unit: ${detail}`,
      errors: [{ parameter: 'unit', detail }],
    });
  }
  const known = new Map<string, Conversion | null>();
  return (own) => {
    const cached = known.get(own);
    if (cached !== undefined) return cached;
    let found: Conversion | null = null;
    for (const name of wanted) {
      const way = conversion(own, name);
      if (!('objection' in way)) found ??= way;
    }
    known.set(own, found);
    return found;
  };
}

const unknown = (entity: string): EntityState => ({
  entity,
  available: null,
  state: {},
  times: {},
  units: {},
});
