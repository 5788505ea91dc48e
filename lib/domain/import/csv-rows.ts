import type { Value } from '../entity/entity.ts';
import { unmarked } from '../export/csv-text.ts';
import type { CsvLayout } from './csv-layout.ts';
import { QUOTED } from './csv-record.ts';
import type { ForeignEntity, ForeignReading, Parsed } from './foreign.ts';
import {
  type Attributes,
  domainOf,
  isUnavailable,
  kindOf,
  ruleOf,
  told,
} from './home-assistant.ts';
import type { TimeReader } from './times.ts';
import { foreignValue, ownValue } from './values.ts';

const MOST_ENTITIES = 100_000;

/**
 * Reads rows of a CSV file by its layout.
 * @param comma numbers have a comma before their decimals
 * @param fixed the entity of a file that names none
 */
export function rowReader(
  layout: CsvLayout,
  time: TimeReader,
  comma: boolean,
  fixed: string | null,
) {
  const entityOf = entityBook();
  const timeOf = (row: readonly string[]): number | null =>
    time(layout.time.map((column) => (row[column] ?? '').replace(QUOTED, '')).join(' '));

  return (row: readonly string[]): Parsed => {
    const at = timeOf(row);
    if (at === null) return { reason: 'its time cannot be read' };
    if (layout.type === 'wide') {
      return layout.sensors.flatMap(({ column, id, unit }): ForeignReading[] => {
        const field = row[column];
        // In a table of many sensors an empty cell says nothing; a word for nothing says "unknown".
        if (field === undefined || field.trim() === '') return [];
        const value = foreignValue(field, comma);
        const entity = entityOf(id, unit, value);
        return [{ entity, property: mainOf(entity), at, value: fitted(entity, value) }];
      });
    }
    const part = layout.part === null ? '' : (row[layout.part] ?? '').trim();
    const own =
      layout.entity === null ? fixed : unmarked((row[layout.entity] ?? '').replace(QUOTED, ''));
    const name = own === null || part === '' ? own : `${own} ${part}`;
    if (name === null || name.trim() === '') return { reason: 'it names no entity' };
    const field = row[layout.value];
    if (field === undefined) return { reason: 'it has too few columns' };
    const unitField = layout.unit === null ? '' : (row[layout.unit] ?? '').replace(QUOTED, '');
    const unit = unitField === '' ? null : unmarked(unitField);
    const wanted =
      layout.property === null ? '' : unmarked((row[layout.property] ?? '').replace(QUOTED, ''));
    if (layout.own) {
      const isQuoted = field.startsWith(QUOTED);
      const value = ownValue(isQuoted ? field.slice(1) : field, isQuoted);
      if (wanted === '') return { reason: 'it names no property' };
      return [
        {
          entity: entityOf(name, wanted === 'value' ? unit : null, value),
          property: wanted,
          at,
          value,
        },
      ];
    }
    if (layout.state) return stateReadings(entityOf, { id: name, state: field, unit, at });
    const value = foreignValue(field, comma);
    const entity = entityOf(name.trim(), unit, value);
    return [
      {
        entity,
        property: wanted || mainOf(entity),
        at,
        value: wanted === '' ? fitted(entity, value) : value,
      },
    ];
  };
}

type State = {
  readonly id: string;
  readonly state: string;
  readonly unit: string | null;
  readonly at: number;
  readonly attributes?: Attributes;
};

/** What a state says that Home Assistant wrote, as its downloads and its API do. */
export function stateReadings(
  entityOf: ReturnType<typeof entityBook>,
  { id, state, unit, at, attributes = {} }: State,
): Parsed {
  const domain = domainOf(id);
  if (ruleOf(domain) === null) return { reason: `${domain} has no readings` };
  const entity = entityOf(id, unit, null);
  if (isUnavailable(state)) return [{ entity, property: 'available', at, value: false }];
  return told(domain, state, attributes).map(([property, value]) => ({
    ...{ entity, property, at, value },
  }));
}

/** Remembers what each entity of a file is; a unit may come with a later line. */
export function entityBook() {
  const entities = new Map<string, ForeignEntity>();
  return (id: string, unit: string | null, value: Value): ForeignEntity => {
    const known = entities.get(id);
    // Lines of other properties name no unit.
    if (known !== undefined && (unit === null || known.unit !== null)) return known;
    if (entities.size >= MOST_ENTITIES) entities.clear();
    const made = known === undefined ? foreignEntity(id, unit, value) : { ...known, unit };
    entities.set(id, made);
    return made;
  };
}

/** By its id if that says what it is, else by its value. */
function foreignEntity(id: string, unit: string | null, value: Value): ForeignEntity {
  const isId = /^[a-z_]+\.[a-z0-9_]+$/.test(id) && ruleOf(domainOf(id)) !== null;
  const kind = isId
    ? kindOf(domainOf(id))
    : typeof value === 'boolean'
      ? 'binary_sensor'
      : 'sensor';
  return { id, kind, name: isId ? null : id, unit, deviceClass: null, stateClass: null };
}

const ON_OFF = new Set(['binary_sensor', 'switch', 'light', 'fan', 'siren', 'humidifier']);

/** The property that a bare value of an entity is. */
export function mainOf({ kind }: ForeignEntity): string {
  if (ON_OFF.has(kind)) return 'on';
  if (kind === 'climate' || kind === 'water_heater') return 'mode';
  return ['sensor', 'number', 'select', 'text'].includes(kind) ? 'value' : 'state';
}

/** `on`, `off`, 1 and 0 of what is on or off. */
export function fitted(entity: ForeignEntity, value: Value): Value {
  if (mainOf(entity) !== 'on') return value;
  if (value === 1 || value === 'on' || value === 'ON' || value === 'On') return true;
  if (value === 0 || value === 'off' || value === 'OFF' || value === 'Off') return false;
  return value;
}
