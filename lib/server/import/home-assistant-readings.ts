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
import { statisticReading } from '../../domain/import/statistics.ts';
import type { Faults } from './faults.ts';
import { attributesOf } from './home-assistant-attributes.ts';
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
type Row = { readonly told: readonly ForeignReading[]; readonly at: number };
type StateRow = {
  readonly at: number | null;
  readonly state: string | null;
  readonly attributes: string | null;
};
type StatisticRow = {
  readonly start: number | null;
  readonly mean: number | null;
  readonly state: number | null;
  readonly sum: number | null;
};

const HOUR_MS = 3_600_000;
const FIVE_MINUTES_MS = 300_000;

/** All readings of an entity in order of time: statistics up to where its states begin, then the states. */
export function* readingsOfEntity(
  db: Sqlite.Database,
  tables: HaTables,
  contents: Contents,
  entity: ForeignEntity,
  faults: Faults,
): Generator<Row, void> {
  const begin = statesBegin(db, tables, contents);
  yield* statistics(db, tables, contents, entity, begin, faults);
  if (begin !== null) yield* states(db, tables, contents, entity, faults);
}

function statesBegin(
  db: Sqlite.Database,
  { states: sql }: HaTables,
  contents: Contents,
): number | null {
  if (sql === null || !contents.hasStates) return null;
  const row = db
    .prepare(`SELECT min(at) AS at FROM (${sql})`)
    .get({ metadata: contents.metadata, entity: contents.id });
  const at = (row as { at: number | null } | undefined)?.at ?? null;
  return at === null ? null : Math.round(at * 1_000);
}

/** Hours, and behind the last whole one spans of five minutes, that end before `until`. */
function* statistics(
  db: Sqlite.Database,
  { statistics: hours, shortTerm }: HaTables,
  { id, statistics: own }: Contents,
  entity: ForeignEntity,
  until: number | null,
  faults: Faults,
): Generator<Row, void> {
  const rule = ruleOf(domainOf(id));
  if (own === null || rule?.main !== 'value') return;
  const convert = converter(own.unit, entity.unit);
  if (convert === null) {
    faults.add(`statistics in ${own.unit} do not convert into ${entity.unit}`, id);
    return;
  }
  let from = Number.NEGATIVE_INFINITY;
  for (const [sql, spanMs] of [
    [hours, HOUR_MS],
    [shortTerm, FIVE_MINUTES_MS],
  ] as const) {
    if (sql === null) continue;
    for (const row of db.prepare(sql).iterate({ key: own.key }) as Iterable<StatisticRow>) {
      const start = Math.round((row.start ?? Number.NaN) * 1_000);
      if (!isTime(start)) {
        faults.add('its time cannot be read', id);
        continue;
      }
      if (start < from || (until !== null && start + spanMs > until)) continue;
      from = start + spanMs;
      const reading = statisticReading({ ...row, start }, spanMs);
      if (reading === null) continue;
      const value = convert(reading.value);
      const at = reading.at;
      yield {
        told: [{ entity, property: 'value', at, value, stands: { from: start, to: from } }],
        at,
      };
    }
  }
}

function* states(
  db: Sqlite.Database,
  { states: sql }: HaTables,
  { id, metadata }: Contents,
  entity: ForeignEntity,
  faults: Faults,
): Generator<Row, void> {
  const domain = domainOf(id);
  const main = ruleOf(domain)?.main ?? 'value';
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
    yield { told: said.map(([property, value]) => ({ entity, property, at, value })), at };
  }
}
