/** Deeper than any device nests, shallow enough for recursion anywhere. */
export const MAX_JSON_DEPTH = 64;

/**
 * JSON from the outside: undefined if it is none or nests deeper than MAX_JSON_DEPTH. Objects have
 * no prototype, so `__proto__`, `constructor` and `toString` are plain keys, there or not.
 */
export function parseJson(text: string): unknown {
  const first = text.charCodeAt(0);
  // Anything that cannot begin a JSON value is refused without the cost of an exception.
  if (!canBeginJson(first)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(first === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
  return isShallow(value, MAX_JSON_DEPTH) ? value : undefined;
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
