import { unsupported } from '../../command/refused.ts';
import type { Entity } from '../../entity/entity.ts';
import type { Dialect, ParsedMessage, Report } from '../dialect.ts';
import { binaryWord } from '../infer/binary.ts';
import { isObject } from '../safe-json.ts';
import { hasSeveralValues } from './flatten.ts';
import { defineLight, encodeLight, readLight } from './light.ts';
import { emptyNotebook, type Notebook, recall } from './notebook.ts';
import { placeAnywhere, placeOf } from './place.ts';
import { defineValues, readValue } from './values.ts';

export type PlainOptions = {
  /** Also guess at topics outside the documented trees. */
  readonly everything: boolean;
};

/**
 * Topics that need no set-up: `sensors/<device>/…`, `home/<room>/…`, `lights/<device>/state` with
 * `control/lights/<device>`, `devices/<device>/status`. What a value means is inferred from its
 * name and form.
 */
export function createPlainDialect({ everything }: PlainOptions): Dialect<Notebook> {
  return {
    name: 'plain',
    infers: true,
    announces: ['sensors/+/+', 'home/+/+', 'lights/+/state', 'devices/+/status'],
    start: emptyNotebook,
    recall,
    define(memory, message) {
      const place =
        placeOf(message.topic) ??
        (everything ? placeAnywhere(message.topic, hasSeveralValues(message.json())) : null);
      if (place === null) return [];
      return place.type === 'light'
        ? defineLight(memory, place, message)
        : defineValues(memory, place, message);
    },
    read(entity, message, before) {
      if (entity.source.availability?.topics.includes(message.topic)) return [readStatus(message)];
      return entity.kind === 'light' ? readLight(message, before) : readValue(entity, message);
    },
    encode(entity: Entity, command, before) {
      return entity.kind === 'light'
        ? encodeLight(entity, command, before)
        : unsupported(command.command);
    },
  };
}

/** Keys under which an object tells whether its device is there. */
const STATUS_KEYS = ['state', 'status', 'online', 'connected', 'available', 'value'] as const;
/** Words of devices about themselves, besides those that are yes or no anywhere. */
const PRESENT = new Set(['1', 'alive', 'up', 'ready', 'awake']);
const GONE = new Set(['0', 'dead', 'down', 'lost']);

/** `online` or `offline` on `devices/<device>/status`, also inside `{"state": …}`. */
function readStatus(message: ParsedMessage): Report {
  const json = message.json();
  const key = isObject(json) ? STATUS_KEYS.find((one) => Object.hasOwn(json, one)) : undefined;
  const told = isObject(json) ? (key === undefined ? null : json[key]) : (json ?? message.text());
  const word = ['string', 'boolean', 'number'].includes(typeof told) ? String(told) : '';
  const online = presence(word.trim().toLowerCase());
  return online === null
    ? { type: 'rejected', reason: 'the status is neither online nor offline' }
    : { type: 'availability', topic: message.topic, online };
}

function presence(word: string): boolean | null {
  if (PRESENT.has(word)) return true;
  return GONE.has(word) ? false : (binaryWord(word)?.value ?? null);
}

/** The dialect of the documented topics alone. */
export const plainDialect: Dialect = createPlainDialect({ everything: false }) as Dialect;
