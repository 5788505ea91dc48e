import { describedDevice } from '../describing.ts';
import type { Definition, DeviceDescription } from '../dialect.ts';
import type { ZigbeeDevice } from './device-list.ts';
import type { Part } from './form.ts';
import { gone, listed, type Network } from './memory.ts';
import { partsOf } from './parts.ts';
import { isTopicPart, type Place, placed } from './place.ts';
import { scenePart } from './scene.ts';
import { updatePart } from './update.ts';

/**
 * Every device of a network with its entities. Firmware, scenes stored in single lamps and the
 * settings inside main features are worked through the bridge: they are offered once it is known.
 */
export function defineDevices(base: string, network: Network): readonly Definition[] {
  const { devices, bridge } = network;
  if (devices === null) return [];
  const topic = `${base}/bridge/devices`;
  const names = namesOf(network);
  const definitions: Definition[] = [];
  const now = new Set<string>();
  for (const device of devices) {
    if (device.isCoordinator || device.disabled) continue;
    if (!isTopicPart(device.name)) {
      const reason = `a device cannot be called "${device.name.slice(0, 60)}"`;
      definitions.push({ type: 'rejected', reason });
      continue;
    }
    const place: Place = {
      ...{ base, name: device.name, identity: device.address, definedBy: topic, names },
      output: bridge?.output ?? 'unknown',
    };
    const { main, settings } = partsOf(device.exposes);
    const beside = bridge === null ? [] : [...settings, ...storedParts(base, device)];
    const entities = [...main, ...beside].map((part) => placed(part, place));
    definitions.push({
      type: 'define',
      device: describeDevice(device, bridge?.address ?? null),
      entities,
      complete: false,
      whole: true,
    });
    for (const entity of entities) now.add(listed(entity));
  }
  return [...gone(network, topic, now), ...definitions];
}

/** The names that have topics of their own. */
export const namesOf = ({ devices, groups }: Network): ReadonlySet<string> =>
  new Set([...(devices ?? []), ...(groups ?? [])].map(({ name }) => name));

export function describeDevice(device: ZigbeeDevice, bridge: string | null): DeviceDescription {
  return describedDevice({
    name: device.name,
    manufacturer: device.manufacturer,
    model: device.model,
    swVersion: device.swVersion,
    // Its discovery for Home Assistant calls it by the second.
    identifiers: [device.address, `zigbee2mqtt_${device.address}`],
    viaDevice: bridge === null ? null : `zigbee2mqtt_bridge_${bridge}`,
  });
}

/** Firmware and scenes. */
function storedParts(base: string, device: ZigbeeDevice): readonly Part[] {
  const rooms = device.endpoints.filter(({ scenes }) => scenes.length > 0);
  const scenes = rooms.flatMap(({ id, scenes: list }) =>
    list.map((scene) => scenePart(scene, rooms.length > 1 ? id : null)),
  );
  return [...(device.canUpdate ? [updatePart(base, device.address)] : []), ...scenes];
}
