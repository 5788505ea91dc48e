import { describedEntity } from '../describing.ts';
import type { EntityDescription, ParsedMessage } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { bodiesOf, type Fields, numberOf } from './body.ts';
import { type Leaf, leavesOf } from './leaves.ts';
import { quantityOf, sharedUnitsOf } from './quantities.ts';
import { boundEntity, note, type Station, sensorTopics, stateTopics } from './station.ts';
import { STATUS_SENSORS } from './status-sensors.ts';

/** Codes that a bridge passes on: `RfReceived`, `IrReceived`, `SerialReceived`, … */
const RECEIVED = /^(?!Zb)\w{1,24}Received$/;
const READERS: ReadonlySet<string> = new Set(['PN532', 'RDM6300', 'RC522', 'WIEGAND']);

/** What a topic of a device is for. */
export type Tells = 'state' | 'sensors' | 'result';

/** What is told on topics that end so; null: nothing that could show a new entity. */
export function tellsOf(leaf: string): Tells | null {
  switch (leaf) {
    case 'STATE':
    case 'STATUS11':
      return 'state';
    case 'SENSOR':
    case 'ZbReceived':
    case 'STATUS8':
    case 'STATUS10':
      return 'sensors';
    case 'RESULT':
      return 'result';
    default:
      return null;
  }
}

/** New entities in what a device tells of itself: sensors, codes, cards, its own health. */
export function observe(
  station: Station,
  message: ParsedMessage,
  tells: Tells,
): readonly EntityDescription[] {
  return bodiesOf(message).flatMap((body) => [
    ...(tells === 'state' ? healthIn(station, body) : []),
    ...(tells === 'sensors' ? sensorsIn(station, body) : []),
    ...(tells === 'state' ? [] : occurrencesIn(station, body, message.topic)),
  ]);
}

/** Sensors that were not seen before, or whose unit has changed since. */
export function sensorsIn(station: Station, body: Fields): readonly EntityDescription[] {
  const units = sharedUnitsOf(body);
  return leavesOf(body, station.inputs).flatMap((leaf) => {
    const id = `sensor_${leaf.path.join('_')}`;
    const mark = `${id} ${units}`;
    return station.seen.has(mark) || !note(station, mark)
      ? []
      : [sensorAt(station, leaf, id, body)];
  });
}

function sensorAt(
  station: Station,
  { path, value }: Leaf,
  id: string,
  root: Fields,
): EntityDescription {
  const last = path.findLast((part) => typeof part === 'string');
  const isReset = path.at(-1) === 'Total';
  const as = typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'boolean' : 'number';
  const topics = [...sensorTopics(station.wiring), ...announcedBy(station)];
  const common = boundEntity(
    station,
    { role: 'sensor', path, as, ...(isReset ? { reset: 'TotalStartTime' } : {}) },
    { id, name: path.join(' '), topics },
  );
  if (as === 'boolean') return describedEntity({ ...common, kind: 'binary_sensor' });
  const isOfDevice =
    last === 'TotalStartTime' || /(?:^|_)(?:id|mac|uid|address)$/i.test(String(last));
  const isDiagnostic =
    isOfDevice || last === 'RSSI' || last === 'LinkQuality' || path[0] === 'ESP32';
  return describedEntity({
    ...common,
    kind: 'sensor',
    ...(as === 'number' ? quantityOf(path, numberOf(value), root) : {}),
    category: isDiagnostic ? 'diagnostic' : null,
  });
}

/** The announcement of its sensors has their first values. */
const announcedBy = ({ definedBy }: Station) => (definedBy.endsWith('/sensors') ? [definedBy] : []);

function healthIn(station: Station, body: Fields): readonly EntityDescription[] {
  return STATUS_SENSORS.flatMap((sensor) => {
    const { id, path, as, ...parts } = sensor;
    const [first, second] = path;
    const group = first === undefined ? undefined : body[first];
    const value = second === undefined ? group : isObject(group) ? group[second] : undefined;
    if (value === undefined || value === null || typeof value === 'object') return [];
    // The same quantity in another form is one sensor.
    if (station.seen.has(id) || !note(station, id)) return [];
    const topics = stateTopics(station.wiring);
    const common = boundEntity(
      station,
      { role: 'sensor', path, as },
      { id, name: parts.name, topics },
    );
    return [describedEntity({ category: 'diagnostic', ...parts, ...common, kind: 'sensor' })];
  });
}

function occurrencesIn(
  station: Station,
  body: Fields,
  topic: string,
): readonly EntityDescription[] {
  return Object.keys(body).flatMap((key) => {
    const isTag = READERS.has(key);
    if (!isTag && !RECEIVED.test(key)) return [];
    const id = `${isTag ? 'tag' : 'event'}_${key}`;
    if (station.seen.has(id) || !note(station, id)) return [];
    const { tele, stat } = station.wiring;
    const topics = [...new Set([topic, `${tele}RESULT`, `${tele}SENSOR`, `${stat}RESULT`])];
    const common = boundEntity(station, isTag ? { role: 'tag', key } : { role: 'received', key }, {
      id,
      name: key,
      topics,
    });
    if (isTag) return [describedEntity({ ...common, kind: 'tag' })];
    return [describedEntity({ ...common, kind: 'event', capabilities: { eventTypes: [key] } })];
  });
}
