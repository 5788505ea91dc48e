import { readNumber, round } from '../devices/device.ts';

/** What a Zigbee device has, in the words of Zigbee2MQTT's `exposes`. */
export type Expose = {
  readonly type: string;
  readonly name?: string;
  readonly label?: string;
  readonly property?: string;
  /** 1 it is published, 2 it can be set, 4 it can be asked for. */
  readonly access?: number;
  readonly unit?: string;
  readonly category?: 'config' | 'diagnostic';
  readonly values?: readonly string[];
  readonly value_on?: string | boolean;
  readonly value_off?: string | boolean;
  readonly value_toggle?: string;
  readonly value_min?: number;
  readonly value_max?: number;
  readonly value_step?: number;
  readonly features?: readonly Expose[];
};

/** What one of its properties is now. */
export type Value = number | boolean | string | Readonly<Record<string, number>>;
export type Values = Readonly<Record<string, Value>>;

const SET = 2;

export const numeric = (name: string, unit: string, more: Partial<Expose> = {}): Expose => ({
  type: 'numeric',
  name,
  label: labelOf(name),
  property: name,
  access: 1,
  unit,
  ...more,
});

export const binary = (
  name: string,
  [on, off]: readonly [string | boolean, string | boolean],
  more: Partial<Expose> = {},
): Expose => ({
  type: 'binary',
  name,
  label: labelOf(name),
  property: name,
  access: 1,
  value_on: on,
  value_off: off,
  ...more,
});

export const choice = (
  name: string,
  values: readonly string[],
  more: Partial<Expose> = {},
): Expose => ({
  type: 'enum',
  name,
  label: labelOf(name),
  property: name,
  access: 7,
  values,
  ...more,
});

export const battery = numeric('battery', '%', {
  category: 'diagnostic',
  value_min: 0,
  value_max: 100,
});

export const onOff = (values: readonly [string, string] = ['ON', 'OFF']): Expose =>
  binary('state', values, { access: 7, ...(values[0] === 'ON' ? { value_toggle: 'TOGGLE' } : {}) });

const byte = (name: string, max = 254): Expose =>
  numeric(name, '', { access: 7, value_min: 0, value_max: max });

const composite = (name: string, parts: readonly string[]): Expose => ({
  type: 'composite',
  name,
  property: 'color',
  access: 7,
  features: parts.map((part) => numeric(part, '', { access: 7 })),
});

/** A light; `color` makes it one that shows hue and saturation, and positions in the CIE diagram. */
export const light = ({ color = false } = {}): Expose => ({
  type: 'light',
  features: [
    onOff(),
    byte('brightness'),
    numeric('color_temp', 'mired', { access: 7, value_min: 153, value_max: 500 }),
    ...(color
      ? [composite('color_xy', ['x', 'y']), composite('color_hs', ['hue', 'saturation'])]
      : []),
  ],
});

function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** All that has a property, without what groups it. */
function leaves(exposes: readonly Expose[]): readonly Expose[] {
  return exposes.flatMap((expose) =>
    expose.features && expose.property === undefined ? leaves(expose.features) : [expose],
  );
}

/**
 * What a device is after a `/set` with these fields: each that it has, may be set and makes sense
 * counts, all others are passed over. null: nothing in it concerns the device.
 */
export function obeyed(
  exposes: readonly Expose[],
  now: Values,
  fields: Readonly<Record<string, unknown>>,
): Values | null {
  const next: Record<string, Value> = {};
  for (const expose of leaves(exposes)) {
    const { property = '', access = 1 } = expose;
    if ((access & SET) === 0 || !Object.hasOwn(fields, property)) continue;
    const value = settled(expose, fields[property], now[property]);
    if (value !== undefined) Object.assign(next, { [property]: value }, modeOf(expose));
  }
  // Zigbee2MQTT turns a lamp on that is told how to shine.
  const shines = ['brightness', 'color', 'color_temp'].some((key) => key in next);
  if (shines && !('state' in next)) next.state = 'ON';
  return Object.keys(next).length > 0 ? { ...now, ...next } : null;
}

function modeOf({ name = '', property = '' }: Expose): Values {
  if (property === 'color_temp') return { color_mode: 'color_temp' };
  return property === 'color' ? { color_mode: name === 'color_xy' ? 'xy' : 'hs' } : {};
}

function settled(expose: Expose, wanted: unknown, now: Value | undefined): Value | undefined {
  const { value_on: on, value_off: off, features = [] } = expose;
  switch (expose.type) {
    case 'binary':
      if (expose.value_toggle !== undefined && wanted === expose.value_toggle)
        return now === on ? off : on;
      return wanted === on || wanted === off ? (wanted as string | boolean) : undefined;
    case 'numeric': {
      const { value_min: min = -1e9, value_max: max = 1e9 } = expose;
      const value = readNumber(wanted, min, max);
      return value === undefined ? undefined : round(value, 2);
    }
    case 'enum':
      return expose.values?.find((value) => value === wanted);
    case 'composite': {
      if (typeof wanted !== 'object' || wanted === null) return undefined;
      const given: Record<string, unknown> = { ...wanted };
      const parts = features.map(
        ({ name = '' }) => [name, readNumber(given[name], 0, 360)] as const,
      );
      if (parts.some(([, part]) => part === undefined)) return undefined;
      return Object.fromEntries(parts.map(([name, part]) => [name, round(part ?? 0, 4)]));
    }
    default:
      return undefined;
  }
}
