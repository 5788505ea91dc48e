import type Sqlite from 'better-sqlite3';
import type { Value } from '../../domain/entity/entity.ts';
import { converter } from '../../domain/import/convert.ts';
import { type ForeignEntity, type ForeignReading, isTime } from '../../domain/import/foreign.ts';
import {
  domainOf,
  isUnavailable,
  ruleOf,
  told,
  words,
} from '../../domain/import/home-assistant.ts';
import { lastResets } from '../../domain/import/last-reset.ts';
import type { Faults } from './faults.ts';
import { attributesOf } from './home-assistant-attributes.ts';
import { statisticsOfEntity } from './home-assistant-statistics.ts';
import type { HaTables } from './home-assistant-tables.ts';

/** What a file has of one entity. */
export type Contents = {
  readonly id: string;
  readonly metadata: number | null;
  readonly hasStates: boolean;
  readonly statistics: {
    readonly key: number | string;
    readonly unit: string | null;
    readonly name: string | null;
  } | null;
};

/** What one row says. */
export type HaRow = {
  readonly from: 'statistics' | 'states';
  readonly told: readonly ForeignReading[];
  readonly at: number;
};
type StateRow = {
  readonly at: number | null;
  readonly state: string | null;
  readonly attributes: string | null;
};

/** All readings of an entity: statistics of when it has no states, in order of time, then the states. */
export function* readingsOfEntity(
  db: Sqlite.Database,
  tables: HaTables,
  contents: Contents,
  entity: ForeignEntity,
  faults: Faults,
): Generator<HaRow, void> {
  yield* statisticsOfEntity(db, tables, contents, entity, faults);
  if (tables.states !== null && contents.hasStates)
    yield* states(db, tables, contents, entity, faults);
}

function* states(
  db: Sqlite.Database,
  { states: sql }: HaTables,
  { id, metadata }: Contents,
  entity: ForeignEntity,
  faults: Faults,
): Generator<HaRow, void> {
  const domain = domainOf(id);
  const main = ruleOf(domain)?.main ?? 'value';
  const resetAt = lastResets(entity);
  let isAvailable = true;
  let last = { unit: null as string | null, convert: converter(null, null) };
  // The attributes of neighbours are mostly the same text.
  let parsed = { json: null as string | null, attributes: attributesOf(null) };
  const rows = db.prepare(sql!).iterate({ metadata, entity: id }) as Iterable<StateRow>;
  for (const { at: seconds, state, attributes: json } of rows) {
    const at = Math.round((seconds ?? Number.NaN) * 1_000);
    if (!isTime(at)) {
      faults.add('its time cannot be read', id);
      continue;
    }
    if (json !== parsed.json) parsed = { json, attributes: attributesOf(json) };
    const said: [string, Value][] = [];
    // An empty state says that the entity was taken out.
    const reachable = !isUnavailable(state) && state !== null && state !== '';
    if (reachable !== isAvailable) said.push(['available', reachable]);
    isAvailable = reachable;
    const unit = words(parsed.attributes, 'unit_of_measurement') ?? entity.unit;
    if (unit !== last.unit) last = { unit, convert: converter(unit, entity.unit) };
    for (const [property, value] of told(domain, state, parsed.attributes)) {
      if (property !== main || typeof value !== 'number') said.push([property, value]);
      else if (last.convert !== null) said.push([property, last.convert(value)]);
      else faults.add(`states in ${unit} do not convert into ${entity.unit}`, id);
    }
    const reset = Date.parse(words(parsed.attributes, 'last_reset') ?? '');
    yield {
      from: 'states',
      told: [
        ...resetAt(at, reset),
        ...said.map(([property, value]) => ({ entity, property, at, value })),
      ],
      at,
    };
  }
}
