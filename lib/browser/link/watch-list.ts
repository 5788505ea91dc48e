import { DIALECTS } from '../../domain/dialect/dialects.ts';
import type { Entity } from '../../domain/entity/entity.ts';
import { topicsOf } from '../../domain/entity/entity-registry.ts';
import { matches } from '../../domain/entity/topic-filter.ts';

/** Where new devices make themselves known, in every dialect. */
export const DISCOVERY_FILTERS: readonly string[] = [
  ...new Set(DIALECTS.flatMap(({ announces }) => announces)),
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
