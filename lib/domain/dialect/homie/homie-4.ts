import type { Entity } from '../../entity/entity.ts';
import { describedDevice, macIdentifier } from '../describing.ts';
import type {
  Definition,
  DeviceDescription,
  Dialect,
  EntityDescription,
  ParsedMessage,
} from '../dialect.ts';
import { noted } from '../noted.ts';
import { isObject } from '../safe-json.ts';
import { type Assembled, assemble, assembleOne } from './assemble.ts';
import {
  type Attributes,
  isAttribute,
  noAttributes,
  splitTopic,
  tell,
  told,
} from './attributes.ts';
import { describeProperty, entityNames } from './describe.ts';
import { encode } from './encode.ts';
import { read } from './read.ts';
import { isStat, statEntity } from './stats.ts';

const DIALECT = 'homie';
const MAX_DEVICES = 2_000;

/** A device that has shown its `$homie`. */
type Known = {
  /** What was made of it: kinds by unique id; '' where that is still to come. */
  readonly made: Map<string, string>;
  /** Its properties as they were last put together, and the names of their entities. */
  assembled: readonly Assembled[];
  names: readonly string[];
};

type Memory = {
  readonly attributes: Attributes;
  readonly devices: Map<string, Known>;
  /** Topics of properties without a datatype, and their devices: a value will define them. */
  readonly untyped: Map<string, string>;
};

/**
 * Homie 3 and 4 (and what is left of 2): a device tells of itself attribute by attribute, in any
 * order. What marks it is `$homie`, below any base topic.
 */
export const homie: Dialect = {
  name: DIALECT,
  infers: false,
  // The attributes of one device have seventeen names on three levels: the server tells of finds.
  announces: [],
  start: (): Memory => ({ attributes: noAttributes(), devices: new Map(), untyped: new Map() }),
  recall: (memory, entities) => recall(memory as Memory, entities),
  define: (memory, message) => define(memory as Memory, message),
  read,
  encode,
};

/** Attributes that entities read. */
const STATES = new Set(['$state', '$online']);

const definer = (root: string): string => `${root}/$homie`;

function define(memory: Memory, message: ParsedMessage): readonly Definition[] {
  const { topic } = message;
  const untyped = memory.untyped.get(topic);
  if (untyped !== undefined) return valueOfUntyped(memory, untyped, topic);
  const place = topic.includes('/$') ? splitTopic(topic) : null;
  // The second level of version 5, which has these words too.
  if (place === null || /^[^/]*\/5\//.test(topic)) return [];
  const { path, attribute } = place;
  if (isStat(attribute)) return statTold(memory, path, attribute, message);
  // `$localip` and the like define nothing; the states are kept for who is defined later.
  if (!isAttribute(attribute))
    return memory.devices.has(path) && !STATES.has(attribute) ? [noted] : [];
  const text = message.text();
  if (text === null) return [{ type: 'rejected', reason: `${attribute} is not text` }];
  if (attribute === '$homie' && text === '') return forget(memory, path);
  if (!tell(memory.attributes, path, attribute, text)) return [noted];
  if (attribute === '$homie') {
    if (!memory.devices.has(path) && memory.devices.size >= MAX_DEVICES)
      return [{ type: 'rejected', reason: 'too many Homie devices' }];
    if (!memory.devices.has(path)) memory.devices.set(path, { made: new Map(), ...NOTHING });
    return described(memory, path, path);
  }
  const root = rootOf(memory, path);
  if (root === null) return [noted];
  return described(memory, root, path);
}

/** The device that a path belongs to: the path itself, or one or two levels up. */
function rootOf({ devices }: Memory, path: string): string | null {
  for (let root = path, steps = 0; steps < 3; steps++) {
    if (devices.has(root)) return root;
    const at = root.lastIndexOf('/');
    if (at <= 0) return null;
    root = root.slice(0, at);
  }
  return null;
}

/**
 * What has changed of a device with an attribute at `path`: all of it with one of its own, else the
 * properties that are told otherwise now. Announcing many properties must not describe all of them
 * with each attribute of each.
 */
function described(memory: Memory, root: string, path: string): readonly Definition[] {
  const { attributes, untyped } = memory;
  const known = memory.devices.get(root) ?? { made: new Map<string, string>(), ...NOTHING };
  const { made, assembled: before, names: namesBefore } = known;
  const isOfProperty = before.some(({ paths }) => paths.includes(path));
  const all = isOfProperty
    ? before.map((one) =>
        one.paths.includes(path) ? assembleOne(attributes, root, one.node, one.listed) : one,
      )
    : assemble(attributes, root, (topic) => made.has(topic));
  const names = entityNames(all);
  Object.assign(known, { assembled: all, names });

  const earlier = new Map(before.map((one, i) => [one.property.topic, [one, namesBefore[i]]]));
  const entities: EntityDescription[] = [];
  all.forEach((one, i) => {
    const { topic, datatype } = one.property;
    const [old, oldName] = earlier.get(topic) ?? [];
    if (path !== root && made.get(topic) !== '' && oldName === names[i] && same(old, one)) return;
    if (datatype === null && !made.has(topic)) {
      untyped.set(topic, root);
      return;
    }
    untyped.delete(topic);
    entities.push(entityOf(memory, root, one, names[i] ?? one.name));
  });
  if (path === root) entities.push(...statsOf(memory, root));

  const gone = isOfProperty ? [] : [...made.keys()].filter((id) => !isListed(all, root, id));
  for (const id of gone) made.delete(id);
  for (const { uniqueId, kind } of entities) {
    const kindBefore = made.get(uniqueId);
    if (kindBefore && kindBefore !== kind) gone.push(uniqueId);
    made.set(uniqueId, kind);
  }
  return [
    ...(gone.length === 0 ? [] : [removal(root, gone)]),
    { type: 'define', device: deviceOf(attributes, root), entities, complete: false },
  ];
}

/** The same object, or one that says the same. */
const same = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

const NOTHING = { assembled: [], names: [] };

const isListed = (all: readonly Assembled[], root: string, id: string): boolean =>
  id.startsWith(`${root}/$`) || all.some(({ property }) => property.topic === id);

const removal = (root: string, uniqueIds: readonly string[] | null): Definition => ({
  ...{ type: 'remove', definedBy: definer(root), uniqueIds },
});

function entityOf({ attributes }: Memory, root: string, one: Assembled, name: string) {
  return describeProperty(one, name, DIALECT, definer(root), {
    told: {
      ...{ root, node: one.nodeName, type: one.nodeType, name: one.name },
      device: Object.fromEntries(attributes.byPath.get(root) ?? []),
    },
  });
}

/** A property that never told its datatype has a value: now it is something. */
function valueOfUntyped(memory: Memory, root: string, topic: string): readonly Definition[] {
  memory.untyped.delete(topic);
  const known = memory.devices.get(root);
  if (known === undefined) return [];
  known.made.set(topic, '');
  return described(memory, root, topic);
}

function statTold(
  memory: Memory,
  root: string,
  attribute: string,
  { payload }: ParsedMessage,
): readonly Definition[] {
  if (payload.length === 0) return [];
  const isNew = told(memory.attributes, attribute, root) === '';
  // Only that there is such a figure: its values are read, not noted.
  if (isNew) tell(memory.attributes, root, attribute, 'true');
  return isNew && memory.devices.has(root) ? described(memory, root, root) : [];
}

function statsOf({ attributes }: Memory, root: string): readonly EntityDescription[] {
  const device = Object.fromEntries(attributes.byPath.get(root) ?? []);
  return Object.keys(device)
    .filter(isStat)
    .flatMap(
      (name) => statEntity(root, name, DIALECT, definer(root), { told: { root, device } }) ?? [],
    );
}

function deviceOf(attributes: Attributes, root: string): DeviceDescription {
  const id = root.slice(root.lastIndexOf('/') + 1);
  const attribute = (name: string): string | null => told(attributes, name, root).trim() || null;
  const mac = macIdentifier(attribute('$mac') ?? '') ?? macIdentifier(id);
  return describedDevice({
    name: attribute('$name') ?? id,
    model: attribute('$fw/name') ?? attribute('$implementation'),
    swVersion: attribute('$fw/version'),
    identifiers: [root, ...(mac === null ? [] : [mac])],
  });
}

/** `$homie` was cleared: the device is no more. */
function forget(memory: Memory, root: string): readonly Definition[] {
  memory.devices.delete(root);
  for (const [topic, owner] of memory.untyped) if (owner === root) memory.untyped.delete(topic);
  memory.attributes.byPath.get(root)?.delete('$homie');
  return [removal(root, null)];
}

/** Takes the attributes out of the bindings of what was made of them. */
function recall(memory: Memory, entities: readonly Entity[]): void {
  const { attributes, devices } = memory;
  for (const { uniqueId, kind, source } of entities) {
    const { property, told: notes } = source.binding;
    if (!isObject(property) || !isObject(notes) || typeof notes['root'] !== 'string') continue;
    const { root, device } = notes;
    const known: Known = devices.get(root) ?? { made: new Map(), ...NOTHING };
    known.made.set(uniqueId, kind);
    devices.set(root, known);
    const note = (path: string, attribute: string, value: unknown) => {
      if (typeof value !== 'string' || told(attributes, attribute, path) !== '') return;
      tell(attributes, path, attribute, value);
    };
    for (const [name, value] of Object.entries(isObject(device) ? device : {})) {
      // Without the lists of its nodes this one would say that there is nothing in them.
      if (name !== '$nodes') note(root, name, value);
    }
    if (uniqueId.startsWith(`${root}/$`)) continue;
    const nodePath = uniqueId.slice(0, uniqueId.lastIndexOf('/'));
    note(nodePath, '$name', notes['node']);
    note(nodePath, '$type', notes['type']);
    note(uniqueId, '$name', notes['name']);
    for (const name of ['datatype', 'format', 'unit']) note(uniqueId, `$${name}`, property[name]);
    note(uniqueId, '$settable', String(property['isSettable'] === true));
    note(uniqueId, '$retained', String(property['isRetained'] !== false));
  }
}
