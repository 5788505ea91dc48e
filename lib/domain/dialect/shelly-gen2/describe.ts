import { describedDevice, describedEntity, macIdentifier } from '../describing.ts';
import type { DeviceDescription, EntityDescription } from '../dialect.ts';
import type { ComponentName } from './component-types.ts';
import { eventsTopic, onlineTopic, replyTopic, requestTopic, statusTopic } from './frame.ts';
import { modelOf } from './models.ts';
import { type DeviceFacts, featureKey, learn, MAX_FEATURES, type Notebook } from './notebook.ts';
import type { Fields, Part } from './part.ts';

export const DIALECT = 'shelly-gen2';

/**
 * One part of a component as an entity: the very same one as long as nothing more is known, for
 * devices tell of their parts with every status.
 */
export function describePart(
  memory: Notebook,
  prefix: string,
  facts: DeviceFacts,
  component: ComponentName,
  part: Part,
  status: Fields,
): EntityDescription {
  const key = featureKey(facts.identity, component.name, part.key);
  const features = part.features ? learn(memory, key, part.features(status)) : [];
  const { source, mac, version, wakeupS } = facts;
  const from = [prefix, source, mac, version, wakeupS, ...features].join('\n');
  const known = memory.described.get(key);
  if (known?.from === from) return known.entity;
  const entity = partOf(prefix, facts, component, part, features);
  if (known !== undefined || memory.described.size < MAX_FEATURES)
    memory.described.set(key, { from, entity });
  return entity;
}

function partOf(
  prefix: string,
  facts: DeviceFacts,
  component: ComponentName,
  part: Part,
  features: readonly string[],
): EntityDescription {
  const { identity } = facts;
  const isSleeper = facts.wakeupS > 0;
  const { deviceClass = null, stateClass = null, unit = null } = part;
  return describedEntity({
    uniqueId: [identity, component.name, ...(part.key === '' ? [] : [part.key])].join('-'),
    kind: part.kind,
    name: part.name(component.label),
    ...{ deviceClass, stateClass, unit },
    category: part.category ?? null,
    enabled: part.enabled ?? true,
    capabilities: part.capabilities?.(features) ?? {},
    source: {
      dialect: DIALECT,
      // The same for all of a device, however its prefix is changed.
      definedBy: null,
      stateTopics: [
        eventsTopic(prefix),
        ...(part.occurs ? [] : [statusTopic(prefix, component.name), replyTopic(prefix)]),
        // It says nothing about a sleeper, but is the device's all the same.
        ...(isSleeper ? [onlineTopic(prefix)] : []),
      ],
      commandTopics: part.call ? [requestTopic(prefix)] : [],
      availability: isSleeper
        ? null
        : { mode: 'latest', topics: [onlineTopic(prefix)], untilHeard: true },
      expireAfterMs: isSleeper && !part.occurs ? sleepMs(facts.wakeupS) : null,
      binding: {
        ...{ prefix, identity, component: component.name, part: part.key },
        ...(facts.source === null ? {} : { source: facts.source }),
        ...(facts.mac === null ? {} : { mac: facts.mac }),
        ...(features.length === 0 ? {} : { features }),
        ...(isSleeper ? { wakeupS: facts.wakeupS } : {}),
        ...(part.kind === 'update' && facts.version !== null ? { version: facts.version } : {}),
      },
    },
  });
}

/** A battery device that missed two of its wake-ups is out of reach. */
const sleepMs = (wakeupS: number) => Math.round(wakeupS * 2.1 * 1000);

/** The device at a prefix, as far as it is known. */
export function describeShelly(prefix: string, facts: DeviceFacts): DeviceDescription {
  const { identity, source, mac } = facts;
  const hardware = mac === null ? null : macIdentifier(mac);
  return describedDevice({
    name: facts.name ?? prefix,
    manufacturer: 'Shelly',
    model: facts.model ?? (source === null ? null : modelOf(source)),
    swVersion: facts.version,
    identifiers: [
      ...[`shelly:${identity}`, ...(source === null ? [] : [source])],
      ...(hardware === null ? [] : [hardware]),
    ],
  });
}
