import type { EntityKind, Value } from '../entity/entity.ts';

type Attributes = Readonly<Record<string, unknown>>;
type Told = readonly (readonly [string, Value])[];
type Read = (value: unknown) => Value | undefined;

/** How the states of one of Home Assistant's domains are read. */
export type Rule = {
  readonly kind: EntityKind;
  /** The property that the state itself is. */
  readonly main: string;
  readonly value: (state: string) => Value;
  readonly attributes: (attributes: Attributes) => Told;
};

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** A number if it is written as one, else the text. */
export function numberOrText(state: string): Value {
  const text = state.trim();
  if (!NUMBER.test(text)) return state;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

const ON: Readonly<Record<string, boolean>> = { on: true, off: false, true: true, false: false };
const onOff = (state: string): Value =>
  Object.hasOwn(ON, state.toLowerCase()) ? ON[state.toLowerCase()]! : state;

const number: Read = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
const text: Read = (value) => (typeof value === 'string' ? value : undefined);
const flag: Read = (value) => (typeof value === 'boolean' ? value : undefined);
const percent: Read = (value) =>
  typeof value === 'number' && value >= 0 && value <= 255 ? (value * 100) / 255 : undefined;
const kelvin: Read = (value) =>
  typeof value === 'number' && value > 0 ? Math.round(1e6 / value) : undefined;
const numbers: Read = (value) =>
  Array.isArray(value) && value.length > 0 && value.length <= 5 && value.every(Number.isFinite)
    ? (value as number[])
    : undefined;

/** Attributes by name: the property each is, and how it is read. The first that speaks counts. */
const reader =
  (table: readonly (readonly [string, string, Read])[]) =>
  (attributes: Attributes): Told => {
    const found = new Map<string, Value>();
    for (const [attribute, property, read] of table) {
      const value = read(attributes[attribute]);
      if (value !== undefined && !found.has(property)) found.set(property, value);
    }
    return [...found];
  };

const NONE = reader([]);
const POSITION = reader([
  ['current_position', 'position', number],
  ['current_tilt_position', 'tilt', number],
]);
const PLACE = reader([
  ['latitude', 'latitude', number],
  ['longitude', 'longitude', number],
  ['gps_accuracy', 'gps_accuracy', number],
  ['battery', 'battery', number],
  ['battery_level', 'battery', number],
]);
const LIGHT = reader([
  ['brightness', 'brightness', percent],
  ['color_mode', 'color_mode', text],
  ['color_temp_kelvin', 'color_temp_kelvin', number],
  ['color_temp', 'color_temp_kelvin', kelvin],
  ['hs_color', 'hs', numbers],
  ['xy_color', 'xy', numbers],
  ['rgb_color', 'rgb', numbers],
  ['rgbw_color', 'rgbw', numbers],
  ['rgbww_color', 'rgbww', numbers],
  ['effect', 'effect', text],
]);
const CLIMATE = reader([
  ['hvac_action', 'action', text],
  ['current_temperature', 'current_temperature', number],
  ['temperature', 'temperature', number],
  ['target_temp_low', 'temperature_low', number],
  ['target_temp_high', 'temperature_high', number],
  ['current_humidity', 'current_humidity', number],
  ['humidity', 'humidity', number],
  ['fan_mode', 'fan_mode', text],
  ['swing_mode', 'swing_mode', text],
  ['swing_horizontal_mode', 'swing_horizontal_mode', text],
  ['preset_mode', 'preset_mode', text],
]);
const FAN = reader([
  ['percentage', 'percentage', number],
  ['preset_mode', 'preset_mode', text],
  ['oscillating', 'oscillating', flag],
  ['direction', 'direction', text],
]);
const HUMIDIFIER = reader([
  ['humidity', 'humidity', number],
  ['current_humidity', 'current_humidity', number],
  ['mode', 'mode', text],
  ['action', 'action', text],
]);
const VACUUM = reader([
  ['fan_speed', 'fan_speed', text],
  ['battery_level', 'battery', number],
]);

const rule = (
  kind: EntityKind,
  main: string,
  value: (state: string) => Value,
  attributes: (attributes: Attributes) => Told = NONE,
): Rule => ({ kind, main, value, attributes });

const same = (state: string): Value => state;

/** Domains whose states are readings. What is not here (scenes, automations, …) tells of no thing. */
export const homeAssistantRules: Readonly<Record<string, Rule>> = {
  sensor: rule('sensor', 'value', numberOrText),
  binary_sensor: rule('binary_sensor', 'on', onOff),
  switch: rule('switch', 'on', onOff),
  input_boolean: rule('switch', 'on', onOff),
  light: rule('light', 'on', onOff, LIGHT),
  cover: rule('cover', 'state', same, POSITION),
  valve: rule('valve', 'state', same, POSITION),
  climate: rule('climate', 'mode', same, CLIMATE),
  water_heater: rule('water_heater', 'mode', same, CLIMATE),
  fan: rule('fan', 'on', onOff, FAN),
  humidifier: rule('humidifier', 'on', onOff, HUMIDIFIER),
  lock: rule('lock', 'state', same),
  alarm_control_panel: rule('alarm_control_panel', 'state', same),
  siren: rule('siren', 'on', onOff),
  number: rule('number', 'value', numberOrText),
  input_number: rule('number', 'value', numberOrText),
  counter: rule('sensor', 'value', numberOrText),
  select: rule('select', 'value', same),
  input_select: rule('select', 'value', same),
  text: rule('text', 'value', same),
  input_text: rule('text', 'value', same),
  date: rule('text', 'value', same),
  time: rule('text', 'value', same),
  datetime: rule('text', 'value', same),
  input_datetime: rule('text', 'value', same),
  vacuum: rule('vacuum', 'state', same, VACUUM),
  lawn_mower: rule('lawn_mower', 'state', same),
  device_tracker: rule('device_tracker', 'state', same, PLACE),
  person: rule('device_tracker', 'state', same, PLACE),
  media_player: rule('sensor', 'value', same),
  weather: rule('sensor', 'value', same),
  sun: rule('sensor', 'value', same),
  timer: rule('sensor', 'value', same),
  group: rule('binary_sensor', 'on', onOff),
};
