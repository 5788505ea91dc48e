import type {
  Definition,
  DeviceDescription,
  EntityDescription,
  ParsedMessage,
} from '../dialect.ts';
import { infer } from '../infer/infer.ts';
import { scalarOf } from '../infer/scalar.ts';
import { knownUnit } from '../infer/units.ts';
import { deviceNote, MAX_ASIDES, type Notebook, noteDevice } from './notebook.ts';
import { deviceOf } from './place.ts';
import { isPresenceObject, presencePath } from './presence.ts';

/** Last levels whose text is the name of the device beside them. */
const NAME_LEVEL = /\/(?:name|display_?name|friendly_?name|device_?name)$/i;
const UNIT_LEVEL = /\/(?:unit|units|unit_of_measurement|einheit)$/i;
const MAX_NAME = 64;

/** What was learnt; `isOnlyThat`: the message holds no value to show besides. */
export type Aside = { readonly definitions: readonly Definition[]; readonly isOnlyThat: boolean };

/**
 * Topics that tell about the values beside them: the device's name (`<path>/name`), a value's unit
 * (`<path>/unit`), whether the device is there (`<path>/status`). null: this is none of them.
 */
export function defineAside(notebook: Notebook, message: ParsedMessage): Aside | null {
  const { topic } = message;
  if (message.payload.length === 0 || message.payload.length > MAX_NAME * 4) return null;
  const slash = topic.lastIndexOf('/');
  if (slash <= 0) return null;
  const last = topic.slice(slash);
  if (NAME_LEVEL.test(last)) {
    const name = nameIn(message);
    if (name === null) return null;
    const device = `plain:topic/${topic.slice(0, slash)}`;
    return { definitions: rename(notebook, device, name), isOnlyThat: true };
  }
  if (UNIT_LEVEL.test(last)) {
    const unit = knownUnit(message.text() ?? '');
    if (unit === null) return null;
    return { definitions: learnUnit(notebook, topic.slice(0, slash), unit), isOnlyThat: true };
  }
  const path = presencePath(message);
  // A bare word makes an entity too: whoever sees no values of the device still sees this.
  if (path === null) return null;
  const isOnlyThat = isPresenceObject(message.json());
  return { definitions: learnPresence(notebook, path, topic), isOnlyThat };
}

/** The text of a topic that names something; null if it is none. */
export function nameIn(message: ParsedMessage): string | null {
  const json = message.json();
  const text = typeof json === 'string' ? json.trim() : (message.text()?.trim() ?? '');
  const isName = text.length > 0 && text.length <= MAX_NAME && /[\p{L}\p{N}]/u.test(text);
  return isName && !/[\p{Cc}{}[\]<>]/u.test(text) ? text : null;
}

/** The device goes by this name from now on. Says so of one of its entities, which is enough. */
export function rename(notebook: Notebook, device: string, name: string): readonly Definition[] {
  if (!notebook.devices.has(device) && notebook.devices.size >= notebook.maxTopics) return [];
  const note = deviceNote(notebook, device);
  if (note.name === name) return [];
  note.name = name;
  const [first] = note.entities.values();
  if (first === undefined) return [];
  const entity = withBinding(first, { named: name });
  noteDevice(notebook, entity);
  return [defines(notebook, device, [entity])];
}

/** The device with the name that it told itself. */
export function deviceWith({ devices }: Notebook, device: DeviceDescription): DeviceDescription {
  const name = devices.get(device.identifiers[0] ?? '')?.name ?? null;
  return name === null ? device : { ...device, name };
}

/** A unit told on its own topic: of `<path>`, or of `<path>/value`. */
function learnUnit(notebook: Notebook, path: string, unit: string): readonly Definition[] {
  if (notebook.units.size >= MAX_ASIDES) return [];
  const values = ['', '/value', '/val', '/state'].map((end) => path + end);
  const definitions: Definition[] = [];
  for (const topic of values) {
    if (notebook.units.get(topic) === unit) continue;
    notebook.units.set(topic, unit);
    if (!notebook.topics.has(topic)) continue;
    for (const [device, { entities }] of notebook.devices) {
      for (const entity of entities.values()) {
        if (entity.source.definedBy !== topic || entity.kind !== 'sensor') continue;
        const told = withUnit(entity, unit);
        noteDevice(notebook, told);
        definitions.push(defines(notebook, device, [told]));
      }
    }
  }
  return definitions;
}

function withUnit(entity: EntityDescription, unit: string): EntityDescription {
  const levels = (entity.source.definedBy ?? '').split('/');
  const inferred = infer([levels.at(-1) ?? ''], levels.at(-2) ?? null, scalarOf('2'), unit);
  if (inferred === null) return entity;
  const { deviceClass, stateClass } = inferred;
  return { ...withBinding(entity, { assumedUnit: false }), deviceClass, stateClass, unit };
}

/** The topic that tells whether what is below `path` is there. */
function learnPresence(notebook: Notebook, path: string, topic: string): readonly Definition[] {
  if (notebook.presence.has(path) || notebook.presence.size >= MAX_ASIDES) return [];
  notebook.presence.set(path, topic);
  const definitions: Definition[] = [];
  for (const [device, { entities }] of notebook.devices) {
    if (!isBelow(device, path)) continue;
    const changed = [...entities.values()]
      .filter(({ source }) => source.availability === null && source.definedBy !== topic)
      .map((entity) => withAvailability(entity, topic));
    for (const entity of changed) noteDevice(notebook, entity);
    if (changed.length > 0) definitions.push(defines(notebook, device, changed));
  }
  return definitions;
}

const isBelow = (device: string, path: string): boolean =>
  device === `plain:topic/${path}` || device.startsWith(`plain:topic/${path}/`);

/** The topics that tell whether the device at a path, or what it belongs to, is there. */
export function presenceTopics({ presence }: Notebook, path: string): readonly string[] {
  if (presence.size === 0) return [];
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const topic = presence.get(at);
    if (topic !== undefined) return [topic];
  }
  return [];
}

const withAvailability = (entity: EntityDescription, topic: string): EntityDescription => ({
  ...entity,
  source: {
    ...entity.source,
    availability: { mode: 'latest', topics: [topic], untilHeard: true },
  },
});

const withBinding = (
  entity: EntityDescription,
  more: Readonly<Record<string, unknown>>,
): EntityDescription => ({
  ...entity,
  source: { ...entity.source, binding: { ...entity.source.binding, ...more } },
});

/** A definition that only adds to what is known: of the device it says the name, if one was told. */
const defines = (
  { devices }: Notebook,
  device: string,
  entities: readonly EntityDescription[],
): Definition => ({
  type: 'define',
  device: deviceOf(device, devices.get(device)?.name ?? '', null),
  entities,
  complete: false,
});
