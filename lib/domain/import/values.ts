import type { Value } from '../entity/entity.ts';
import { unmarked } from '../export/csv-text.ts';
import { numberOrText } from './home-assistant-rules.ts';

const NOTHING = new Set(['', 'null', 'none', 'nan', 'na', 'n/a', 'unknown', '-']);
/** It cannot be thousands, so it is a comma before decimals. */
const COMMA = /^[+-]?\d+,(?!\d{3}$)\d+$/;
const GROUPED = /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+$/;

/** The value of a field of somebody's CSV file. @param comma numbers have a comma before their decimals */
export function foreignValue(text: string, comma: boolean): Value {
  const trimmed = text.trim();
  if (NOTHING.has(trimmed.toLowerCase())) return null;
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true';
  if (comma && GROUPED.test(trimmed)) return Number(trimmed.replaceAll('.', '').replace(',', '.'));
  if (COMMA.test(trimmed)) return Number(trimmed.replace(',', '.'));
  return numberOrText(text);
}

/** The value of a field of our own CSV file: what is quoted is text or a list. */
export function ownValue(text: string, quoted: boolean): Value {
  if (!quoted) {
    if (text === '') return null;
    if (text === 'true' || text === 'false') return text === 'true';
    return numberOrText(text);
  }
  if (text.startsWith('[')) return listOf(text) ?? text;
  return unmarked(text);
}

/** A JSON value as one of ours; undefined if it is none. */
export function jsonValue(json: unknown): Value | undefined {
  if (json === null || typeof json === 'boolean' || typeof json === 'string') return json;
  if (typeof json === 'number') return Number.isFinite(json) ? json : null;
  if (!Array.isArray(json)) return undefined;
  if (json.every((one) => typeof one === 'number')) return json as number[];
  return json.every((one) => typeof one === 'string') ? (json as string[]) : undefined;
}

function listOf(text: string): Value | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) ? jsonValue(json) : undefined;
  } catch {
    return undefined;
  }
}
