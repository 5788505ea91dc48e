import { type Expose, featureNamed, GETTABLE, isSettable, keptExpose } from './expose.ts';
import { mainId, mainName, type Part } from './form.ts';

/** A relay or socket: one feature, the state. Named by its own label if it is a side function. */
export function switchPart(expose: Expose): Part | null {
  const feature = featureNamed(expose, 'state');
  if (feature === null) return null;
  return {
    id: mainId(expose),
    kind: isSettable(feature) ? 'switch' : 'binary_sensor',
    name: mainName(expose),
    category: expose.category,
    properties: [feature.property],
    gettable: (feature.access & GETTABLE) !== 0 ? [feature.property] : [],
    isSettable: isSettable(feature),
    binding: { form: 'on-off', expose: keptExpose(feature) },
  };
}
