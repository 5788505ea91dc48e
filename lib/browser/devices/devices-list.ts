import type { DeviceDetail } from '../../api/devices.ts';
import { dialectWords } from '../words/dialect-words.ts';

/** The newest first; what is not stored yet was heard just now. */
export function byNews(a: DeviceDetail, b: DeviceDetail): number {
  const [heardA, heardB] = [heardAt(a), heardAt(b)];
  return heardA === heardB ? byName(a, b) : heardB > heardA ? 1 : -1;
}

const heardAt = ({ firstHeardAt }: DeviceDetail): number =>
  firstHeardAt === null ? Number.POSITIVE_INFINITY : Date.parse(firstHeardAt);

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** By name; two of one name by id, so that they keep their places. */
export const byName = (a: DeviceDetail, b: DeviceDetail): number =>
  collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);

/** The devices that have all the words of a search somewhere in what is told of them. */
export function searchDevices(
  devices: readonly DeviceDetail[],
  search: string,
): readonly DeviceDetail[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return devices;
  return devices.filter((device) => {
    const haystack = told(device);
    return words.every((word) => haystack.includes(word));
  });
}

const told = (device: DeviceDetail): string =>
  [
    ...[device.name, device.room, device.manufacturer, device.model, device.id],
    dialectWords(device.dialect),
    ...device.entities.flatMap(({ id, name, topics }) => [id, name, ...topics]),
  ]
    .join('\n')
    .toLowerCase();
