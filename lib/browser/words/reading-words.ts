import type { Entity, State, Value } from '../../domain/entity/entity.ts';
import { formatMoment } from './format.ts';
import { choiceWords, valueWords } from './words.ts';

/** The object or list that a text holds as JSON; undefined: it is just a text. */
export function parsedJson(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A value with parts in a few words: a list by its members, JSON by its size. */
export function structuredWords({ value }: State): string {
  if (typeof value !== 'string') return valueWords(value, null);
  const parsed = parsedJson(value);
  if (parsed === undefined) return value || 'Empty';
  const size = Object.keys(parsed).length;
  const [one, many] = Array.isArray(parsed) ? ['entry', 'entries'] : ['value', 'values'];
  return `${size} ${size === 1 ? one : many}`;
}

/** A reading that is no number: a time in the clock of who looks, a choice, or text as it is. */
export function readingWords(
  { deviceClass, unit, capabilities }: Entity,
  value: Value | undefined,
  now: number,
): string {
  if (typeof value !== 'string') return valueWords(value, unit);
  const at = deviceClass === 'timestamp' ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(at)) return formatMoment(at, now);
  if (deviceClass === 'enum' || capabilities.options !== undefined)
    return choiceWords(value) || '—';
  return structuredWords({ value });
}
