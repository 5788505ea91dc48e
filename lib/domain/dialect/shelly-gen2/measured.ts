import { at, type Fields, numberOrNull, type Part } from './part.ts';

type Quantity = Partial<Pick<Part, 'deviceClass' | 'stateClass' | 'unit' | 'category' | 'enabled'>>;

const measurement = { stateClass: 'measurement' } as const;

/** What the devices measure, in the units in which they say it. */
export const QUANTITY = {
  power: { deviceClass: 'power', unit: 'W', ...measurement },
  apparent: { deviceClass: 'apparent_power', unit: 'VA', ...measurement },
  voltage: { deviceClass: 'voltage', unit: 'V', ...measurement },
  current: { deviceClass: 'current', unit: 'A', ...measurement },
  frequency: { deviceClass: 'frequency', unit: 'Hz', ...measurement },
  factor: { deviceClass: 'power_factor', ...measurement },
  energy: { deviceClass: 'energy', unit: 'Wh', stateClass: 'total_increasing' },
  temperature: { deviceClass: 'temperature', unit: '°C', ...measurement },
  humidity: { deviceClass: 'humidity', unit: '%', ...measurement },
  illuminance: { deviceClass: 'illuminance', unit: 'lx', ...measurement },
  battery: { deviceClass: 'battery', unit: '%', ...measurement, category: 'diagnostic' },
  signal: { deviceClass: 'signal_strength', unit: 'dBm', ...measurement, category: 'diagnostic' },
  percent: { unit: '%', ...measurement },
  count: { stateClass: 'total_increasing' },
  plain: measurement,
} as const satisfies Record<string, Quantity>;

/** A sensor that is a number somewhere in the status; `null` there means unknown. */
export function measured(path: string, label: string | null, quantity: Quantity): Part {
  const keys = path.split('.');
  const value = (status: Fields) => numberOrNull(at(status, keys));
  return {
    key: path,
    kind: 'sensor',
    name: (component) => (label === null ? component : `${component} ${label}`),
    ...quantity,
    isIn: (status) => value(status) !== undefined,
    read: (status) => {
      const now = value(status);
      return now === undefined ? {} : { value: now };
    },
  };
}

/** A sensor that is a text in the status. */
export function told(path: string, name: Part['name'], more: Partial<Part> = {}): Part {
  const keys = path.split('.');
  const value = (status: Fields) => {
    const now = at(status, keys);
    return typeof now === 'string' || now === null ? now : undefined;
  };
  return {
    key: path,
    kind: 'sensor',
    name,
    ...more,
    isIn: (status) => value(status) !== undefined,
    read: (status) => {
      const now = value(status);
      return now === undefined ? {} : { value: now };
    },
  };
}

/** A yes or no in the status. */
export function flag(path: string, name: Part['name'], more: Partial<Part> = {}): Part {
  const keys = path.split('.');
  const value = (status: Fields) => at(status, keys);
  return {
    key: path,
    kind: 'binary_sensor',
    name,
    ...more,
    isIn: (status) => typeof value(status) === 'boolean',
    read: (status) => {
      const now = value(status);
      return typeof now === 'boolean' || now === null ? { on: now } : {};
    },
  };
}

/** The same sensor under its own name, whatever its component is called. */
export const named = (part: Part, name: string): Part => ({ ...part, name: () => name });

/** What every output reports of the electricity it passes on (Shelly API, Switch, Cover, Light). */
export const ELECTRICITY: readonly Part[] = [
  measured('apower', 'power', QUANTITY.power),
  measured('voltage', 'voltage', QUANTITY.voltage),
  measured('current', 'current', QUANTITY.current),
  measured('freq', 'frequency', QUANTITY.frequency),
  measured('pf', 'power factor', QUANTITY.factor),
  measured('aenergy.total', 'energy', QUANTITY.energy),
  measured('ret_aenergy.total', 'returned energy', QUANTITY.energy),
];

/** What every output reports of itself: how warm it is, and what is wrong. */
export const CONDITION: readonly Part[] = [
  { ...measured('temperature.tC', 'temperature', QUANTITY.temperature), category: 'diagnostic' },
  {
    key: 'errors',
    kind: 'binary_sensor',
    name: (component) => `${component} problem`,
    deviceClass: 'problem',
    category: 'diagnostic',
    isIn: (status) => Array.isArray(status['errors']),
    // A whole status names errors only while there are some.
    read: (status, { full }) => {
      const errors = status['errors'];
      if (!Array.isArray(errors)) return full ? { on: false, errors: [] } : {};
      const texts = errors.filter((error) => typeof error === 'string').slice(0, 16);
      return { on: errors.length > 0, errors: texts };
    },
  },
];
