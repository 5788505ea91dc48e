import { macIdentifier } from '../describing.ts';
import type { DeviceDescription, ParsedMessage } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { type Fields, textOf } from './body.ts';
import type { Known } from './guess-memory.ts';

/** Takes in what STATUS, STATUS2, STATUS5 and INFO tell of the device itself; true if it was news. */
export function nameDevice(known: Known, message: ParsedMessage): boolean {
  const json = message.json();
  if (!isObject(json)) return false;
  const part = (...keys: readonly string[]): Fields => {
    const found = keys.map((key) => json[key]).find(isObject);
    return found ?? {};
  };
  const status = part('Status');
  const names = Array.isArray(status['FriendlyName'])
    ? status['FriendlyName'].slice(0, 32).flatMap((name) => textOf(name) || [])
    : [];
  const { device } = known.station;
  const mac = textOf(part('StatusNET')['Mac']) ?? '';
  const told: DeviceDescription = {
    ...device,
    name: textOf(status['DeviceName']) || names[0] || device.name,
    model: textOf(part('Info1', 'INFO1')['Module']) ?? device.model,
    swVersion:
      textOf(part('StatusFWR')['Version']) ??
      textOf(part('Info1', 'INFO1')['Version']) ??
      device.swVersion,
    identifiers: [...new Set([...device.identifiers, macIdentifier(mac) ?? ''])].filter(Boolean),
  };
  const isNews =
    JSON.stringify(told) !== JSON.stringify(device) ||
    (names.length > 0 && names.join('\n') !== known.evidence.friendlyNames.join('\n'));
  if (!isNews) return false;
  if (names.length > 0) known.evidence.friendlyNames = names;
  known.station = { ...known.station, device: told };
  return true;
}
