import { nameIn, rename } from '../plain/asides.ts';
import type { Leaf } from '../plain/flatten.ts';
import type { Refinement } from '../plain/place.ts';
import { type App, appDevice, NOTHING, SETTABLE, valuesAt } from './app.ts';

const STATUS = 'evcc/status';
/** Lists publish how long they are on a topic of their own. */
const COUNTS = new Set(
  'pv battery batteries aux ext consumers meters circuits vehicles'.split(' '),
);
/** The same of lists with a value for each phase. */
const PHASES = new Set('chargeCurrents chargeVoltages currents voltages powers'.split(' '));
const LABELS = new Set(
  'title name icon vehicleTitle vehicleName vehicleIcon chargerIcon'.split(' '),
);
/** What can be set, by publishing to `…/set` (evcc's MQTT documentation). */
const WRITABLE = new Set(
  (
    'mode limitSoc limitEnergy minCurrent maxCurrent phases phasesConfigured enableThreshold disableThreshold ' +
    'enableDelay disableDelay priority smartCostLimit batteryBoost minSoc bufferSoc bufferStartSoc prioritySoc ' +
    'residualPower batteryDischargeControl batteryGridChargeLimit batteryMode'
  ).split(' '),
);
const MODES = ['off', 'pv', 'minpv', 'now'];

const energy = (unit: string): Refinement => ({
  unit,
  deviceClass: 'energy',
  stateClass: 'total_increasing',
});
/** What the names do not tell. */
const KNOWN: Readonly<Record<string, Refinement>> = {
  chargedEnergy: energy('Wh'),
  sessionEnergy: energy('Wh'),
  chargeRemainingEnergy: { unit: 'Wh', deviceClass: 'energy', stateClass: null },
  limitEnergy: { unit: 'kWh', deviceClass: 'energy', stateClass: null },
  batteryCapacity: { unit: 'kWh', deviceClass: 'energy_storage', stateClass: 'measurement' },
  vehicleCapacity: { unit: 'kWh', deviceClass: 'energy_storage', stateClass: 'measurement' },
  capacity: { unit: 'kWh', deviceClass: 'energy_storage', stateClass: 'measurement' },
  enableThreshold: { unit: 'W', deviceClass: 'power', stateClass: 'measurement' },
  disableThreshold: { unit: 'W', deviceClass: 'power', stateClass: 'measurement' },
  enableDelay: { unit: 's', deviceClass: 'duration', stateClass: 'measurement' },
  disableDelay: { unit: 's', deviceClass: 'duration', stateClass: 'measurement' },
  chargeRemainingDuration: { unit: 's', deviceClass: 'duration', stateClass: 'measurement' },
  // One of three phases is no yes.
  phasesActive: {
    kind: 'sensor',
    deviceClass: null,
    stateClass: 'measurement',
    binding: { as: 'number' },
  },
  mode: {
    kind: 'sensor',
    deviceClass: 'enum',
    category: null,
    capabilities: { ...SETTABLE, options: MODES },
    binding: { as: 'text' },
  },
  batteryMode: { kind: 'sensor', deviceClass: null, category: null, binding: { as: 'text' } },
};

/** evcc: `evcc/site/…`, `evcc/loadpoints/<n>/…`, `evcc/vehicles/<id>/…` with camelCase leaves. */
export const evcc: App = (levels, message, notebook) => {
  const [, part, second] = levels;
  const isList = part === 'loadpoints' || part === 'vehicles';
  const names = levels.slice(isList ? 3 : 2);
  const leaf = names.at(-1);
  if ((part !== 'site' && !isList) || leaf === undefined || leaf === '') return NOTHING;
  const id = isList ? `evcc/${part}/${second}` : 'evcc/site';
  if (leaf === 'title') {
    const name = nameIn(message);
    return name === null ? NOTHING : [...NOTHING, ...rename(notebook, id, name)];
  }
  const isCount = PHASES.has(leaf) || (names.length === 1 && COUNTS.has(leaf));
  if (leaf === 'set' || LABELS.has(leaf) || isCount) return NOTHING;
  const name = !isList ? 'Site' : part === 'vehicles' ? `${second}` : `Loadpoint ${second}`;
  const canSet = WRITABLE.has(leaf) && names.length === 1;
  return valuesAt({
    device: appDevice(id, name, { manufacturer: 'evcc' }),
    uniquePrefix: id,
    names,
    availabilityTopics: [STATUS],
    refine: ({ names: within }: Leaf): Refinement => {
      const known = within.length === 0 && Object.hasOwn(KNOWN, leaf) ? KNOWN[leaf] : {};
      if (!canSet || within.length > 0) return known ?? {};
      return { capabilities: SETTABLE, ...known, commandTopics: [`${message.topic}/set`] };
    },
  });
};
