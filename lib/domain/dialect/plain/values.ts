import { describedEntity } from '../describing.ts';
import type { Definition, EntityDescription, ParsedMessage } from '../dialect.ts';
import { type Inference, infer } from '../infer/infer.ts';
import { readable } from '../infer/names.ts';
import type { Scalar } from '../infer/scalar.ts';
import { deviceWith } from './asides.ts';
import { type As, boundBy } from './bound.ts';
import { confidenceOf } from './confidence.ts';
import { isStateKey, type Leaf, leavesOf } from './flatten.ts';
import { formOf } from './form.ts';
import { type Notebook, note, noteDevice, ownerKey, tooMany } from './notebook.ts';
import type { Refinement, ValuePlace } from './place.ts';
import { booleanOf } from './read-value.ts';

/** Forms of payloads remembered for a topic. */
const MAX_FORMS = 32;
/** A text of more words is prose, one longer word a key or a code: no state either way. */
const MAX_WORDS = 8;
const MAX_TEXT = 64;
const MAX_WORD = 40;

/** Is everything in a message of this form known already? The quick answer for a steady stream. */
export const isSettled = ({ topics }: Notebook, message: ParsedMessage): boolean =>
  topics.get(message.topic)?.seen.has(formOf(message)) ?? false;

/** New entities that the values of a payload call for; nothing if all of them are known. */
export function defineValues(
  notebook: Notebook,
  place: ValuePlace,
  message: ParsedMessage,
): readonly Definition[] {
  const { topic } = message;
  const known = notebook.topics.get(topic);
  if (known === undefined && notebook.topics.size >= notebook.maxTopics)
    return [{ type: 'rejected', reason: tooMany(notebook) }];
  const leaves = place.leaves?.(message) ?? leavesOf(message, place.names.at(-1));
  const removed: string[] = [];
  const entities: EntityDescription[] = [];
  for (const leaf of leaves) {
    const entity = entityFor(notebook, place, topic, leaf);
    if (entity === null) continue;
    const bound = boundBy(entity);
    const as = bound === null ? undefined : known?.paths.get(bound.key);
    if (as !== undefined && !isOutgrown(as, leaf.scalar)) continue;
    const owner = notebook.owners.get(ownerKey(entity.kind, entity.uniqueId));
    if (owner !== undefined && owner !== topic) continue;
    if (!note(notebook, topic, entity)) continue;
    if (as !== undefined) removed.push(entity.uniqueId);
    noteDevice(notebook, entity);
    entities.push(entity);
  }
  if (entities.length === 0) {
    if (known === undefined) return rejection(leaves);
    if (place.isShared) return [];
    if (known.seen.size >= MAX_FORMS) known.seen.clear();
    known.seen.add(formOf(message));
    return [];
  }
  const device = deviceWith(notebook, place.device);
  const define: Definition = { type: 'define', device, entities, complete: false };
  return removed.length === 0
    ? [define]
    : [{ type: 'remove', definedBy: topic, uniqueIds: removed }, define];
}

/** A word outside its pair: it was no yes-or-no value after all (conventions §8). */
const isOutgrown = (as: As, scalar: Scalar): boolean =>
  as === 'boolean' && hasValue(scalar) && booleanOf(scalar) === null;

const hasValue = (scalar: Scalar): boolean =>
  scalar.type !== 'unknown' && scalar.type !== 'nonsense';

/** The entity that a value is, or null if it is none to show. */
function entityFor(
  notebook: Notebook,
  place: ValuePlace,
  topic: string,
  leaf: Leaf,
): EntityDescription | null {
  const refinement = place.refine === undefined ? {} : place.refine(leaf);
  if (refinement === null || leaf.scalar.type === 'nonsense') return null;
  const key = leaf.path.join('\n');
  const isText =
    notebook.topics.get(topic)?.paths.get(key) === 'boolean' && isOutgrown('boolean', leaf.scalar);
  const scalar: Scalar =
    isText && leaf.scalar.type === 'word' ? { type: 'text', text: leaf.scalar.text } : leaf.scalar;
  const unit = leaf.unit ?? notebook.units.get(topic) ?? null;
  const inferred = infer(
    [...place.names, ...leaf.names],
    place.context,
    // Of a sensor that is null now the name must do.
    scalar.type === 'unknown' && refinement.kind === 'sensor' ? TYPICAL : scalar,
    unit,
  );
  if (inferred === null && refinement.kind === undefined) return null;
  if (inferred?.as === 'text' && refinement.kind === undefined && !isState(leaf, scalar))
    return null;
  return entityOf(notebook, place, topic, leaf, inferred, refinement);
}

/** Is the text a state to show, and not a label, a key or a message to a person? */
function isState({ names }: Leaf, scalar: Scalar): boolean {
  if (scalar.type !== 'text' && scalar.type !== 'word') return true;
  const { text } = scalar;
  if (text.length > MAX_TEXT || /[\r\n<>{}]/.test(text)) return false;
  const words = text.split(/\s+/);
  if (words.length > MAX_WORDS || words.some((word) => word.length > MAX_WORD)) return false;
  return names.length === 0 || isStateKey(names.at(-1) ?? '');
}

/** A number that is plausible for most quantities. */
const TYPICAL: Scalar = { type: 'number', value: 50, unit: null };

const OF_NULL: Inference = {
  kind: 'sensor',
  as: 'number',
  deviceClass: null,
  stateClass: null,
  unit: null,
  assumedUnit: false,
  category: null,
};

function entityOf(
  notebook: Notebook,
  place: ValuePlace,
  topic: string,
  leaf: Leaf,
  inferred: Inference | null,
  { binding, commandTopics = [], ...told }: Refinement,
): EntityDescription {
  const names = [...place.names, ...leaf.names];
  const { as, assumedUnit, ...rest } = inferred ?? OF_NULL;
  const device = place.device.identifiers[0] ?? place.uniquePrefix;
  const named = notebook.devices.get(device)?.name ?? null;
  const topics = place.availabilityTopics;
  return describedEntity({
    ...rest,
    uniqueId: [
      place.uniquePrefix,
      ...(names.length > 0 ? names : [as === 'position' ? 'position' : 'value']),
    ].join('/'),
    name: nameOf(names, as),
    confidence: confidenceOf(place.confidence, inferred ?? OF_NULL, leaf),
    ...told,
    source: {
      dialect: notebook.dialect,
      definedBy: topic,
      stateTopics: [topic],
      commandTopics,
      availability: topics.length === 0 ? null : { mode: 'latest', topics, untilHeard: true },
      binding: {
        path: [...leaf.path],
        as,
        assumedUnit: assumedUnit && told.unit === undefined,
        device,
        ...(named === null ? {} : { named }),
        ...binding,
      },
    },
  });
}

/** A tracker without a name of its own is what its device is about. */
function nameOf(names: readonly string[], as: As): string | null {
  if (names.length > 0) return readable(names.join(' '));
  return as === 'position' ? null : 'Value';
}

/** Why nothing came of a message on a topic of ours. */
function rejection(leaves: readonly Leaf[]): readonly Definition[] {
  const [first] = leaves;
  if (first === undefined) return [{ type: 'rejected', reason: 'no values in the object' }];
  const { scalar } = first;
  if (scalar.type === 'nonsense') return [{ type: 'rejected', reason: scalar.reason }];
  if (scalar.type === 'unknown') return [{ type: 'rejected', reason: 'no value yet' }];
  return scalar.type === 'text' || scalar.type === 'word'
    ? [{ type: 'rejected', reason: 'this is a text to read, not a state' }]
    : [];
}
