import type { Database } from './client.ts';

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
};

/** A change of choices; what is undefined stays, null goes back to what the device says. */
export type Choice = {
  readonly name?: string | null | undefined;
  readonly room?: string | null | undefined;
  readonly hidden?: boolean | undefined;
};

/** The homeowner's choices. They live beside the recorder's rows, in columns it never writes. */
export function choiceStore({ prisma }: Pick<Database, 'prisma'>) {
  return {
    async read(): Promise<Choices> {
      const [entities, devices] = await Promise.all([
        prisma.entity.findMany({
          where: { OR: [{ name: { not: null } }, { hidden: true }] },
          select: { id: true, name: true, hidden: true },
        }),
        prisma.device.findMany({
          where: { OR: [{ name: { not: null } }, { room: { not: null } }] },
          select: { id: true, name: true, room: true },
        }),
      ]);
      return {
        names: present(entities.map(({ id, name }) => [id, name])),
        deviceNames: present(devices.map(({ id, name }) => [id, name])),
        deviceRooms: present(devices.map(({ id, room }) => [id, room])),
        hidden: new Set(entities.filter(({ hidden }) => hidden).map(({ id }) => id)),
      };
    },

    /** False: the recorder has not stored this entity (yet). */
    async write(entityId: string, { name, room, hidden }: Choice): Promise<boolean> {
      const entity = await prisma.entity.findUnique({ where: { id: entityId } });
      if (!entity) return false;
      await prisma.$transaction([
        prisma.entity.update({
          where: { id: entityId },
          data: { ...(name !== undefined && { name }), ...(hidden !== undefined && { hidden }) },
        }),
        prisma.device.update({
          where: { id: entity.deviceId },
          data: { ...(room !== undefined && { room }) },
        }),
      ]);
      return true;
    },
  };
}

export type ChoiceStore = ReturnType<typeof choiceStore>;

const present = (pairs: readonly (readonly [string, string | null])[]): Map<string, string> =>
  new Map(pairs.flatMap(([id, text]) => (text === null ? [] : [[id, text] as const])));
