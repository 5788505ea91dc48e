import type { ParsedMessage } from '../dialect.ts';

/** Longer texts change too often to be told apart one by one. */
const MAX_WORD = 12;
const [NULL, TRUE, FALSE, ZERO, ONE, NUMBER, DIGITS, TEXT, DEEP] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const MAX_DEPTH = 8;

/**
 * A number for the form of a payload: which keys it has and of which types, but not the numbers in
 * it. Equal forms call for equal entities, so what brought nothing new once need not be looked
 * through again: this takes a tenth of the time.
 */
export function formOf(message: ParsedMessage): number {
  const json = message.json();
  if (typeof json === 'object' && json !== null) return mix(json, 17, 0);
  const text = message.text();
  return text === null ? DEEP : formOfText(text, 17);
}

function mix(value: unknown, start: number, depth: number): number {
  switch (typeof value) {
    case 'number':
      // 0 and 1 may be no and yes; what follows them may show that they are not.
      return turn(start, value === 0 ? ZERO : value === 1 ? ONE : NUMBER);
    case 'boolean':
      return turn(start, value ? TRUE : FALSE);
    case 'string':
      return formOfText(value, start);
    default:
      break;
  }
  if (value === null || value === undefined) return turn(start, NULL);
  if (depth > MAX_DEPTH) return turn(start, DEEP);
  let form = turn(start, Array.isArray(value) ? 31 : 37);
  const record = value as Readonly<Record<string, unknown>>;
  for (const key in record) form = mix(record[key], hash(key, form), depth + 1);
  return form;
}

function formOfText(text: string, start: number): number {
  if (text.length > MAX_WORD) return turn(start, TEXT);
  const first = text.charCodeAt(0);
  const isNumber = text.length > 2 && first >= 0x2b && first <= 0x39;
  return isNumber ? turn(start, DIGITS) : hash(text, start);
}

function hash(text: string, start: number): number {
  let form = start;
  for (let i = 0; i < text.length; i++) form = turn(form, text.charCodeAt(i));
  return turn(form, 41);
}

const turn = (form: number, by: number): number => (Math.imul(form, 31) + by) | 0;
