import { type BinaryWord, binaryWord } from './binary.ts';
import { fold } from './names.ts';
import type { Position } from './position.ts';
import { knownUnit } from './units.ts';

/** What a bare payload, or a leaf of a JSON object, turned out to be. */
export type Scalar =
  | { readonly type: 'number'; readonly value: number; readonly unit: string | null }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'word'; readonly text: string; readonly word: BinaryWord }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'position'; readonly position: Position }
  /** The publisher says that it does not know. */
  | { readonly type: 'unknown' }
  | { readonly type: 'nonsense'; readonly reason: string };

/** Leading zeros only before a fraction: `021.5` is padded, `007` a code. */
const NUMBER =
  /^([+-]?(?:(?:0|[1-9]\d*)\.?|\d*[.,]\d+)(?:[eE][+-]?\d{1,3})?)(?:\s*([^\d\s.,+-][^\d]{0,11}\d?))?$/;
/** `1.234,5` and `1,234.5`: the last mark is the decimal one, where there are two kinds. */
const GROUPED =
  /^([+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+))(?:\s*([^\d\s.,+-][^\d]{0,11}\d?))?$/;
const UNKNOWN = new Set([
  'null',
  'none',
  'unavailable',
  'unknown',
  'undefined',
  'nil',
  '-',
  '--',
  '---',
  'n/a',
  '?',
]);
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity)$/i;
const MAX_DIGITS = 17;
/** Longer texts are messages to a person, not states. */
export const MAX_TEXT = 255;

/** Reads a bare text: number, number with unit, decimal comma, word, text. */
export function scalarOf(payload: string): Scalar {
  const text = payload.trim();
  if (text === '') return { type: 'nonsense', reason: 'empty payload' };
  const number = numberOf(text);
  if (number !== null) return number;
  if (NOT_FINITE.test(text)) return { type: 'nonsense', reason: `${text} is not a value` };
  if (text.length > MAX_TEXT) return { type: 'nonsense', reason: 'text too long for a state' };
  const folded = fold(text);
  if (UNKNOWN.has(folded)) return { type: 'unknown' };
  const word = binaryWord(folded);
  return word === null ? { type: 'text', text } : { type: 'word', text, word };
}

function numberOf(text: string): Scalar | null {
  const first = text.charCodeAt(0);
  // A letter begins no number: most texts end here.
  if (first > 0x39) return null;
  const match = NUMBER.exec(text) ?? GROUPED.exec(text);
  if (match === null) return null;
  const digits = inPoints(match[1]!);
  const unit = match[2] === undefined ? null : knownUnit(match[2]);
  if (match[2] !== undefined && unit === null) return null;
  // More digits than a double holds are an id, not a measurement.
  if (digits.replace(/\D/g, '').length > MAX_DIGITS) return null;
  const value = Number(digits);
  if (!Number.isFinite(value)) return { type: 'nonsense', reason: 'the number is too large' };
  if (/^[+-]?\d+$/.test(digits) && !Number.isSafeInteger(value)) return null;
  return { type: 'number', value, unit };
}

/** Decimal and grouping commas as JavaScript writes the number. */
function inPoints(digits: string): string {
  const comma = digits.lastIndexOf(',');
  if (comma < 0) return digits;
  return comma > digits.lastIndexOf('.')
    ? digits.replaceAll('.', '').replace(',', '.')
    : digits.replaceAll(',', '');
}

/** Reads a JSON leaf. Lists and objects are no scalars. */
export function scalarOfJson(value: unknown): Scalar | null {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value)
        ? { type: 'number', value, unit: null }
        : { type: 'nonsense', reason: 'the number is too large' };
    case 'boolean':
      return { type: 'boolean', value };
    case 'string':
      return scalarOf(value);
    default:
      return value === null ? { type: 'unknown' } : null;
  }
}
