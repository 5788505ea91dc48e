import type { Entity } from '../../entity/entity.ts';
import { describedDevice, macIdentifier } from '../describing.ts';
import type {
  Definition,
  DeviceDescription,
  Dialect,
  EntityDescription,
  ParsedMessage,
} from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { bindingOf, USUAL_WORDS } from './binding.ts';
import { bodiesOf, type Fields, textOf } from './body.ts';
import { encodeTasmota, readTasmota } from './entity-roles.ts';
import { controlsOf, type Evidence, learn, noEvidence } from './guessed.ts';
import { observe, type Tells } from './observe.ts';
import { presenceOf, type Station } from './station.ts';
import { type Place, placeOf } from './wiring.ts';
import { observeZigbee } from './zigbee.ts';

const NAME = 'tasmota-guess';
const MAX_DEVICES = 2_000;
/** Of a device whose last will or state has Tasmota's form. */
const CONFIDENCE = 0.9;

/** What is remembered of one device. */
type Known = {
  station: Station;
  readonly evidence: Evidence;
  /** Everything defined so far by kind and unique id, to be said again when the device's name is known. */
  readonly entities: Map<string, EntityDescription>;
};

type Memory = { readonly devices: Map<string, Known> };

/** The message belongs here but brings nothing new; no other dialect need guess at it. */
const NOTHING_NEW: readonly Definition[] = [
  { type: 'define', device: null, entities: [], complete: false },
];

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
    if (place === null || !isTasmota(memory, place, message)) return [];
    const known = memory.devices.get(place.base) ?? newDevice(memory, place);
    if (known === null) return [];
    const definitions = [...definitionsOf(known, place.leaf, message)];
    return definitions.length === 0 ? NOTHING_NEW : definitions;
  },
  read: readTasmota,
  encode: encodeTasmota,
};

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
      return has('Time', 'ZbReceived', 'ENERGY', 'TempUnit', 'LinkQuality');
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

function newDevice({ devices }: Memory, { base, wiring }: Place): Known | null {
  if (devices.size >= MAX_DEVICES) return null;
  const name = base.split('/').findLast((level) => level !== '%' && level !== '') ?? base;
  const known = knownOf(base, wiring, name);
  devices.set(base, known);
  return known;
}

const knownOf = (base: string, wiring: Place['wiring'], name: string): Known => ({
  station: {
    ...{ id: `tasmota/${base}`, dialect: NAME, wiring, words: USUAL_WORDS, seen: new Set() },
    definedBy: `${wiring.tele}LWT`,
    availability: presenceOf(wiring, false),
    device: describedDevice({
      name,
      manufacturer: 'Tasmota',
      identifiers: [`tasmota:${base}`],
    }),
    confidence: CONFIDENCE,
    inputs: new Set(),
  },
  evidence: noEvidence(),
  entities: new Map(),
});

const keyOf = ({ kind, uniqueId }: EntityDescription) => `${kind} ${uniqueId}`;

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
  fresh.push(...observe(known.station, message, tellsOf(leaf)));
  for (const entity of fresh) known.entities.set(keyOf(entity), entity);
  const { station } = known;
  const entities = isNamed ? [...known.entities.values()] : fresh;
  const behind = leaf === 'SENSOR' ? observeZigbee(station, message) : [];
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

const tellsOf = (leaf: string): Tells =>
  leaf === 'STATE' || leaf === 'STATUS11'
    ? 'state'
    : leaf === 'SENSOR' || leaf === 'STATUS8' || leaf === 'STATUS10'
      ? 'sensors'
      : 'result';

function learnFrom({ evidence }: Known, leaf: string, message: ParsedMessage): boolean {
  if (!leaf.startsWith('POWER')) return learn(evidence, message);
  const number = Number(leaf.slice('POWER'.length));
  if (evidence.powers.has(number) || number > 32) return false;
  evidence.powers.add(number);
  return true;
}

/** Takes in what STATUS, STATUS2, STATUS5 and INFO tell of the device itself; true if it was news. */
function nameDevice(known: Known, message: ParsedMessage): boolean {
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

/** Takes up an entity that was defined before a restart, so that it is not defined worse. */
function recallEntity({ devices }: Memory, entity: Entity): void {
  const binding = bindingOf(entity);
  if (binding === null) return;
  const base = entity.uniqueId.startsWith('tasmota/') ? binding.wiring.tele : null;
  const place = base === null ? null : placeOf(`${base}STATE`);
  if (place === null) return;
  // Its name is in the home already: an empty one leaves it as it is.
  const known = devices.get(place.base) ?? knownOf(place.base, place.wiring, '');
  devices.set(place.base, known);
  const { id: _, deviceId: __, ...description } = entity;
  if (binding.role !== 'zigbee' && binding.role !== 'zigbee-action')
    known.entities.set(keyOf(entity), description);
  const local = entity.uniqueId.slice(known.station.id.length + 1);
  known.station.seen.add(local);
  const { evidence } = known;
  if (binding.role === 'power' || binding.role === 'light') {
    const numbers = local.match(/\d+$/);
    const number = Number(numbers?.[0] ?? 1);
    evidence.powers.add(number);
    if (entity.name !== null) {
      const names = [...evidence.friendlyNames];
      while (names.length < number) names.push(`Relay ${names.length + 1}`);
      names[number - 1] = entity.name;
      evidence.friendlyNames = names;
    }
  }
  if (binding.role === 'light') {
    if (binding.dim.startsWith('Channel')) evidence.channels.add(Number(binding.dim.slice(7)));
    else evidence.form = binding.form;
    if (binding.dim === 'Dimmer2') evidence.isSplit = true;
  }
  if (binding.role === 'shutter') evidence.shutters.add(binding.number);
  if (binding.role === 'fan') evidence.isFan = true;
  if (binding.role === 'input') evidence.inputs.add(Number(local.match(/\d+$/)?.[0] ?? 1));
}
