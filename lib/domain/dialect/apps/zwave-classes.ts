import type { Refinement } from '../plain/place.ts';
import { measured } from './app.ts';

/** The command classes whose values are shown, by the number and by the name in topics. */
const CLASSES: Readonly<Record<string, number>> = {
  switch_binary: 37,
  binary_switch: 37,
  switch_multilevel: 38,
  multilevel_switch: 38,
  sensor_binary: 48,
  binary_sensor: 48,
  sensor_multilevel: 49,
  multilevel_sensor: 49,
  meter: 50,
  color_switch: 51,
  switch_color: 51,
  thermostat_mode: 64,
  thermostat_operating_state: 66,
  thermostat_setpoint: 67,
  thermostat_fan_mode: 68,
  central_scene: 91,
  door_lock: 98,
  lock: 98,
  barrier_operator: 102,
  notification: 113,
  alarm: 113,
  battery: 128,
};
const NUMBERS = new Set(Object.values(CLASSES));
/** Classes of set-up and housekeeping: known, and not shown. */
const HIDDEN = new Set([
  ...[32, 43, 89, 90, 94, 96, 99, 106, 108, 112, 114, 115, 117, 119, 121, 122, 129, 132, 133, 134],
  ...[135, 138, 142, 159],
]);

/** The class of a topic level; `hidden` if it is one not to show, null if it is none. */
export function commandClass(level: string): number | 'hidden' | null {
  if (/^\d{2,3}$/.test(level)) {
    const number = Number(level);
    return NUMBERS.has(number) ? number : HIDDEN.has(number) ? 'hidden' : null;
  }
  const name = level.toLowerCase().replace(/[ -]/g, '_');
  return Object.hasOwn(CLASSES, name) ? (CLASSES[name] ?? null) : null;
}

const counted = (unit: string, deviceClass: string): Refinement => ({
  unit,
  deviceClass,
  stateClass: 'total_increasing',
});

/** Electricity, gas and water by the scales of the meter class (SDS13781, table 67). */
const METERS: Readonly<Record<number, readonly Refinement[]>> = {
  1: [
    counted('kWh', 'energy'),
    { unit: 'kVAh', deviceClass: null, stateClass: 'total_increasing' },
    measured('W', 'power'),
    { unit: null, deviceClass: null, stateClass: 'total_increasing' },
    measured('V', 'voltage'),
    measured('A', 'current'),
    measured(null, 'power_factor'),
    measured('kvar', 'reactive_power'),
    { unit: 'kvarh', deviceClass: 'reactive_energy', stateClass: 'total_increasing' },
  ],
  2: [counted('m³', 'gas'), counted('ft³', 'gas')],
  3: [counted('m³', 'water'), counted('ft³', 'water'), counted('gal', 'water')],
};

/** What a meter's key (type, scale and rate in one number) measures; null: nothing known. */
export function meterOf(key: string): Refinement | null {
  if (!/^\d{1,9}$/.test(key)) return null;
  const number = Number(key);
  return METERS[number >> 16]?.[(number >> 8) & 0xff] ?? null;
}

/** Modes of a thermostat by their numbers. */
export const THERMOSTAT_MODES: Readonly<Record<string, string>> = {
  ...{ 0: 'off', 1: 'heat', 2: 'cool', 3: 'auto', 4: 'auxiliary', 5: 'resume', 6: 'fan' },
  ...{ 7: 'furnace', 8: 'dry', 9: 'moist', 10: 'auto changeover', 11: 'energy heat' },
  ...{ 12: 'energy cool', 13: 'away', 15: 'full power', 31: 'manufacturer specific' },
};
export const OPERATING_STATES: Readonly<Record<string, string>> = {
  ...{ 0: 'idle', 1: 'heating', 2: 'cooling', 3: 'fan only', 4: 'pending heat' },
  ...{ 5: 'pending cool', 6: 'vent', 7: 'auxiliary heating' },
};
/** What a lock's mode means: 255 is bolted, 254 is unknown. */
export const LOCK_MODES: Readonly<Record<string, string | null>> = {
  ...{ 0: 'unlocked', 1: 'unlocked', 16: 'unlocked', 17: 'unlocked', 32: 'unlocked' },
  ...{ 33: 'unlocked', 254: null, 255: 'locked' },
};
export const SCENES: Readonly<Record<string, string>> = {
  ...{ 0: 'pressed', 1: 'released', 2: 'held', 3: 'pressed twice', 4: 'pressed three times' },
  ...{ 5: 'pressed four times', 6: 'pressed five times' },
};

/** A notification is about what its words name; 0 is idle, 23 is closed, 254 unknown. */
const ALARMS: readonly (readonly [RegExp, string])[] = [
  [/smoke/i, 'smoke'],
  [/\bco\b|monoxide/i, 'carbon_monoxide'],
  [/water|leak/i, 'moisture'],
  [/motion/i, 'motion'],
  [/cover|tamper/i, 'tamper'],
  [/glass|vibration/i, 'vibration'],
  [/door|window/i, 'door'],
  [/heat/i, 'heat'],
  [/power|mains/i, 'power'],
];
export const alarmClass = (name: string): string =>
  ALARMS.find(([form]) => form.test(name.replaceAll('_', ' ')))?.[1] ?? 'problem';

/** Every notification value as yes or no. */
export const ALARM_WORDS: Readonly<Record<string, boolean | null>> = {
  ...Object.fromEntries(Array.from({ length: 64 }, (_, i) => [String(i), i !== 0 && i !== 23])),
  254: null,
  255: true,
};
