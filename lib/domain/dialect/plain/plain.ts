import type { Definition, Dialect, ParsedMessage, Report } from '../dialect.ts';
import { namesPosition, positionOf } from '../infer/position.ts';
import { isObject } from '../safe-json.ts';
import { placeAnywhere } from './anywhere.ts';
import { defineAside, presenceTopics } from './asides.ts';
import { encodeValue } from './control.ts';
import { hasSeveralValues } from './envelope.ts';
import { defineLight, encodeLight, readLight } from './light.ts';
import { emptyNotebook, MAX_TOPICS, type Notebook, recall } from './notebook.ts';
import { type Place, placeOf } from './place.ts';
import { presenceOf } from './presence.ts';
import { readValue } from './read-value.ts';
import { defineValues, isSettled } from './values.ts';

export type PlainOptions = {
  /** Also guess at topics outside the documented trees. */
  readonly everything: boolean;
  /** Topics that are guessed at, at most. */
  readonly maxTopics?: number;
};

/**
 * Topics that need no set-up: `sensors/<device>/…`, `home/<room>/…`, `lights/<device>/state` with
 * `control/lights/<device>`, `devices/<device>/status`; with `everything`, any other topic too. What
 * a value means is inferred from its name and form.
 */
export function createPlainDialect({
  everything,
  maxTopics = MAX_TOPICS,
}: PlainOptions): Dialect<Notebook> {
  return {
    name: 'plain',
    infers: true,
    announces: ['sensors/+/+', 'home/+/+', 'lights/+/state', 'devices/+/status'],
    start: () => emptyNotebook('plain', maxTopics),
    recall,
    define(memory, message) {
      if (isSettled(memory, message)) return [];
      const documented = placeOf(message.topic);
      if (documented !== null) return defineAt(memory, documented, message);
      return everything ? defineAnywhere(memory, message) : [];
    },
    read(entity, message, before) {
      const isState = entity.source.stateTopics.includes(message.topic);
      if (entity.source.availability?.topics.includes(message.topic))
        return readStatus(message, isState);
      return entity.kind === 'light' ? readLight(message, before) : readValue(entity, message);
    },
    encode(entity, command, before) {
      return entity.kind === 'light'
        ? encodeLight(entity, command, before)
        : encodeValue(entity, command, before);
    },
  };
}

const defineAt = (memory: Notebook, place: Place, message: ParsedMessage): readonly Definition[] =>
  place.type === 'light'
    ? defineLight(memory, place, message)
    : defineValues(memory, place, message);

function defineAnywhere(memory: Notebook, message: ParsedMessage): readonly Definition[] {
  const { topic } = message;
  // A command or a setting is not worth parsing.
  if (placeAnywhere(topic, false) === null) return [];
  const place = placeAnywhere(topic, isObjectOfValues(message));
  if (place === null) return [];
  if (isLogLine(message.json())) return [];
  const told = defineAside(memory, message);
  if (told?.isOnlyThat) return told.definitions;
  const path = place.uniquePrefix.replace(/^topic\/?/, '');
  const topics = presenceTopics(memory, path).filter((one) => one !== topic);
  const values = defineValues(memory, { ...place, availabilityTopics: topics }, message);
  return told === null
    ? values
    : [...told.definitions, ...values.filter(({ type }) => type === 'define')];
}

/** `{"level": "info", "msg": …}`: a program's diary, wherever it is written. */
function isLogLine(json: unknown): boolean {
  if (!isObject(json)) return false;
  const level = json['level'] ?? json['severity'] ?? json['lvl'];
  const text = json['msg'] ?? json['message'] ?? json['text'];
  return typeof text === 'string' && typeof level === 'string' && LEVELS.test(level);
}

const LEVELS = /^(?:trace|debug|info|notice|warn|warning|err|error|crit|critical|fatal)$/i;

/** Several values, and not one value in an envelope or one position under its own name. */
function isObjectOfValues({ topic, json }: ParsedMessage): boolean {
  const value = json();
  if (!hasSeveralValues(value)) return false;
  // A list of numbers is one thing in several parts: `voltages` of a meter.
  if (Array.isArray(value)) return value.some((item) => typeof item === 'object');
  return positionOf(value) === null || !namesPosition(topic.slice(topic.lastIndexOf('/') + 1));
}

/** `online` or `offline` on `devices/<device>/status`, also inside `{"state": …}`. */
function readStatus(message: ParsedMessage, isState: boolean): readonly Report[] {
  const online = presenceOf(message);
  if (online !== null) return [{ type: 'availability', topic: message.topic, online }];
  return isState ? [] : [{ type: 'rejected', reason: 'the status is neither online nor offline' }];
}

/** The dialect of the documented topics alone. */
export const plainDialect: Dialect = createPlainDialect({ everything: false }) as Dialect;

/** The dialect of everything that no other one knows. */
export const guessingDialect: Dialect = createPlainDialect({ everything: true }) as Dialect;
