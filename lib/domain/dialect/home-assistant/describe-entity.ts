import type { EntityKind } from '../../entity/entity.ts';
import type { DeviceDescription, EntityDescription } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { ATTRIBUTE_KEYS, attributesPart } from './attributes.ts';
import {
  type AvailabilityPart,
  availabilityParts,
  availabilityRule,
  boundParts,
} from './availability.ts';
import { type Opened, topics } from './component.ts';
import { componentNamed } from './components.ts';
import { type Config, flag, textOrNull } from './config.ts';
import { type Encoding, encodingOf } from './encoding.ts';
import { entityName, nameOfClass } from './naming.ts';
import { asksAboutItself } from './self.ts';
import type { TopicReader } from './topic-reader.ts';

/** Where a configuration stands. */
export type Place = {
  readonly dialect: string;
  /** The discovery topic. */
  readonly topic: string;
  readonly component: string;
  /** Id of the component inside a device-based payload; null for a single configuration. */
  readonly part: string | null;
  /** Identity of an entity that has no unique id of its own. */
  readonly identity: string;
};

/** What the binding keeps of every component. */
const COMMON_KEYS = [...ATTRIBUTE_KEYS, 'encoding'] as const;

const ICON = /^mdi:[a-z0-9-]{1,64}$/;

/** The entity that a configuration describes, or what is wrong with it. */
export function describeEntity(
  config: Config,
  device: DeviceDescription | null,
  place: Place,
): EntityDescription | string {
  const component = componentNamed(place.component);
  if (typeof component === 'string') return component;
  const opened = component.open(config);
  if (typeof opened === 'string') return opened;
  const { kind } = component;
  const parts = availabilityParts(config);
  const category = textOrNull(config, 'entity_category');
  const icon = textOrNull(config, 'icon');
  const keys = new Set([...component.keys, ...COMMON_KEYS]);
  const fallback = opened.defaultName ?? nameOfClass(opened.deviceClass ?? kind);
  const kept = [...keys].flatMap((key): [string, unknown][] =>
    config.has(key) ? [[key, config.get(key)]] : [],
  );
  return {
    uniqueId: textOrNull(config, 'unique_id') ?? place.identity,
    kind,
    name: entityName(config, device?.name ?? '', fallback),
    deviceClass: opened.deviceClass,
    stateClass: opened.stateClass,
    unit: opened.unit,
    category: category === 'config' || category === 'diagnostic' ? category : null,
    enabled: flag(config, 'enabled_by_default', true),
    icon: icon !== null && ICON.test(icon) ? icon : null,
    capabilities: opened.capabilities,
    source: {
      dialect: place.dialect,
      definedBy: place.topic,
      stateTopics: topics(...opened.stateTopics, attributesPart(config)?.topic),
      commandTopics: opened.commandTopics,
      availability: availabilityRule(config, parts),
      expireAfterMs: opened.expireAfterMs,
      offDelayMs: opened.offDelayMs,
      optimistic: opened.optimistic,
      binding: {
        component: place.component,
        part: place.part,
        config: Object.fromEntries(kept),
        availability: parts,
      },
    },
  };
}

/** An entity's binding, ready to read and encode. */
export type Bound = {
  readonly kind: EntityKind;
  readonly opened: Opened;
  readonly attributes: TopicReader | null;
  readonly availability: readonly AvailabilityPart[];
  readonly encoding: Encoding | null;
  /** Its templates want to know of the entity itself. */
  readonly asksAboutItself: boolean;
};

/** Opens a binding again, for instance one that comes from the database; or says what is wrong. */
export function openBinding(binding: Readonly<Record<string, unknown>>): Bound | string {
  const { component: name, config } = binding;
  if (typeof name !== 'string' || !isObject(config)) return 'the binding is damaged';
  const component = componentNamed(name);
  if (typeof component === 'string') return component;
  const known: Config = new Map(Object.entries(config));
  const opened = component.open(known);
  if (typeof opened === 'string') return opened;
  return {
    kind: component.kind,
    opened,
    attributes: attributesPart(known),
    availability: boundParts(binding['availability']),
    encoding: encodingOf(known),
    asksAboutItself: asksAboutItself(known),
  };
}
