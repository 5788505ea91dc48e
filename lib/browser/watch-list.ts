import type { Entity } from '../domain/entity/entity.ts';
import { topicsOf } from '../domain/entity/entity-registry.ts';
import { matches } from '../domain/entity/topic-filter.ts';

/** Where new devices make themselves known: discovery, and the plain topics that need no set-up. */
export const DISCOVERY_FILTERS: readonly string[] = [
  'homeassistant/+/+/config',
  'homeassistant/+/+/+/config',
  'sensors/+/+',
  'home/+/+',
  'lights/+/state',
  'devices/+/status',
];

/**
 * The filters to hear these entities, without what `covered` brings already: overlapping
 * subscriptions would bring it twice.
 */
export function watchList(
  entities: Iterable<Entity>,
  covered: readonly string[] = [],
): readonly string[] {
  const wanted = new Set<string>(covered);
  for (const entity of entities) {
    for (const topic of topicsOf(entity)) {
      if (!covered.some((filter) => matches(filter, topic))) wanted.add(topic);
    }
  }
  return [...wanted].sort();
}
