import type { Definition, Dialect, EntityDescription, ParsedMessage } from '../dialect.ts';
import { NOTHING_NEW } from '../noted.ts';
import { isObject } from '../safe-json.ts';
import { bodiesOf } from './body.ts';
import { encodeTasmota, readTasmota } from './entity-roles.ts';
import { type Known, keyOf, type Memory, NAME, newDevice } from './guess-memory.ts';
import { nameDevice } from './guess-names.ts';
import { recallEntity } from './guess-recall.ts';
import { controlsOf, learn } from './guessed.ts';
import { observe, tellsOf } from './observe.ts';
import { type Place, placeOf } from './wiring.ts';
import { observeZigbee, zigbeeOf } from './zigbee.ts';

/** What a device tells of itself only to people, and of no value. */
const LOG = /(?:^|\/)(?:stat|tele)\/(?:.*\/)?(?:LOGGING|UPTIME|HASS_STATE|MARGINS)$/;

/** Tasmota devices without an announcement, known by the forms of their messages (conventions §3.2). */
export const tasmotaGuess: Dialect<Memory> = {
  name: NAME,
  infers: true,
  announces: [
    ...['tele/+/STATE', 'tele/+/SENSOR', 'tele/+/RESULT'],
    ...['stat/+/STATUS', 'stat/+/STATUS8', 'stat/+/STATUS10', 'stat/+/STATUS11'],
  ],
  start: () => ({ devices: new Map() }),
  recall(memory, entities) {
    for (const entity of entities) recallEntity(memory, entity);
  },
  define(memory, message) {
    const place = placeOf(message.topic);
    if (place === null) return LOG.test(message.topic) ? NOTHING_NEW : [];
    if (!isTasmota(memory, place, message)) return isAnswer(place, message) ? NOTHING_NEW : [];
    const known =
      memory.devices.get(place.base) ??
      bridgeAbove(memory, place, message) ??
      newDevice(memory, place);
    if (known === null) return [];
    const definitions = [...definitionsOf(known, place.leaf, message)];
    return definitions.length === 0 ? NOTHING_NEW : definitions;
  },
  read: readTasmota,
  encode: encodeTasmota,
};

/** `stat/…/RESULT` of any command: its keys are commands, which begin with a capital. */
function isAnswer({ leaf }: Place, message: ParsedMessage): boolean {
  const json = message.json();
  return (
    leaf === 'RESULT' && isObject(json) && Object.keys(json).every((key) => /^[A-Z]/.test(key))
  );
}

/** A bridge may tell of each Zigbee device a level below its own (SetOption89). */
function bridgeAbove({ devices }: Memory, { base, leaf }: Place, message: ParsedMessage) {
  if (tellsOf(leaf) !== 'sensors' || zigbeeOf(message).length === 0) return undefined;
  return devices.get(base.slice(0, Math.max(0, base.lastIndexOf('/'))));
}

/** Has the payload the form that the topic promises? */
function isTasmota({ devices }: Memory, { leaf, base }: Place, message: ParsedMessage): boolean {
  if (leaf === 'LWT') return /^(?:online|offline)$/i.test(message.text()?.trim() ?? '');
  if (leaf.startsWith('POWER')) return /^(?:ON|OFF)$/.test(message.text()?.trim() ?? '');
  const [body] = bodiesOf(message);
  if (body === undefined) return false;
  if (devices.has(base)) return true;
  const has = (...keys: readonly string[]) => keys.some((key) => body[key] !== undefined);
  switch (leaf) {
    case 'STATE':
      return has('Uptime', 'UptimeSec', 'Wifi', 'POWER', 'POWER1', 'Dimmer', 'Heap', 'Vcc');
    case 'SENSOR':
      return has('Time', 'ZbReceived', 'ENERGY', 'TempUnit') || zigbeeOf(message).length > 0;
    case 'ZbReceived':
      return zigbeeOf(message).length > 0;
    case 'RESULT':
      return Object.keys(body).some((key) =>
        /^(?:POWER\d{0,2}|\w+Received|Dimmer\d?|FanSpeed|Shutter\d)$/.test(key),
      );
    default: {
      const json = message.json();
      return isObject(json) && Object.keys(json).some((key) => /^(?:Status|Info\d)/.test(key));
    }
  }
}

function definitionsOf(known: Known, leaf: string, message: ParsedMessage): readonly Definition[] {
  const isNamed = nameDevice(known, message);
  const isNews = learnFrom(known, leaf, message);
  const fresh: EntityDescription[] = [];
  const gone: string[] = [];
  if (isNamed || isNews) {
    const controls = controlsOf(known.station, known.evidence);
    const keys = new Set(controls.map(keyOf));
    for (const [key, { source, uniqueId }] of known.entities) {
      const { role } = source.binding;
      const isControl = ['power', 'light', 'shutter', 'fan', 'input'].includes(String(role));
      if (!isControl || keys.has(key)) continue;
      known.entities.delete(key);
      gone.push(uniqueId);
    }
    fresh.push(...controls);
  }
  const tells = tellsOf(leaf);
  if (tells !== null) fresh.push(...observe(known.station, message, tells));
  for (const entity of fresh) known.entities.set(keyOf(entity), entity);
  const { station } = known;
  const entities = isNamed ? [...known.entities.values()] : fresh;
  const behind = tells === 'sensors' ? observeZigbee(station, message) : [];
  const lost = gone.filter((id) => !fresh.some(({ uniqueId }) => uniqueId === id));
  return [
    ...(lost.length > 0
      ? [{ type: 'remove', definedBy: station.definedBy, uniqueIds: lost } as const]
      : []),
    ...(entities.length > 0
      ? [{ type: 'define', device: station.device, entities, complete: false } as const]
      : []),
    ...behind.map((find): Definition => ({ type: 'define', ...find, complete: false })),
  ];
}

function learnFrom({ evidence }: Known, leaf: string, message: ParsedMessage): boolean {
  if (!leaf.startsWith('POWER')) return learn(evidence, message);
  const number = Number(leaf.slice('POWER'.length));
  if (evidence.powers.has(number) || number > 32) return false;
  evidence.powers.add(number);
  return true;
}
