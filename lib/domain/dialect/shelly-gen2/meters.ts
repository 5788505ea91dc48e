import { CONDITION, ELECTRICITY, measured, QUANTITY } from './measured.ts';
import type { ComponentType, Part } from './part.ts';

/** A meter of one wire: `prefix` in the keys and `label` in the names say which. */
const wire = (prefix: string, label: string): readonly Part[] => {
  const one = (key: string, name: string, quantity: Parameters<typeof measured>[2]) =>
    measured(`${prefix}${key}`, label === '' ? name : `${label} ${name}`, quantity);
  return [
    one('act_power', 'power', QUANTITY.power),
    one('aprt_power', 'apparent power', QUANTITY.apparent),
    one('voltage', 'voltage', QUANTITY.voltage),
    one('current', 'current', QUANTITY.current),
    one('pf', 'power factor', QUANTITY.factor),
    one('freq', 'frequency', QUANTITY.frequency),
  ];
};

const energies = (prefix: string, label: string, suffix = '_energy'): readonly Part[] => [
  measured(`${prefix}act${suffix}`, `${label}energy`, QUANTITY.energy),
  measured(`${prefix}act_ret${suffix}`, `${label}returned energy`, QUANTITY.energy),
];

/** Three phases and neutral (Shelly API, EM). */
export const EM: ComponentType = {
  label: 'EM',
  parts: [
    ...wire('a_', 'phase A'),
    ...wire('b_', 'phase B'),
    ...wire('c_', 'phase C'),
    ...wire('n_', 'neutral'),
    measured('total_act_power', 'total power', QUANTITY.power),
    measured('total_aprt_power', 'total apparent power', QUANTITY.apparent),
    measured('total_current', 'total current', QUANTITY.current),
    ...CONDITION,
  ],
};

/** The counters of the same meter, in a component of their own. */
export const EM_DATA: ComponentType = {
  label: 'EM',
  parts: [
    ...energies('a_total_', 'phase A '),
    ...energies('b_total_', 'phase B '),
    ...energies('c_total_', 'phase C '),
    ...energies('total_', 'total ', ''),
  ],
};

/** One phase (Shelly API, EM1). */
export const EM1: ComponentType = { label: 'EM1', parts: [...wire('', ''), ...CONDITION] };
export const EM1_DATA: ComponentType = { label: 'EM1', parts: energies('total_', '') };

export const PM1: ComponentType = { label: 'PM1', parts: [...ELECTRICITY, ...CONDITION] };
