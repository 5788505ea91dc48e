import type { DeviceDescription } from '../dialect/dialect.ts';
import type { createDeviceRegistry, Upserted } from './device-registry.ts';

/** The device of a definition, brought up to date once for all its entities. */
export function createOwner(
  devices: ReturnType<typeof createDeviceRegistry>,
  device: DeviceDescription,
  dialect: string,
) {
  let owner: ReturnType<typeof devices.upsert> | undefined;
  let isNews = false;
  return {
    /** The device; what the definition changed of it is told the first time. null: no room for it. */
    upsert(): Upserted | null {
      if (owner && devices.get(owner.id) !== undefined)
        return { id: owner.id, changed: false, absorbed: [] };
      owner = devices.upsert(device, dialect);
      return owner;
    },

    /** Is it the device with this id, now that all is known that the definition says of it? */
    isStill(id: string): boolean {
      if (owner === undefined) {
        // Two known devices that turn out to be one are merged elsewhere.
        if (devices.namedBy(device).length !== 1) return false;
        owner = devices.upsert(device, dialect);
        isNews = owner?.changed ?? false;
      }
      return owner?.id === id;
    },
    /** True once, if the definition changed the device. */
    isNews(): boolean {
      const was = isNews;
      isNews = false;
      return was;
    },
  };
}

export type Owner = ReturnType<typeof createOwner>;
