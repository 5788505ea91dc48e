import { onOffCommand } from '../../command/arguments.ts';
import type { Command, Encoded } from '../../command/command.ts';
import { invalid, unsupported } from '../../command/refused.ts';
import type { Entity, State } from '../../entity/entity.ts';
import { describedDevice } from '../describing.ts';
import type { Definition, Dialect, ParsedMessage, Report } from '../dialect.ts';
import { namesQuantity } from '../infer/infer.ts';
import { noted } from '../noted.ts';
import { bindingOf, readItem } from './binding.ts';
import type { Spot } from './describe.ts';
import { isDatapoint } from './homematic.ts';
import { type Item, itemOf } from './item.ts';
import { isSettled, type Made, make, recall } from './made.ts';

const DIALECT = 'mqtt-smarthome';
const MAX_WAITING = 1_000;

type Memory = {
  /** Interfaces that have told how they are connected. */
  readonly tops: Set<string>;
  readonly made: Made;
  /** Values of whom nobody knows yet whether they are mqtt-smarthome's, by topic. */
  readonly waiting: Map<string, Item>;
  /** Items to which somebody has sent a value. */
  readonly written: Set<string>;
};

/**
 * mqtt-smarthome (conventions §7.7): `<top>/status/<item>`, `<top>/set/<item>`, `<top>/connected`.
 * Its mark is `connected` 0, 1 or 2, or the envelope of a value.
 */
export const mqttSmarthome: Dialect = {
  name: DIALECT,
  infers: true,
  announces: [],
  start: (): Memory => ({
    ...{ tops: new Set(), made: new Map(), waiting: new Map(), written: new Set() },
  }),
  recall(memory, entities) {
    const { made, tops } = memory as Memory;
    recall(made, entities);
    for (const { source } of entities) {
      for (const topic of source.availability?.topics ?? [])
        tops.add(topic.slice(0, -'/connected'.length));
    }
  },
  define: (memory, message) => define(memory as Memory, message),
  read,
  encode,
};

const connectedTopic = (top: string): string => `${top}/connected`;

function define(memory: Memory, message: ParsedMessage): readonly Definition[] {
  const { topic } = message;
  if (topic.endsWith('/connected')) return connected(memory, message);
  const place = splitTopic(topic);
  if (place === null) return [];
  const { top, branch, item } = place;
  if (branch === 'set') return written(memory, top, item);
  const value = message.payload.length === 0 ? null : itemOf(message);
  if (value === null || isSettled(memory.made, topic, value.scalar)) return [];
  if (!memory.tops.has(top) && !value.isEnvelope) {
    // Others have a `status` too; who this is may still be told.
    if (memory.waiting.size < MAX_WAITING) memory.waiting.set(topic, value);
    return [];
  }
  return defineItem(memory, top, item, value);
}

/** `hm/status/…`, also below one level more; null for any other topic. */
function splitTopic(
  topic: string,
): { readonly top: string; readonly branch: 'status' | 'set'; readonly item: string } | null {
  for (const branch of ['status', 'set'] as const) {
    const at = topic.indexOf(`/${branch}/`);
    if (at <= 0) continue;
    const top = topic.slice(0, at);
    const item = topic.slice(at + branch.length + 2);
    const isPlace = top.split('/').length <= 2 && item !== '' && !top.startsWith('$');
    return isPlace ? { top, branch, item } : null;
  }
  return null;
}

/** The interface has shown itself: what waited for that is defined. */
function connected(memory: Memory, message: ParsedMessage): readonly Definition[] {
  const top = message.topic.slice(0, -'/connected'.length);
  if (memory.tops.has(top)) return [noted];
  if (top === '' || !/^[012]$/.test(message.text()?.trim() ?? '')) return [];
  memory.tops.add(top);
  const definitions: Definition[] = [noted];
  for (const [topic, value] of memory.waiting) {
    const place = splitTopic(topic);
    if (place?.top !== top) continue;
    memory.waiting.delete(topic);
    definitions.push(...defineItem(memory, top, place.item, value));
  }
  return definitions;
}

function defineItem(memory: Memory, top: string, item: string, value: Item): readonly Definition[] {
  const levels = item.split('/');
  const last = levels.at(-1) ?? item;
  const before = levels.at(-2);
  // `Thermostat/ACTUAL_TEMPERATURE` is a value of a device, `Kitchen/Front Left` a device.
  const isOfDevice =
    before !== undefined && (isDatapoint(last) || namesQuantity(last) || ITSELF.test(last));
  const name = isOfDevice ? before : last;
  const path = isOfDevice ? levels.slice(0, -1).join('/') : item;
  const topic = `${top}/status/${item}`;
  const device = describedDevice({
    name,
    identifiers: [`${DIALECT}:${top}/${path}`],
    viaDevice: `${DIALECT}:${top}`,
  });
  const spot: Spot = {
    ...{ dialect: DIALECT, topic, level: last, context: name },
    uniqueId: `${top}/${item}`,
    name: isOfDevice ? last : item,
    setTopic: `${top}/set/${item}`,
    isWritten: memory.written.has(topic),
    availabilityTopic: connectedTopic(top),
    confidence: memory.tops.has(top) ? 0.95 : 0.85,
  };
  return make(memory.made, device, spot, value.scalar);
}

const ITSELF = /^(state|value|status|on|level|set|zustand|wert)$/i;

/** Somebody sends values to an item: then it takes them. */
function written(memory: Memory, top: string, item: string): readonly Definition[] {
  const topic = `${top}/status/${item}`;
  if (memory.written.has(topic) || memory.written.size >= MAX_WAITING) return [];
  memory.written.add(topic);
  const known = memory.made.get(topic);
  if (known?.kind !== 'binary_sensor') return [];
  const value: Item = {
    ...{ scalar: { type: 'boolean', value: true }, at: 0, isEnvelope: true, isAcknowledged: false },
  };
  return defineItem(memory, top, item, value);
}

function read(entity: Entity, message: ParsedMessage): readonly Report[] {
  if (!entity.source.availability?.topics.includes(message.topic)) return readItem(entity, message);
  const word = message.text()?.trim() ?? '';
  if (!/^[012]$/.test(word)) return [{ type: 'rejected', reason: 'connected is 0, 1 or 2' }];
  // 1: the program runs, but has no way to its devices.
  return [{ type: 'availability', topic: message.topic, online: word === '2' }];
}

/** `<top>/set/<item>` takes the plain value, never retained. */
function encode(entity: Entity, command: Command, before: State): Encoded {
  const binding = bindingOf(entity);
  const [topic] = entity.source.commandTopics;
  if (binding === null || topic === undefined) return unsupported(command.command);
  const sent = (payload: string, target: State): Encoded => ({
    ...{ ok: true, messages: [{ topic, payload, qos: 0, retain: false }], target },
  });
  if (entity.kind === 'switch') {
    const wish = onOffCommand(command, before);
    if (!wish.ok) return wish;
    return sent(wish.on ? binding.words.on : binding.words.off, { on: wish.on });
  }
  const { value } = command;
  if (command.command !== 'set') return unsupported(command.command);
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
    const asNumber = binding.as === 'number' ? Number(value) : Number.NaN;
    return sent(String(value), { value: Number.isNaN(asNumber) ? String(value) : asNumber });
  }
  return invalid('value must be a number, a text, true or false');
}
