import type { ParsedMessage } from '../dialect.ts';
import { wordsOf } from '../infer/names.ts';
import { type Scalar, scalarOf, scalarOfJson } from '../infer/scalar.ts';
import { knownUnit } from '../infer/units.ts';
import { isObject } from '../safe-json.ts';

/** One value of a payload: the way to it, what it is, the unit told beside it. */
export type Leaf = {
  readonly path: readonly string[];
  readonly scalar: Scalar;
  readonly unit: string | null;
};

const MAX_LEAVES = 100;
const MAX_DEPTH = 6;
/** Longer lists are samples or pictures, not values. */
const MAX_LIST = 8;
const MAX_KEY = 64;
const MAX_STATE_WORD = 64;

/** Keys of a value in an envelope, with what may stand beside it. */
const VALUE_KEYS = ['value', 'val'] as const;
const ENVELOPE = new Set(
  'value val unit unit_of_measurement units time ts timestamp tst date datetime lc ack q quality status name id nodeid nodename type'.split(
    ' ',
  ),
);
const UNIT_KEYS = ['unit', 'unit_of_measurement', 'units'] as const;

/** Keys that identify or date a message and measure nothing. */
const NO_MEASUREMENT = new Set(
  'id uid uuid mac ip ssid bssid fw firmware version sw hw model name device deviceid device_id type unit units unit_of_measurement usunits time timestamp ts tst date datetime seq sequence counter_id lat lon latitude longitude location topic host hostname'.split(
    ' ',
  ),
);

/** Words of keys whose text is a state; other texts are labels. */
const STATE_WORDS = new Set(
  'state status mode action condition event phase stage level direction trend weather message error fault program effect scene gesture button activity quality zustand modus door window open lock position label'.split(
    ' ',
  ),
);

/** The values of a payload; a bare one has an empty path. */
export function leavesOf(message: ParsedMessage): readonly Leaf[] {
  const json = message.json();
  if (isObject(json) || Array.isArray(json)) {
    const leaves: Leaf[] = [];
    walk(json, [], 0, leaves);
    return leaves;
  }
  return [{ path: [], scalar: bareScalar(message), unit: null }];
}

function bareScalar(message: ParsedMessage): Scalar {
  const text = message.text();
  if (text === null || /\p{Cc}/u.test(text.trim()))
    return { type: 'nonsense', reason: 'binary payload' };
  const json = message.json();
  if (json === undefined && /^\s*[{[]/.test(text))
    return { type: 'nonsense', reason: 'the JSON is damaged' };
  return typeof json === 'string' ? scalarOf(json) : scalarOf(text);
}

function walk(
  value: unknown,
  path: readonly string[],
  depth: number,
  leaves: Leaf[],
  unit: string | null = null,
): void {
  if (leaves.length >= MAX_LEAVES || depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    if (value.length > MAX_LIST) return;
    value.forEach((item, i) => {
      walk(item, [...path, keyOfItem(item, i)], depth + 1, leaves);
    });
    return;
  }
  if (!isObject(value)) {
    const scalar = scalarOfJson(value);
    if (scalar !== null && isMeasurement(path, scalar)) leaves.push({ path, scalar, unit });
    return;
  }
  const envelope = unwrap(value);
  if (envelope !== null) {
    const scalar = scalarOfJson(envelope.value);
    if (scalar !== null) leaves.push({ path, scalar, unit: envelope.unit });
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (key === '' || key.length > MAX_KEY) continue;
    walk(item, [...path, key], depth + 1, leaves, unitBeside(value, key));
  }
}

/** The unit that an object tells for one of its keys: `temp_unit`, or `unit` for its only number. */
function unitBeside(object: Readonly<Record<string, unknown>>, key: string): string | null {
  const own = [`${key}_unit`, `${key}Unit`].find((one) => typeof object[one] === 'string');
  if (own !== undefined) return knownUnit(object[own] as string);
  const shared = UNIT_KEYS.find((one) => typeof object[one] === 'string');
  if (shared === undefined || typeof object[key] !== 'number') return null;
  const numbers = Object.keys(object).filter(
    (one) => typeof object[one] === 'number' && !NO_MEASUREMENT.has(one.toLowerCase()),
  );
  return numbers.length === 1 ? knownUnit(object[shared] as string) : null;
}

/** Objects of a list go by their own name or id, where they have one. */
function keyOfItem(item: unknown, index: number): string {
  if (isObject(item)) {
    for (const key of ['name', 'id']) {
      const own = item[key];
      if (
        (typeof own === 'string' && own !== '' && own.length <= MAX_KEY) ||
        typeof own === 'number'
      ) {
        return String(own);
      }
    }
  }
  return String(index);
}

function isMeasurement(path: readonly string[], scalar: Scalar): boolean {
  const key = path.at(-1) ?? '';
  if (NO_MEASUREMENT.has(key.toLowerCase())) return false;
  if (scalar.type !== 'text') return true;
  return scalar.text.length <= MAX_STATE_WORD && wordsOf(key).some((word) => STATE_WORDS.has(word));
}

/** `{"value": 21.5, "unit": "°C", "time": …}` is one value; null if the object is more than that. */
function unwrap(
  object: Readonly<Record<string, unknown>>,
): { readonly value: unknown; readonly unit: string | null } | null {
  const key = VALUE_KEYS.find((one) => Object.hasOwn(object, one));
  if (key === undefined || (typeof object[key] === 'object' && object[key] !== null)) return null;
  if (!Object.keys(object).every((one) => ENVELOPE.has(one.toLowerCase()))) return null;
  const unitKey = UNIT_KEYS.find((one) => typeof object[one] === 'string');
  return {
    value: object[key],
    unit: unitKey === undefined ? null : knownUnit(object[unitKey] as string),
  };
}

/** Whether a payload is an object of values, and not one value in an envelope. */
export const hasSeveralValues = (json: unknown): boolean => isObject(json) && unwrap(json) === null;

/** The value at a path of this payload; undefined if this payload does not have it. */
export function leafAt(message: ParsedMessage, path: readonly string[]): Scalar | undefined {
  let value = message.json();
  if (!isObject(value) && !Array.isArray(value))
    return path.length === 0 ? bareScalar(message) : undefined;
  for (const key of path) {
    if (Array.isArray(value)) value = value.find((item, i) => keyOfItem(item, i) === key);
    else if (isObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  if (isObject(value)) {
    const envelope = unwrap(value);
    return envelope === null ? undefined : (scalarOfJson(envelope.value) ?? undefined);
  }
  return scalarOfJson(value) ?? undefined;
}
