import type { Point } from '../dialect/influx/line-protocol.ts';
import { seriesOf } from '../dialect/influx/series.ts';
import type { Value } from '../entity/entity.ts';
import type { ForeignEntity, ForeignReading, Parsed } from './foreign.ts';
import { isUnavailable, ruleOf, told } from './home-assistant.ts';

/** Units are words or signs, not sentences; Home Assistant has these for what has no unit. */
const NO_UNIT = new Set([
  'state',
  'states',
  'units',
  'unit',
  'homeassistant',
  'home_assistant',
  'hass',
]);
const LONGEST_UNIT = 20;

/** The readings of a point: Home Assistant's layout is known, of others each field is an entity. */
export function readingsOf(point: Point): Parsed {
  if (point.at === null) return { reason: 'it has no time' };
  const tag = (name: string) => point.tags.find(([key]) => key === name)?.[1];
  const [domain, objectId] = [tag('domain'), tag('entity_id')];
  if (domain !== undefined && objectId !== undefined) {
    return ofHomeAssistant(point, point.at, domain, objectId, tag('friendly_name') ?? null);
  }
  return ofSeries(point, point.at);
}

/**
 * Home Assistant's InfluxDB integration: the measurement is the unit, `value` the number, `state` the word
 * where it is none. Lines of one state may come apart, one for each field, so that on/off is taken from
 * `value` alone, lest it be told twice.
 */
function ofHomeAssistant(
  { measurement, fields }: Point,
  at: number,
  domain: string,
  objectId: string,
  name: string | null,
): Parsed {
  const rule = ruleOf(domain);
  if (rule === null) return { reason: `${domain} has no readings` };
  const id = objectId.startsWith(`${domain}.`) ? objectId : `${domain}.${objectId}`;
  const given = new Map<string, unknown>(fields);
  // It may have been told to write to `sensor.attic` or `sensor__temperature` instead.
  const isUnit = !NO_UNIT.has(measurement.toLowerCase()) && !/\.|__/.test(measurement);
  const named = given.get('unit_of_measurement_str') ?? given.get('unit_of_measurement');
  const word = typeof named === 'string' ? named : isUnit ? measurement : null;
  const unit = word !== null && word.length <= LONGEST_UNIT && rule.main === 'value' ? word : null;
  const entity: ForeignEntity = {
    id,
    kind: rule.kind,
    name,
    unit,
    deviceClass: null,
    stateClass: null,
  };
  const [value, state] = [given.get('value'), given.get('state')];
  const reading = (property: string, what: Value): ForeignReading => ({
    entity,
    property,
    at,
    value: what,
  });
  if (typeof state === 'string' && isUnavailable(state)) return [reading('available', false)];
  const main = mainValue(rule.main, value, state, (text) => rule.value(text));
  const attributes = Object.fromEntries(
    [...given].map(([key, one]) => [key.replace(/_str$/, ''), list(one)]),
  );
  const more = told(domain, 'unknown', attributes).filter(([property]) => property !== rule.main);
  return [
    ...(main === undefined ? [] : [reading(rule.main, main)]),
    ...more.map(([property, one]) => reading(property, one)),
  ];
}

/** undefined: the line does not speak of it. */
function mainValue(
  main: string,
  value: unknown,
  state: unknown,
  read: (text: string) => Value,
): Value | undefined {
  if (state === 'unknown') return null;
  if (main === 'on' && typeof value === 'number') return value !== 0;
  if (main === 'value' && typeof value === 'number') return value;
  if (typeof state === 'string') return main === 'on' ? undefined : read(state);
  return undefined;
}

/** `(30.0, 60.0)` and `[30, 60]` are lists. */
function list(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[([][-\d., ]+[)\]]$/.test(value)) return value;
  return value.slice(1, -1).split(',').map(Number);
}

/** Any other writer's: a measurement with tags and fields. */
function ofSeries(point: Point, at: number): Parsed {
  const series = seriesOf(point, '');
  return point.fields.map(([field, value]): ForeignReading => {
    const isMain = field === 'value' || field === '_value';
    const name = [series.device, point.measurement, isMain ? '' : field, ...series.others]
      .filter((word) => word !== '')
      .join(' ');
    const isSwitch = typeof value === 'boolean';
    return {
      entity: {
        id: `${series.key}/${field}`,
        kind: isSwitch ? 'binary_sensor' : 'sensor',
        name,
        unit: null,
        deviceClass: null,
        stateClass: null,
      },
      property: isSwitch ? 'on' : 'value',
      at,
      value,
    };
  });
}
