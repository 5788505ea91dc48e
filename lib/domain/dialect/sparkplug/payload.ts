import { decodeUtf8 } from '../utf8.ts';
import { type Field, readFields } from './wire.ts';

/** A value as it travels, before its datatype says what it means. */
export type Raw =
  | { readonly type: 'integer'; readonly value: bigint }
  | { readonly type: 'decimal'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'bytes'; readonly value: Uint8Array }
  | { readonly type: 'dataset'; readonly value: Uint8Array }
  | { readonly type: 'template'; readonly value: Template };

export type Template = { readonly isDefinition: boolean; readonly metrics: readonly Metric[] };

/** One metric of a payload; what it does not say is null. Times are epoch ms. */
export type Metric = {
  readonly name: string | null;
  readonly alias: string | null;
  readonly timestamp: number | null;
  readonly datatype: number | null;
  readonly isHistorical: boolean;
  readonly isNull: boolean;
  readonly properties: ReadonlyMap<string, Raw>;
  readonly raw: Raw | null;
};

export type Payload = {
  readonly timestamp: number | null;
  readonly seq: number | null;
  readonly metrics: readonly Metric[];
};

/** A payload has one level of metrics; templates may nest. */
const MAX_DEPTH = 5;
const MAX_METRICS = 5_000;
const MAX_PROPERTIES = 64;
/** Field numbers of the values, of metrics and of properties (sparkplug_b.proto). */
const METRIC_VALUES = { int: 10, long: 11, float: 12, double: 13, boolean: 14, text: 15 };
const PROPERTY_VALUES = { int: 3, long: 4, float: 5, double: 6, boolean: 7, text: 8 };

/** A Sparkplug B payload; null if the bytes are none. Fields nobody knows are passed over. */
export function readPayload(bytes: Uint8Array): Payload | null {
  const fields = readFields(bytes);
  if (fields === null) return null;
  let timestamp: number | null = null;
  let seq: number | null = null;
  const metrics: Metric[] = [];
  for (const field of fields) {
    if (field.number === 1) timestamp = timeOf(field);
    else if (field.number === 3 && field.type === 'varint') seq = Number(field.value);
    else if (field.number === 2) {
      const metric = field.type === 'bytes' ? readMetric(field.value, MAX_DEPTH) : null;
      if (metric === null || metrics.length >= MAX_METRICS) return null;
      metrics.push(metric);
    }
  }
  return { timestamp, seq, metrics };
}

function readMetric(bytes: Uint8Array, depth: number): Metric | null {
  const fields = depth > 0 ? readFields(bytes) : null;
  if (fields === null) return null;
  let name: string | null = null;
  let alias: string | null = null;
  let timestamp: number | null = null;
  let datatype: number | null = null;
  let isHistorical = false;
  let isNull = false;
  let properties: ReadonlyMap<string, Raw> = new Map();
  let raw: Raw | null = null;
  for (const field of fields) {
    switch (field.number) {
      case 1:
        name = textOf(field);
        break;
      case 2:
        alias = field.type === 'varint' ? String(field.value) : null;
        break;
      case 3:
        timestamp = timeOf(field);
        break;
      case 4:
        datatype = field.type === 'varint' && field.value < 1000n ? Number(field.value) : null;
        break;
      case 5:
        isHistorical = isTrue(field);
        break;
      case 7:
        isNull = isTrue(field);
        break;
      case 9:
        properties = field.type === 'bytes' ? readProperties(field.value) : properties;
        break;
      case 16:
        raw = field.type === 'bytes' ? { type: 'bytes', value: field.value } : raw;
        break;
      case 17:
        raw = field.type === 'bytes' ? { type: 'dataset', value: field.value } : raw;
        break;
      case 18: {
        const template = field.type === 'bytes' ? readTemplate(field.value, depth - 1) : null;
        if (template === null) return null;
        raw = { type: 'template', value: template };
        break;
      }
      default:
        raw = readValue(field, METRIC_VALUES) ?? raw;
    }
  }
  return { name, alias, timestamp, datatype, isHistorical, isNull, properties, raw };
}

/** Keys and values travel as two lists. */
function readProperties(bytes: Uint8Array): ReadonlyMap<string, Raw> {
  const fields = readFields(bytes) ?? [];
  const keys = fields.filter(({ number }) => number === 1).map(textOf);
  const values = fields.filter(({ number }) => number === 2);
  const properties = new Map<string, Raw>();
  keys.slice(0, MAX_PROPERTIES).forEach((key, i) => {
    const field = values[i];
    const parts = field?.type === 'bytes' ? (readFields(field.value) ?? []) : [];
    const raw = parts.map((part) => readValue(part, PROPERTY_VALUES)).find((one) => one !== null);
    if (key !== null && raw !== undefined && raw !== null) properties.set(key, raw);
  });
  return properties;
}

function readTemplate(bytes: Uint8Array, depth: number): Template | null {
  const fields = readFields(bytes);
  if (fields === null) return null;
  const metrics: Metric[] = [];
  let isDefinition = false;
  for (const field of fields) {
    if (field.number === 5) isDefinition = isTrue(field);
    else if (field.number === 2 && field.type === 'bytes') {
      const metric = readMetric(field.value, depth);
      if (metric === null || metrics.length >= MAX_METRICS) return null;
      metrics.push(metric);
    }
  }
  return { isDefinition, metrics };
}

/** One of the plain values; null if the field is none of them. */
export function readValue(field: Field, numbers: typeof METRIC_VALUES): Raw | null {
  switch (field.number) {
    case numbers.int:
    case numbers.long:
      return field.type === 'varint' ? { type: 'integer', value: field.value } : null;
    case numbers.float:
      return field.type === 'fixed32'
        ? { type: 'decimal', value: shortest(viewOf(field.value).getFloat32(0, true)) }
        : null;
    case numbers.double:
      return field.type === 'fixed64'
        ? { type: 'decimal', value: viewOf(field.value).getFloat64(0, true) }
        : null;
    case numbers.boolean:
      return field.type === 'varint' ? { type: 'boolean', value: field.value !== 0n } : null;
    case numbers.text: {
      const text = textOf(field);
      return text === null ? null : { type: 'text', value: text };
    }
    default:
      return null;
  }
}

/** A 32 bit float as the few digits it stands for: 21.1, not 21.100000381469727. */
export function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return candidate;
  }
  return value;
}

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const isTrue = (field: Field): boolean => field.type === 'varint' && field.value !== 0n;

const textOf = (field: Field): string | null =>
  field.type === 'bytes' ? decodeUtf8(field.value) : null;

const timeOf = (field: Field): number | null =>
  field.type === 'varint' && field.value < 10n ** 15n ? Number(field.value) : null;
