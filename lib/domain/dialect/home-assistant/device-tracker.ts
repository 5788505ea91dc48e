import type { Value } from '../../entity/entity.ts';
import { type Component, PLAIN, readOnly } from './component.ts';
import { parseNumber, text, textOf } from './config.ts';
import { type Part, readParts, toldOn } from './parts.ts';
import { topicReader } from './topic-reader.ts';

/**
 * Home Assistant's `device_tracker` (conventions §1.13): `state` is home, not_home or the name of a
 * place; where on earth it is comes with its attributes.
 */
export const deviceTracker: Component = {
  kind: 'device_tracker',
  keys: [
    ...['state_topic', 'value_template', 'payload_home', 'payload_not_home', 'payload_reset'],
    'json_attributes_topic',
  ],
  open(config) {
    const state = topicReader(config, 'state_topic', 'value_template');
    if (state === null && !config.has('json_attributes_topic')) {
      return 'a device_tracker needs a state_topic or a json_attributes_topic';
    }
    const words: ReadonlyMap<string, Value> = new Map([
      [text(config, 'payload_reset') ?? 'None', null],
      [text(config, 'payload_not_home') ?? 'not_home', 'not_home'],
      [text(config, 'payload_home') ?? 'home', 'home'],
    ]);
    const parts: readonly Part[] = [
      {
        property: 'state',
        reader: state,
        means: (place) => ({ value: words.has(place) ? (words.get(place) ?? null) : place }),
      },
    ];
    return {
      ...PLAIN,
      stateTopics: toldOn(parts),
      read: (message) => readParts(parts, message),
      encode: readOnly,
      attributes: (given) => located(given, state !== null),
    };
  },
};

const POSITION = ['latitude', 'longitude', 'gps_accuracy'] as const;

/** The attributes of a tracker: a position in numbers, `battery` in percent, zones as a place. */
function located(
  given: Readonly<Record<string, unknown>>,
  hasState: boolean,
): Readonly<Record<string, unknown>> {
  const { battery_level: level, in_zones: zones, ...others } = given;
  const place: Record<string, unknown> = { ...others };
  for (const key of POSITION) if (key in place) place[key] = numeric(place[key]);
  const battery = numeric(place['battery'] ?? level);
  if (battery !== null) place['battery'] = battery;
  // A place of its own topic counts more than zones, and a position more than either's silence.
  if (!hasState) {
    place['state'] = Array.isArray(zones) && !('latitude' in place) ? placeOf(zones) : null;
  }
  return place;
}

function numeric(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseNumber(value) : null;
}

/** Newer trackers name the zones they are in: `zone.home`, `home`, or by its name. */
function placeOf(zones: readonly unknown[]): string {
  const names = zones.flatMap((zone) => textOf(zone)?.replace(/^zone\./, '') || []);
  return names.find((name) => name.toLowerCase() === 'home') ?? names[0] ?? 'not_home';
}
