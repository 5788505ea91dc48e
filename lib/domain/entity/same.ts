/** Are two plain JSON values equal? A missing key and one that is undefined are the same. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => same(item, b[i]))
    );
  }
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key in left) {
    if (Object.hasOwn(left, key) && !same(left[key], own(right, key))) return false;
  }
  for (const key in right) {
    if (right[key] !== undefined && Object.hasOwn(right, key) && own(left, key) === undefined)
      return false;
  }
  return true;
}

const own = (object: Record<string, unknown>, key: string) =>
  Object.hasOwn(object, key) ? object[key] : undefined;
