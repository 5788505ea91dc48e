import { macIdentifier } from '../describing.ts';
import type { DeviceDescription } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { DEVICE_KEYS } from './abbreviations.ts';
import { expandKeys, textOf } from './config.ts';

/**
 * The `device` part of a configuration (conventions §1.10); null if it names nothing that could
 * identify a device again. Values may be numbers.
 */
export function describeDevice(given: unknown): DeviceDescription | null {
  if (!isObject(given)) return null;
  const device = expandKeys(given, DEVICE_KEYS);
  const word = (key: string) => textOf(device.get(key)) || null;
  const names = ids(device.get('identifiers'));
  const identifiers = [
    ...new Set([
      ...names,
      ...connections(device.get('connections')),
      // Many name themselves by their MAC address without saying that it is one.
      ...names.flatMap((name) => macIdentifier(name) ?? []),
    ]),
  ];
  if (identifiers.length === 0) return null;
  return {
    name: word('name') ?? '',
    manufacturer: word('manufacturer'),
    model: word('model'),
    swVersion: word('sw_version'),
    room: word('suggested_area'),
    identifiers,
    viaDevice: word('via_device'),
  };
}

function ids(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((id) => textOf(id) || []);
}

/** `[type, id]` pairs as `mac:aa:bb:…`; some publishers send a single pair without its list. */
function connections(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const pairs = value.length === 2 && !value.some(Array.isArray) ? [value] : value;
  return pairs.filter(Array.isArray).flatMap(([type, id]: readonly unknown[]) => {
    const kind = textOf(type)?.toLowerCase();
    const name = textOf(id);
    if (!kind || !name) return [];
    return [kind === 'mac' ? `mac:${macOf(name)}` : `${kind}:${name}`];
  });
}

/** A MAC address in one spelling, however it was written. */
function macOf(text: string): string {
  const digits = text.toLowerCase().replace(/[^0-9a-f]/g, '');
  return digits.length === 12 ? (digits.match(/../g) ?? []).join(':') : text.toLowerCase();
}
