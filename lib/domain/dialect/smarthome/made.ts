import type { Entity } from '../../entity/entity.ts';
import type { Definition, DeviceDescription } from '../dialect.ts';
import type { Scalar } from '../infer/scalar.ts';
import { describeItem, type Spot } from './describe.ts';
import { valueAs } from './item.ts';

/** What was made of each topic. */
export type Made = Map<string, { readonly kind: string; readonly as: string }>;

const MAX_TOPICS = 10_000;

/** Is everything said of the topic, as long as its values look like this? */
export function isSettled(made: Made, topic: string, scalar: Scalar): boolean {
  const known = made.get(topic);
  if (known === undefined) return false;
  const { as } = known;
  // A value outside of yes and no: it was more than that after all.
  if (as !== 'boolean' || scalar.type === 'nonsense') return true;
  return valueAs(scalar, 'boolean') !== undefined;
}

/** Defines the value of a topic, in the place of what it was taken for before. */
export function make(
  made: Made,
  device: DeviceDescription,
  spot: Spot,
  scalar: Scalar,
): readonly Definition[] {
  const entity = describeItem(spot, scalar);
  if (entity === null) return [];
  const before = made.get(spot.topic);
  if (before === undefined && made.size >= MAX_TOPICS) return [];
  made.set(spot.topic, { kind: entity.kind, as: String(entity.source.binding['as']) });
  // The topic's only entity is this one now.
  return [{ type: 'define', device, entities: [entity], complete: true }];
}

/** Takes up what was made before a restart. */
export function recall(made: Made, entities: readonly Entity[]): void {
  for (const { kind, source } of entities) {
    const [topic] = source.stateTopics;
    if (topic !== undefined) made.set(topic, { kind, as: String(source.binding['as']) });
  }
}
