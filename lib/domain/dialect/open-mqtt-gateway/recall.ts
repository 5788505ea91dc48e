import type { Entity } from '../../entity/entity.ts';
import { describedDevice, macIdentifier } from '../describing.ts';
import { gatewayOf } from './gateway.ts';
import { gatewayId, type Known, type Memory } from './memory.ts';
import { placeOf } from './place.ts';
import { bindingOf } from './read.ts';

/** Takes up a device's field that was defined before a restart. */
export function recallEntity({ things }: Memory, entity: Entity): void {
  const binding = bindingOf(entity);
  const { stateTopics, definedBy, availability } = entity.source;
  const [first] = stateTopics;
  const place = first === undefined ? null : placeOf(first.replace(/\/#$/, ''));
  if (place === null || definedBy === null) return;
  if (binding?.role === 'code') {
    const known = gatewayOf({ things }, place);
    known.others.add(place.module);
    things.set(gatewayId(place.gateway), known);
    return;
  }
  // Values of a gateway's own modules are found again at once: their identity is their topic.
  if (place.module !== 'BT' || (binding?.role !== 'field' && binding?.role !== 'bare')) return;
  const [digits = '', key = ''] = entity.uniqueId.split('/');
  const id = macIdentifier(digits);
  if (id === null) return;
  const { as } = binding;
  const bare = binding.role === 'bare';
  const { name, deviceClass, unit, stateClass, category, enabled } = entity;
  const known: Known = things.get(id) ?? {
    ...{ id: digits, definedBy, topics: new Set(), fields: new Map(), others: new Set() },
    gateways: new Set(availability?.topics.map((topic) => topic.replace(/\/LWT$/, ''))),
    // Its name is in the home already: an empty one leaves it as it is.
    device: describedDevice({ name: '', identifiers: [id, digits] }),
  };
  for (const topic of stateTopics) {
    known.topics.add(bare ? topic.slice(0, topic.lastIndexOf('/')) : topic);
  }
  known.fields.set(key, {
    ...{ as, name: name ?? key, deviceClass, unit, stateClass, enabled, bare, prefix: '' },
    diagnostic: category === 'diagnostic',
  });
  things.set(id, known);
}
