import type { HomeSnapshot } from '../api/home.ts';
import type { Device, Entity } from '../domain/entity/entity.ts';

/**
 * What the homeowner decided: names, rooms, what is hidden. A device's own word, which the page
 * may hear at any time, must not undo it.
 */
export function createCatalogue() {
  let listed = new Set<string>();
  let hidden: ReadonlySet<string> = new Set();
  let devices = new Map<string, { name: string; room: string | null }>();
  let names = new Map<string, string | null>();
  const definedHere = new Set<string>();

  return {
    apply(snapshot: HomeSnapshot): void {
      listed = new Set(snapshot.entities.map(({ id }) => id));
      hidden = new Set(snapshot.hidden ?? []);
      devices = new Map(snapshot.devices.map(({ id, name, room }) => [id, { name, room }]));
      names = new Map(snapshot.entities.map(({ id, name }) => [id, name]));
    },
    /** A device described it while the page was listening. */
    defined(id: string): void {
      definedHere.add(id);
    },
    removed(id: string): void {
      definedHere.delete(id);
      listed.delete(id);
    },
    /** Whether the server has told of it. */
    lists: (id: string) => listed.has(id),
    hidden: () => [...hidden],
    visible: (id: string) => !hidden.has(id) && (listed.has(id) || definedHere.has(id)),
    entity(entity: Entity): Entity {
      return names.has(entity.id) ? { ...entity, name: names.get(entity.id) ?? null } : entity;
    },
    device: (device: Device): Device => ({ ...device, ...devices.get(device.id) }),
  };
}
