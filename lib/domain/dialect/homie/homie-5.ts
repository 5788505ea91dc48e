import type { Entity } from '../../entity/entity.ts';
import { describedDevice, describedEntity } from '../describing.ts';
import type {
  Definition,
  DeviceDescription,
  Dialect,
  EntityDescription,
  ParsedMessage,
} from '../dialect.ts';
import { noted } from '../noted.ts';
import { describeProperty, entityNames } from './describe.ts';
import { type Description, readDescription } from './description.ts';
import { encode } from './encode.ts';
import type { Form, Property } from './property.ts';
import { read } from './read.ts';

const DIALECT = 'homie5';
const MAX_DEVICES = 5_000;
const MAX_ALERTS = 16;

/** Devices by the path of their topics, for alerts, which come by themselves. */
type Known = { description: DeviceDescription | null; readonly alerts: Set<string> };
type Memory = Map<string, Known>;

/** Homie 5: each device tells all of itself in one `$description`. */
export const homie5: Dialect = {
  name: DIALECT,
  infers: false,
  announces: ['+/5/+/$description', '+/5/+/$state', '+/5/+/$alert/+'],
  start: (): Memory => new Map(),
  recall: (memory, entities) => recall(memory as Memory, entities),
  define: (memory, message) => define(memory as Memory, message),
  read,
  encode,
};

function define(memory: Memory, message: ParsedMessage): readonly Definition[] {
  const { topic } = message;
  if (!topic.includes('/5/') || !topic.includes('/$')) return [];
  const [base, five, device, attribute, alert, more] = topic.split('/');
  if (five !== '5' || !base || !device) return [];
  if (device === '$broadcast') return [noted];
  const path = `${base}/5/${device}`;
  switch (attribute) {
    case '$description':
      return alert === undefined ? announced(memory, message, base, device) : [];
    case '$state':
      return alert === undefined && message.payload.length === 0 ? forget(memory, path) : [];
    case '$alert':
      return alert && more === undefined ? raise(memory, message, path, alert) : [];
    case '$log':
      return [noted];
    default:
      return [];
  }
}

function announced(
  memory: Memory,
  message: ParsedMessage,
  base: string,
  device: string,
): readonly Definition[] {
  const path = `${base}/5/${device}`;
  if (message.payload.length === 0) return forget(memory, path);
  const description = readDescription(message.json(), base, device);
  if (typeof description === 'string') return [{ type: 'rejected', reason: description }];
  const known = knownAt(memory, path);
  if (known === null) return [{ type: 'rejected', reason: 'too many Homie devices' }];
  const owner = deviceOf(description, base, path);
  known.description = owner;
  const names = entityNames(description.properties);
  const entities = [
    ...description.properties.map((property, i) =>
      describeProperty(property, names[i] ?? property.name, DIALECT, message.topic, {
        device: owner,
      }),
    ),
    ...[...known.alerts].map((id) => alertEntity(path, id, owner)),
  ];
  return [{ type: 'define', device: owner, entities, complete: true }];
}

const deviceOf = (
  { name, type, parent }: Description,
  base: string,
  path: string,
): DeviceDescription =>
  describedDevice({
    name,
    model: type,
    identifiers: [path],
    viaDevice: parent === null ? null : `${base}/5/${parent}`,
  });

/** Its `$state` is cleared first: the device is no more (chapter "Device lifecycle"). */
function forget(memory: Memory, path: string): readonly Definition[] {
  memory.delete(path);
  return [{ type: 'remove', definedBy: `${path}/$description`, uniqueIds: null }];
}

/** An alert is a text that stands until the device clears it. */
function raise(
  memory: Memory,
  message: ParsedMessage,
  path: string,
  id: string,
): readonly Definition[] {
  const known = knownAt(memory, path);
  if (known === null || known.alerts.has(id) || message.payload.length === 0) return [];
  if (known.alerts.size >= MAX_ALERTS) return [{ type: 'rejected', reason: 'too many alerts' }];
  known.alerts.add(id);
  if (known.description === null) return [];
  const entities = [alertEntity(path, id, known.description)];
  return [{ type: 'define', device: known.description, entities, complete: false }];
}

function alertEntity(path: string, id: string, device: DeviceDescription): EntityDescription {
  const topic = `${path}/$alert/${id}`;
  const property: Property = {
    ...{ generation: 5, topic, stateTopic: `${path}/$state`, rootStateTopic: null },
    ...{ datatype: 'string', format: '', unit: '', isSettable: false, isRetained: true },
  };
  const form: Form = { type: 'text' };
  return describedEntity({
    uniqueId: topic,
    kind: 'sensor',
    name: `Alert ${id}`,
    category: 'diagnostic',
    source: {
      dialect: DIALECT,
      definedBy: `${path}/$description`,
      stateTopics: [topic],
      binding: { property, form, device, alert: id },
    },
  });
}

function knownAt(memory: Memory, path: string): Known | null {
  const known = memory.get(path);
  if (known !== undefined) return known;
  if (memory.size >= MAX_DEVICES) return null;
  const fresh: Known = { description: null, alerts: new Set() };
  memory.set(path, fresh);
  return fresh;
}

function recall(memory: Memory, entities: readonly Entity[]): void {
  for (const { source } of entities) {
    const path = source.definedBy?.replace(/\/\$description$/, '') ?? '';
    const known = knownAt(memory, path);
    const { device, alert } = source.binding as { device?: DeviceDescription; alert?: unknown };
    if (known === null) continue;
    if (typeof device?.name === 'string') known.description = device;
    if (typeof alert === 'string') known.alerts.add(alert);
  }
}
