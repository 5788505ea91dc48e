import { readable } from '../infer/names.ts';
import { nameIn, rename } from '../plain/asides.ts';
import type { Refinement } from '../plain/place.ts';
import { type App, appDevice, NOTHING, valuesAt } from './app.ts';

/** A Hoymiles serial number below a base topic, then what OpenDTU publishes for an inverter. */
const OPENDTU =
  /^(.+)\/(1\d{11})\/(?:(name)|(?:(\d)\/)([a-z_]+)|(?:status|radio)\/([a-z_]+)|(?:device|cmd)\/.*)$/;
/** Is this an inverter's topic of OpenDTU, whatever its base? */
export const isOpenDtu = (topic: string): boolean => topic.includes('/1') && OPENDTU.test(topic);

const measured = (unit: string, deviceClass: string | null): Refinement => ({
  unit,
  deviceClass,
  stateClass: 'measurement',
  binding: { assumedUnit: false },
});
const counted = (unit: string): Refinement => ({
  unit,
  deviceClass: 'energy',
  stateClass: 'total_increasing',
  binding: { assumedUnit: false },
});

const OPENDTU_FIELDS: Readonly<Record<string, Refinement>> = {
  power: measured('W', 'power'),
  powerdc: measured('W', 'power'),
  reactivepower: measured('var', 'reactive_power'),
  voltage: measured('V', 'voltage'),
  current: measured('A', 'current'),
  frequency: measured('Hz', 'frequency'),
  temperature: measured('°C', 'temperature'),
  efficiency: measured('%', null),
  irradiation: measured('%', null),
  yieldday: counted('Wh'),
  yieldtotal: counted('kWh'),
  limit_absolute: { ...measured('W', 'power'), category: 'diagnostic' },
  reachable: yesOrNo('connectivity'),
  producing: yesOrNo('running'),
};

/** The inverter says 1 or 0; without a class of its own the name says it all. */
function yesOrNo(deviceClass: 'connectivity' | 'running'): Refinement {
  return {
    kind: 'binary_sensor',
    deviceClass: null,
    stateClass: null,
    unit: null,
    category: deviceClass === 'connectivity' ? 'diagnostic' : null,
    binding: { as: 'boolean', assumedUnit: false },
  };
}

/** OpenDTU: `<base>/<serial>/<channel>/<field>`, `…/status/<field>`, `…/name`. Channel 0 is the inverter. */
export const openDtu: App = (_levels, message, notebook) => {
  const match = OPENDTU.exec(message.topic);
  if (match === null) return null;
  const [, base = '', serial = '', isName, channel, field, status] = match;
  if (isName !== undefined) {
    const name = nameIn(message);
    return name === null ? NOTHING : [...NOTHING, ...rename(notebook, serial, name)];
  }
  const leaf = field ?? status;
  if (leaf === undefined || leaf === 'name' || leaf === 'last_update') return NOTHING;
  return valuesAt({
    device: appDevice(serial, serial, { manufacturer: 'Hoymiles' }),
    uniquePrefix: `opendtu/${serial}`,
    names: channel === undefined || channel === '0' ? [leaf] : [channel, leaf],
    availabilityTopics: [`${base}/dtu/status`],
    refine: () =>
      leaf === 'limit_relative'
        ? limit(`${base}/${serial}/cmd/limit_nonpersistent_relative`)
        : Object.hasOwn(OPENDTU_FIELDS, leaf)
          ? (OPENDTU_FIELDS[leaf] ?? {})
          : {},
  });
};

const limit = (commandTopic: string): Refinement => ({
  kind: 'number',
  ...measured('%', null),
  category: 'config',
  capabilities: { min: 0, max: 100, step: 1, mode: 'slider' },
  commandTopics: [commandTopic],
});

const AHOY_FIELDS: Readonly<Record<string, Refinement>> = {
  U: measured('V', 'voltage'),
  I: measured('A', 'current'),
  P: measured('W', 'power'),
  Q: measured('var', 'reactive_power'),
  F: measured('Hz', 'frequency'),
  PF: { unit: null, deviceClass: 'power_factor', stateClass: 'measurement' },
  Temp: measured('°C', 'temperature'),
  YieldDay: counted('Wh'),
  YieldTotal: counted('kWh'),
  MaxPower: measured('W', 'power'),
  Efficiency: measured('%', null),
  Irradiation: measured('%', null),
  active_PowerLimit: measured('%', null),
};

/** Whether the inverter answers, and whether it has sun. */
const AHOY_AVAILABLE: Refinement = {
  kind: 'sensor',
  deviceClass: 'enum',
  stateClass: null,
  unit: null,
  category: 'diagnostic',
  capabilities: { options: ['not available', 'available', 'producing'] },
  binding: { as: 'text', words: { 0: 'not available', 1: 'available', 2: 'producing' } },
};

/**
 * AhoyDTU: `inverter/<name>/ch<n>/<field>`, where `ch0` is the inverter; `inverter/total/<field>`,
 * `inverter/<name>/available`.
 */
export const ahoyDtu: App = ([, inverter, channel, field, more], message) => {
  if (!inverter || channel === undefined || more !== undefined) return null;
  const number = inverter === 'total' ? '0' : /^ch(\d)$/.exec(channel)?.[1];
  const value = inverter === 'total' ? channel : field;
  const isWhole = inverter === 'total' ? field === undefined : field !== undefined;
  if (channel === 'last_success') return NOTHING;
  const place = {
    device: appDevice(`ahoy/${inverter}`, readable(inverter), { manufacturer: 'Hoymiles' }),
    uniquePrefix: `ahoy/${inverter}`,
    availabilityTopics: [`${message.topic.slice(0, message.topic.indexOf('/'))}/mqtt`],
  };
  if (channel === 'available' && field === undefined)
    return valuesAt({ ...place, names: ['available'], refine: () => AHOY_AVAILABLE });
  if (number === undefined || value === undefined || !isWhole) return null;
  const known = value.replace(/_[AD]C(?:_.*)?$/, '');
  return valuesAt({
    ...place,
    names: number === '0' ? [value] : [channel, value],
    refine: () => (Object.hasOwn(AHOY_FIELDS, known) ? (AHOY_FIELDS[known] ?? {}) : {}),
  });
};
