import { item } from '../access.ts';
import type { Py } from '../value.ts';

/** `attribute='a.b.0'` of map, selectattr and others; a number is an index. */
export function attributeOf(value: Py, path: Py): Py {
  if (typeof path !== 'string') return item(value, path);
  let result = value;
  for (const part of path.split('.'))
    result = item(result, /^\d+$/.test(part) ? Number(part) : part);
  return result;
}
