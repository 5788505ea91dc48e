import { entityBook, fitted, mainOf } from './csv-rows.ts';
import { isTime, type Parsed } from './foreign.ts';
import { epochMs, type TimeReader } from './times.ts';
import { jsonValue } from './values.ts';

const NAMES = {
  time: ['time', 'timestamp', 'ts', 'at', '_time', 'last_updated', 'last_changed'],
  entity: ['entity', 'entity_id', 'sensor', 'id'],
  value: ['value', '_value', 'state'],
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
    if (typeof json !== 'object' || json === null || Array.isArray(json))
      return { reason: 'it is no object' };
    const object = json as Record<string, unknown>;
    const pick = (names: readonly string[]) =>
      names
        .map((name) => (Object.hasOwn(object, name) ? object[name] : undefined))
        .find((one) => one !== undefined);
    const at = timeOf(pick(NAMES.time), time);
    if (at === null) return { reason: 'its time cannot be read' };
    const id = pick(NAMES.entity) ?? fixed;
    if (typeof id !== 'string' || id === '') return { reason: 'it names no entity' };
    const value = jsonValue(pick(NAMES.value));
    if (value === undefined) return { reason: 'it has no value' };
    const unit = pick(NAMES.unit);
    const property = object['property'];
    const isMain = property === undefined || property === 'value';
    const entity = entities(id, typeof unit === 'string' && isMain ? unit : null, value);
    if (typeof property === 'string' && property !== '') return [{ entity, property, at, value }];
    return [{ entity, property: mainOf(entity), at, value: fitted(entity, value) }];
  };
}

function timeOf(told: unknown, time: TimeReader): number | null {
  if (typeof told === 'string') return time(told);
  if (typeof told !== 'number') return null;
  const at = Math.round(epochMs(told));
  return Number.isFinite(at) && isTime(at) ? at : null;
}
