import type { Device, Entity } from '../../domain/entity/entity.ts';
import type { Database } from './connection/client.ts';

/** Everything that was ever in the home, also what its devices have withdrawn: its history is there still. */
export function inventoryStore({ prisma }: Pick<Database, 'prisma'>) {
  return {
    async entities(): Promise<Entity[]> {
      const rows = await prisma.entity.findMany({ select: { body: true }, orderBy: { id: 'asc' } });
      return rows.map(({ body }) => JSON.parse(body) as Entity);
    },

    async devices(): Promise<Device[]> {
      const rows = await prisma.device.findMany({ select: { body: true } });
      return rows.map(({ body }) => JSON.parse(body) as Device);
    },
  };
}

export type InventoryStore = ReturnType<typeof inventoryStore>;
