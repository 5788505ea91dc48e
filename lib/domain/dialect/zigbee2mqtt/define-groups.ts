import { describedDevice } from '../describing.ts';
import type { Definition, EntityDescription } from '../dialect.ts';
import { namesOf } from './define-devices.ts';
import type { ZigbeeGroup } from './group-list.ts';
import { groupParts } from './group-parts.ts';
import { gone, listed, type Network } from './memory.ts';
import { isTopicPart, placed } from './place.ts';

/** The groups of a network as devices. They have no features of their own: without the devices nothing can be said of them. */
export function defineGroups(base: string, network: Network): readonly Definition[] {
  const { devices, groups, bridge } = network;
  if (devices === null || groups === null) return [];
  const topic = `${base}/bridge/groups`;
  const names = namesOf(network);
  const byAddress = new Map(devices.map((device) => [device.address, device]));
  const definitions: Definition[] = [];
  const now = new Set<string>();
  for (const group of groups) {
    if (!isTopicPart(group.name)) {
      const reason = `a group cannot be called "${group.name.slice(0, 60)}"`;
      definitions.push({ type: 'rejected', reason });
      continue;
    }
    const identity = `${base}_group_${group.id}`;
    const entities: readonly EntityDescription[] = groupParts(group, byAddress).map((part) =>
      placed(part, {
        ...{ base, name: group.name, identity, definedBy: topic, names },
        output: bridge?.output ?? 'unknown',
      }),
    );
    if (entities.length === 0) continue;
    const device = describeGroup(base, group, bridge?.address ?? null);
    definitions.push({ type: 'define', device, entities, complete: false, whole: true });
    for (const entity of entities) now.add(listed(entity));
  }
  return [...gone(network, topic, now), ...definitions];
}

const describeGroup = (base: string, { id, name }: ZigbeeGroup, bridge: string | null) =>
  describedDevice({
    name,
    manufacturer: 'Zigbee2MQTT',
    model: 'Group',
    // In its discovery for Home Assistant the base topic is written as the numbers of its letters.
    identifiers: [
      `${base}_group_${id}`,
      `zigbee2mqtt_${[...base].map((letter) => letter.charCodeAt(0)).join('')}_${id}`,
    ],
    viaDevice: bridge === null ? null : `zigbee2mqtt_bridge_${bridge}`,
  });
