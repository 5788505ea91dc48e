import type { Entity } from '../../entity/entity.ts';
import type { Definition, EntityDescription, ParsedMessage, Report } from '../dialect.ts';
import { type Inference, infer } from '../infer/infer.ts';
import { readable } from '../infer/names.ts';
import type { Scalar } from '../infer/scalar.ts';
import { type Leaf, leafAt, leavesOf } from './flatten.ts';
import { bindingOf, type Notebook, note, ownerKey, pathKey } from './notebook.ts';
import { timeOf } from './payload-time.ts';
import type { Place } from './place.ts';

type ValuePlace = Extract<Place, { type: 'values' }>;

/** New entities that the values of a payload call for; nothing if all of them are known. */
export function defineValues(
  notebook: Notebook,
  place: ValuePlace,
  message: ParsedMessage,
): readonly Definition[] {
  const { topic } = message;
  const known = notebook.topics.get(topic);
  const leaves = leavesOf(message);
  const removed: string[] = [];
  const entities: EntityDescription[] = [];
  for (const leaf of leaves) {
    const as = known?.get(pathKey(leaf.path));
    if (
      as !== undefined &&
      (as !== 'boolean' || booleanOf(leaf.scalar) !== null || !hasValue(leaf.scalar))
    )
      continue;
    // A word outside its pair: it was no yes-or-no value after all (conventions §8).
    const scalar: Scalar = as === 'boolean' ? asState(leaf.scalar) : leaf.scalar;
    const inference = infer([...place.names, ...leaf.path], place.context, scalar, leaf.unit);
    if (inference === null) continue;
    const entity = entityOf(place, topic, leaf, inference);
    const owner = notebook.owners.get(ownerKey(entity.kind, entity.uniqueId));
    if (owner !== undefined && owner !== topic) continue;
    if (!note(notebook, topic, entity.kind, entity.uniqueId, { path: leaf.path, as: inference.as }))
      continue;
    if (as !== undefined) removed.push(entity.uniqueId);
    entities.push(entity);
  }
  if (entities.length === 0) return known === undefined ? rejection(leaves) : [];
  const define: Definition = { type: 'define', device: place.device, entities, complete: false };
  return removed.length === 0
    ? [define]
    : [{ type: 'remove', definedBy: topic, uniqueIds: removed }, define];
}

/** Why nothing came of a message on a topic of ours. */
function rejection(leaves: readonly Leaf[]): readonly Definition[] {
  const [first] = leaves;
  if (first === undefined) return [{ type: 'rejected', reason: 'no values in the object' }];
  const { scalar } = first;
  if (scalar.type === 'nonsense') return [{ type: 'rejected', reason: scalar.reason }];
  return scalar.type === 'unknown' ? [{ type: 'rejected', reason: 'no value yet' }] : [];
}

const hasValue = (scalar: Scalar): boolean =>
  scalar.type !== 'unknown' && scalar.type !== 'nonsense';

/** A word as the text it is. */
const asState = (scalar: Scalar): Scalar =>
  scalar.type === 'word' ? { type: 'text', text: scalar.text } : scalar;

function entityOf(
  place: ValuePlace,
  topic: string,
  { path }: Leaf,
  inference: Inference,
): EntityDescription {
  const names = [...place.names, ...path];
  const { as, assumedUnit, ...rest } = inference;
  const { availabilityTopic } = place;
  return {
    ...rest,
    uniqueId: [place.uniquePrefix, ...(names.length > 0 ? names : ['value'])].join('/'),
    name: names.length > 0 ? readable(names.join(' ')) : 'Value',
    enabled: true,
    icon: null,
    capabilities: {},
    source: {
      dialect: 'plain',
      definedBy: topic,
      stateTopics: [topic],
      commandTopics: [],
      availability:
        availabilityTopic === null
          ? null
          : { mode: 'latest', topics: [availabilityTopic], untilHeard: true },
      expireAfterMs: null,
      offDelayMs: null,
      optimistic: false,
      binding: { path: [...path], as, assumedUnit },
    },
  };
}

/** What a payload says about a value entity. */
export function readValue(entity: Entity, message: ParsedMessage): readonly Report[] {
  const binding = bindingOf(entity);
  if (binding === null) return [{ type: 'rejected', reason: 'the entity is bound to nothing' }];
  const scalar = leafAt(message, binding.path);
  if (scalar === undefined) return [];
  if (scalar.type === 'nonsense') return [{ type: 'rejected', reason: scalar.reason }];
  const property = binding.as === 'boolean' ? 'on' : 'value';
  const at = timeOf(message);
  if (scalar.type === 'unknown') return [{ type: 'state', property, value: null, at }];
  const value = valueAs(scalar, binding.as);
  if (value === null) return [{ type: 'rejected', reason: `this is no ${binding.as}` }];
  return [{ type: 'state', property, value, at }];
}

function valueAs(scalar: Scalar, as: Inference['as']): number | boolean | string | null {
  switch (as) {
    case 'number':
      return scalar.type === 'number' ? scalar.value : null;
    case 'boolean':
      return booleanOf(scalar);
    case 'text':
      return textOf(scalar);
  }
}

function booleanOf(scalar: Scalar): boolean | null {
  if (scalar.type === 'boolean') return scalar.value;
  if (scalar.type === 'word') return scalar.word.value;
  if (scalar.type !== 'number' || scalar.unit !== null) return null;
  return scalar.value === 1 ? true : scalar.value === 0 ? false : null;
}

function textOf(scalar: Scalar): string | null {
  if (scalar.type === 'text' || scalar.type === 'word') return scalar.text;
  return scalar.type === 'number' || scalar.type === 'boolean' ? String(scalar.value) : null;
}
