import { knownUnit } from '../infer/units.ts';
import { isObject } from '../safe-json.ts';

type Fields = Readonly<Record<string, unknown>>;

export const MAX_KEY = 64;

/** Keys of a value in an envelope, with what may stand beside it. */
const VALUE_KEYS = ['value', 'val'] as const;
const ENVELOPE = new Set(
  'value val unit unit_of_measurement units time ts timestamp tst date datetime lc ack q quality status name id nodeid nodename type min max'.split(
    ' ',
  ),
);
const UNIT_KEYS = ['unit', 'unit_of_measurement', 'units'] as const;

/** `{"value": 21.5, "unit": "°C", "time": …}` is one value; null if the object is more than that. */
export function unwrap(
  object: Fields,
): { readonly value: unknown; readonly unit: string | null } | null {
  const key = VALUE_KEYS.find((one) => Object.hasOwn(object, one));
  if (key === undefined || (typeof object[key] === 'object' && object[key] !== null)) return null;
  for (const one in object) if (!ENVELOPE.has(one.toLowerCase())) return null;
  return { value: object[key], unit: unitIn(object) };
}

/** Whether a payload is an object of values, and not one value in an envelope. */
export const hasSeveralValues = (json: unknown): boolean =>
  isObject(json) ? unwrap(json) === null : Array.isArray(json);

/** The unit that an object tells for one of its keys: `temp_unit`, or `unit` for its only number. */
export function unitBeside(
  object: Fields,
  key: string,
  isMeasured: (key: string) => boolean,
): string | null {
  const own = object[`${key}_unit`] ?? object[`${key}Unit`];
  if (typeof own === 'string') return knownUnit(own);
  const shared = unitIn(object);
  if (shared === null || typeof object[key] !== 'number') return null;
  let numbers = 0;
  for (const one in object) if (typeof object[one] === 'number' && isMeasured(one)) numbers++;
  return numbers === 1 ? shared : null;
}

function unitIn(object: Fields): string | null {
  const key = UNIT_KEYS.find((one) => typeof object[one] === 'string');
  return key === undefined ? null : knownUnit(object[key] as string);
}

/** Objects of a list go by their own name or id, where they have one; else by their place. */
export function keyOfItem(item: unknown, index: number): string {
  return ownKey(item) ?? String(index);
}

/** The name or id of an object in a list; null if it has none. */
export function ownKey(item: unknown): string | null {
  if (!isObject(item)) return null;
  for (const key of ['name', 'id']) {
    const own = item[key];
    if (typeof own === 'string' && own !== '' && own.length <= MAX_KEY) return own;
    if (typeof own === 'number') return String(own);
  }
  return null;
}
