import type { HomeSnapshot } from '../../api/home.ts';
import { type Adoption, confidenceOf, isShown } from '../../domain/entity/adoption.ts';
import type { Device, Entity } from '../../domain/entity/entity.ts';

/**
 * What the homeowner decided: names, rooms, what is hidden. A device's own word, which the page
 * may hear at any time, must not undo it.
 */
export function createCatalogue() {
  let listed = new Set<string>();
  let hidden: ReadonlySet<string> = new Set();
  let devices = new Map<string, { name: string; room: string | null }>();
  let names = new Map<string, { name: string | null; icon: string | null }>();
  let adoptions = new Map<string, Adoption>();
  const definedHere = new Set<string>();
  const adoptionOf = (deviceId: string): Adoption => adoptions.get(deviceId) ?? 'new';

  return {
    apply(snapshot: HomeSnapshot): void {
      listed = new Set(snapshot.entities.map(({ id }) => id));
      hidden = new Set(snapshot.hidden ?? []);
      devices = new Map(snapshot.devices.map(({ id, name, room }) => [id, { name, room }]));
      names = new Map(snapshot.entities.map(({ id, name, icon }) => [id, { name, icon }]));
      adoptions = new Map(Object.entries(snapshot.adoptions ?? {}));
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
      return { ...entity, ...names.get(entity.id) };
    },
    /** Whether the device stands on the home's screens; `members` are its entities. */
    shown: (deviceId: string, members: readonly Entity[]): boolean =>
      isShown(adoptionOf(deviceId), confidenceOf(members)),
    adoption: adoptionOf,
    adoptions: (): Readonly<Record<string, Adoption>> => Object.fromEntries(adoptions),
    device: (device: Device): Device => ({ ...device, ...devices.get(device.id) }),
  };
}
