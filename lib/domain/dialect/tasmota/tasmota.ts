import type { Definition, Dialect, EntityDescription, ParsedMessage } from '../dialect.ts';
import { NOTHING_NEW } from '../noted.ts';
import { controlsOf, stationOf } from './announced.ts';
import { readAnnouncement } from './announcement.ts';
import { bodiesOf, DISCOVERY } from './body.ts';
import { encodeTasmota, readTasmota } from './entity-roles.ts';
import { observe, sensorsIn, tellsOf } from './observe.ts';
import { note, type Station } from './station.ts';
import { observeZigbee, zigbeeOf } from './zigbee.ts';

const NAME = 'tasmota';
const MAX_STATIONS = 5_000;
/** `tasmota/discovery/<MAC>/config` and `…/sensors`. */
const ANNOUNCES = /^tasmota\/discovery\/([0-9A-Fa-f]{12})\/(config|sensors)$/;

/** What is remembered of the devices that announced themselves. */
type Memory = {
  /** By MAC. */
  readonly stations: Map<string, Station>;
  /** Which device (MAC) tells and answers on topics that start so. */
  readonly starts: Map<string, string>;
  /** Announcements of sensors whose device is not known yet, by MAC. */
  readonly waiting: Map<string, ParsedMessage>;
  /** Unique ids of the sensors that a device announced last, by MAC. */
  readonly announced: Map<string, readonly string[]>;
};

/** Tasmota devices that announce themselves (conventions §3). */
export const tasmota: Dialect<Memory> = {
  name: NAME,
  infers: false,
  announces: [`${DISCOVERY}+/config`, `${DISCOVERY}+/sensors`],
  start: () => ({
    ...{ stations: new Map(), starts: new Map(), waiting: new Map(), announced: new Map() },
  }),
  define(memory, message) {
    const { topic } = message;
    const end = topic.lastIndexOf('/') + 1;
    const station = stationAt(memory, topic.slice(0, end));
    if (station !== undefined) return foundIn(station, topic.slice(end), message);
    const bridge = bridgeAbove(memory, topic, message);
    if (bridge !== undefined) return foundIn(bridge, 'ZbReceived', message);
    if (!topic.startsWith(DISCOVERY)) return [];
    const match = ANNOUNCES.exec(topic);
    if (match === null) return [];
    const mac = (match[1] ?? '').toUpperCase();
    return match[2] === 'config'
      ? defineDevice(memory, mac, message)
      : defineSensors(memory, mac, message);
  },
  read: readTasmota,
  encode: encodeTasmota,
};

function defineDevice(memory: Memory, mac: string, message: ParsedMessage): readonly Definition[] {
  const { topic } = message;
  const sensors = topic.replace(/config$/, 'sensors');
  if (message.payload.length === 0) {
    forget(memory, mac);
    return [topic, sensors].map((definedBy) => ({ type: 'remove', definedBy, uniqueIds: null }));
  }
  const announced = readAnnouncement(mac, message.json());
  if (typeof announced === 'string') return [{ type: 'rejected', reason: announced }];
  if (memory.stations.size >= MAX_STATIONS && !memory.stations.has(mac)) {
    return [{ type: 'rejected', reason: `more than ${MAX_STATIONS} Tasmota devices` }];
  }
  forget(memory, mac);
  const station = stationOf(announced, sensors, NAME);
  memory.stations.set(mac, station);
  for (const start of startsOf(station)) memory.starts.set(start, mac);
  const entities = controlsOf({ ...station, definedBy: topic }, announced);
  const controls: Definition = {
    ...{ type: 'define', device: station.device, entities, complete: true, whole: true },
  };
  const waiting = memory.waiting.get(mac);
  memory.waiting.delete(mac);
  return [controls, ...(waiting === undefined ? [] : defineSensors(memory, mac, waiting))];
}

function defineSensors(memory: Memory, mac: string, message: ParsedMessage): readonly Definition[] {
  const station = memory.stations.get(mac);
  const definedBy = message.topic;
  if (message.payload.length === 0) {
    station?.seen.clear();
    memory.waiting.delete(mac);
    memory.announced.delete(mac);
    return [{ type: 'remove', definedBy, uniqueIds: null }];
  }
  const [body] = bodiesOf(message);
  if (body === undefined) return [{ type: 'rejected', reason: 'the announcement has no sensors' }];
  if (station === undefined) {
    if (memory.waiting.size < MAX_STATIONS) memory.waiting.set(mac, message);
    // Not a definition yet: it is kept, and read once its device is known.
    return [];
  }
  const old = memory.announced.get(mac) ?? [];
  // All of them, also those that were found before the announcement came.
  const seen = new Set(station.seen);
  station.seen.clear();
  const entities = sensorsIn(station, body);
  for (const id of seen) note(station, id);
  const ids = entities.map(({ uniqueId }) => uniqueId);
  memory.announced.set(mac, ids);
  const gone = old.filter((id) => !ids.includes(id));
  const found = asFound(station, entities);
  return gone.length === 0 ? found : [{ type: 'remove', definedBy, uniqueIds: gone }, ...found];
}

const asFound = (
  station: Station,
  entities: readonly EntityDescription[],
): readonly Definition[] =>
  entities.length === 0
    ? []
    : [{ type: 'define', device: station.device, entities, complete: false, whole: true }];

const OWN = /^(?:POWER\d*|STATUS\d*|INFO\d|RESULT|LOGGING|UPTIME|HASS_STATE|MARGINS)$/;

const stationAt = ({ stations, starts }: Memory, start: string): Station | undefined =>
  stations.get(starts.get(start) ?? '');

/** A bridge may tell of each Zigbee device a level below its own (SetOption89). */
function bridgeAbove(memory: Memory, topic: string, message: ParsedMessage): Station | undefined {
  if (!topic.endsWith('/SENSOR') || memory.stations.size === 0) return undefined;
  const above = topic.slice(0, topic.lastIndexOf('/', topic.length - '/SENSOR'.length - 1) + 1);
  const station = stationAt(memory, above);
  return station !== undefined && zigbeeOf(message).length > 0 ? station : undefined;
}

/** What a message of the device itself shows that it did not announce. */
function foundIn(station: Station, leaf: string, message: ParsedMessage): readonly Definition[] {
  const tells = tellsOf(leaf);
  // Also `POWER1` of a shutter, whose relays are no switches.
  if (tells === null) return OWN.test(leaf) ? NOTHING_NEW : [];
  const behind = tells === 'sensors' ? observeZigbee(station, message) : [];
  const found = [
    ...asFound(station, observe(station, message, tells)),
    ...behind.map((find): Definition => ({ type: 'define', ...find, complete: false })),
  ];
  return found.length === 0 && tells === 'result' ? NOTHING_NEW : found;
}

const startsOf = ({ wiring: { tele, stat } }: Station): readonly string[] => [tele, stat];

function forget({ stations, starts }: Memory, mac: string): void {
  const station = stations.get(mac);
  stations.delete(mac);
  for (const start of station === undefined ? [] : startsOf(station)) {
    if (starts.get(start) === mac) starts.delete(start);
  }
}
