import type { Entity } from '../../entity/entity.ts';
import type { EntityDescription } from '../dialect.ts';
import { type As, boundBy } from './bound.ts';

/** What is known of the values of one topic. */
export type TopicNote = {
  /** How each is read, by the key of its JSON path. */
  readonly paths: Map<string, As>;
  /** Forms of payloads that brought nothing new (form.ts), so that the next need not be looked through. */
  readonly seen: Set<number>;
};

/** A device and all its entities, so that what is learnt of it later can be said of all of them. */
export type DeviceNote = {
  /** The name that the device itself tells; null: none yet. */
  name: string | null;
  readonly entities: Map<string, EntityDescription>;
};

/** What a dialect of values remembers: which it has made entities of, and how it reads them. */
export type Notebook = {
  readonly dialect: string;
  readonly maxTopics: number;
  readonly topics: Map<string, TopicNote>;
  /** Which topic an identity belongs to: a value that is sent in two ways is one entity. */
  readonly owners: Map<string, string>;
  /** Colour modes of lights, by state topic. */
  readonly lights: Map<string, string>;
  /** By the device's first identifier. */
  readonly devices: Map<string, DeviceNote>;
  /** Topics that tell whether the devices below a path are there, by the path. */
  readonly presence: Map<string, string>;
  /** Units told on a topic of their own, by the topic of the value. */
  readonly units: Map<string, string>;
};

/** Beyond this many topics nothing new is inferred: a flood of topics is no home. */
export const MAX_TOPICS = 5_000;
export const MAX_PATHS = 200;
/** A topic that all devices of an application share. */
export const MAX_SHARED_PATHS = 2_000;
/** Names, units and status topics that are remembered. */
export const MAX_ASIDES = 2_000;

export const emptyNotebook = (dialect: string, maxTopics = MAX_TOPICS): Notebook => ({
  dialect,
  maxTopics,
  topics: new Map(),
  owners: new Map(),
  lights: new Map(),
  devices: new Map(),
  presence: new Map(),
  units: new Map(),
});

/** Why nothing more is guessed. */
export const tooMany = ({ maxTopics }: Notebook): string =>
  `too many topics are guessed at (${maxTopics}); this one is not looked at`;

export const ownerKey = (kind: string, uniqueId: string): string => `${kind} ${uniqueId}`;

/** Takes up entities that were defined before a restart. */
export function recall(notebook: Notebook, entities: readonly Entity[]): void {
  for (const { id: _id, deviceId: _deviceId, ...entity } of entities) {
    const [topic] = entity.source.stateTopics;
    const bound = boundBy(entity);
    if (topic === undefined) continue;
    if (entity.source.binding['path'] === undefined && entity.kind === 'light')
      notebook.lights.set(topic, (entity.capabilities.colorModes ?? []).join());
    else if (bound !== null) {
      if (note(notebook, topic, entity)) noteDevice(notebook, entity);
      const { named, device } = entity.source.binding;
      if (typeof named === 'string' && typeof device === 'string')
        deviceNote(notebook, device).name = named;
    }
  }
}

/** Remembers a value; false if there is no room for it. */
export function note(notebook: Notebook, topic: string, entity: EntityDescription): boolean {
  const { topics, owners, maxTopics } = notebook;
  const bound = boundBy(entity);
  if (bound === null) return false;
  let known = topics.get(topic);
  if (known === undefined) {
    if (topics.size >= maxTopics) return false;
    known = { paths: new Map(), seen: new Set() };
    topics.set(topic, known);
  }
  const key = bound.key;
  const limit = bound.where === null ? MAX_PATHS : MAX_SHARED_PATHS;
  if (known.paths.size >= limit && !known.paths.has(key)) return false;
  known.paths.set(key, bound.as);
  known.seen.clear();
  owners.set(ownerKey(entity.kind, entity.uniqueId), topic);
  return true;
}

/** Remembers which device an entity is of. */
export function noteDevice(notebook: Notebook, entity: EntityDescription): void {
  const { device } = entity.source.binding;
  if (typeof device !== 'string') return;
  deviceNote(notebook, device).entities.set(ownerKey(entity.kind, entity.uniqueId), entity);
}

export function deviceNote({ devices }: Notebook, device: string): DeviceNote {
  const known = devices.get(device);
  if (known !== undefined) return known;
  const fresh: DeviceNote = { name: null, entities: new Map() };
  devices.set(device, fresh);
  return fresh;
}
