import { entityBook, fitted, mainOf, stateReadings } from './csv-rows.ts';
import { isTime, type Parsed } from './foreign.ts';
import { epochMs, type TimeReader } from './times.ts';
import { foreignValue, jsonValue } from './values.ts';

const NAMES = {
  time: ['time', 'timestamp', 'ts', 'at', '_time', 'last_updated', 'last_changed', 'created_at'],
  entity: ['entity', 'entity_id', 'sensor', 'sensor_id', 'id', 'item', 'device', 'name'],
  value: ['value', '_value', 'val', 'state'],
  unit: ['unit', 'unit_of_measurement'],
} as const;

/** Reads lines of NDJSON: an object a reading, named as in our own export or much like it. */
export function ndjsonReader(time: TimeReader, fixed: string | null) {
  const entities = entityBook();
  return (line: string): Parsed => {
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      return { reason: 'it is no JSON' };
    }
    if (!isObject(json)) return { reason: 'it is no object' };
    const pick = (names: readonly string[]) =>
      names
        .map((name) => (Object.hasOwn(json, name) ? json[name] : undefined))
        .find((one) => one !== undefined);
    const at = timeOf(pick(NAMES.time), time);
    if (at === null) return { reason: 'its time cannot be read' };
    const id = fixed ?? pick(NAMES.entity);
    if (typeof id !== 'string' || id === '') return { reason: 'it names no entity' };
    const told = jsonValue(pick(NAMES.value));
    if (told === undefined) return { reason: 'it has no value' };
    const property = json['property'];
    const attributes = isObject(json['attributes']) ? json['attributes'] : {};
    const unit = pick(NAMES.unit) ?? attributes['unit_of_measurement'];
    if (property === undefined && told === json['state'] && typeof told === 'string') {
      const own = typeof unit === 'string' ? unit : null;
      return stateReadings(entities, { id, state: told, unit: own, at, attributes });
    }
    // Our own export tells the property, and what is a text there is one.
    const value =
      property === undefined && typeof told === 'string' ? foreignValue(told, false) : told;
    const isMain = property === undefined || property === 'value';
    const entity = entities(id, typeof unit === 'string' && isMain ? unit : null, value);
    if (typeof property === 'string' && property !== '') return [{ entity, property, at, value }];
    return [{ entity, property: mainOf(entity), at, value: fitted(entity, value) }];
  };
}

const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

function timeOf(told: unknown, time: TimeReader): number | null {
  if (typeof told === 'string') return time(told);
  if (typeof told !== 'number') return null;
  const at = Math.round(epochMs(told));
  return Number.isFinite(at) && isTime(at) ? at : null;
}
