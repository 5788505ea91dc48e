import type { DeviceDescription, EntityDescription } from '../dialect/dialect.ts';
import type { Workshop } from './apply-definition.ts';
import type { Entity } from './entity.ts';
import { topicsOf } from './entity-registry.ts';
import type { Outcome } from './outcome.ts';
import { isFilter } from './topic-filter.ts';

type Said = Pick<EntityDescription, 'kind' | 'deviceClass' | 'unit' | 'source'>;

/**
 * Does a better dialect show this already? So it is if the device described itself wholly there, or
 * has an entity of the same kind and meaning there, or if such an entity of any device shares a topic
 * with it (conventions §0, rule 1).
 */
export function isOvershadowed(
  work: Workshop,
  dialect: string,
  device: DeviceDescription | null,
  description: EntityDescription,
): boolean {
  const { source } = description;
  if (source.byHand === true) return false;
  const rank = work.rank(dialect);
  if (!someDialect(work, (other) => other < rank)) return false;
  const isBetter = (entity: Entity | undefined): entity is Entity =>
    entity !== undefined && work.rank(entity.source.dialect) < rank;
  const isKnown = (device === null ? [] : work.devices.namedBy(device)).some((id) =>
    work.registry.ofDevice(id).some((member) => {
      const entity = work.registry.get(member);
      return isBetter(entity) && (entity.source.whole === true || isAlike(entity, description));
    }),
  );
  if (isKnown) return true;
  return usersOf(work, description).some(
    (entity) => isBetter(entity) && isSameThing(entity, description),
  );
}

/** Puts away what lesser dialects say of the thing that `entity` now shows. */
export function overshadow(work: Workshop, entity: Entity, out: Outcome): void {
  const rank = work.rank(entity.source.dialect);
  if (!someDialect(work, (other) => other > rank)) return;
  const members = work.registry
    .ofDevice(entity.deviceId)
    .flatMap((id) => work.registry.get(id) ?? []);
  const rivals = [
    ...members.filter((other) => entity.source.whole === true || isAlike(other, entity)),
    ...usersOf(work, entity).filter((other) => isSameThing(other, entity)),
  ];
  for (const rival of rivals) {
    const { dialect, byHand } = rival.source;
    if (work.isInferred(dialect) || byHand === true || work.rank(dialect) <= rank) continue;
    if (work.registry.get(rival.id) === undefined) continue;
    work.shadows.put({
      dialect,
      device: work.devices.get(rival.deviceId) ?? null,
      description: rival,
    });
    work.remove(rival.id, out);
  }
}

/** Guesses about topics that a better entity now uses were guesses: they go. */
export function dismissGuesses(work: Workshop, entity: Entity, out: Outcome): void {
  const { registry, remove } = work;
  if (work.guesses() === 0) return;
  const rank = work.rank(entity.source.dialect);
  const rivals = new Set<string>();
  for (const topic of [...topicsOf(entity), ...entity.source.commandTopics]) {
    for (const id of registry.guessedFrom(topic)) {
      const dialect = registry.get(id)?.source.dialect;
      if (dialect !== undefined && work.rank(dialect) > rank) rivals.add(id);
    }
  }
  for (const id of rivals) remove(id, out);
}

/** Is a topic of a guess used by a better dialect? */
export function isSpokenFor({ registry, rank }: Workshop, dialect: string, topic: string): boolean {
  const own = rank(dialect);
  const better = (id: string) => rank(registry.get(id)?.source.dialect ?? '') < own;
  return registry.fedBy(topic).some(better) || registry.commandedBy(topic).some(better);
}

/** Most homes speak few languages; then there is nobody to compare with. */
function someDialect({ registry, rank }: Workshop, fits: (rank: number) => boolean): boolean {
  for (const dialect of registry.dialects()) if (fits(rank(dialect))) return true;
  return false;
}

/** Entities that share an exact topic with the described one. */
function usersOf({ registry }: Workshop, { source }: Said): readonly Entity[] {
  const ids = new Set<string>();
  for (const topic of source.stateTopics) {
    if (!isFilter(topic)) for (const id of registry.fedBy(topic)) ids.add(id);
  }
  for (const topic of source.commandTopics)
    for (const id of registry.commandedBy(topic)) ids.add(id);
  return [...ids].flatMap((id) => registry.get(id) ?? []);
}

/** The same kind and meaning. */
const isAlike = (a: Said, b: Said): boolean =>
  a.kind === b.kind && a.deviceClass === b.deviceClass && a.unit === b.unit;

/** The same, told or commanded on the same topic. */
function isSameThing(a: Said, b: Said): boolean {
  if (!isAlike(a, b)) return false;
  const shares = (left: readonly string[], right: readonly string[]) =>
    left.some((topic) => right.includes(topic));
  return (
    shares(a.source.stateTopics, b.source.stateTopics) ||
    shares(a.source.commandTopics, b.source.commandTopics)
  );
}
