import { unsupported } from '../../command/arguments.ts';
import type { Entity } from '../../entity/entity.ts';
import type { Dialect, ParsedMessage, Report } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { hasSeveralValues } from './flatten.ts';
import { binaryWord } from './infer/binary.ts';
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

/** `online` or `offline` on `devices/<device>/status`, also inside `{"state": …}`. */
function readStatus(message: ParsedMessage): Report {
  const json = message.json();
  const told = isObject(json) ? (json['state'] ?? json['status'] ?? json['online']) : json;
  const text =
    typeof told === 'string' || typeof told === 'boolean' ? String(told) : message.text();
  const word = (text ?? '').trim().toLowerCase();
  const online = word === '1' ? true : word === '0' ? false : (binaryWord(word)?.value ?? null);
  return online === null
    ? { type: 'rejected', reason: 'the status is neither online nor offline' }
    : { type: 'availability', topic: message.topic, online };
}

/** The dialect of the documented topics alone. */
export const plainDialect: Dialect = createPlainDialect({ everything: false }) as Dialect;
