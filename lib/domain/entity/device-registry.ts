import type { DeviceDescription } from '../dialect/dialect.ts';
import type { Device } from './entity.ts';
import { type HomeLimits, MAX_IDENTIFIERS, MAX_NAME } from './limits.ts';
import { same } from './same.ts';
import { hash, slug } from './slug.ts';

/** A device after a description was taken in. */
export type Upserted = {
  readonly id: string;
  readonly changed: boolean;
  /** Devices that turned out to be this one: their entities belong to it now. */
  readonly absorbed: readonly string[];
};

/**
 * The devices of a home. Descriptions that share an identifier are one device, whichever dialect
 * they come from (conventions §0, rule 1).
 */
export function createDeviceRegistry(rank: (dialect: string) => number, limits: HomeLimits) {
  const devices = new Map<string, Device>();
  const owners = new Map<string, string>();

  const put = (device: Device) => {
    devices.set(device.id, device);
    for (const identifier of device.identifiers) owners.set(identifier, device.id);
  };
  const drop = (id: string) => {
    const device = devices.get(id);
    if (device === undefined) return;
    devices.delete(id);
    for (const identifier of device.identifiers) {
      if (owners.get(identifier) === id) owners.delete(identifier);
    }
  };
  const freeId = (description: DeviceDescription, dialect: string): string => {
    const identity = description.identifiers[0] ?? description.name;
    const plain = slug(identity);
    return devices.has(plain) ? `${plain}_${hash(`${dialect}\n${identity}`).slice(0, 8)}` : plain;
  };
  /** The newer word counts where it says something; a lesser dialect only fills what nobody told. */
  const merge = (old: Device, { description, dialect }: Described): Device => {
    const isLesser = rank(dialect) > rank(old.dialect);
    const pick = <T>(before: T | null, after: T | null) =>
      isLesser ? (before ?? after) : (after ?? before);
    return {
      id: old.id,
      name: pick(old.name || null, description.name || null) ?? '',
      manufacturer: pick(old.manufacturer, description.manufacturer),
      model: pick(old.model, description.model),
      swVersion: pick(old.swVersion, description.swVersion),
      room: pick(old.room, description.room),
      dialect: isLesser ? old.dialect : dialect,
      identifiers: union(old.identifiers, description.identifiers),
      viaDevice: pick(old.viaDevice, description.viaDevice),
    };
  };

  return {
    /** null: the home is full. */
    upsert(given: DeviceDescription, dialect: string): Upserted | null {
      const description = bounded(given);
      const known = new Set(description.identifiers.flatMap((name) => owners.get(name) ?? []));
      const [first, ...others] = [...known];
      const old = first === undefined ? undefined : devices.get(first);
      if (old === undefined) {
        if (devices.size >= limits.devices) return null;
        const id = freeId(description, dialect);
        const name = description.name || (description.identifiers[0] ?? id);
        put({ ...description, name, id, dialect });
        return { id, changed: true, absorbed: [] };
      }
      let merged = merge(old, { description, dialect });
      for (const id of others) {
        const other = devices.get(id);
        if (other === undefined) continue;
        drop(id);
        merged = merge(merged, {
          // What the survivor knows stands; the other adds its identifiers and fills the gaps.
          description: { ...other, ...told(merged), identifiers: other.identifiers },
          dialect: other.dialect,
        });
      }
      if (others.length === 0 && same(old, merged)) {
        return { id: old.id, changed: false, absorbed: [] };
      }
      put(merged);
      return { id: old.id, changed: true, absorbed: others };
    },

    /** Ids of the devices that a description may be about. */
    namedBy: ({ identifiers }: DeviceDescription): readonly string[] => [
      ...new Set(identifiers.flatMap((name) => owners.get(name) ?? [])),
    ],
    put,
    drop,
    get: (id: string) => devices.get(id),
    all: () => [...devices.values()],
  };
}

type Described = { readonly description: DeviceDescription; readonly dialect: string };

const told = (device: Device): Partial<DeviceDescription> =>
  Object.fromEntries(Object.entries(device).filter(([, value]) => value !== null && value !== ''));

const union = (a: readonly string[], b: readonly string[]) =>
  b.every((item) => a.includes(item)) ? a : [...new Set([...a, ...b])].slice(0, MAX_IDENTIFIERS);

const cut = (text: string | null) => (text === null ? null : text.slice(0, MAX_NAME));

function bounded(device: DeviceDescription): DeviceDescription {
  return {
    name: device.name.slice(0, MAX_NAME),
    manufacturer: cut(device.manufacturer),
    model: cut(device.model),
    swVersion: cut(device.swVersion),
    room: cut(device.room),
    viaDevice: cut(device.viaDevice),
    identifiers: [...new Set(device.identifiers)].slice(0, MAX_IDENTIFIERS),
  };
}
