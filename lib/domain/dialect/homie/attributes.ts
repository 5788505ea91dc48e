/**
 * What devices of Homie 3 and 4 have told of themselves, attribute by attribute and in any order:
 * by the path of the device, node or property, for what is what follows only from the lists.
 */
export type Attributes = {
  readonly byPath: Map<string, Map<string, string>>;
  /** Ids told of below a path, for devices whose lists are missing. */
  readonly children: Map<string, Set<string>>;
};

export const noAttributes = (): Attributes => ({ byPath: new Map(), children: new Map() });

/** Attributes that say what a device, node or property is. */
const KNOWN = new Set([
  ...['$homie', '$name', '$nodes', '$implementation', '$mac', '$fw/name', '$fw/version'],
  ...['$type', '$properties', '$array'],
  ...['$datatype', '$unit', '$format', '$settable', '$retained'],
]);
const MAX_PATHS = 50_000;
const MAX_CHILDREN = 500;
const MAX_ID = 200;
const MAX_LENGTH = 4_000;

export const isAttribute = (name: string): boolean => KNOWN.has(name);

/** The path and the attribute of a topic; null if it has no `$` level. */
export function splitTopic(topic: string): { path: string; attribute: string } | null {
  const at = topic.indexOf('/$');
  return at <= 0 ? null : { path: topic.slice(0, at), attribute: topic.slice(at + 1) };
}

/** Writes down an attribute; true if it was not known so. Empty takes it back. */
export function tell(
  { byPath, children }: Attributes,
  path: string,
  attribute: string,
  value: string,
): boolean {
  const known = byPath.get(path);
  if (value === '') return known?.delete(attribute) ?? false;
  if (value.length > MAX_LENGTH || known?.get(attribute) === value) return false;
  if (known !== undefined) known.set(attribute, value);
  else {
    if (byPath.size >= MAX_PATHS) return false;
    byPath.set(path, new Map([[attribute, value]]));
    noteChild(children, path);
  }
  return true;
}

/** Notes every step on the way down: a node need not have attributes of its own. */
function noteChild(children: Attributes['children'], path: string): void {
  for (let child = path, steps = 0; steps < 2; steps++) {
    const at = child.lastIndexOf('/');
    if (at <= 0 || child.length - at > MAX_ID) return;
    const parent = child.slice(0, at);
    const known = children.get(parent) ?? new Set();
    if (known.size < MAX_CHILDREN) known.add(child.slice(at + 1));
    children.set(parent, known);
    child = parent;
  }
}

/** The first of these paths that has the attribute tells it; '' if none does. */
export function told(
  { byPath }: Attributes,
  attribute: string,
  ...paths: readonly string[]
): string {
  for (const path of paths) {
    const value = byPath.get(path)?.get(attribute);
    if (value !== undefined) return value;
  }
  return '';
}
