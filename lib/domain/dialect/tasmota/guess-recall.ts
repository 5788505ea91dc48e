import type { Entity } from '../../entity/entity.ts';
import { bindingOf } from './binding.ts';
import { keyOf, knownOf, type Memory } from './guess-memory.ts';
import { placeOf } from './wiring.ts';

/** Takes up an entity that was defined before a restart, so that it is not defined worse. */
export function recallEntity({ devices }: Memory, entity: Entity): void {
  const binding = bindingOf(entity);
  if (binding === null) return;
  const base = entity.uniqueId.startsWith('tasmota/') ? binding.wiring.tele : null;
  const place = base === null ? null : placeOf(`${base}STATE`);
  if (place === null) return;
  // Its name is in the home already: an empty one leaves it as it is.
  const known = devices.get(place.base) ?? knownOf(place.base, place.wiring, '');
  devices.set(place.base, known);
  const { id: _, deviceId: __, ...description } = entity;
  if (binding.role !== 'zigbee' && binding.role !== 'zigbee-action')
    known.entities.set(keyOf(entity), description);
  const local = entity.uniqueId.slice(known.station.id.length + 1);
  known.station.seen.add(local);
  const { evidence } = known;
  if (binding.role === 'power' || binding.role === 'light') {
    const numbers = local.match(/\d+$/);
    const number = Number(numbers?.[0] ?? 1);
    evidence.powers.add(binding.power[0] === 'POWER' ? 0 : number);
    if (entity.name !== null) {
      const names = [...evidence.friendlyNames];
      while (names.length < number) names.push(`Relay ${names.length + 1}`);
      names[number - 1] = entity.name;
      evidence.friendlyNames = names;
    }
  }
  if (binding.role === 'light') {
    if (binding.dim.startsWith('Channel')) evidence.channels.add(Number(binding.dim.slice(7)));
    else evidence.form = binding.form;
    if (binding.dim === 'Dimmer2') evidence.isSplit = true;
  }
  if (binding.role === 'shutter') evidence.shutters.add(binding.number);
  if (binding.role === 'fan') evidence.isFan = true;
  if (binding.role === 'input') evidence.inputs.add(Number(local.match(/\d+$/)?.[0] ?? 1));
}
