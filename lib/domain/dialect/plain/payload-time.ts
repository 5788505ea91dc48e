import type { ParsedMessage } from '../dialect.ts';
import { oncePerMessage } from '../once.ts';
import { isObject } from '../safe-json.ts';

const DAY_MS = 86_400_000;
const KEYS = new Set([
  'time',
  'ts',
  'timestamp',
  'tst',
  'date',
  'datetime',
  'received_at',
  'measured_at',
]);
/** Only a time with an offset says when it was. */
const ISO = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** Epoch ms of the reading: the payload's own time if it is within a day of arrival, else the arrival. */
export const timeOf = (message: ParsedMessage): number =>
  isObject(message.json()) ? told(message) : message.at;

const told = oncePerMessage((message) =>
  timeIn(message.json() as Readonly<Record<string, unknown>>, message.at),
);

function timeIn(json: Readonly<Record<string, unknown>>, arrival: number): number {
  for (const key in json) {
    if (!KEYS.has(key) && !KEYS.has(key.toLowerCase())) continue;
    const at = epochMs(json[key]);
    if (at !== null && Math.abs(at - arrival) <= DAY_MS) return at;
  }
  return arrival;
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970 by their size, or an ISO text. */
function epochMs(value: unknown): number | null {
  if (typeof value === 'string') {
    if (ISO.test(value)) {
      const parsed = Date.parse(value.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
      return Number.isFinite(parsed) ? parsed : null;
    }
    return /^\d{9,19}(\.\d+)?$/.test(value) ? epochMs(Number(value)) : null;
  }
  if (typeof value !== 'number' || !(value > 0)) return null;
  if (value < 1e11) return Math.round(value * 1000);
  if (value < 1e14) return Math.round(value);
  return Math.round(value < 1e17 ? value / 1000 : value / 1_000_000);
}
