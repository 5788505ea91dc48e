import { BY_HAND_ORIGIN } from '../by-hand.ts';
import type {
  Definition,
  DeviceDescription,
  EntityDescription,
  ParsedMessage,
} from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { type Config, flag, readConfig, text } from './config.ts';
import { describeDevice } from './describe-device.ts';
import { describeEntity } from './describe-entity.ts';
import { type DiscoveryTopic, identityOf, readDiscoveryTopic } from './discovery-topic.ts';

/** Of each device-based topic: the unique id that each of its component ids stood for. */
export type Memory = { readonly parts: Map<string, Map<string, string>> };

/** What a device-based payload hands down to components that do not say it (conventions §1.3). */
const INHERITED = [
  ...['availability', 'availability_mode', 'availability_template', 'availability_topic'],
  ...['command_topic', 'state_topic', 'payload_available', 'payload_not_available'],
  ...['qos', 'encoding', '~'],
];

const MAX_COMPONENTS = 500;
/** Device-based topics whose component ids are remembered, far more than a house has. */
const MAX_TOPICS = 10_000;

/** Reads a discovery message; [] if it is none. */
export function define(
  prefix: string,
  dialect: string,
  memory: Memory,
  message: ParsedMessage,
): readonly Definition[] {
  const place = readDiscoveryTopic(prefix, message.topic);
  if (place === null) return [];
  if (typeof place === 'string') return [rejected(place)];
  const definedBy = message.topic;
  const json = message.payload.length === 0 ? {} : message.json();
  if (!isObject(json)) return [rejected('the configuration is not a JSON object')];
  // An empty payload removes, and to Home Assistant an empty object is just as empty.
  if (Object.keys(json).length === 0) {
    memory.parts.delete(definedBy);
    return [{ type: 'remove', definedBy, uniqueIds: null }];
  }
  const root = readConfig(json);
  if (flag(root, 'migrate_discovery', false)) return [{ type: 'release', definedBy }];
  const device = describeDevice(root.get('device'));
  if (place.component === 'device') {
    const inherited = new Map(
      INHERITED.flatMap((key) => (root.has(key) ? [[key, root.get(key)]] : [])),
    );
    if (typeof json['~'] === 'string') inherited.set('~', json['~']);
    return defineParts({ prefix, dialect, definedBy, place, device, inherited }, memory, root);
  }
  const { component, identity } = place;
  const entity = describeEntity(root, device, {
    ...{ dialect, topic: definedBy, component, part: null, identity },
  });
  if (typeof entity === 'string') return [rejected(entity)];
  // The same topic stands for one entity: if its unique id changes, the old entity goes.
  return [{ type: 'define', device, entities: [markByHand(entity, root)], complete: true }];
}

/** What a person made here knowingly reads topics that others may read too. */
function markByHand(entity: EntityDescription, root: Config): EntityDescription {
  const origin = root.get('origin');
  if (!isObject(origin) || origin['name'] !== BY_HAND_ORIGIN) return entity;
  return { ...entity, source: { ...entity.source, byHand: true } };
}

type DeviceBased = {
  readonly prefix: string;
  readonly dialect: string;
  readonly definedBy: string;
  readonly place: DiscoveryTopic;
  readonly device: DeviceDescription | null;
  readonly inherited: ReadonlyMap<string, unknown>;
};

function defineParts(given: DeviceBased, memory: Memory, root: Config): readonly Definition[] {
  const { prefix, dialect, definedBy, place, device, inherited } = given;
  const components = root.get('components');
  if (!isObject(components)) return [rejected('a device configuration needs components')];
  const known = memory.parts.get(definedBy) ?? new Map<string, string>();
  const entities: EntityDescription[] = [];
  const gone: string[] = [];
  const refusals: Definition[] = [];
  const taken = new Set<string>();
  const all = Object.entries(components);
  if (all.length === 0) return [rejected('a device configuration needs components')];
  if (all.length > MAX_COMPONENTS) {
    refusals.push(rejected(`of ${all.length} components only ${MAX_COMPONENTS} are taken`));
  }
  for (const [part, value] of all.slice(0, MAX_COMPONENTS)) {
    const entity = isObject(value)
      ? unique(describePart(part, value))
      : 'a component must be a JSON object';
    const before = known.get(part);
    if (entity === null || (typeof entity === 'object' && entity.uniqueId !== before)) {
      if (before !== undefined) gone.push(before);
      known.delete(part);
    }
    if (typeof entity === 'string') refusals.push(rejected(`${part.slice(0, 40)}: ${entity}`));
    else if (entity !== null) {
      entities.push(entity);
      known.set(part, entity.uniqueId);
    }
  }
  if (known.size > 0) remember(memory, definedBy, known);
  const listed = new Set(entities.map(({ uniqueId }) => uniqueId));
  const uniqueIds = gone.filter((id) => !listed.has(id));
  return [
    ...(uniqueIds.length > 0 ? [{ type: 'remove', definedBy, uniqueIds } as const] : []),
    ...(entities.length > 0
      ? [{ type: 'define', device, entities, complete: false } as const]
      : []),
    ...refusals,
  ];

  /** Home Assistant keeps the first of two components of one platform that claim one unique id. */
  function unique(entity: EntityDescription | string | null): EntityDescription | string | null {
    if (entity === null || typeof entity === 'string') return entity;
    const identity = `${entity.kind}\n${entity.uniqueId}`;
    if (taken.has(identity)) return `unique id "${entity.uniqueId}" is used twice`;
    taken.add(identity);
    return entity;
  }

  /** null: the component is to be removed, for it names nothing but its platform. */
  function describePart(part: string, value: Readonly<Record<string, unknown>>) {
    if (Object.keys(value).every((key) => key === 'platform' || key === 'p')) return null;
    const config = readConfig(value, inherited);
    const component = text(config, 'platform');
    if (component === null) return 'a component needs its platform';
    const identity = identityOf(prefix, component, [place.objectId, part]);
    return describeEntity(config, device, { dialect, topic: definedBy, component, part, identity });
  }
}

function remember({ parts }: Memory, definedBy: string, known: Map<string, string>): void {
  parts.set(definedBy, known);
  const [oldest] = parts.keys();
  if (parts.size > MAX_TOPICS && oldest !== undefined) parts.delete(oldest);
}

const rejected = (reason: string): Definition => ({ type: 'rejected', reason });
