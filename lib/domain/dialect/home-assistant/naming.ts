import { type Config, textOf } from './config.ts';

/**
 * The name of an entity (conventions §1.2): null if it is the device's main feature and carries the
 * device's name. A missing name becomes that of the class, else of the component. A device's name
 * that is repeated in front is left out.
 */
export function entityName(config: Config, deviceName: string, fallback: string): string | null {
  if (!config.has('name')) return fallback;
  const name = textOf(config.get('name'))?.trim();
  return name ? withoutPrefix(name, deviceName.trim()) : null;
}

/** Classes that are not called what they are written as. */
const PROPER: Readonly<Record<string, string>> = {
  aqi: 'Air quality index',
  battery_charging: 'Charging',
  ph: 'pH',
  pm1: 'PM1',
  pm10: 'PM10',
  pm25: 'PM2.5',
  pm4: 'PM4',
};

/** The name of an entity that has only a class: Home Assistant's own. */
export const nameOfClass = (deviceClass: string): string =>
  Object.hasOwn(PROPER, deviceClass) ? (PROPER[deviceClass] ?? '') : readable(deviceClass);

/** `binary_sensor` → `Binary sensor`. */
export function readable(identifier: string): string {
  const words = identifier.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function withoutPrefix(name: string, device: string): string | null {
  if (device === '') return name;
  if (name.toLowerCase() === device.toLowerCase()) return null;
  if (!name.toLowerCase().startsWith(device.toLowerCase())) return name;
  const rest = name.slice(device.length);
  // Only at the end of a word: device `Pump`, entity `Pumping station`.
  if (!/^[\s_\-:./]/.test(rest)) return name;
  const own = rest.replace(/^[\s_\-:./]+/, '');
  return own === '' ? null : own.charAt(0).toUpperCase() + own.slice(1);
}
