import type { ParsedMessage } from '../dialect.ts';
import { oncePerMessage } from '../once.ts';
import { isObject } from '../safe-json.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Wrappers of what STATE and SENSOR say, in the answers to `Status 11`, `10` and `8`. */
const WRAPPERS = ['StatusSTS', 'StatusSNS'] as const;

export const DISCOVERY = 'tasmota/discovery/';

/** What a message says, without the wrappers of status answers and of announced sensors. */
export const bodiesOf = oncePerMessage((message: ParsedMessage): readonly Fields[] => {
  const json = message.json();
  if (!isObject(json)) return [];
  if (message.topic.startsWith(DISCOVERY)) return isObject(json['sn']) ? [json['sn']] : [];
  const wrapped = WRAPPERS.flatMap((key) => (isObject(json[key]) ? [json[key]] : []));
  return wrapped.length > 0 ? wrapped : [json];
});

/** The first value that a message has under one of the names. */
export function valueUnder(bodies: readonly Fields[], keys: readonly string[]): unknown {
  for (const body of bodies) for (const key of keys) if (body[key] !== undefined) return body[key];
  return undefined;
}

/** A number, also one that was written as text. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*[+-]?\d+(\.\d+)?\s*$/.test(value)) return null;
  return Number(value);
}

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
