/** Deeper than any device nests, shallow enough for recursion anywhere. */
export const MAX_JSON_DEPTH = 64;

/**
 * JSON from the outside: undefined if it is none or nests deeper than MAX_JSON_DEPTH. Objects have
 * no prototype, so `__proto__`, `constructor` and `toString` are plain keys, there or not. A NaN or an
 * Infinity, which JSON has not and Python and C write all the same, is null: nothing is known of that value.
 */
export function parseJson(text: string): unknown {
  const first = text.charCodeAt(0);
  // Anything that cannot begin a JSON value is refused without the cost of an exception.
  if (!canBeginJson(first)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(first === 0xfeff ? text.slice(1) : text);
  } catch {
    value = parseWithoutNumbers(text);
  }
  return isShallow(value, MAX_JSON_DEPTH) ? value : undefined;
}

/** Longer than what a device of such habits says, short enough for a regular expression. */
const MENDED_CHARS = 65_536;
const NO_NUMBER = /[-+]?\b(?:nan|inf(?:inity)?)\b/i;
/** The same, or a text, closed or not, in which it means nothing. */
const NO_NUMBERS = new RegExp(`"(?:[^"\\\\]|\\\\[^])*"?|${NO_NUMBER.source}`, 'gi');

/** An object or a list that is JSON but for numbers that are none; undefined if it is not even that. */
function parseWithoutNumbers(text: string): unknown {
  if (text.length > MENDED_CHARS || !NO_NUMBER.test(text)) return undefined;
  const mended = text.replace(NO_NUMBERS, (found) => (found.startsWith('"') ? found : 'null'));
  try {
    const value: unknown = JSON.parse(mended.replace(/^\ufeff/, ''));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A JSON object (no list, no null); its keys are safe to look up. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A value of JSON as text. Objects, which have no prototype and so no text of their own, as JSON:
 * `String` would throw.
 */
export const jsonText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

function canBeginJson(code: number): boolean {
  return (
    code === 0x7b || // {
    code === 0x5b || // [
    code === 0x22 || // "
    code === 0x2d || // -
    (code >= 0x30 && code <= 0x39) ||
    code === 0x74 || // t
    code === 0x66 || // f
    code === 0x6e || // n
    code === 0x20 ||
    (code >= 0x09 && code <= 0x0d) ||
    code === 0xfeff
  );
}

/** Strips the prototypes on the way down. */
function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isShallow(item, depth - 1));
  Object.setPrototypeOf(value, null);
  const record = value as Record<string, unknown>;
  for (const key in record) if (!isShallow(record[key], depth - 1)) return false;
  return true;
}
