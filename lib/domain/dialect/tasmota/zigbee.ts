import { describedDevice, describedEntity } from '../describing.ts';
import type { DeviceDescription, EntityDescription, ParsedMessage, Report } from '../dialect.ts';
import { isObject, jsonText } from '../safe-json.ts';
import type { Binding, Role } from './binding.ts';
import { bodiesOf, type Fields, numberOf, textOf } from './body.ts';
import { quantityOf } from './quantities.ts';
import { boundEntity, note, type Station } from './station.ts';

type As = 'number' | 'text' | 'boolean';

/** Attributes that are yes or no though sent as 0 and 1, with their class. */
const YES_NO: ReadonlyMap<string, string | null> = new Map([
  ['Power', 'power'],
  ['Contact', 'opening'],
  ['Occupancy', 'occupancy'],
  ['Water', 'moisture'],
  ['Smoke', 'smoke'],
  ['Fire', 'smoke'],
  ['CO', 'carbon_monoxide'],
  ['Tamper', 'tamper'],
  ['BatteryLow', 'battery'],
  ['LowBattery', 'battery'],
  ['Vibration', 'vibration'],
  ['Movement', 'motion'],
  ['DoorLocked', null],
]);
/** What names the device or the message, and measures nothing. */
const NO_VALUE =
  /^(?:Device|Name|IEEEAddr|ModelId|Manufacturer|Endpoint|Group|Read|Write|Command|BatteryLastSeen.*|LastSeen.*|Ping|Reachable|[0-9A-F]{4}[/!<_].*)$/;
/** Attributes that are an occurrence each time they are sent. */
const OCCURRENCE = /^(?:Click|Action|AqaraVibrationMode|PowerMulti|DimmerMove|DimmerStep\w*)$/;
const MAX_VALUES = 60;
const MAX_DEVICES = 60;

/** One Zigbee device that a message tells of. */
type Heard = { readonly short: string; readonly name: string | null; readonly fields: Fields };

/** Is it what a bridge tells of one Zigbee device? Its short address says so. */
export const isZigbee = (value: unknown): value is Fields =>
  isObject(value) && /^0x[0-9A-F]{1,4}$/i.test(textOf(value['Device']) ?? '');

/** The Zigbee devices in a message of a bridge, with or without the wrapper (SetOption118). */
export function zigbeeOf(message: ParsedMessage): readonly Heard[] {
  return bodiesOf(message).flatMap((body) => {
    const wrapped = body['ZbReceived'];
    if (isObject(wrapped)) {
      return Object.entries(wrapped)
        .slice(0, MAX_DEVICES)
        .flatMap(([key, fields]) => (isObject(fields) ? [heard(key, fields)] : []));
    }
    if (isZigbee(body)) return [heard('', body)];
    return Object.entries(body)
      .slice(0, MAX_DEVICES)
      .flatMap(([key, fields]) => (isZigbee(fields) ? [heard(key, fields)] : []));
  });
}

/** The bridge may put the device's name in place of its address (SetOption83). */
const heard = (key: string, fields: Fields): Heard => ({
  short: (textOf(fields['Device']) ?? key).slice(0, 64),
  name: textOf(fields['Name']) ?? (/^(?:0x[0-9a-f]+)?$/i.test(key) ? null : key.slice(0, 64)),
  fields,
});

export type ZigbeeFind = {
  readonly device: DeviceDescription;
  readonly entities: readonly EntityDescription[];
};

/** Devices and values behind a bridge that were not heard of before; notes them as heard. */
export function observeZigbee(station: Station, message: ParsedMessage): readonly ZigbeeFind[] {
  return zigbeeOf(message).flatMap(({ short, name, fields }) => {
    const entities = Object.entries(fields)
      .slice(0, MAX_VALUES)
      .flatMap(([key, value]) => {
        const id = `zigbee_${short}_${key}`;
        if (NO_VALUE.test(key) || key.length > 64 || station.seen.has(id)) return [];
        const entity = entityOf(station, { short, key, value, id, topic: message.topic });
        if (entity === null || !note(station, id)) return [];
        return [entity];
      });
    if (entities.length === 0) return [];
    const device = describedDevice({
      name: name ?? short,
      identifiers: [`${station.id}_zigbee_${short}`],
      manufacturer: textOf(fields['Manufacturer']),
      model: textOf(fields['ModelId']),
      viaDevice: station.device.identifiers[0] ?? null,
    });
    return [{ device, entities }];
  });
}

type Found = {
  readonly short: string;
  readonly key: string;
  readonly value: unknown;
  readonly id: string;
  readonly topic: string;
};

function entityOf(
  station: Station,
  { short, key, value, id, topic }: Found,
): EntityDescription | null {
  if (value === null || typeof value === 'object') return null;
  const parts = { id, name: key === 'BatteryPercentage' ? 'Battery' : key, topics: [topic] };
  const bound = (role: Role) => boundEntity(station, role, parts);
  if (OCCURRENCE.test(key)) {
    return describedEntity({
      ...bound({ role: 'zigbee-action', short, key }),
      kind: 'event',
      capabilities: { eventTypes: [] },
    });
  }
  const yesNo = YES_NO.get(key);
  const as: As =
    yesNo !== undefined && isYesNo(value)
      ? 'boolean'
      : numberOf(value) !== null
        ? 'number'
        : 'text';
  const binding: Role = { role: 'zigbee', short, key, as };
  if (as === 'boolean') {
    return describedEntity({
      ...bound(binding),
      kind: 'binary_sensor',
      deviceClass: yesNo ?? null,
    });
  }
  const isHousekeeping = key === 'LinkQuality' || key.startsWith('Battery');
  return describedEntity({
    ...bound(binding),
    kind: 'sensor',
    ...(as === 'number' ? quantityOf(['Zigbee', key], numberOf(value), {}) : {}),
    category: isHousekeeping ? 'diagnostic' : null,
  });
}

const isYesNo = (value: unknown) => value === 0 || value === 1 || typeof value === 'boolean';

/** What a bridge's message says about one value of one Zigbee device. */
export function readZigbee(
  binding: Extract<Binding, { role: 'zigbee' | 'zigbee-action' }>,
  message: ParsedMessage,
): readonly Report[] {
  const { short, key } = binding;
  const value = zigbeeOf(message).find((heard) => heard.short === short)?.fields[key];
  if (value === undefined) return [];
  const state = (property: string, said: string | number | boolean): Report[] => [
    { type: 'state', property, value: said, at: message.at },
  ];
  if (binding.role === 'zigbee-action') {
    const isNews = !message.retain && (typeof value === 'string' || typeof value === 'number');
    return isNews && value !== '' ? state('event_type', jsonText(value)) : [];
  }
  const number = numberOf(value);
  if (binding.as === 'boolean' && isYesNo(value)) return state('on', Boolean(value));
  if (binding.as === 'number' && number !== null) return state('value', number);
  if (binding.as === 'text' && typeof value !== 'object') return state('value', jsonText(value));
  return [{ type: 'rejected', reason: `${key} is no ${binding.as}` }];
}
