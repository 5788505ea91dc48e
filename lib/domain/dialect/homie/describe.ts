import type { Binding } from '../../entity/entity.ts';
import { describedEntity } from '../describing.ts';
import type { EntityDescription } from '../dialect.ts';
import type { Property } from './property.ts';
import { type Names, shapeOf } from './shape.ts';

/** One property with what is said around it. */
export type Described = {
  readonly property: Property;
  /** `$name` of the property, its id if it has none. */
  readonly name: string;
  readonly id: string;
  /** Name (id if it has none) and type of its node. */
  readonly nodeName: string;
  readonly nodeType: string;
};

/** Names that do not say of what. */
const GENERAL = new Set(['state', 'value', 'status', 'set', 'on', 'output', 'input']);

/**
 * The names of a device's entities: the node's is put in front of a name that is general or that
 * another property of the device has as well (conventions §10).
 */
export function entityNames(all: readonly Described[]): readonly string[] {
  const count = new Map<string, number>();
  for (const { name } of all) count.set(folded(name), (count.get(folded(name)) ?? 0) + 1);
  return all.map(({ name, nodeName }) => {
    const isClear = !GENERAL.has(folded(name)) && count.get(folded(name)) === 1;
    const hasNode = folded(name).startsWith(folded(nodeName));
    return isClear || hasNode ? name : `${nodeName} ${name}`;
  });
}

const folded = (text: string): string => text.trim().toLowerCase();

/** The entity of a property. `notes` are kept with its binding. */
export function describeProperty(
  described: Described,
  entityName: string,
  dialect: string,
  definedBy: string,
  notes: Binding,
): EntityDescription {
  const { property, name, id, nodeName, nodeType } = described;
  const { topic, stateTopic, rootStateTopic, isSettable, isRetained, generation } = property;
  // The id is told last, for it is the surer of the two: names are free texts. One that is only the
  // end of the name (`level` of `Battery level`) says less.
  const isPart = ` ${folded(name)}`.endsWith(` ${folded(id)}`);
  const own = isPart ? [name] : [name, id];
  const names: Names = { own, node: `${nodeName} ${nodeType}` };
  const { form, parts } = shapeOf(property, names);
  const targets = generation === 5 && isSettable && isRetained ? [`${topic}/$target`] : [];
  return describedEntity({
    uniqueId: topic,
    name: entityName,
    ...parts,
    source: {
      dialect,
      definedBy,
      stateTopics: parts.kind === 'button' ? [] : [topic, ...targets],
      commandTopics: isSettable ? [`${topic}/set`] : [],
      availability: {
        mode: rootStateTopic === null ? 'latest' : 'all',
        topics: rootStateTopic === null ? [stateTopic] : [stateTopic, rootStateTopic],
        untilHeard: true,
      },
      binding: { property, form, ...notes },
    },
  });
}
