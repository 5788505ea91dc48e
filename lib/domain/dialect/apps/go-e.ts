import type { Leaf } from '../plain/flatten.ts';
import type { Refinement } from '../plain/place.ts';
import { type App, appDevice, NOTHING, SETTABLE, valuesAt } from './app.ts';

const sensor = (name: string, unit: string | null, deviceClass: string | null): Refinement => ({
  name,
  unit,
  deviceClass,
  stateClass: 'measurement',
});
const worded = (name: string, words: Readonly<Record<string, string>>): Refinement => ({
  name,
  kind: 'sensor',
  deviceClass: 'enum',
  stateClass: null,
  unit: null,
  category: null,
  capabilities: { options: Object.values(words) },
  binding: { as: 'text', words },
});
const counter = (name: string): Refinement => ({
  name,
  unit: 'Wh',
  deviceClass: 'energy',
  stateClass: 'total_increasing',
});

/** What the charger's short keys mean (goecharger/go-eCharger-API-v2, apikeys). */
const KEYS: Readonly<Record<string, Refinement>> = {
  amp: {
    name: 'Charging current',
    kind: 'number',
    unit: 'A',
    deviceClass: 'current',
    stateClass: null,
    category: 'config',
    capabilities: { min: 6, max: 32, step: 1, mode: 'slider' },
  },
  car: worded('Car', {
    1: 'no car',
    2: 'charging',
    3: 'waiting for the car',
    4: 'finished',
    5: 'error',
  }),
  frc: {
    ...worded('Charging', { 0: 'automatic', 1: 'off', 2: 'on' }),
    capabilities: { ...SETTABLE, options: ['automatic', 'off', 'on'] },
  },
  psm: {
    ...worded('Phases', { 0: 'automatic', 1: 'one', 2: 'three' }),
    capabilities: { ...SETTABLE, options: ['automatic', 'one', 'three'] },
  },
  alw: {
    name: 'Charging allowed',
    kind: 'binary_sensor',
    deviceClass: null,
    binding: { as: 'boolean' },
  },
  wh: counter('Energy of this charge'),
  eto: counter('Energy'),
  fhz: sensor('Frequency', 'Hz', 'frequency'),
  cbl: sensor('Cable current', 'A', 'current'),
  rssi: { ...sensor('Signal strength', 'dBm', 'signal_strength'), category: 'diagnostic' },
  err: { ...sensor('Error', null, null), stateClass: null, category: 'diagnostic' },
};
const WRITABLE = new Set(['amp', 'frc', 'psm']);
/** The numbers of `nrg`, in their order. */
const NRG: readonly Refinement[] = [
  ...['L1', 'L2', 'L3', 'N'].map((phase) => sensor(`Voltage ${phase}`, 'V', 'voltage')),
  ...['L1', 'L2', 'L3'].map((phase) => sensor(`Current ${phase}`, 'A', 'current')),
  ...['L1', 'L2', 'L3', 'N'].map((phase) => sensor(`Power ${phase}`, 'W', 'power')),
  sensor('Power', 'W', 'power'),
];

/** go-eCharger: `go-eCharger/<serial>/<key>`, each value as JSON; `…/set` writes it. */
export const goCharger: App = ([root, serial, key, more], message) => {
  if (!serial || !key || more !== undefined) return NOTHING;
  const known = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
  if (known === undefined && key !== 'nrg') return NOTHING;
  const id = `${root}/${serial}`;
  const place = valuesAt({
    device: appDevice(id, `go-eCharger ${serial}`, { manufacturer: 'go-e' }),
    uniquePrefix: id,
    names: [key],
  });
  if (known !== undefined)
    return {
      ...place,
      refine: () =>
        WRITABLE.has(key) ? { ...known, commandTopics: [`${message.topic}/set`] } : known,
    };
  const json = message.json();
  return {
    ...place,
    leaves: () => (Array.isArray(json) ? json.slice(0, NRG.length).flatMap(leafAt) : []),
    refine: ({ path }) => NRG[Number(path[0])] ?? null,
  };
};

const leafAt = (value: unknown, index: number): readonly Leaf[] => {
  if (typeof value !== 'number') return [];
  const path = [String(index)];
  return [{ path, names: path, scalar: { type: 'number', value, unit: null }, unit: null }];
};
