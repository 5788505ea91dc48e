import { isObject } from '../safe-json.ts';
import { ENTITY_KEYS } from './abbreviations.ts';

/** One configuration: full keys, base topic applied, nulls left out (but for SPEAKING_NULLS). */
export type Config = ReadonlyMap<string, unknown>;

const MAX_KEYS = 400;
/**
 * Where null says something: the entity is the device's main feature; a cover or valve has no such
 * command.
 */
const SPEAKING_NULLS: ReadonlySet<string> = new Set([
  ...['name', 'payload_open', 'payload_close', 'payload_stop', 'payload_stop_tilt'],
]);
/** Where availability is told; the words for it are apart. */
const AVAILABILITY_SOURCES: ReadonlySet<string> = new Set([
  ...['availability', 'availability_topic', 'availability_template'],
]);

const isSet = (config: ReadonlyMap<string, unknown>, key: string): boolean =>
  (config.get(key) ?? null) !== null;

/** Replaces short keys by full ones; where both are there the full one counts. */
export function expandKeys(
  given: Readonly<Record<string, unknown>>,
  table: ReadonlyMap<string, string>,
): Map<string, unknown> {
  const config = new Map<string, unknown>();
  for (const [key, value] of Object.entries(given).slice(0, MAX_KEYS)) {
    const full = table.get(key) ?? key;
    if (full === key || !config.has(full)) config.set(full, value);
  }
  return config;
}

/**
 * A configuration as it is meant: short keys expanded, then `~` replaced where it begins or ends a
 * topic (conventions §1.4). `inherited` fills in what the configuration itself does not set.
 */
export function readConfig(
  given: Readonly<Record<string, unknown>>,
  inherited: ReadonlyMap<string, unknown> = new Map(),
): Config {
  const config = expandKeys(given, ENTITY_KEYS);
  const hasOwnAvailability = isSet(config, 'availability') || isSet(config, 'availability_topic');
  for (const [key, value] of inherited) {
    // A list and a single topic exclude each other; the component's own word counts.
    if (hasOwnAvailability && AVAILABILITY_SOURCES.has(key)) continue;
    if (!isSet(config, key)) config.set(key, value);
  }
  const base = config.get('~');
  const read = new Map<string, unknown>();
  for (const [key, value] of config) {
    if (key === '~' || (value === null && !SPEAKING_NULLS.has(key))) continue;
    if (key === 'availability') read.set(key, readAvailability(value, base));
    else if (key.endsWith('topic')) read.set(key, withBase(value, base));
    else read.set(key, value);
  }
  return read;
}

/** A list of entries with full keys; a single object is a list of one. */
function readAvailability(value: unknown, base: unknown): readonly Config[] {
  const entries = Array.isArray(value) ? value : [value];
  return entries.filter(isObject).map((entry) => {
    // Inherited from the root of a device-based payload, and read there.
    if (entry instanceof Map) return entry;
    const config = expandKeys(entry, ENTITY_KEYS);
    config.set('topic', withBase(config.get('topic'), base));
    return config;
  });
}

function withBase(topic: unknown, base: unknown): unknown {
  if (typeof topic !== 'string' || typeof base !== 'string') return topic;
  if (topic.startsWith('~')) return base + topic.slice(1);
  return topic.endsWith('~') ? topic.slice(0, -1) + base : topic;
}

/** A value as Home Assistant's configuration takes text: `true` becomes `True`, 1 becomes `1`. */
export function textOf(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? String(value) : null;
    case 'boolean':
      return value ? 'True' : 'False';
    default:
      return null;
  }
}

export const text = (config: Config, key: string): string | null => textOf(config.get(key));

/** Text that says something: an empty one counts as absent. */
export const textOrNull = (config: Config, key: string): string | null => text(config, key) || null;

/** A number, also where it was written as text; null if it is none. */
export function number(config: Config, key: string): number | null {
  const value = config.get(key);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' ? parseNumber(value) : null;
}

/** A switch of the configuration, also where it was written as text or number (conventions §1.12). */
export function flag(config: Config, key: string, fallback: boolean): boolean {
  const value = textOf(config.get(key))?.trim().toLowerCase();
  if (value === undefined) return fallback;
  if (['true', '1', 'yes', 'on', 'enable'].includes(value)) return true;
  return ['false', '0', 'no', 'off', 'disable'].includes(value) ? false : fallback;
}

/** The texts of a list, others left out; a text alone is a list of one. null if there is none. */
export function textList(config: Config, key: string, most = 500): readonly string[] | null {
  const value = config.get(key);
  if (Array.isArray(value)) return value.slice(0, most).flatMap((item) => textOf(item) ?? []);
  const alone = textOf(value);
  return alone ? [alone] : null;
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A finite decimal number as Python's float() reads it; null if the text is none. */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed.length > 64 || !NUMBER.test(trimmed)) return null;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : null;
}
