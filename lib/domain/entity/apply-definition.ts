import type {
  Definition,
  DeviceDescription,
  EntityDescription,
  ParsedMessage,
} from '../dialect/dialect.ts';
import type { BareDevices } from './bare-devices.ts';
import { createOwner, type Owner } from './definition-owner.ts';
import type { createDeviceRegistry } from './device-registry.ts';
import type { Entity } from './entity.ts';
import { boundedDescription, type createEntityRegistry, topicsOf } from './entity-registry.ts';
import type { HomeLimits } from './limits.ts';
import type { Outcome } from './outcome.ts';
import { dismissGuesses, isOvershadowed, isSpokenFor, overshadow } from './precedence.ts';
import { same } from './same.ts';
import type { createShadows } from './shadows.ts';

/** The parts of a home that a definition changes. */
export type Workshop = {
  readonly registry: ReturnType<typeof createEntityRegistry>;
  readonly devices: ReturnType<typeof createDeviceRegistry>;
  /** Ids of entities that another topic may take over. */
  readonly open: Set<string>;
  readonly shadows: ReturnType<typeof createShadows>;
  readonly bare: BareDevices;
  readonly limits: HomeLimits;
  isInferred(dialect: string): boolean;
  /** The lower, the more a dialect's word counts. */
  rank(dialect: string): number;
  /** How many entities are guesses. */
  guesses(): number;
  put(entity: Entity): void;
  remove(id: string, out: Outcome): void;
  replay(
    entity: Entity,
    topics: readonly string[],
    except: string,
    known: boolean,
    out: Outcome,
  ): void;
  tell(entity: Entity, at: number, out: Outcome): void;
};

/** Carries out what a dialect concluded from `message`. */
export function applyDefinition(
  work: Workshop,
  dialect: string,
  definition: Definition,
  message: ParsedMessage,
  out: Outcome,
): void {
  switch (definition.type) {
    case 'define':
      define(work, dialect, definition, message, out);
      return;
    case 'remove': {
      const { uniqueIds } = definition;
      for (const id of work.registry.definedBy(dialect, definition.definedBy)) {
        const uniqueId = work.registry.get(id)?.uniqueId ?? '';
        if (uniqueIds === null || uniqueIds.includes(uniqueId)) work.remove(id, out);
      }
      if (work.shadows.withdraw(dialect, definition.definedBy, uniqueIds)) out.understand();
      out.complain('nothing was defined by this topic');
      return;
    }
    case 'release':
      for (const id of work.registry.definedBy(dialect, definition.definedBy)) work.open.add(id);
      out.understand();
      return;
    case 'publish':
      out.publish(definition.message);
      return;
    case 'rejected':
      out.refuse(definition.reason);
      return;
  }
}

/** Descriptions that dialects hand out again and again, and the entities they are. */
const SETTLED = new WeakMap<EntityDescription, Entity>();

type Define = Extract<Definition, { type: 'define' }>;

function define(
  work: Workshop,
  dialect: string,
  { device, entities, complete, whole = false, online }: Define,
  message: ParsedMessage,
  out: Outcome,
): void {
  const { registry } = work;
  const listed = new Set<string>();
  // A part of a description that will make sense with others.
  if (entities.length === 0 && !complete) out.understand();
  if (entities.length === 0 && device !== null && (whole || online !== undefined)) {
    const bare = work.devices.upsert(device, dialect);
    if (bare !== null && whole) work.bare.announce(bare.id, dialect, message.topic);
    if (bare !== null && online !== undefined) work.bare.hear(bare.id, online);
  }
  const definers = new Set(entities.map((e) => e.source.definedBy ?? message.topic));
  if (complete) for (const topic of definers) work.shadows.withdraw(dialect, topic, null);
  const owner = device === null ? null : createOwner(work.devices, device, dialect);
  /** Most definitions say what is known already; whoever should not be shown is not known. */
  const stay = (id: string): void => {
    work.open.delete(id);
    out.understand();
    if (owner?.isNews()) out.define(id);
    listed.add(id);
  };
  for (const given of entities) {
    const settled = SETTLED.get(given);
    if (settled !== undefined && registry.get(settled.id) === settled) {
      if (owner?.isStill(settled.deviceId)) {
        stay(settled.id);
        continue;
      }
    }
    const description = boundedDescription(
      whole && given.source.whole !== true ? asWhole(given) : given,
    );
    const old = registry.known(description);
    if (old !== undefined && owner?.isStill(old.deviceId) && isDescribed(old, description)) {
      SETTLED.set(given, old);
      stay(old.id);
      continue;
    }
    const reason = registry.objection(description) ?? rivalry(work, description);
    if (reason !== null) {
      out.refuse(reason);
      continue;
    }
    if (work.isInferred(dialect)) {
      const { stateTopics } = description.source;
      if (stateTopics.some((topic) => isSpokenFor(work, dialect, topic))) continue;
      if (work.guesses() >= work.limits.guesses && registry.known(description) === undefined) {
        out.refuse(
          `${work.limits.guesses} guesses are enough: adopt or ignore some, or raise MAX_GUESSES`,
        );
        continue;
      }
    } else if (isOvershadowed(work, dialect, device, description)) {
      const shown = registry.known(description);
      if (shown !== undefined) work.remove(shown.id, out);
      work.shadows.put({ dialect, device, description });
      out.understand();
      continue;
    }
    const id = take(work, dialect, owner, description, message, out);
    if (id !== null) listed.add(id);
  }
  if (complete) {
    for (const topic of definers) {
      for (const id of registry.definedBy(dialect, topic)) {
        if (!listed.has(id)) work.remove(id, out);
      }
    }
    if (entities.length === 0) {
      for (const id of registry.definedBy(dialect, message.topic)) work.remove(id, out);
    }
  }
}

const isDescribed = (entity: Entity, description: EntityDescription): boolean =>
  same(entity, { ...description, id: entity.id, deviceId: entity.deviceId });

/** Home Assistant keeps the first of two topics that claim one unique id (conventions §1.1). */
function rivalry({ registry, open }: Workshop, description: EntityDescription): string | null {
  const known = registry.known(description);
  if (known === undefined || open.has(known.id)) return null;
  if (known.source.definedBy === description.source.definedBy) return null;
  return `unique id "${description.uniqueId}" is already defined by ${known.source.definedBy}`;
}

const asWhole = (description: EntityDescription): EntityDescription => ({
  ...description,
  source: { ...description.source, whole: true },
});

/** Shows again what is no longer said better elsewhere. */
export function revealShadows(work: Workshop, message: ParsedMessage, out: Outcome): void {
  for (const { dialect, device, description } of work.shadows.all()) {
    if (isOvershadowed(work, dialect, device, description)) continue;
    work.shadows.drop(description);
    const owner = device === null ? null : createOwner(work.devices, device, dialect);
    take(work, dialect, owner, description, message, out);
  }
}

/** Takes in one entity with its device; its id, or null if there is no room for it. */
function take(
  work: Workshop,
  dialect: string,
  given: Owner | null,
  description: EntityDescription,
  message: ParsedMessage,
  out: Outcome,
): string | null {
  const { registry, devices } = work;
  const old = registry.known(description);
  const id = old?.id ?? registry.freeId(description);
  const owner =
    given === null ? devices.upsert(ownDevice(description, id), dialect) : given.upsert();
  if (
    owner === null ||
    registry.ofDevice(owner.id).length >= work.limits.entitiesPerDevice + (old ? 1 : 0)
  ) {
    out.refuse('too many devices, or entities of one device');
    return null;
  }
  for (const absorbed of owner.absorbed) {
    for (const member of registry.ofDevice(absorbed)) {
      work.put({ ...(registry.get(member) as Entity), deviceId: owner.id });
      out.define(member);
    }
  }
  work.open.delete(id);
  const entity: Entity = { ...description, id, deviceId: owner.id };
  out.understand();
  if (old !== undefined && same(old, entity)) {
    if (owner.changed) out.define(id);
    return id;
  }
  work.put(entity);
  out.define(id);
  if (
    old !== undefined &&
    old.deviceId !== owner.id &&
    registry.ofDevice(old.deviceId).length === 0
  ) {
    devices.drop(old.deviceId);
  }
  work.shadows.drop(description);
  if (!work.isInferred(dialect)) overshadow(work, entity, out);
  dismissGuesses(work, entity, out);
  if (old === undefined || !same(old.source, entity.source)) {
    work.replay(entity, topicsOf(entity), message.topic, old !== undefined, out);
  }
  work.tell(entity, message.at, out);
  return id;
}

/** An entity without a device is a device by its own name. */
function ownDevice({ name, uniqueId }: EntityDescription, id: string): DeviceDescription {
  return {
    name: name ?? uniqueId,
    manufacturer: null,
    model: null,
    swVersion: null,
    room: null,
    identifiers: [`entity:${id}`],
    viaDevice: null,
  };
}
