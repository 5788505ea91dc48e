import { describedDevice, describedEntity, macIdentifier } from '../describing.ts';
import type {
  Definition,
  DeviceDescription,
  EntityDescription,
  ParsedMessage,
} from '../dialect.ts';
import { infer } from '../infer/infer.ts';
import { scalarOf } from '../infer/scalar.ts';
import { NOTHING_NEW } from '../noted.ts';
import { isObject } from '../safe-json.ts';
import { commandTopic, stateTopic, textOf } from './component.ts';
import {
  MAX_NODES,
  type Meaning,
  type Node,
  type Notebook,
  nodeAt,
  type Sighting,
  sight,
} from './notebook.ts';
import { baseOf, type Place, placeOf } from './topic.ts';

export const DIALECT = 'esphome';
/** How sure the form of the topic makes, and how sure a node that told of itself. */
const LIKELY = 0.7;
const SURE = 0.95;

const DISCOVER = 'esphome/discover/';
const DEBUG = '/debug';
/** `[D][sensor:093]: …`, with or without colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the log is coloured for terminals
const LOG_LINE = /^(\u001b\[[\d;]*m)*\[(E|W|I|C|D|V|VV)\]\[[^\]]{1,60}:\d{1,4}\]/;

/** Entities appear with their first state; a node may tell more of itself. */
export function define(memory: Notebook, message: ParsedMessage): readonly Definition[] {
  const { topic } = message;
  if (topic.startsWith(DISCOVER)) return fromDiscover(memory, message);
  if (topic.endsWith(DEBUG)) return fromLog(memory, message);
  const place = placeOf(topic);
  if (place === null || message.payload.length === 0) return [];
  const base = baseOf(place);
  const { component, part } = place;
  const features = component.features?.(part, message) ?? [];
  const reading = component.read(part, message, { before: {}, features, base });
  if (typeof reading === 'string') return [];
  const sighting = sight(memory, base, features);
  if (sighting === null) return [];
  sighting.meaning = meaningOf(place, message, sighting);
  return [
    {
      type: 'define',
      device: deviceOf(memory, place.prefix),
      entities: [entityOf(memory, place, sighting)],
      complete: false,
    },
  ];
}

/** What the object id and the value tell of the quantity; the first answer with a unit stays. */
function meaningOf(
  { type, object }: Place,
  message: ParsedMessage,
  { meaning }: Sighting,
): Meaning {
  if (meaning !== null && (meaning.unit !== null || type !== 'sensor')) return meaning;
  const none: Meaning = { deviceClass: null, stateClass: null, unit: null, category: null };
  if (type !== 'sensor' && type !== 'binary_sensor' && type !== 'number') return none;
  const found = infer([object], null, scalarOf(textOf(message)), null);
  if (found === null || (type !== 'binary_sensor' && found.as !== 'number')) {
    return meaning ?? none;
  }
  const { deviceClass, stateClass, unit, category } = found;
  return type === 'number'
    ? { ...none, deviceClass, unit }
    : { deviceClass, stateClass: type === 'sensor' ? stateClass : null, unit, category };
}

function entityOf(memory: Notebook, place: Place, sighting: Sighting): EntityDescription {
  const { component, prefix, object, type } = place;
  const base = baseOf(place);
  const { features, meaning } = sighting;
  const isSure = nodeAt(memory, prefix) !== null || memory.certain.has(prefix);
  return describedEntity({
    ...(meaning ?? {}),
    uniqueId: base,
    kind: component.kind,
    name: object.replaceAll('_', ' '),
    ...(component.deviceClass === undefined ? {} : { deviceClass: component.deviceClass }),
    capabilities: component.capabilities?.(features) ?? {},
    confidence: isSure ? SURE : LIKELY,
    source: {
      dialect: DIALECT,
      definedBy: stateTopic(base, ''),
      stateTopics: component.parts.map((part) => stateTopic(base, part)),
      commandTopics: component.commands.map((part) => commandTopic(base, part)),
      availability: { mode: 'latest', topics: [`${prefix}/status`], untilHeard: true },
      binding: { base, type, ...(features.length === 0 ? {} : { features }) },
    },
  });
}

function deviceOf(memory: Notebook, prefix: string): DeviceDescription {
  const node = nodeAt(memory, prefix);
  const mac = node?.mac ?? null;
  const hardware = mac === null ? null : macIdentifier(mac);
  return describedDevice({
    name: node?.friendlyName ?? node?.name ?? prefix.slice(prefix.lastIndexOf('/') + 1),
    manufacturer: 'ESPHome',
    model: node?.model ?? null,
    swVersion: node?.version ?? null,
    identifiers: [
      `esphome:${prefix}`,
      ...(mac === null || hardware === null
        ? []
        : [mac.replaceAll(':', '').toLowerCase(), hardware]),
    ],
  });
}

/** `esphome/discover/<name>`: the node tells who it is (conventions §6). */
function fromDiscover(memory: Notebook, message: ParsedMessage): readonly Definition[] {
  const { topic } = message;
  if (message.payload.length === 0) {
    return [{ type: 'remove', definedBy: topic, uniqueIds: null }];
  }
  const json = message.json();
  if (!isObject(json)) return [];
  const word = (key: string) =>
    typeof json[key] === 'string' && json[key] !== '' ? (json[key] as string).slice(0, 200) : null;
  const name = word('name') ?? topic.slice(DISCOVER.length);
  if (name === '' || word('ip') === null || /[+#\0]/.test(name)) return [];
  if (!memory.nodes.has(name) && memory.nodes.size >= MAX_NODES) return [];
  const node: Node = {
    name,
    friendlyName: word('friendly_name'),
    mac: word('mac'),
    version: word('version'),
    model: word('board') ?? word('platform'),
  };
  memory.nodes.set(name, node);
  const address = describedEntity({
    uniqueId: `${node.mac ?? name}/ip`,
    kind: 'sensor',
    name: 'IP address',
    category: 'diagnostic',
    confidence: SURE,
    source: {
      dialect: DIALECT,
      definedBy: topic,
      stateTopics: [topic],
      availability: { mode: 'latest', topics: [`${name}/status`], untilHeard: true },
      binding: { node },
    },
  });
  const device = deviceOf(memory, name);
  return [{ type: 'define', device, entities: [address], complete: false }];
}

/** Log lines are never an entity (conventions §6), but they tell whose the tree is. */
function fromLog(memory: Notebook, message: ParsedMessage): readonly Definition[] {
  const prefix = message.topic.slice(0, -DEBUG.length);
  const isKnown = memory.certain.has(prefix);
  if (!isKnown && !LOG_LINE.test(message.text()?.slice(0, 120) ?? '')) return [];
  if (memory.certain.size < MAX_NODES) memory.certain.add(prefix);
  return NOTHING_NEW;
}
