import type Sqlite from 'better-sqlite3';
import type { EntityKind } from '../../domain/entity/entity.ts';
import type { ForeignEntity } from '../../domain/import/foreign.ts';
import { words } from '../../domain/import/home-assistant.ts';
import { attributesOf } from './home-assistant-attributes.ts';
import type { Contents } from './home-assistant-readings.ts';
import type { HaTables } from './home-assistant-tables.ts';

/** States that are looked at, from the newest: one that was unavailable may have lost its attributes. */
const LOOK = 50;

/** An entity by the newest of each of its attributes, else by what its statistics say. */
export function describeEntity(
  db: Sqlite.Database,
  { states }: HaTables,
  { id, metadata, hasStates, statistics }: Contents,
  kind: EntityKind,
): ForeignEntity {
  type Row = { readonly attributes: string | null };
  const rows =
    states === null || !hasStates
      ? []
      : (db
          .prepare(`SELECT attributes FROM (${states}) ORDER BY at DESC LIMIT ${LOOK}`)
          .all({ metadata, entity: id }) as Row[]);
  const known = rows.map(({ attributes }) => attributesOf(attributes));
  const newest = (name: string): string | null =>
    known.map((attributes) => words(attributes, name)).find((one) => one !== null) ?? null;
  return {
    id,
    kind,
    name: newest('friendly_name') ?? statistics?.name ?? null,
    unit: newest('unit_of_measurement') ?? statistics?.unit ?? null,
    deviceClass: newest('device_class'),
    stateClass: newest('state_class'),
  };
}
