import type { Binding } from '../../entity/entity.ts';
import { describedEntity } from '../describing.ts';
import type { EntityDescription } from '../dialect.ts';
import type { Part } from './form.ts';

export const DIALECT = 'zigbee2mqtt';

/** What a bridge's settings say about how states are published: JSON, one topic for each key, or not told. */
export type Output = 'json' | 'attribute' | 'unknown';

/** Where a device or group speaks. */
export type Place = {
  readonly base: string;
  /** Address of the device, or what stands for it: unique ids begin with it. */
  readonly identity: string;
  readonly name: string;
  readonly definedBy: string;
  readonly output: Output;
  /** Names of all devices and groups: a key's topic may be another device's. */
  readonly names: ReadonlySet<string>;
};

/** Keys of a colour that have topics of their own. */
const COLOR = /^color(?!_mode|_temp)/;
const COLOR_KEYS = ['x', 'y', 'hue', 'saturation'];

/**
 * Puts a part where its device speaks. It is there as long as the bridge is, and as the device is
 * where the bridge watches that.
 */
export function placed(part: Part, place: Place): EntityDescription {
  const {
    id,
    properties,
    gettable: _,
    isSettable,
    optimistic = false,
    binding: __,
    ...about
  } = part;
  const topic = `${place.base}/${place.name}`;
  const hasOwnTopic = part.kind === 'event' && place.output === 'attribute';
  return describedEntity({
    ...about,
    uniqueId: `${place.identity}_${id}`,
    source: {
      dialect: DIALECT,
      definedBy: place.definedBy,
      whole: true,
      stateTopics: properties.length === 0 ? [] : [topic, ...attributeTopics(part, topic, place)],
      commandTopics: isSettable ? [`${topic}/set`] : [],
      availability: {
        mode: 'all',
        topics: [`${place.base}/bridge/state`, `${topic}/availability`],
        // Watching devices is an option: silence says nothing.
        untilHeard: true,
      },
      optimistic,
      binding: hasOwnTopic ? { ...keptBinding(part), hasOwnTopic } : keptBinding(part),
    },
  });
}

const bindings = new WeakMap<Part, Binding>();

/** The binding of a part: one and the same for all devices that share it. */
function keptBinding(part: Part): Binding {
  const { binding, gettable } = part;
  if (gettable.length === 0) return binding;
  const known = bindings.get(part) ?? { ...binding, gettable };
  bindings.set(part, known);
  return known;
}

/**
 * Topics of single keys (option `output`). An action is also told on a topic of its own, for
 * triggers of Home Assistant: that topic is the entity's, but counts only where there is no JSON.
 */
function attributeTopics(
  { kind, properties }: Part,
  topic: string,
  place: Place,
): readonly string[] {
  if (place.output === 'json' && kind !== 'event') return [];
  const keys = properties.flatMap((property) =>
    kind === 'light' && COLOR.test(property)
      ? [property, ...COLOR_KEYS.flatMap((key) => [`${property}-${key}`, `${property}/${key}`])]
      : [property],
  );
  return keys
    .filter((key) => key !== 'availability' && key !== 'set' && key !== 'get')
    .filter((key) => !place.names.has(`${place.name}/${key}`))
    .map((key) => `${topic}/${key}`);
}

/** A friendly name that can stand in a topic; a wildcard in it would listen to the whole house. */
export const isTopicPart = (name: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: MQTT forbids just this one (1.5.4)
  name !== '' && name.length <= 1000 && !/[+#\u0000]/.test(name);
