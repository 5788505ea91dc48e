import { isObject } from '../safe-json.ts';
import type { Fields } from './body.ts';
import { isZigbee } from './zigbee.ts';

/** One value in a message, and the way to it. */
export type Leaf = {
  readonly path: readonly (string | number)[];
  readonly value: number | string | boolean | null;
};

const MAX_LEAVES = 300;
const MAX_DEPTH = 5;
const MAX_LIST = 32;
const MAX_KEY = 64;
const MAX_TEXT = 128;
/** What stands beside the sensors and is none, or is shown in another way. */
const NO_SENSOR =
  /^(?:Time|Epoch|Timestamp|\w*Unit|POWER\d*|Switch\d+|Shutter\d+|Button\d+|Zb\w+|PN532|RDM6300|RC522|WIEGAND|GPIO.*|.*Received|Uptime.*|Heap|SleepMode|Sleep|LoadAvg|MqttCount|Wifi|Berry)$/;

/** The values of the sensors that a message tells of; `except` are names of switch inputs. */
export function leavesOf(body: Fields, except: ReadonlySet<string>): readonly Leaf[] {
  const leaves: Leaf[] = [];
  if (isZigbee(body)) return leaves;
  for (const [key, value] of Object.entries(body)) {
    if (NO_SENSOR.test(key) || except.has(key) || isZigbee(value)) continue;
    // At the top only numbers and groups are sensors: texts are the states of inputs.
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) continue;
    walk(value, [key], leaves);
  }
  return leaves;
}

function walk(value: unknown, path: readonly (string | number)[], leaves: Leaf[]): void {
  const key = path.at(-1);
  if (leaves.length >= MAX_LEAVES || path.length > MAX_DEPTH) return;
  if (typeof key === 'string' && (key === '' || key.length > MAX_KEY)) return;
  if (Array.isArray(value)) {
    if (value.length <= MAX_LIST)
      value.forEach((item, i) => {
        walk(item, [...path, i], leaves);
      });
  } else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) walk(item, [...path, name], leaves);
  } else if (typeof value === 'string') {
    if (value.length <= MAX_TEXT) leaves.push({ path, value });
  } else if (typeof value === 'number' || typeof value === 'boolean' || value === null) {
    leaves.push({ path, value });
  }
}

/**
 * The value at a path; undefined if the message does not have it. A device may announce several
 * phases and tell of one: then the bare value is the first.
 */
export function leafAt(body: Fields, path: readonly (string | number)[]): unknown {
  let value: unknown = body;
  for (const part of path) {
    if (Array.isArray(value) && typeof part === 'number') value = value[part];
    else if (isObject(value) && typeof part === 'string') value = value[part];
    else if (part !== 0 || typeof value === 'object') return undefined;
  }
  return value;
}
