import type { Command, Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import type { Entity } from '../../entity/entity.ts';
import { describedDevice, macIdentifier } from '../describing.ts';
import type { Definition, DeviceDescription, Dialect, ParsedMessage } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { codeEntity, fieldEntity, NAME, restartEntity, worthShowing } from './describe.ts';
import { type Field, fieldOf } from './fields.ts';
import { CODES, type Place, placeOf } from './place.ts';
import { bindingOf, readGateway } from './read.ts';

const MAX_THINGS = 2_000;
const MAX_FIELDS = 100;
const MAX_TOPICS = 16;

/** What is remembered of a gateway or of a device that gateways hear. */
type Known = {
  readonly id: string;
  readonly definedBy: string;
  readonly gateways: Set<string>;
  readonly topics: Set<string>;
  /** By key, with how it is sent. */
  readonly fields: Map<string, Field & { readonly bare: boolean; readonly prefix: string }>;
  /** Entities that are no fields. */
  readonly others: Set<string>;
  device: DeviceDescription;
};

type Memory = { readonly things: Map<string, Known> };
type Fields = Readonly<Record<string, unknown>>;

/** It is ours, but brings nothing new; no other dialect need guess at it. */
const NOTHING_NEW: readonly Definition[] = [
  { type: 'define', device: null, entities: [], complete: false },
];

/** OpenMQTTGateway and Theengs Gateway where they do not announce their devices (conventions §7.2). */
export const openMqttGateway: Dialect<Memory> = {
  name: NAME,
  infers: true,
  announces: ['+/+/BTtoMQTT/+', '+/+/SYStoMQTT', '+/+/433toMQTT'],
  start: () => ({ things: new Map() }),
  recall(memory, entities) {
    for (const entity of entities) recallEntity(memory, entity);
  },
  define(memory, message) {
    const place = placeOf(message.topic);
    if (place === null) return [];
    return definitionsOf(memory, place, message);
  },
  read: readGateway,
  encode: (entity: Entity, command: Command): Encoded => {
    const [topic] = entity.source.commandTopics;
    if (bindingOf(entity)?.role !== 'restart' || topic === undefined)
      return unsupported(command.command);
    const message = { topic, payload: '{"cmd":"restart"}', qos: 0, retain: false } as const;
    return { ok: true, messages: [message], target: {} };
  },
};

function definitionsOf(
  memory: Memory,
  place: Place,
  message: ParsedMessage,
): readonly Definition[] {
  const json = message.json();
  const fields = isObject(json) ? json : null;
  const { module } = place;
  if (isHeard(module, fields)) {
    return defineHeard(memory, place, fields, message);
  }
  if (CODES.has(module)) return defineCodes(memory, place);
  if (fields === null) return [{ type: 'rejected', reason: 'the message is no JSON object' }];
  return defineGateway(memory, place, fields, message.topic);
}

/** Is it about a device near the gateway, not about what is wired to it? */
const isHeard = (module: string, fields: Fields | null) =>
  module === 'BT' || module === 'LORA' || (module !== 'SYS' && typeof fields?.['id'] === 'string');

/** The id of a device that the gateway hears: on its topic or in the message. */
function idOf(fields: Fields | null, rest: readonly string[]): string | null {
  const told = fields?.['id'] ?? fields?.['mac'];
  const id = (typeof told === 'string' && told !== '' ? told : rest[0]) ?? '';
  return id === '' || id.length > 64 ? null : (macIdentifier(id) ?? id.toLowerCase());
}

/** A device near the gateway. Phones and beacons that pass by and measure nothing are none. */
function defineHeard(
  { things }: Memory,
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
  const fresh = values.flatMap(([name_, value]): [string, Field][] => {
    const field = fieldOf(name_, value);
    // A value on a topic of its own goes by the topic's last level.
    return field === null ? [] : [[name_, fields === null ? { ...field, name: name_ } : field]];
  });
  const isPassing =
    word('model') === null && fresh.every(([one]) => one === 'rssi' || one === 'distance');
  const known = things.get(id);
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
  return update(things, id, thing, {
    ...{ gateway, topic, device, fresh, bare: fields === null, prefix: '' },
  });
}

const gatewayId = (gateway: string) => `omg:${gateway}`;

type Update = {
  readonly gateway: string;
  readonly topic: string;
  readonly device: DeviceDescription;
  readonly fresh: readonly (readonly [string, Field])[];
  readonly bare: boolean;
  readonly prefix: string;
};

/** Takes in what a message shows of a thing; defines what is new, or all of it if that changed. */
function update(
  things: Map<string, Known>,
  key: string,
  thing: Known,
  { gateway, topic, device, fresh, bare, prefix }: Update,
): readonly Definition[] {
  const found = fresh.filter(([name]) => !thing.fields.has(prefix + name));
  const isNewTopic = !thing.topics.has(topic) && thing.topics.size < MAX_TOPICS;
  const isRenamed = JSON.stringify(device) !== JSON.stringify(thing.device);
  if (found.length === 0 && !isRenamed && !(isNewTopic && thing.fields.size > 0))
    return NOTHING_NEW;
  if (!things.has(key) && things.size >= MAX_THINGS) return NOTHING_NEW;
  things.set(key, thing);
  thing.topics.add(topic);
  if (thing.gateways.size < MAX_TOPICS) thing.gateways.add(gateway);
  thing.device = device;
  for (const [name, field] of found.slice(0, MAX_FIELDS - thing.fields.size))
    thing.fields.set(prefix + name, { ...field, bare, prefix });
  const all = isNewTopic || isRenamed;
  const entities = [...thing.fields]
    .filter(([name]) => all || found.some(([one]) => prefix + one === name))
    .map(([name, field]) =>
      fieldEntity(thing, name.slice(field.prefix.length), field, field.bare, field.prefix),
    );
  if (entities.length === 0) return NOTHING_NEW;
  return [{ type: 'define', device, entities, complete: false }];
}

/** The gateway as the notebook has it. */
function gatewayOf({ things }: Memory, { gateway, name }: Place): Known {
  const id = gatewayId(gateway);
  return (
    things.get(id) ?? {
      ...{ id: `omg/${gateway}`, definedBy: `${gateway}/LWT`, device: ownDevice(gateway, name) },
      ...{ gateways: new Set([gateway]), topics: new Set(), fields: new Map(), others: new Set() },
    }
  );
}

const ownDevice = (gateway: string, name: string): DeviceDescription =>
  describedDevice({
    name,
    manufacturer: 'OMG_community',
    identifiers: [gatewayId(gateway)],
  });

/** Codes of remotes: one event of the gateway for each module. */
function defineCodes(memory: Memory, place: Place): readonly Definition[] {
  const thing = gatewayOf(memory, place);
  if (thing.others.has(place.module) || memory.things.size >= MAX_THINGS) return NOTHING_NEW;
  memory.things.set(gatewayId(place.gateway), thing);
  thing.others.add(place.module);
  const entities = [codeEntity(thing, place.gateway, place.module)];
  return [{ type: 'define', device: thing.device, entities, complete: false }];
}

/** What a gateway tells of itself, and sensors that are wired to it. */
function defineGateway(
  memory: Memory,
  place: Place,
  fields: Fields,
  topic: string,
): readonly Definition[] {
  const { gateway, module } = place;
  const thing = gatewayOf(memory, place);
  const isOwn = module === 'SYS';
  const told = (key: string) => (typeof fields[key] === 'string' ? (fields[key] as string) : null);
  const mac = isOwn ? macIdentifier(told('mac') ?? '') : null;
  const device: DeviceDescription = {
    ...thing.device,
    model: (isOwn ? told('env') : null) ?? thing.device.model,
    swVersion: (isOwn ? told('version') : null) ?? thing.device.swVersion,
    identifiers: [...new Set([...thing.device.identifiers, ...(mac === null ? [] : [mac])])],
  };
  const fresh = worthShowing(fields).flatMap(([key, value]): [string, Field][] => {
    const field = fieldOf(key, value);
    if (field === null) return [];
    return [[key, isOwn ? { ...field, diagnostic: true } : field]];
  });
  // Each module is a thing of its own with its own topic, all of one device.
  const key = `${gatewayId(gateway)}/${topic}`;
  const part: Known = memory.things.get(key) ?? {
    ...thing,
    ...{ topics: new Set<string>(), fields: new Map(), others: new Set<string>() },
  };
  memory.things.set(gatewayId(gateway), Object.assign(thing, { device }));
  const prefix = isOwn ? '' : `${topic.slice(gateway.length + 1)}/`;
  const definitions = update(memory.things, key, part, {
    ...{ gateway, topic, device, fresh, bare: false, prefix },
  });
  if (!isOwn || !Array.isArray(fields['modules']) || thing.others.has('restart'))
    return definitions;
  thing.others.add('restart');
  const restart = restartEntity(thing, gateway);
  return [...definitions, { type: 'define', device, entities: [restart], complete: false }];
}

/** Takes up a device's field that was defined before a restart. */
function recallEntity({ things }: Memory, entity: Entity): void {
  const binding = bindingOf(entity);
  const { stateTopics, definedBy, availability } = entity.source;
  const [first] = stateTopics;
  const place = first === undefined ? null : placeOf(first.replace(/\/#$/, ''));
  if (place === null || definedBy === null) return;
  if (binding?.role === 'code') {
    const known = gatewayOf({ things }, place);
    known.others.add(place.module);
    things.set(gatewayId(place.gateway), known);
    return;
  }
  // Values of a gateway's own modules are found again at once: their identity is their topic.
  if (place.module !== 'BT' || (binding?.role !== 'field' && binding?.role !== 'bare')) return;
  const [digits = '', key = ''] = entity.uniqueId.split('/');
  const id = macIdentifier(digits);
  if (id === null) return;
  const { as } = binding;
  const bare = binding.role === 'bare';
  const { name, deviceClass, unit, stateClass, category, enabled } = entity;
  const known: Known = things.get(id) ?? {
    ...{ id: digits, definedBy, topics: new Set(), fields: new Map(), others: new Set() },
    gateways: new Set(availability?.topics.map((topic) => topic.replace(/\/LWT$/, ''))),
    // Its name is in the home already: an empty one leaves it as it is.
    device: describedDevice({ name: '', identifiers: [id, digits] }),
  };
  for (const topic of stateTopics) {
    known.topics.add(bare ? topic.slice(0, topic.lastIndexOf('/')) : topic);
  }
  known.fields.set(key, {
    ...{ as, name: name ?? key, deviceClass, unit, stateClass, enabled, bare, prefix: '' },
    diagnostic: category === 'diagnostic',
  });
  things.set(id, known);
}
