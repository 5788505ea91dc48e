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
