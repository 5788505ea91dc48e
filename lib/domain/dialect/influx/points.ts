import type { ParsedMessage } from '../dialect.ts';
import { oncePerMessage } from '../once.ts';
import { isObject } from '../safe-json.ts';
import { type Point, parseLines } from './line-protocol.ts';

const MAX_BYTES = 256 * 1024;
const MAX_METRICS = 1_000;
/** What tells a metric of Telegraf's JSON from any other object. */
const TELEGRAF = ['fields', 'name', 'tags', 'timestamp'] as const;

/** The points of a message, as line protocol or as Telegraf's JSON; null if it has none. */
export const pointsOf = (message: ParsedMessage): readonly Point[] | null =>
  mayHavePoints(message.payload) ? parsed(message) : null;

const parsed = oncePerMessage((message) =>
  message.payload[0] === 0x7b ? metricsOf(message.json()) : parseLines(message.text() ?? ''),
);

/** Bare values, lists and binary are spared the parser: a line has a blank before its first `=`. */
function mayHavePoints(payload: Uint8Array): boolean {
  const first = payload[0] ?? 0;
  if (payload.length < 5 || payload.length > MAX_BYTES || first < 0x21 || first === 0x5b)
    return false;
  // Telegraf sorts its keys.
  if (first === 0x7b) return begins(payload, '{"fields"') || begins(payload, '{"metrics"');
  let blank = false;
  for (let at = 0; at < payload.length && at < 2_000; at++) {
    const byte = payload[at];
    if (byte === 0x20) blank = true;
    else if (byte === 0x3d && blank) return true;
  }
  return first === 0x23;
}

function begins(payload: Uint8Array, text: string): boolean {
  for (let at = 0; at < text.length; at++) if (payload[at] !== text.charCodeAt(at)) return false;
  return true;
}

/** `{"fields": …, "name": …, "tags": …, "timestamp": …}`, or several of them in `metrics`. */
function metricsOf(json: unknown): readonly Point[] | null {
  if (!isObject(json)) return null;
  const metrics = json['metrics'];
  const list: readonly unknown[] = Array.isArray(metrics) ? metrics : [json];
  if (list.length > MAX_METRICS) return null;
  const points = list.map(metricOf);
  return points.every((point) => point !== null) && points.length > 0 ? points : null;
}

function metricOf(metric: unknown): Point | null {
  if (!isObject(metric) || !TELEGRAF.every((key) => Object.hasOwn(metric, key))) return null;
  const { fields, name, tags, timestamp } = metric;
  if (!isObject(fields) || !isObject(tags) || typeof name !== 'string') return null;
  if (typeof timestamp !== 'number') return null;
  return {
    measurement: name,
    tags: Object.entries(tags).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as const] : [],
    ),
    fields: Object.entries(fields).flatMap(([key, value]) =>
      typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string'
        ? [[key, value] as const]
        : [],
    ),
    at: timestamp < 1e11 ? timestamp * 1000 : timestamp,
  };
}
