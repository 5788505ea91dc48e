import { unsupported } from '../../command/refused.ts';
import type { Entity } from '../../entity/entity.ts';
import { describedDevice, describedEntity } from '../describing.ts';
import type { Definition, Dialect, EntityDescription, ParsedMessage, Report } from '../dialect.ts';
import { infer } from '../infer/infer.ts';
import { readable } from '../infer/names.ts';
import { MAX_TEXT, type Scalar } from '../infer/scalar.ts';
import { pointsOf } from './points.ts';
import { type Series, seriesOf } from './series.ts';

/** What the dialect remembers. */
type Memory = {
  /** Entities by series and field, and the topics they were heard on. */
  readonly known: Map<string, { readonly entity: EntityDescription; readonly topics: string[] }>;
  /** Which series has a name to itself: by device, measurement and field. */
  readonly names: Map<string, string>;
};

const MAX_ENTITIES = 5_000;
const MAX_TOPICS = 8;
/** Values of one entity that a single message may bring. */
const MAX_VALUES = 200;
const MAX_FIELD = 120;
/** Every line of the text follows the protocol, but nobody announced it. */
const CONFIDENCE = 0.9;

/** InfluxDB's line protocol, and Telegraf's JSON: each field of each series is a value. */
export const influx: Dialect<Memory> = {
  name: 'influx',
  infers: true,
  announces: [],
  start: () => ({ known: new Map(), names: new Map() }),
  recall(memory, entities) {
    for (const { id: _id, deviceId: _deviceId, ...entity } of entities) {
      const { series, field, plain } = entity.source.binding;
      if (typeof series !== 'string' || typeof field !== 'string') continue;
      const topics = [...entity.source.stateTopics];
      memory.known.set(fieldKey(series, field), { entity, topics });
      if (typeof plain === 'string') memory.names.set(plain, series);
    }
  },
  define(memory, message) {
    const points = pointsOf(message);
    if (points === null) return [];
    const definitions: Definition[] = [];
    for (const point of points) {
      const series = seriesOf(point, message.topic);
      const entities = point.fields.flatMap(([field, value]) => {
        const entity = entityFor(memory, series, point.measurement, field, value, message.topic);
        return entity === null ? [] : [entity];
      });
      if (entities.length === 0) continue;
      const device = describedDevice({
        name: series.device,
        identifiers: [`influx:${series.deviceId}`],
      });
      definitions.push({ type: 'define', device, entities, complete: false });
    }
    return definitions;
  },
  read: (entity, message) => readFields(entity, message),
  encode: (_entity, command) => unsupported(command.command),
};

const fieldKey = (series: string, field: string): string => `${series}\n${field}`;

/** The entity of a field if it is new, or heard on a topic it was not heard on before. */
function entityFor(
  memory: Memory,
  series: Series,
  measurement: string,
  field: string,
  value: number | boolean | string,
  topic: string,
): EntityDescription | null {
  const key = fieldKey(series.key, field);
  const known = memory.known.get(key);
  if (known !== undefined) {
    if (known.topics.includes(topic) || known.topics.length >= MAX_TOPICS) return null;
    known.topics.push(topic);
    const { entity } = known;
    return { ...entity, source: { ...entity.source, stateTopics: [...known.topics] } };
  }
  if (memory.known.size >= MAX_ENTITIES || key.length > MAX_FIELD * 4 || field.length > MAX_FIELD)
    return null;
  if (typeof value === 'string' && value.length > MAX_TEXT) return null;
  const plain = `${series.deviceId}\n${measurement}\n${field}`;
  const namesake = memory.names.get(plain);
  if (namesake === undefined) memory.names.set(plain, series.key);
  const isFirst = namesake === undefined || namesake === series.key;
  const words = [measurement, field, ...(isFirst ? [] : series.others)];
  const kind = typeof value === 'boolean' ? 'binary_sensor' : 'sensor';
  const guess = infer([measurement, field], null, scalarOfField(value), null);
  // A number is one, also under a name that elsewhere means yes or no.
  const inferred = guess?.kind === kind ? guess : null;
  const entity = describedEntity({
    uniqueId: `${series.deviceId}/${series.key}/${field}`,
    kind,
    name: readable(words.join(' ')),
    deviceClass: inferred?.deviceClass ?? null,
    stateClass: inferred?.stateClass ?? null,
    unit: inferred?.unit ?? null,
    category: inferred?.category ?? null,
    confidence: CONFIDENCE,
    source: {
      dialect: 'influx',
      definedBy: topic,
      stateTopics: [topic],
      binding: { series: series.key, field, type: typeof value, ...(isFirst ? { plain } : {}) },
    },
  });
  memory.known.set(key, { entity, topics: [topic] });
  return entity;
}

/** A field has a type of its own: text in quotes is text, and a number has no unit. */
function scalarOfField(value: number | boolean | string): Scalar {
  switch (typeof value) {
    case 'number':
      return { type: 'number', value, unit: null };
    case 'boolean':
      return { type: 'boolean', value };
    default:
      return { type: 'text', text: value };
  }
}

function readFields({ source }: Entity, message: ParsedMessage): readonly Report[] {
  const { series, field, type } = source.binding;
  const values: { readonly value: number | boolean | string; readonly at: number }[] = [];
  for (const point of pointsOf(message) ?? []) {
    if (seriesOf(point, message.topic).key !== series) continue;
    for (const [name, value] of point.fields)
      if (name === field) values.push({ value, at: point.at ?? message.at });
  }
  return values
    .sort((a, b) => a.at - b.at)
    .slice(-MAX_VALUES)
    .map(({ value, at }, i, { length }): Report => {
      if (typeof value !== type)
        return { type: 'rejected', reason: 'the field is of another type than before' };
      const property = type === 'boolean' ? 'on' : 'value';
      const report = { type: 'state', property, value, at } as const;
      // Only the newest is news.
      return i === length - 1 ? report : { ...report, historical: true };
    });
}
