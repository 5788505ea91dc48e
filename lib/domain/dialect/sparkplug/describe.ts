import type { Capabilities } from '../../entity/entity.ts';
import { describedDevice, describedEntity } from '../describing.ts';
import type { DeviceDescription, EntityDescription } from '../dialect.ts';
import { normalUnit, sensorClass } from '../home-assistant/classes.ts';
import { infer } from '../infer/infer.ts';
import { knownUnit } from '../infer/units.ts';
import { formOf, limitsOf } from './datatypes.ts';
import type { Metric, Raw } from './payload.ts';
import { type SparkplugTopic, topicOf } from './topic.ts';
import { datatypeOf, typedValue } from './values.ts';

export const DIALECT = 'sparkplug';

/** What a birth tells besides its metrics. */
export type Birth = {
  readonly place: SparkplugTopic;
  readonly bdSeq: string | null;
  readonly timestamp: number | null;
};

const identifier = (...levels: readonly string[]): string => `sparkplug/${levels.join('/')}`;

/** The node or device that was born, named as its topic names it. */
export function describeDevice(
  { group, node, device }: SparkplugTopic,
  metrics: readonly Metric[],
): DeviceDescription {
  const text = (...names: readonly string[]): string | null => {
    const raw = metrics.find(({ name }) => names.includes(name?.toLowerCase() ?? ''))?.raw;
    return raw?.type === 'text' && raw.value !== '' ? raw.value : null;
  };
  return describedDevice({
    name: device ?? node,
    identifiers: [identifier(group, node, ...(device === null ? [] : [device]))],
    manufacturer: text('properties/hardware make', 'properties/manufacturer'),
    model: text('properties/hardware model', 'properties/model'),
    swVersion: text('properties/fw', 'properties/version', 'properties/os version'),
    viaDevice: device === null ? null : identifier(group, node),
  });
}

/** The entity of a metric, or of a member of a template; null for what has no value to show. */
export function describeMetric(
  { place, bdSeq, timestamp }: Birth,
  top: Metric & { readonly name: string },
  path: readonly string[],
  metric: Metric,
): EntityDescription | null {
  const datatype = metric.datatype ?? datatypeOf(metric.raw);
  if (datatype === null) return null;
  const form = formOf(datatype);
  if (form === 'none') return null;
  const name = [top.name, ...path].join('/');
  const { group, node, device } = place;
  const isWritable = path.length === 0 && form !== 'list' && saysWritable(metric);
  const state = [topicOf(place, 'BIRTH'), topicOf(place, 'DATA')];
  const nodeDeath = topicOf({ group, node, device: null }, 'DEATH');
  const death = topicOf(place, 'DEATH');
  return describedEntity({
    uniqueId: `${identifier(group, node, ...(device === null ? [] : [device]))}//${name}`,
    name,
    ...shape(metric, datatype, name, isWritable),
    source: {
      dialect: DIALECT,
      definedBy: topicOf(place, 'BIRTH'),
      stateTopics: state,
      commandTopics: isWritable ? [topicOf(place, 'CMD')] : [],
      availability: {
        mode: 'latest',
        topics: [topicOf(place, 'BIRTH'), ...new Set([death, nodeDeath])],
        untilHeard: true,
      },
      binding: {
        ...{ group, node, device, metric: top.name, alias: top.alias, path, datatype, bdSeq },
        bornAt: timestamp,
      },
    },
  });
}

type Shape = Pick<EntityDescription, 'kind'> & Partial<EntityDescription>;

function shape(metric: Metric, datatype: number, name: string, isWritable: boolean): Shape {
  const isProperty = /(^|\/)properties\//i.test(name);
  const category = isProperty ? ({ category: 'diagnostic' } as const) : {};
  const names = name.split('/');
  switch (formOf(datatype)) {
    case 'boolean': {
      if (isWritable) return { kind: 'switch', ...category };
      const inference = infer(names, null, { type: 'boolean', value: true }, null);
      return { kind: 'binary_sensor', deviceClass: inference?.deviceClass ?? null, ...category };
    }
    case 'integer':
    case 'decimal': {
      const unit = unitOf(metric);
      const value = metric.raw === null ? 0 : Number(typedValue(metric.raw, datatype) ?? 0);
      const inference = infer(names, null, { type: 'number', value, unit: null }, unit);
      // An assumed unit would be a guess in a plant's own words.
      const isMeasured = inference?.as === 'number' && unit !== null;
      const deviceClass = isMeasured ? sensorClass(inference.deviceClass, unit) : null;
      if (isWritable)
        return {
          kind: 'number',
          unit,
          deviceClass,
          capabilities: range(metric, datatype),
          ...category,
        };
      const stateClass = isMeasured ? inference.stateClass : 'measurement';
      return { kind: 'sensor', unit, deviceClass, stateClass, ...category };
    }
    case 'text':
      return { kind: isWritable ? 'text' : 'sensor', ...category };
    case 'time':
      return { kind: 'sensor', deviceClass: 'timestamp', ...category };
    default:
      return { kind: 'structured', ...category };
  }
}

function unitOf({ properties }: Metric): string | null {
  const raw = property(properties, 'engunit', 'engunits', 'unit', 'units');
  const text = raw?.type === 'text' ? raw.value.trim() : '';
  return text === '' ? null : (knownUnit(text) ?? normalUnit(text));
}

/** Engineering limits if they are told, else those of the datatype. */
function range({ properties }: Metric, datatype: number): Capabilities {
  const limits = limitsOf(datatype);
  const told = (name: string): number | null => {
    const raw = property(properties, name);
    const value = raw?.type === 'integer' ? Number(BigInt.asIntN(64, raw.value)) : raw?.value;
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  };
  const [low, high] = [told('englow'), told('enghigh')];
  const isRange = low !== null && high !== null && low < high;
  const [min, max] = isRange ? [low, high] : (limits ?? []);
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(limits === null ? {} : { step: 1 }),
  };
}

/** Sparkplug does not declare what may be written; some publishers say it of a metric. */
function saysWritable({ properties }: Metric): boolean {
  if (isTrue(property(properties, 'writable', 'iswritable', 'writeable'))) return true;
  const readOnly = property(properties, 'readonly', 'isreadonly');
  return readOnly?.type === 'boolean' && !readOnly.value;
}

const isTrue = (raw: Raw | undefined): boolean => raw?.type === 'boolean' && raw.value;

/** A property by any of its names, in lower case. */
export function property(
  properties: ReadonlyMap<string, Raw>,
  ...names: readonly string[]
): Raw | undefined {
  for (const [key, raw] of properties) {
    if (names.includes(key.toLowerCase().replace(/[_ ]/g, ''))) return raw;
  }
  return undefined;
}
