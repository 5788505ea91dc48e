import type { Entity, Value } from '../../entity/entity.ts';
import { describedEntity } from '../describing.ts';
import type { Definition, ParsedMessage, Report } from '../dialect.ts';
import { fold, readable } from '../infer/names.ts';
import { positionOf } from '../infer/position.ts';
import { type Notebook, note, tooMany } from '../plain/notebook.ts';
import { timeOf } from '../plain/payload-time.ts';
import { isObject } from '../safe-json.ts';
import { type App, appDevice, NOTHING, nothing } from './app.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Names of regions that mean home. */
const HOME = new Set(['home', 'zuhause', 'daheim', 'maison', 'casa', 'thuis']);
const CONFIDENCE = 0.95;
const MAX_REGION = 80;

/** OwnTracks: `owntracks/<user>/<device>[/event]` with `{"_type": …}`. The phone is a tracker. */
export const ownTracks: App = ([root, user, device, ...rest], message, notebook) => {
  const json = message.json();
  const type = isObject(json) ? json['_type'] : undefined;
  if (!user || !device || typeof type !== 'string') return NOTHING;
  if (type === 'encrypted') return nothing('the position is encrypted');
  if (type !== 'location' && type !== 'transition' && type !== 'lwt') return NOTHING;
  if (rest.length > 1 || (rest.length === 1 && rest[0] !== 'event')) return NOTHING;
  return phone(notebook, `${root}/${user}/${device}`, [user, device]);
};

/** The phone's entities, unless they are known. */
function phone(notebook: Notebook, topic: string, names: readonly string[]): readonly Definition[] {
  if (notebook.topics.has(topic)) return NOTHING;
  if (notebook.topics.size >= notebook.maxTopics) return nothing(tooMany(notebook));
  const parts = (path: string) => ({
    confidence: CONFIDENCE,
    source: {
      dialect: notebook.dialect,
      definedBy: topic,
      stateTopics: path === '' ? [topic, `${topic}/event`] : [topic],
      // The app's last will, on the topic of its positions, says that it is out of reach.
      availability: { mode: 'latest' as const, topics: [topic], untilHeard: true },
      binding: { app: 'owntracks', path: path === '' ? [] : [path], as: 'position', device: topic },
    },
  });
  const entities = [
    describedEntity({ ...parts(''), uniqueId: topic, kind: 'device_tracker', name: null }),
    describedEntity({
      ...parts('batt'),
      uniqueId: `${topic}/batt`,
      kind: 'sensor',
      name: 'Batt',
      deviceClass: 'battery',
      stateClass: 'measurement',
      unit: '%',
    }),
  ];
  for (const entity of entities) note(notebook, topic, entity);
  const name = names.map(readable).join(' ');
  return [{ type: 'define', device: appDevice(topic, name), entities, complete: false }];
}

/** What a phone's message says about its place or its battery. */
export function readOwnTracks(entity: Entity, message: ParsedMessage): readonly Report[] {
  const json = message.json();
  if (!isObject(json)) return [];
  const isEvent = message.topic.endsWith('/event');
  const isThere: readonly Report[] = isEvent
    ? []
    : [{ type: 'availability', topic: message.topic, online: json['_type'] !== 'lwt' }];
  const at = timeOf(message);
  const values = entity.kind === 'sensor' ? batteryOf(json) : placeOf(json);
  return [
    ...isThere,
    ...values.map(([property, value]): Report => ({ type: 'state', property, value, at })),
  ];
}

const batteryOf = ({ _type, batt }: Fields): readonly (readonly [string, Value])[] =>
  _type === 'location' && typeof batt === 'number' ? [['value', batt]] : [];

function placeOf(json: Fields): readonly (readonly [string, Value])[] {
  const position = positionOf(json);
  const region = regionOf(json);
  const values: [string, Value][] = [];
  if (json['_type'] === 'lwt') return [];
  if (region !== null) values.push(['state', region]);
  if (position !== null) {
    values.push(['latitude', position.latitude], ['longitude', position.longitude]);
    if (position.accuracy !== null) values.push(['gps_accuracy', position.accuracy]);
    if (position.altitude !== null) values.push(['altitude', position.altitude]);
  }
  for (const [key, property] of [
    ['batt', 'battery'],
    ['vel', 'speed'],
    ['cog', 'course'],
  ] as const) {
    const value = json[key];
    if (typeof value === 'number') values.push([property, value]);
  }
  return values;
}

/** `home`, another region's name, `not_home`; null: the message does not tell. */
function regionOf({ _type, inregions, event, desc }: Fields): string | null {
  if (_type === 'transition') {
    if (event === 'leave') return 'not_home';
    return event === 'enter' && typeof desc === 'string' ? regionName(desc) : null;
  }
  if (!Array.isArray(inregions)) return null;
  const regions = inregions.filter((one): one is string => typeof one === 'string' && one !== '');
  const home = regions.find((one) => HOME.has(fold(one)));
  return home === undefined ? regionName(regions[0] ?? 'not_home') : 'home';
}

const regionName = (name: string): string =>
  HOME.has(fold(name)) ? 'home' : name.slice(0, MAX_REGION);
