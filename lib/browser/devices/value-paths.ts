/** A place in a JSON payload, and the template that reads it. */
export type ValuePath = {
  /** As a person reads it: `ENERGY · Power`. */
  readonly name: string;
  readonly template: string;
  readonly sample: string;
};

const MOST = 24;
const DEEPEST = 4;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Names that a template would take for something it can do (a mapping's methods). */
const TAKEN = new Set(['items', 'keys', 'values', 'get', 'pop', 'update', 'copy', 'clear']);

/** What of a JSON payload could be meant: each plain value with the template that reads it. */
export function valuePaths(payload: string | null): readonly ValuePath[] {
  if (payload === null) return [];
  let json: unknown;
  try {
    json = JSON.parse(payload);
  } catch {
    return [];
  }
  const found: ValuePath[] = [];
  walk(json, 'value_json', [], found);
  return found;
}

function walk(json: unknown, path: string, names: readonly string[], found: ValuePath[]): void {
  if (found.length >= MOST || json === undefined) return;
  if (typeof json === 'object' && json !== null) {
    if (names.length >= DEEPEST) return;
    for (const [key, value] of Object.entries(json)) {
      walk(value, path + step(key, Array.isArray(json)), [...names, key], found);
    }
    return;
  }
  // A payload that is the value itself wants no template.
  if (names.length === 0) return;
  found.push({
    name: names.join(' · '),
    template: `{{ ${path} }}`,
    sample: String(json).slice(0, 40),
  });
}

function step(key: string, isList: boolean): string {
  if (isList) return `[${key}]`;
  return IDENTIFIER.test(key) && !TAKEN.has(key) ? `.${key}` : `[${quoted(key)}]`;
}

/** A text of the template language. */
const quoted = (key: string) => `'${key.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
