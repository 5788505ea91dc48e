import type { EntityDescription } from '../dialect/dialect.ts';
import type { Binding, Entity, Source } from './entity.ts';
import {
  type HomeLimits,
  MAX_NAME,
  MAX_SOURCE_LENGTH,
  MAX_TOPICS_PER_ENTITY,
  MAX_UNIQUE_ID,
} from './limits.ts';
import { hash, slug } from './slug.ts';
import { isFilter, isTopicFilter, isTopicName } from './topic-filter.ts';
import { createTopicIndex } from './topic-index.ts';

/**
 * The entities of a home, found by id, by what defined them, by identity and by topic.
 * @param isInferred whether a dialect's entities are guesses
 */
export function createEntityRegistry(limits: HomeLimits, isInferred: (dialect: string) => boolean) {
  const entities = new Map<string, Entity>();
  const ids = new Map<string, string>();
  const byDefinition = new Map<string, Set<string>>();
  const byDevice = new Map<string, Set<string>>();
  const feeds = createTopicIndex();
  const commands = createTopicIndex();
  /** The topics of guesses apart: thousands of entities may share a bridge's state topic. */
  const guesses = createTopicIndex();
  /** How many entities each dialect has. */
  const counts = new Map<string, number>();
  /** Which id an identity is to have: that of the entity it takes the place of. */
  let places: ReadonlyMap<string, string> = new Map();

  const drop = (id: string): Entity | undefined => {
    const entity = entities.get(id);
    if (entity === undefined) return undefined;
    entities.delete(id);
    count(entity, -1);
    ids.delete(identity(entity));
    leave(byDefinition, definition(entity), id);
    leave(byDevice, entity.deviceId, id);
    for (const topic of topicsOf(entity)) {
      feeds.remove(topic, id);
      guesses.remove(topic, id);
    }
    for (const topic of entity.source.commandTopics) commands.remove(topic, id);
    return entity;
  };

  return {
    get: (id: string) => entities.get(id),
    all: () => [...entities.values()],
    drop,
    /** The dialects that have entities. */
    dialects: (): Iterable<string> => counts.keys(),

    /** Takes in an entity, in the place of the one with the same id. */
    put(entity: Entity): void {
      const old = entities.get(entity.id);
      if (old !== undefined) unlink(old, entity);
      count(entity, 1);
      entities.set(entity.id, entity);
      ids.set(identity(entity), entity.id);
      join(byDefinition, definition(entity), entity.id);
      join(byDevice, entity.deviceId, entity.id);
      for (const topic of topicsOf(entity)) feeds.add(topic, entity.id);
      if (isInferred(entity.source.dialect)) {
        for (const topic of entity.source.stateTopics) guesses.add(topic, entity.id);
      }
      for (const topic of entity.source.commandTopics) commands.add(topic, entity.id);
    },

    /** The entity a description speaks of, if it is known. */
    known(description: EntityDescription): Entity | undefined {
      const id = ids.get(identity(description));
      return id === undefined ? undefined : entities.get(id);
    },

    /** From now on these identities have these ids. */
    assign(next: ReadonlyMap<string, string>): void {
      places = next;
    },

    /** The id that is kept for an identity; undefined: none is. */
    placeOf: (entity: EntityDescription): string | undefined => places.get(identity(entity)),

    /** The id kept for its identity, else `<kind>.<slug>`; where two identities share a slug, the later one carries a mark. */
    freeId(description: EntityDescription): string {
      const place = places.get(identity(description));
      if (place !== undefined && !entities.has(place)) return place;
      const plain = `${description.kind}.${slug(description.uniqueId)}`;
      return entities.has(plain) ? `${plain}_${hash(identity(description)).slice(0, 8)}` : plain;
    },

    /** Why an entity so described cannot be taken in; null if it can. */
    objection(description: EntityDescription): string | null {
      const { source, uniqueId } = description;
      const heard = topicsOf(description);
      if (uniqueId === '' || uniqueId.length > MAX_UNIQUE_ID) return 'unique id empty or too long';
      if (heard.length > MAX_TOPICS_PER_ENTITY) return 'too many topics for one entity';
      const wrong =
        heard.find((topic) => !isTopicFilter(topic)) ??
        source.commandTopics.find((topic) => !isTopicName(topic));
      if (wrong !== undefined) return `"${wrong.slice(0, 80)}" is no topic to use`;
      if (heard.some(isFilter) && feeds.filterCount() >= limits.filters) {
        return 'too many topic filters with wildcards in this home';
      }
      if (lengthOf(source) > MAX_SOURCE_LENGTH) return 'definition too large';
      if (entities.size >= limits.entities && !ids.has(identity(description))) {
        return `this home is full (${limits.entities} entities): raise MAX_ENTITIES`;
      }
      return null;
    },

    definedBy: (dialect: string, topic: string): readonly string[] => [
      ...(byDefinition.get(`${dialect}\n${topic}`) ?? []),
    ],
    ofDevice: (deviceId: string): readonly string[] => [...(byDevice.get(deviceId) ?? [])],
    fedBy: (topic: string): readonly string[] => feeds.lookup(topic),
    /** Guesses that read a topic, or topics that a filter matches. */
    guessedFrom: (filter: string): readonly string[] => guesses.listeners(filter),
    commandedBy: (topic: string): readonly string[] => commands.lookup(topic),
  };

  function count({ source }: Entity, by: number): void {
    const next = (counts.get(source.dialect) ?? 0) + by;
    if (next === 0) counts.delete(source.dialect);
    else counts.set(source.dialect, next);
  }

  /** Keeps what stays the same, for a redefinition seldom moves an entity. */
  function unlink(old: Entity, next: Entity): void {
    count(old, -1);
    const kept = new Set(topicsOf(next));
    for (const topic of topicsOf(old)) {
      if (!kept.has(topic)) feeds.remove(topic, old.id);
      guesses.remove(topic, old.id);
    }
    const keptCommands = new Set(next.source.commandTopics);
    for (const topic of old.source.commandTopics) {
      if (!keptCommands.has(topic)) commands.remove(topic, old.id);
    }
    if (definition(old) !== definition(next)) leave(byDefinition, definition(old), old.id);
    if (old.deviceId !== next.deviceId) leave(byDevice, old.deviceId, old.id);
    ids.delete(identity(old));
  }
}

/** Every topic or filter whose messages concern the entity: its states and its availability. */
export function topicsOf({ source }: Pick<Entity, 'source'>): readonly string[] {
  if (source.availability === null) return source.stateTopics;
  const known = joined.get(source);
  if (known !== undefined) return known;
  const topics = [...new Set([...source.stateTopics, ...source.availability.topics])];
  joined.set(source, topics);
  return topics;
}

const joined = new WeakMap<Source, readonly string[]>();

/** How long a source is as JSON, about: bindings are often shared, so theirs is kept. */
function lengthOf({ binding, stateTopics, commandTopics, availability }: Source): number {
  let length = bindingLengths.get(binding);
  if (length === undefined) {
    length = JSON.stringify(binding).length;
    bindingLengths.set(binding, length);
  }
  for (const topics of [stateTopics, commandTopics, availability?.topics ?? []])
    for (const topic of topics) length += topic.length;
  return length;
}

const bindingLengths = new WeakMap<Binding, number>();

/** The description without what is too long to show. */
export function boundedDescription(description: EntityDescription): EntityDescription {
  const { name, deviceClass, unit, icon } = description;
  const isLong = (text: string | null) => text !== null && text.length > MAX_NAME;
  if (!isLong(name) && !isLong(deviceClass) && !isLong(unit) && !isLong(icon)) return description;
  const cut = (text: string | null) => (text === null ? null : text.slice(0, MAX_NAME));
  return {
    ...description,
    name: cut(description.name),
    deviceClass: cut(description.deviceClass),
    unit: cut(description.unit),
    icon: cut(description.icon),
  };
}

/** What an entity is known again by, whatever its id. */
export const identity = ({
  source,
  kind,
  uniqueId,
}: Pick<EntityDescription, 'source' | 'kind' | 'uniqueId'>): string =>
  `${source.dialect}\n${kind}\n${uniqueId}`;

const definition = ({ source }: Entity) => `${source.dialect}\n${source.definedBy}`;

function join(sets: Map<string, Set<string>>, key: string, id: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([id]));
  else set.add(id);
}

function leave(sets: Map<string, Set<string>>, key: string, id: string): void {
  const set = sets.get(key);
  set?.delete(id);
  if (set?.size === 0) sets.delete(key);
}
