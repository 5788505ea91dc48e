import type { ParsedMessage } from '../dialect.ts';
import { wordsOf } from '../infer/names.ts';
import { isOnlyPosition, namesPosition, positionOf, positionOfText } from '../infer/position.ts';
import { type Scalar, scalarOf, scalarOfJson } from '../infer/scalar.ts';
import { isObject, parseJson } from '../safe-json.ts';
import { keyOfItem, MAX_KEY, ownKey, unitBeside, unwrap } from './envelope.ts';

/** One value of a payload. */
export type Leaf = {
  /** The way to it in the payload. */
  readonly path: readonly string[];
  /** What it goes by: the path, or less where an application wraps its values. */
  readonly names: readonly string[];
  readonly scalar: Scalar;
  /** The unit told beside it. */
  readonly unit: string | null;
};

const MAX_LEAVES = 100;
const MAX_DEPTH = 6;
/** Longer lists are samples or pictures, not values. */
const MAX_LIST = 8;
const MAX_STATE_WORD = 64;
const STAMP = /(?:ts|time|stamp|epoch|seen|updated|date)$/i;
/** What is worth a value of its own beside a position; the rest says how good it is. */
const OF_TRACKER = /batt|speed|soc/i;

/** Keys that identify or date a message and measure nothing. */
const NO_MEASUREMENT = new Set(
  (
    'id uid uuid mac ip ssid bssid fw firmware version sw hw model name device deviceid device_id type unit units ' +
    'unit_of_measurement usunits time timestamp ts tst date datetime seq sequence counter_id lat lon lng latitude ' +
    'longitude location topic host hostname serial sn build rev revision channel port fport f_port fcnt f_cnt dr ' +
    'adr crc checksum raw protocol interval_idx epoch msgid message_id messageid mid nodeid node_id gateway '
  )
    .trim()
    .split(' '),
);

/** Words of keys whose text is a state; other texts are labels. */
const STATE_WORDS = new Set(
  (
    'state status mode action condition event phase stage level direction trend weather message error fault ' +
    'program effect scene gesture button activity quality zustand modus door window open lock position label ' +
    'alarm contact presence motion heating cooling fan preset season tariff forecast operation charge charging opmode hcmode mcmode betriebsart'
  ).split(' '),
);

/** Does a text under this key tell a state? Others are labels. */
export const isStateKey = (key: string): boolean =>
  wordsOf(key).some((word) => STATE_WORDS.has(word));

/** The values of a payload; a bare one has an empty path. */
export function leavesOf(message: ParsedMessage, topicName = ''): readonly Leaf[] {
  const json = message.json();
  if (isObject(json) || Array.isArray(json)) return leavesIn(json, []);
  const scalar = bareScalar(message);
  const position =
    scalar.type === 'text' && namesPosition(topicName) ? positionOfText(scalar.text) : null;
  return [
    {
      path: [],
      names: [],
      scalar: position === null ? scalar : { type: 'position', position },
      unit: null,
    },
  ];
}

/** The values in a part of a payload. `path` is the way to it, which their names leave out. */
export function leavesIn(value: unknown, path: readonly string[]): readonly Leaf[] {
  const leaves: Leaf[] = [];
  walk(value, { path, names: [], depth: 0, unit: null }, leaves);
  return leaves;
}

function bareScalar(message: ParsedMessage): Scalar {
  const text = message.text();
  if (text === null || /\p{Cc}/u.test(text.trim()))
    return { type: 'nonsense', reason: 'binary payload' };
  const json = message.json();
  if (json === undefined) {
    if (/^\s*[{[]/.test(text)) return { type: 'nonsense', reason: 'the JSON is damaged' };
    if (/^\s*</.test(text)) return { type: 'nonsense', reason: 'markup is no value' };
  }
  return typeof json === 'string' ? scalarOf(json) : scalarOf(text);
}

type Way = Pick<Leaf, 'path' | 'names' | 'unit'> & { readonly depth: number };

function walk(value: unknown, way: Way, leaves: Leaf[]): void {
  const { path, names, depth, unit } = way;
  if (leaves.length >= MAX_LEAVES || depth > MAX_DEPTH) return;
  const into = (item: unknown, key: string, itemUnit: string | null) =>
    walk(
      item,
      { path: [...path, key], names: [...names, key], depth: depth + 1, unit: itemUnit },
      leaves,
    );
  if (Array.isArray(value)) {
    if (value.length > MAX_LIST) return;
    const [only] = value;
    // A list of one is that one; objects without a name of their own are samples, not values.
    if (value.length === 1 && isObject(only) && ownKey(only) === null)
      walk(only, { ...way, path: [...path, '0'], depth: depth + 1 }, leaves);
    else
      value.forEach((item, i) => {
        if (!isObject(item) || ownKey(item) !== null) into(item, keyOfItem(item, i), null);
      });
    return;
  }
  if (!isObject(value)) {
    const scalar = scalarOfJson(value);
    if (scalar !== null && isMeasurement(names, scalar)) leaves.push({ path, names, scalar, unit });
    return;
  }
  const envelope = unwrap(value);
  if (envelope !== null) {
    const scalar = scalarOfJson(envelope.value);
    if (scalar !== null) leaves.push({ path, names, scalar, unit: envelope.unit });
    return;
  }
  const position = positionOf(value);
  const isTracker =
    position !== null && (isOnlyPosition(value) || namesPosition(names.at(-1) ?? ''));
  if (isTracker) leaves.push({ path, names, scalar: { type: 'position', position }, unit: null });
  for (const [key, item] of Object.entries(value)) {
    // `_timestamp`, `_type`: a program's own.
    if (
      key === '' ||
      key.startsWith('_') ||
      key.length > MAX_KEY ||
      (isTracker && !OF_TRACKER.test(key))
    )
      continue;
    into(item, key, unitBeside(value, key, isMeasured));
  }
}

const isMeasured = (key: string): boolean => !NO_MEASUREMENT.has(key.toLowerCase());

function isMeasurement(names: readonly string[], scalar: Scalar): boolean {
  const key = names.at(-1) ?? '';
  if (!isMeasured(key)) return false;
  // Seconds or milliseconds since 1970.
  if (scalar.type === 'number' && scalar.value > 1e9 && STAMP.test(key)) return false;
  return scalar.type !== 'text' || (scalar.text.length <= MAX_STATE_WORD && isStateKey(key));
}

/** The value at a path of this payload; undefined if this payload does not have it. */
export function leafAt(message: ParsedMessage, path: readonly string[]): Scalar | undefined {
  const json = message.json();
  if (path.length === 0 && !isObject(json) && !Array.isArray(json)) return bareScalar(message);
  const value = valueAt(json, path);
  if (!isObject(value)) return value === undefined ? undefined : (scalarOfJson(value) ?? undefined);
  const envelope = unwrap(value);
  if (envelope !== null) return scalarOfJson(envelope.value) ?? undefined;
  const position = positionOf(value);
  return position === null ? undefined : { type: 'position', position };
}

/** What is at a path of a JSON value; a text on the way may itself be JSON. undefined: nothing is. */
export function valueAt(json: unknown, path: readonly string[]): unknown {
  let value = json;
  for (const key of path) {
    if (typeof value === 'string') value = parseJson(value);
    if (Array.isArray(value)) {
      const list: readonly unknown[] = value;
      const index = list.findIndex((item, i) => keyOfItem(item, i) === key);
      value = list[index < 0 && /^\d{1,3}$/.test(key) ? Number(key) : index];
    } else if (isObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  return value;
}
