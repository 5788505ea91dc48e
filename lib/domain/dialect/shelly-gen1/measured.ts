import type { Part, Spoken } from './part.ts';
import { finite, numberIn } from './part.ts';

type Quantity = Partial<
  Pick<Part, 'deviceClass' | 'stateClass' | 'unit' | 'category' | 'enabled'>
> & {
  /** What the device's number is multiplied by. */
  readonly factor?: number;
  /** The number by which the device says that it does not know. */
  readonly unknown?: number;
};

const measurement = { stateClass: 'measurement' } as const;
/** The firmware counts watt-minutes (Shelly Gen1 API, MQTT). */
const KWH_PER_WATT_MINUTE = 1 / 60_000;

const QUANTITIES: Readonly<Record<string, Quantity>> = {
  power: { deviceClass: 'power', unit: 'W', ...measurement },
  energy: {
    ...{ deviceClass: 'energy', unit: 'kWh', stateClass: 'total_increasing' },
    factor: KWH_PER_WATT_MINUTE,
  },
  total: { deviceClass: 'energy', unit: 'Wh', stateClass: 'total_increasing' },
  voltage: { deviceClass: 'voltage', unit: 'V', ...measurement },
  current: { deviceClass: 'current', unit: 'A', ...measurement },
  pf: { deviceClass: 'power_factor', ...measurement },
  reactive_power: { deviceClass: 'reactive_power', unit: 'var', ...measurement },
  overpower_value: { deviceClass: 'power', unit: 'W', category: 'diagnostic' },
  temperature: { deviceClass: 'temperature', unit: '°C', ...measurement },
  humidity: { deviceClass: 'humidity', unit: '%', ...measurement },
  battery: { deviceClass: 'battery', unit: '%', ...measurement, category: 'diagnostic' },
  bat: { deviceClass: 'battery', unit: '%', ...measurement, category: 'diagnostic' },
  lux: { deviceClass: 'illuminance', unit: 'lx', ...measurement },
  tilt: { unit: '°', ...measurement, unknown: -1 },
  concentration: { unit: 'ppm', ...measurement },
  rssi: { deviceClass: 'signal_strength', unit: 'dBm', ...measurement, category: 'diagnostic' },
  adc: { deviceClass: 'voltage', unit: 'V', ...measurement },
};
/** The same quantities under other names. */
const ALIASES: Readonly<Record<string, string>> = {
  returned_energy: 'energy',
  total_returned: 'total',
  ext_temperature: 'temperature',
  ext_humidity: 'humidity',
};

export const isQuantity = (name: string): boolean => quantityOf(name) !== undefined;

function quantityOf(name: string): Quantity | undefined {
  const own = Object.hasOwn(ALIASES, name) ? ALIASES[name]! : name;
  return Object.hasOwn(QUANTITIES, own) ? QUANTITIES[own] : undefined;
}

function scaled({ factor, unknown }: Quantity, value: number): number | null {
  if (value === unknown) return null;
  return factor === undefined ? value : Number((value * factor).toFixed(7));
}

const described = ({ factor: _, unknown: __, ...description }: Quantity) => description;

/** A number alone on a topic. */
export function measured(key: string, quantity: string, name: string): Part {
  const found = quantityOf(quantity) ?? measurement;
  return {
    ...{ key, kind: 'sensor', name, listens: [key] },
    ...described(found),
    read({ message }) {
      const value = numberIn(message);
      return value === null ? 'the payload is not a number' : { value: scaled(found, value) };
    },
  };
}

/** A number inside the JSON of a topic. */
export function measuredIn(
  key: string,
  quantity: string,
  name: string,
  topic: string,
  pick: (spoken: Spoken) => unknown,
): Part {
  const found = quantityOf(quantity) ?? measurement;
  return {
    ...{ key, kind: 'sensor', name, listens: [topic] },
    ...described(found),
    read(spoken) {
      const value = finite(pick(spoken));
      return value === undefined ? {} : { value: scaled(found, value) };
    },
  };
}

const YES = new Set(['1', 'true', 'on', 'open', 'opened', 'detected', 'yes']);
const NO = new Set(['0', 'false', 'off', 'close', 'closed', 'no']);

/** Yes or no on a topic; -1 and `unknown` mean that the device does not know. */
export function flag(key: string, name: string, more: Partial<Part> = {}): Part {
  return {
    ...{ key, kind: 'binary_sensor', name, listens: [key] },
    ...more,
    read({ message }) {
      const word = message.text()?.trim().toLowerCase() ?? '';
      if (YES.has(word)) return { on: true };
      if (NO.has(word)) return { on: false };
      if (word === '-1' || word === 'unknown' || word === 'null') return { on: null };
      return `"${word.slice(0, 40)}" is neither on nor off`;
    },
  };
}

/** A text on a topic; `options` are the words that the documentation names. */
export function worded(
  key: string,
  name: string,
  options: readonly string[] | null,
  more: Partial<Part> = {},
): Part {
  return {
    ...{ key, kind: 'sensor', name, listens: [key] },
    ...(options === null ? {} : { deviceClass: 'enum', capabilities: () => ({ options }) }),
    ...more,
    read({ message }) {
      const word = message.text()?.trim();
      if (word === undefined || word === '') return 'empty payload';
      return { value: word === 'unknown' && !options?.includes(word) ? null : word };
    },
  };
}
