import type { Capabilities, Device, DeviceAvailability, Entity, State } from './entity.ts';
import type { Home } from './home.ts';

/** One entity as `cli decode` prints it and the REST API builds on it. */
export type DescribedEntity = {
  readonly id: string;
  readonly uniqueId: string;
  readonly kind: Entity['kind'];
  readonly name: string | null;
  readonly deviceClass: string | null;
  readonly stateClass: string | null;
  readonly unit: string | null;
  readonly category: Entity['category'];
  readonly enabled: boolean;
  readonly available: boolean;
  readonly state: State;
  readonly capabilities: Capabilities;
};

/** One device with its entities as `cli decode` prints it. */
export type DescribedDevice = {
  readonly id: string;
  readonly name: string;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly dialect: string;
  readonly availability: DeviceAvailability;
  readonly entities: readonly DescribedEntity[];
};

/** @param now epoch ms, for entities that are out of reach after a silence */
export function describeEntity(home: Home, entity: Entity, now: number): DescribedEntity {
  return {
    id: entity.id,
    uniqueId: entity.uniqueId,
    kind: entity.kind,
    name: entity.name,
    deviceClass: entity.deviceClass,
    stateClass: entity.stateClass,
    unit: entity.unit,
    category: entity.category,
    enabled: entity.enabled,
    available: home.available(entity.id, now),
    state: home.status(entity.id).state,
    capabilities: entity.capabilities,
  };
}

/** The device with `entities`, which default to all the home has of it. */
export function describeDevice(
  home: Home,
  device: Device,
  now: number,
  entities: readonly Entity[] = home.entities().filter(({ deviceId }) => deviceId === device.id),
): DescribedDevice {
  return {
    id: device.id,
    name: device.name,
    manufacturer: device.manufacturer,
    model: device.model,
    dialect: device.dialect,
    availability: home.availability(device.id, now),
    entities: entities.map((entity) => describeEntity(home, entity, now)),
  };
}

/** Every device of the home, in the order in which they were found. */
export function describeDevices(home: Home, now: number): readonly DescribedDevice[] {
  const members = new Map<string, Entity[]>();
  for (const entity of home.entities()) {
    const list = members.get(entity.deviceId);
    if (list === undefined) members.set(entity.deviceId, [entity]);
    else list.push(entity);
  }
  return home
    .devices()
    .map((device) => describeDevice(home, device, now, members.get(device.id) ?? []));
}
