import type { Entity } from '../../../domain/entity/entity.ts';
import { topicsOf } from '../../../domain/entity/entity-registry.ts';
import type { Home } from '../../../domain/entity/home.ts';
import { isFilter } from '../../../domain/entity/topic-filter.ts';

/**
 * What the broker may keep of these devices and nobody else uses: their definitions, states and
 * availability. `shared` are topics that define others too, and must be left alone.
 */
export function topicsToClear(
  home: Home,
  devices: readonly string[],
  besides: readonly string[] = [],
): { readonly cleared: readonly string[]; readonly shared: readonly string[] } {
  const going = new Set(devices);
  const all = home.entities();
  const used = new Set<string>();
  const definers = new Set<string>();
  for (const entity of all) {
    if (going.has(entity.deviceId)) continue;
    for (const topic of exact(entity)) used.add(topic);
    if (entity.source.definedBy !== null) definers.add(entity.source.definedBy);
  }
  const leaving = all.filter(({ deviceId }) => going.has(deviceId) && !besides.includes(deviceId));
  const wanted = new Set(
    leaving.flatMap((entity) => [entity.source.definedBy ?? '', ...exact(entity)]),
  );
  wanted.delete('');
  return {
    cleared: [...wanted].filter((topic) => !used.has(topic) && !definers.has(topic)),
    shared: [...wanted].filter((topic) => definers.has(topic)),
  };
}

/** Topics that one publish can clear. */
const exact = (entity: Entity): readonly string[] =>
  topicsOf(entity).filter((topic) => !isFilter(topic) && !topic.startsWith('$'));
