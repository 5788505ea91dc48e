import type { DeviceAvailability, Entity, EntityStatus } from './entity.ts';

/**
 * Can the entity be reached, as far as anyone knows? Its availability topics decide by their mode;
 * an entity that must report regularly is out of reach once it has been silent for too long.
 * @param now epoch ms
 */
export function isReachable(entity: Entity, status: EntityStatus, now: number): boolean {
  return isAnnounced(entity, status) && !isExpired(entity, status, now);
}

/** What the availability topics say, without regard to silence. */
export function isAnnounced({ source }: Entity, { heard, lastHeard }: EntityStatus): boolean {
  const rule = source.availability;
  if (rule === null || rule.topics.length === 0) return true;
  const word = (topic: string) =>
    Object.hasOwn(heard, topic) ? heard[topic] === true : rule.untilHeard;
  switch (rule.mode) {
    case 'latest':
      return lastHeard === null ? rule.untilHeard : word(lastHeard);
    case 'all':
      return rule.topics.every(word);
    case 'any':
      return rule.topics.some(word);
  }
}

/** Before its first report an entity is not expired: nothing is known against it. */
export function isExpired({ source }: Entity, { reportedAt }: EntityStatus, now: number): boolean {
  return (
    source.expireAfterMs !== null && reportedAt !== null && now - reportedAt > source.expireAfterMs
  );
}

/** Has any of the entity's availability topics spoken? */
export function isHeard({ source }: Entity, { heard }: EntityStatus): boolean {
  return source.availability?.topics.some((topic) => Object.hasOwn(heard, topic)) ?? false;
}

/** A device by its entities: unknown while none has said a word, online while one can be reached. */
export function combined(
  members: readonly Entity[],
  statusOf: (id: string) => EntityStatus,
  now: number,
): DeviceAvailability {
  const telling = members.filter((entity) => {
    const status = statusOf(entity.id);
    return isHeard(entity, status) || status.reportedAt !== null;
  });
  if (telling.length === 0) return 'unknown';
  return telling.some((entity) => isReachable(entity, statusOf(entity.id), now))
    ? 'online'
    : 'offline';
}
