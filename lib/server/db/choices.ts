import type { Adoption } from '../../domain/entity/adoption.ts';
import type { Database } from './connection/client.ts';

/** What the homeowner decided about devices and entities, against what they say of themselves. */
export type Choices = {
  /** By id of the entity. */
  readonly names: ReadonlyMap<string, string>;
  /** By id of the device. */
  readonly deviceNames: ReadonlyMap<string, string>;
  /** By id of the device: a thing is in one place, with all that it can do. */
  readonly deviceRooms: ReadonlyMap<string, string>;
  /** Ids of entities. */
  readonly hidden: ReadonlySet<string>;
  /** By id of the entity: `mdi:…`. */
  readonly icons: ReadonlyMap<string, string>;
  /** By id of the device; those not named are new. */
  readonly adoptions: ReadonlyMap<string, Exclude<Adoption, 'new'>>;
  /** Identities that have the id of an entity they replaced. */
  readonly places: ReadonlyMap<string, string>;
};

/** Before anything was chosen. */
export const NO_CHOICES: Choices = {
  names: new Map(),
  deviceNames: new Map(),
  deviceRooms: new Map(),
  hidden: new Set(),
  icons: new Map(),
  adoptions: new Map(),
  places: new Map(),
};

/** A change of choices; what is undefined stays, null goes back to what the device says. */
export type Choice = {
  readonly name?: string | null | undefined;
  readonly room?: string | null | undefined;
  readonly icon?: string | null | undefined;
  readonly hidden?: boolean | undefined;
};

/** The same for a device. */
export type DeviceChoice = {
  readonly name?: string | null | undefined;
  readonly room?: string | null | undefined;
  readonly adoption?: Adoption | undefined;
};

/** The homeowner's choices. They live beside the recorder's rows, in columns it never writes. */
export function choiceStore({ prisma }: Pick<Database, 'prisma'>) {
  return {
    async read(): Promise<Choices> {
      const [entities, devices, places] = await Promise.all([
        prisma.entity.findMany({
          where: { OR: [{ name: { not: null } }, { icon: { not: null } }, { hidden: true }] },
          select: { id: true, name: true, icon: true, hidden: true },
        }),
        prisma.device.findMany({
          where: {
            OR: [{ name: { not: null } }, { room: { not: null } }, { adoption: { not: null } }],
          },
          select: { id: true, name: true, room: true, adoption: true },
        }),
        prisma.place.findMany(),
      ]);
      return {
        names: present(entities.map(({ id, name }) => [id, name])),
        deviceNames: present(devices.map(({ id, name }) => [id, name])),
        deviceRooms: present(devices.map(({ id, room }) => [id, room])),
        hidden: new Set(entities.filter(({ hidden }) => hidden).map(({ id }) => id)),
        icons: present(entities.map(({ id, icon }) => [id, icon])),
        adoptions: new Map(
          devices.flatMap(({ id, adoption }) =>
            adoption === 'adopted' || adoption === 'ignored' ? [[id, adoption] as const] : [],
          ),
        ),
        places: new Map(places.map(({ identity, entityId }) => [identity, entityId])),
      };
    },

    /** False: the recorder has not stored this entity (yet). */
    async write(entityId: string, { name, room, icon, hidden }: Choice): Promise<boolean> {
      const entity = await prisma.entity.findUnique({ where: { id: entityId } });
      if (!entity) return false;
      await prisma.$transaction([
        prisma.entity.update({
          where: { id: entityId },
          data: {
            ...(name !== undefined && { name }),
            ...(icon !== undefined && { icon }),
            ...(hidden !== undefined && { hidden }),
          },
        }),
        prisma.device.update({
          where: { id: entity.deviceId },
          data: { ...(room !== undefined && { room }) },
        }),
      ]);
      return true;
    },

    /** False: the recorder has not stored this device (yet). */
    async writeDevice(deviceId: string, { name, room, adoption }: DeviceChoice): Promise<boolean> {
      const { count } = await prisma.device.updateMany({
        where: { id: deviceId },
        data: {
          ...(name !== undefined && { name }),
          ...(room !== undefined && { room }),
          ...(adoption !== undefined && { adoption: adoption === 'new' ? null : adoption }),
        },
      });
      return count > 0;
    },

    /** Says the same of many devices; tells of how many it was news. */
    async adopt(deviceIds: readonly string[], adoption: Exclude<Adoption, 'new'>): Promise<number> {
      let changed = 0;
      // A statement takes a limited number of parameters.
      for (let i = 0; i < deviceIds.length; i += CHUNK) {
        const { count } = await prisma.device.updateMany({
          where: {
            id: { in: deviceIds.slice(i, i + CHUNK) },
            OR: [{ adoption: null }, { adoption: { not: adoption } }],
          },
          data: { adoption },
        });
        changed += count;
      }
      return changed;
    },

    /** When each device was first stored, epoch ms. */
    async firstHeard(): Promise<ReadonlyMap<string, number>> {
      const devices = await prisma.device.findMany({ select: { id: true, createdAt: true } });
      return new Map(devices.map(({ id, createdAt }) => [id, Number(createdAt)]));
    },
  };
}

const CHUNK = 500;

export type ChoiceStore = ReturnType<typeof choiceStore>;

const present = (pairs: readonly (readonly [string, string | null])[]): Map<string, string> =>
  new Map(pairs.flatMap(([id, text]) => (text === null ? [] : [[id, text] as const])));
