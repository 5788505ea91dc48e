import type { DeviceDescription, EntityDescription, ParsedMessage } from '../dialect.ts';
import { readable } from '../infer/names.ts';
import { isRoom } from '../infer/rooms.ts';
import type { Leaf } from './flatten.ts';

/** Where values stand, and which device they belong to. */
export type ValuePlace = {
  readonly type: 'values';
  readonly device: DeviceDescription;
  /** Start of the unique ids; `/` cannot be part of a level, so ids cannot collide. */
  readonly uniquePrefix: string;
  /** Names the topic gives its value, outermost first; none for `sensors/<device>/data`. */
  readonly names: readonly string[];
  /** The level before, which may tell what a nameless value is. */
  readonly context: string | null;
  readonly availabilityTopics: readonly string[];
  /** How certain it is that this is a device's value at all, 0–1. */
  readonly confidence: number;
  /** Several devices speak on this topic: a payload of a known form may be another's. */
  readonly isShared?: boolean;
  /** The values, where they are not the whole payload. */
  readonly leaves?: (message: ParsedMessage) => readonly Leaf[];
  /** What is known of a value beyond what its name tells; null: it is none to show. */
  readonly refine?: (leaf: Leaf) => Refinement | null;
};

/** What an application's own documentation says of a value; it wins over what is inferred. */
export type Refinement = Partial<
  Pick<
    EntityDescription,
    | 'kind'
    | 'name'
    | 'deviceClass'
    | 'stateClass'
    | 'unit'
    | 'category'
    | 'capabilities'
    | 'icon'
    | 'enabled'
  >
> & {
  /** Further keys of the binding (bound.ts). */
  readonly binding?: Readonly<Record<string, unknown>>;
  readonly commandTopics?: readonly string[];
};

/** Where a topic stands in the plain tree, and which device speaks there. */
export type Place =
  | ValuePlace
  | { readonly type: 'light'; readonly device: DeviceDescription; readonly level: string };

/** Last levels that carry commands or requests, never states (conventions §0, rule 3). */
export const COMMANDS: ReadonlySet<string> = new Set(
  'set get cmnd command cmd rpc api request write'.split(' '),
);
const MAX_LEVEL = 120;
/** The documented trees: somebody followed our instructions. */
const DOCUMENTED = 0.9;

export const statusTopic = (device: string): string => `devices/${device}/status`;
export const lightStateTopic = (device: string): string => `lights/${device}/state`;
export const lightCommandTopic = (device: string): string => `control/lights/${device}`;

/** The place of a documented topic, or null if no state travels there. */
export function placeOf(topic: string): Place | null {
  const levels = topic.split('/');
  const [root, device, last] = levels;
  if (levels.length === 3 && device !== '' && device!.length <= MAX_LEVEL && last !== '') {
    if (root === 'lights' && last === 'state')
      return { type: 'light', device: plainDevice(device!), level: device! };
    if (COMMANDS.has(last!)) return null;
    if (root === 'sensors') return sensors(device!, last!);
    if (root === 'home') return home(device!, last!);
  }
  return null;
}

function sensors(device: string, last: string): ValuePlace {
  return {
    type: 'values',
    device: plainDevice(device),
    uniquePrefix: device,
    names: last === 'data' ? [] : [last],
    context: device,
    availabilityTopics: [statusTopic(device)],
    confidence: DOCUMENTED,
  };
}

function home(room: string, quantity: string): ValuePlace {
  const name = readable(room);
  // `home/temperature/kitchen` is the other way round.
  const isTurned = isRoom(quantity) && !isRoom(room);
  return {
    type: 'values',
    device: deviceOf(`plain:home/${room}`, name, isTurned ? null : name),
    uniquePrefix: `home/${room}`,
    names: [quantity],
    context: isTurned ? room : null,
    availabilityTopics: [],
    confidence: DOCUMENTED,
  };
}

const plainDevice = (device: string): DeviceDescription =>
  deviceOf(`plain:${device}`, readable(device), null);

/** A device of which only a name and perhaps a room are known. */
export const deviceOf = (
  identifier: string,
  name: string,
  room: string | null,
): DeviceDescription => ({
  name,
  manufacturer: null,
  model: null,
  swVersion: null,
  room,
  identifiers: [identifier],
  viaDevice: null,
});
