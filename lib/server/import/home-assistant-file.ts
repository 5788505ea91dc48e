import { createHash } from 'node:crypto';
import path from 'node:path';
import type Sqlite from 'better-sqlite3';
import { domainOf, kindOf, ruleOf } from '../../domain/import/home-assistant.ts';
import { cutter } from './cutter.ts';
import type { Faults } from './faults.ts';
import { describeEntity } from './home-assistant-entity.ts';
import { openHomeAssistant } from './home-assistant-open.ts';
import { type Contents, type HaRow, readingsOfEntity } from './home-assistant-readings.ts';
import { type HaTables, haTables } from './home-assistant-tables.ts';
import { type Place, type Source, SourceError } from './source.ts';

/** Home Assistant's database, entity by entity in the order of their names. @throws SourceError */
export function homeAssistantSource(name: string): Source {
  const { db, close } = openHomeAssistant(name);
  try {
    const tables = haTables(db);
    if (tables.entities === null && tables.statisticIds === null) {
      throw new SourceError(
        `${name} is no database of Home Assistant: it has no tables of states or statistics`,
      );
    }
    const contents = contentsOf(db, tables);
    return {
      kind: 'home-assistant',
      fingerprint: fingerprint(db, name),
      size: rowsOf(db),
      close,
      async *pieces(from, faults) {
        let done = 0;
        const cut = cutter(() => done);
        for (const one of contents) {
          if (from !== null && one.id < String(from['entity'])) continue;
          const since = from !== null && one.id === from['entity'] ? from : null;
          for (const row of entity(db, tables, one, faults)) {
            done++;
            // What is stored is read again because states build on one another.
            const piece = cut.add(isStored(row, since) ? [] : row.told, {
              entity: one.id,
              part: row.from,
              at: row.at,
            });
            if (piece !== null) yield piece;
          }
        }
        const rest = cut.end();
        if (rest !== null) yield rest;
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Whether an import that goes on at a place has stored a row of the same entity. */
function isStored({ from, at }: HaRow, place: Place | null): boolean {
  if (place === null || place['part'] === undefined) return false;
  return place['part'] === from ? at < Number(place['at']) : place['part'] === 'states';
}

function* entity(
  db: Sqlite.Database,
  tables: HaTables,
  contents: Contents,
  faults: Faults,
): Generator<HaRow, void> {
  const domain = domainOf(contents.id);
  if (ruleOf(domain) === null) {
    faults.add(`${domain} has no readings`, contents.id);
    return;
  }
  const foreign = describeEntity(db, tables, contents, kindOf(domain));
  yield* readingsOfEntity(db, tables, contents, foreign, faults);
}

/** What there is of each entity, by name. */
function contentsOf(
  db: Sqlite.Database,
  { entities, statisticIds }: HaTables,
): readonly Contents[] {
  const found = new Map<string, Contents>();
  const put = (id: string, more: Partial<Contents>) => {
    const before = found.get(id) ?? { id, metadata: null, hasStates: false, statistics: null };
    const metadata = more.metadata ?? before.metadata;
    found.set(id, { ...before, ...more, metadata });
  };
  type State = { entity_id: string; metadata_id: number | null };
  for (const row of all<State>(db, entities))
    put(row.entity_id, { metadata: row.metadata_id, hasStates: true });
  type Statistic = {
    key: number | string;
    statistic_id: string;
    unit: string | null;
    name: string | null;
  };
  for (const { key, statistic_id: id, unit, name } of all<Statistic>(db, statisticIds))
    put(id, { statistics: { key, unit, name } });
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const all = <T>(db: Sqlite.Database, sql: string | null): T[] =>
  sql === null ? [] : (db.prepare(sql).all() as T[]);

/** About how many rows will be read. */
function rowsOf(db: Sqlite.Database): number {
  const most = (table: string, id: string): number => {
    try {
      const row = db.prepare(`SELECT max(${id}) - min(${id}) + 1 AS n FROM ${table}`).get();
      return Number((row as { n: number | null }).n ?? 0);
    } catch {
      return 0;
    }
  };
  return most('states', 'state_id') + most('statistics', 'id');
}

/** The database is the one that was made then; its contents change while Home Assistant runs. */
function fingerprint(db: Sqlite.Database, name: string): string {
  let born = path.resolve(name);
  try {
    const row = db.prepare('SELECT changed FROM schema_changes ORDER BY change_id LIMIT 1').get();
    born = String((row as { changed?: unknown } | undefined)?.changed ?? born);
  } catch {
    // A file without that table is known by its place.
  }
  return createHash('sha256').update(`home-assistant ${born}`).digest('hex');
}
