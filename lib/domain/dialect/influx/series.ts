import type { Point } from './line-protocol.ts';

/** Tags that say which device it is, the first of them that is there (conventions §7.10). */
const DEVICE_TAGS = [
  ...['host', 'device', 'sensor', 'name', 'room', 'location', 'id'],
  ...['hostname', 'device_id', 'sensor_id', 'node', 'friendly_name', 'entity_id'],
];

/** What a point is about. */
export type Series = {
  /** Measurement and all tags: what InfluxDB tells series apart by. */
  readonly key: string;
  /** What the device is known by. */
  readonly deviceId: string;
  readonly device: string;
  /** The values of the tags that are not the device's. */
  readonly others: readonly string[];
};

/** The series of a point, and its device: by a tag, else by the topic's last level. */
export function seriesOf({ measurement, tags }: Point, topic: string): Series {
  const name = DEVICE_TAGS.find((key) => tags.some(([tag]) => tag === key));
  const device = tags.find(([tag]) => tag === name)?.[1];
  const sorted = [...tags].sort(([a], [b]) => (a < b ? -1 : 1));
  // The values decide; equals signs and commas within them are quoted by JSON.
  const key = [measurement, ...sorted.map(([tag, value]) => `${tag}=${JSON.stringify(value)}`)];
  return {
    key: key.join(','),
    deviceId: device === undefined ? `topic/${topic}` : `${name}=${device}`,
    device: device ?? topic.split('/').findLast((level) => level !== '') ?? topic,
    others: sorted.filter(([tag]) => tag !== name).map(([, value]) => value),
  };
}
