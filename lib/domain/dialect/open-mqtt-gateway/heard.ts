import { describedDevice, macIdentifier } from '../describing.ts';
import type { Definition, ParsedMessage } from '../dialect.ts';
import { NOTHING_NEW } from '../noted.ts';
import { worthShowing } from './describe.ts';
import { fieldOf } from './fields.ts';
import { type Fields, gatewayId, type Memory, update } from './memory.ts';
import type { Field } from './named-fields.ts';
import type { Place } from './place.ts';

/** Is it about a device near the gateway, not about what is wired to it? */
export const isHeard = (module: string, fields: Fields | null): boolean =>
  module === 'BT' || module === 'LORA' || (module !== 'SYS' && typeof fields?.['id'] === 'string');

/** The id of a device that the gateway hears: on its topic or in the message. */
function idOf(fields: Fields | null, rest: readonly string[]): string | null {
  const told = fields?.['id'] ?? fields?.['mac'];
  const id = (typeof told === 'string' && told !== '' ? told : rest[0]) ?? '';
  return id === '' || id.length > 64 ? null : (macIdentifier(id) ?? id.toLowerCase());
}

/** A device near the gateway. Phones and beacons that pass by and measure nothing are none. */
export function defineHeard(
  memory: Memory,
  { gateway, module, rest }: Place,
  fields: Fields | null,
  message: ParsedMessage,
): readonly Definition[] {
  const id = idOf(fields, rest);
  const [onTopic, key] = rest;
  if (id === null) return NOTHING_NEW;
  const bareValue = message.json() ?? message.text()?.trim();
  const values: readonly (readonly [string, unknown])[] =
    fields !== null ? worthShowing(fields) : key === undefined ? [] : [[key, bareValue]];
  const word = (from: string) => {
    const told = fields?.[from];
    return typeof told === 'string' && told !== '' ? told : null;
  };
  const fresh = values.flatMap(([from, value]): [string, Field][] => {
    const field = fieldOf(from, value, fields ?? {});
    if (field === null) return [];
    // A value on a topic of its own goes by the topic's last level.
    if (fields === null) return [[from, { ...field, name: from }]];
    return [[from, field]];
  });
  const isPassing =
    word('model') === null && fresh.every(([one]) => one === 'rssi' || one === 'distance');
  const known = memory.things.get(id);
  if ((isPassing && known === undefined) || word('type') === 'RMAC') return NOTHING_NEW;
  const digits = id.startsWith('mac:') ? id.slice(4).replaceAll(':', '').toUpperCase() : null;
  const device = describedDevice({
    name: word('name') ?? known?.device.name ?? word('model') ?? onTopic ?? id,
    manufacturer: word('brand') ?? known?.device.manufacturer ?? null,
    model: word('model') ?? known?.device.model ?? null,
    identifiers: digits === null ? [`omg:${module}/${id}`] : [id, digits],
    // Of several gateways the first one; else the device would move with every message.
    viaDevice: known?.device.viaDevice ?? gatewayId(gateway),
  });
  const thing = known ?? {
    ...{ id: digits ?? `omg/${module}/${id}`, definedBy: message.topic, device },
    ...{ gateways: new Set(), topics: new Set(), fields: new Map(), others: new Set() },
  };
  const topic =
    fields !== null ? message.topic : message.topic.slice(0, message.topic.lastIndexOf('/'));
  return update(memory, id, thing, {
    ...{ gateway, topic, device, fresh, bare: fields === null, prefix: '' },
  });
}
