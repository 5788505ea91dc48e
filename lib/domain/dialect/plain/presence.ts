import type { ParsedMessage } from '../dialect.ts';
import { binaryWord } from '../infer/binary.ts';
import { isObject } from '../safe-json.ts';

/** Keys under which an object tells whether its device is there. */
const STATUS_KEYS = ['state', 'status', 'online', 'connected', 'available', 'value'] as const;
/** Words of devices about themselves, besides those that are yes or no anywhere. */
const PRESENT = new Set(['1', 'alive', 'up', 'ready', 'awake', 'asleep']);
const GONE = new Set(['0', 'dead', 'down', 'lost', 'connection lost']);
/** Words that are about being there and nothing else. */
const CERTAIN = new Set('online offline connected disconnected unreachable'.split(' '));

/** Last levels on which a device, or its last will, says whether it is there. */
const STATUS_LEVEL =
  /(?:^|\/)(?:(?:status\/)?lwt|status|availability|available|online|connected|connection)$/i;

/** Is the device there? null if the message does not tell. Objects may tell under a usual key. */
export function presenceOf(message: ParsedMessage): boolean | null {
  const json = message.json();
  const key = isObject(json) ? STATUS_KEYS.find((one) => Object.hasOwn(json, one)) : undefined;
  const told = isObject(json) ? (key === undefined ? null : json[key]) : (json ?? message.text());
  const word = ['string', 'boolean', 'number'].includes(typeof told) ? String(told) : '';
  return presenceWord(word);
}

export function presenceWord(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (PRESENT.has(word)) return true;
  return GONE.has(word) ? false : (binaryWord(word)?.value ?? null);
}

/**
 * The part of a topic whose devices the message is about, where the topic and the words leave no
 * doubt (`<path>/status` says `offline`); null otherwise.
 */
export function presencePath(message: ParsedMessage): string | null {
  const match = STATUS_LEVEL.exec(message.topic);
  if (match === null || message.payload.length > 40 || match.index === 0) return null;
  if (isPresenceObject(message.json())) return message.topic.slice(0, match.index);
  const word = message.text()?.trim().toLowerCase() ?? '';
  return CERTAIN.has(word) || word === 'connection lost'
    ? message.topic.slice(0, match.index)
    : null;
}

/** `{"state": "online"}` and nothing else: an object that only tells whether a device is there. */
export function isPresenceObject(json: unknown): boolean {
  if (!isObject(json)) return false;
  const [key = '', more] = Object.keys(json);
  const told = json[key];
  return (
    more === undefined &&
    (STATUS_KEYS as readonly string[]).includes(key) &&
    typeof told === 'string' &&
    CERTAIN.has(told.toLowerCase())
  );
}
