import { unsupported } from '../../command/refused.ts';
import type { Entity, Value } from '../../entity/entity.ts';
import { describedDevice, describedEntity } from '../describing.ts';
import type {
  Definition,
  DeviceDescription,
  Dialect,
  EntityDescription,
  ParsedMessage,
  Report,
} from '../dialect.ts';
import { infer } from '../infer/infer.ts';
import { readable } from '../infer/names.ts';
import { oncePerMessage } from '../once.ts';
import { type SenmlName, senmlName } from './name.ts';
import { recordsOf, type SenmlRecord } from './records.ts';
import { senmlUnit } from './units.ts';

/** What the dialect remembers: the topics on which each entity was heard. */
type Memory = Map<string, { readonly entity: EntityDescription; readonly topics: string[] }>;

const MAX_ENTITIES = 5_000;
/** A name is unique in the world, so its values may come on several topics. */
const MAX_TOPICS = 8;
/** Values of one entity that a single message may bring. */
const MAX_VALUES = 200;
/** The form is unmistakable, but nobody announced it. */
const CONFIDENCE = 0.95;
/** Bytes are not for people: that there are some is what can be shown. */
const DATA = 'base64 data';

/** Sensor measurement lists in JSON (RFC 8428): `[{"bn": …, "n": …, "u": …, "v": …, "t": …}]`. */
export const senml: Dialect<Memory> = {
  name: 'senml',
  infers: true,
  announces: [],
  start: () => new Map(),
  recall(memory, entities) {
    for (const { id: _id, deviceId: _deviceId, ...entity } of entities) {
      memory.set(keyOf(entity), { entity, topics: [...entity.source.stateTopics] });
    }
  },
  define(memory, message) {
    const records = packOf(message);
    if (records === null) return [];
    if (records.length === 0)
      return [{ type: 'rejected', reason: 'the SenML has no value that is understood' }];
    const definitions: Definition[] = [];
    for (const record of records) {
      const definition = defineRecord(memory, record, message.topic);
      if (definition !== null) definitions.push(definition);
    }
    return definitions;
  },
  read(entity, message) {
    const own = (packOf(message) ?? []).filter(
      ({ fullName }) => fullName === entity.source.binding['name'],
    );
    return own
      .slice(-MAX_VALUES)
      .map((record, i, { length }) => reportOf(entity, record, i === length - 1));
  },
  encode: (_entity, command) => unsupported(command.command),
};

/** The records of a message, which every entity of it asks for in turn. */
const packOf = (message: ParsedMessage): readonly SenmlRecord[] | null =>
  mayBePack(message.payload) ? parsed(message) : null;

const parsed = oncePerMessage((message) => recordsOf(message.json(), message.at));

/** `[{` or `{"`, after blanks: anything else is spared the parser. */
function mayBePack(payload: Uint8Array): boolean {
  let at = 0;
  while (at < payload.length && (payload[at] as number) <= 0x20) at++;
  const first = payload[at];
  // An object is only asked for the draft's `e`, which stands within its first keys.
  if (first === 0x7b) return hasDraftKey(payload, at);
  return first === 0x5b;
}

function hasDraftKey(payload: Uint8Array, start: number): boolean {
  const end = Math.min(payload.length - 3, start + 200);
  for (let at = start; at < end; at++) {
    if (payload[at] === 0x22 && payload[at + 1] === 0x65 && payload[at + 2] === 0x22) return true;
  }
  return false;
}

function defineRecord(memory: Memory, record: SenmlRecord, topic: string): Definition | null {
  const name = senmlName(record, topic);
  const described = describeRecord(record, name, topic);
  const key = keyOf(described);
  const known = memory.get(key);
  if (known !== undefined) {
    if (known.topics.includes(topic) || known.topics.length >= MAX_TOPICS) return null;
    known.topics.push(topic);
    return define(name, {
      ...known.entity,
      source: { ...known.entity.source, stateTopics: [...known.topics] },
    });
  }
  if (memory.size >= MAX_ENTITIES)
    return { type: 'rejected', reason: 'too many SenML names; this one is not taken in' };
  memory.set(key, { entity: described, topics: [topic] });
  return define(name, described);
}

const keyOf = ({ kind, uniqueId }: EntityDescription): string => `${kind} ${uniqueId}`;

const define = (name: SenmlName, entity: EntityDescription): Definition => ({
  type: 'define',
  device: deviceFor(name),
  entities: [entity],
  complete: false,
});

const deviceFor = ({ device, id }: SenmlName): DeviceDescription =>
  describedDevice({ name: readableDevice(device), identifiers: [`senml:${id}`] });

/** A URN is no name to make nicer. */
const readableDevice = (device: string): string =>
  device.includes(':') ? device : readable(device);

function describeRecord(
  { value, unit: sent, isSum, fullName }: SenmlRecord,
  { id, name }: SenmlName,
  topic: string,
): EntityDescription {
  const shown = sent === null ? null : senmlUnit(sent);
  const inferred =
    typeof value === 'boolean'
      ? infer([name], null, { type: 'boolean', value }, null)
      : typeof value === 'number'
        ? infer([name], null, { type: 'number', value, unit: null }, shown?.unit ?? null)
        : null;
  const isNumber = typeof value === 'number';
  return describedEntity({
    uniqueId: `${id}/${name}`,
    kind: typeof value === 'boolean' ? 'binary_sensor' : 'sensor',
    name: readable(name),
    deviceClass: shown?.deviceClass ?? inferred?.deviceClass ?? null,
    stateClass: isSum
      ? 'total_increasing'
      : isNumber
        ? (inferred?.stateClass ?? 'measurement')
        : null,
    unit: isNumber ? (shown === null ? (inferred?.unit ?? null) : shown.unit) : null,
    category: inferred?.category ?? null,
    confidence: CONFIDENCE,
    source: {
      dialect: 'senml',
      definedBy: topic,
      stateTopics: [topic],
      binding: { name: fullName, type: typeof value, factor: shown?.factor ?? 1 },
    },
  });
}

/** Only the newest of several readings is news; the others are history at their own times. */
function reportOf({ source }: Entity, { value, at }: SenmlRecord, isNewest: boolean): Report {
  const { type, factor } = source.binding;
  if (typeof value !== type)
    return { type: 'rejected', reason: 'the value is of another type than before' };
  const shown: Value =
    typeof value === 'object'
      ? DATA
      : typeof value === 'number' && typeof factor === 'number' && factor !== 1
        ? Number((value * factor).toPrecision(12))
        : value;
  const property = type === 'boolean' ? 'on' : 'value';
  const report = { type: 'state', property, value: shown, at } as const;
  return isNewest ? report : { ...report, historical: true };
}
