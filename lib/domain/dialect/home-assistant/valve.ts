import type { Command, Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import type { State, Value } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { isObject, parseJson } from '../safe-json.ts';
import {
  COMMAND_KEYS,
  type Component,
  hasTopics,
  type Opened,
  PLAIN,
  topics,
} from './component.ts';
import { type Config, flag, number, parseNumber, textOf, textOrNull } from './config.ts';
import { payload } from './cover/cover-config.ts';
import { toggled } from './cover/toggle.ts';
import { exactly, means, word } from './on-off.ts';
import { quoted } from './parts.ts';
import { clampPercent, fromPercent, type Range, roundEven, toPercent } from './ranges.ts';
import { hears, readText, topicReader } from './topic-reader.ts';
import { topicWriter } from './topic-writer.ts';

const CLASSES: ReadonlySet<string> = new Set(['water', 'gas']);

/** What only a valve that knows open and closed has; one with positions is told numbers. */
const WORDS_OF_PLAIN = ['payload_open', 'payload_close', 'state_open', 'state_closed'];

/** Home Assistant's `valve` (conventions §1.13). */
export const valve: Component = {
  kind: 'valve',
  keys: [
    ...COMMAND_KEYS,
    ...['command_template', 'state_topic', 'value_template', 'device_class', 'payload_stop'],
    ...['reports_position', 'position_open', 'position_closed', 'state_opening', 'state_closing'],
    ...WORDS_OF_PLAIN,
  ],
  open(config) {
    const hasPosition = flag(config, 'reports_position', false);
    const strange = WORDS_OF_PLAIN.find((key) => (config.get(key) ?? null) !== null);
    if (hasPosition && strange !== undefined) {
      return `${strange} is not for a valve that reports its position`;
    }
    const range = {
      none: number(config, 'position_closed') ?? 0,
      all: number(config, 'position_open') ?? 100,
    };
    if (range.none === range.all) return 'position_open equals position_closed';
    const opened = openValve(config, hasPosition ? range : null);
    return hasTopics(opened) ? opened : 'a valve needs at least one topic';
  },
};

/** `range`: the device's own numbers for closed and open; null: it knows the two words only. */
function openValve(config: Config, range: Range | null): Opened {
  const writer = topicWriter(config, 'command_topic', 'command_template');
  const state = topicReader(config, 'state_topic', 'value_template');
  const payloads = {
    open: payload(config, 'payload_open', 'OPEN'),
    close: payload(config, 'payload_close', 'CLOSE'),
    stop: payload(config, 'payload_stop', null),
  };
  const words = WORDS.map((name) => [name, word(config, `state_${name}`, exactly(name))] as const);
  const optimistic = state === null || flag(config, 'optimistic', false);
  const commands =
    writer === null
      ? []
      : [
          ...(range === null && payloads.open === null ? [] : ['open']),
          ...(range === null && payloads.close === null ? [] : ['close']),
          ...(payloads.stop === null ? [] : ['stop']),
          ...(range === null && (payloads.open ?? payloads.close) === null ? [] : ['toggle']),
          ...(range === null ? [] : ['set_position']),
        ];

  const say = (value: string | number, target: State, more = {}): Encoded => {
    const written = writer?.write(value, more) ?? unsupported('open');
    return written.ok ? { ok: true, messages: [written.message], target } : written;
  };
  function moveTo(percent: number, wanted: Range): Encoded {
    const value = roundEven(fromPercent(wanted, percent));
    const position = clampPercent(toPercent(wanted, value));
    const more = { position: percent, position_open: wanted.all, position_closed: wanted.none };
    const state = position === 0 ? 'closed' : 'open';
    return say(value, optimistic ? { position, state } : { position }, more);
  }
  function encode(command: Command, before: State): Encoded {
    const { command: name } = command;
    if (!commands.includes(name)) return unsupported(name);
    switch (name) {
      case 'open':
        if (range !== null) return moveTo(100, range);
        return say(payloads.open ?? '', { state: 'open' });
      case 'close':
        if (range !== null) return moveTo(0, range);
        return say(payloads.close ?? '', { state: 'closed' });
      case 'stop':
        return say(payloads.stop ?? '', {});
      case 'toggle':
        return encode({ ...command, command: toggled(before, commands) }, before);
      default:
        return range === null ? unsupported(name) : moveTo(Number(command['position']), range);
    }
  }

  function read(message: ParsedMessage, before: State): readonly Report[] {
    if (state === null || !hears(state, message)) return [];
    const reading = readText(state.template, message);
    const text = reading.ok ? reading.text.trim() : '';
    if (!reading.ok || text === '') {
      return [{ type: 'rejected', reason: reading.ok ? 'empty value' : reading.reason }];
    }
    const found = understood(words, range, text, before);
    if (typeof found === 'string') return [{ type: 'rejected', reason: found }];
    return Object.entries(found).map(
      ([property, value]): Report => ({ type: 'state', property, value, at: message.at }),
    );
  }

  const deviceClass = textOrNull(config, 'device_class');
  return {
    ...PLAIN,
    deviceClass: deviceClass !== null && CLASSES.has(deviceClass) ? deviceClass : null,
    capabilities: { commands },
    stateTopics: topics(state?.topic),
    commandTopics: topics(writer?.topic),
    optimistic,
    read,
    encode,
  };
}

const WORDS = ['opening', 'closing', 'open', 'closed'] as const;
type Words = readonly (readonly [(typeof WORDS)[number], Parameters<typeof means>[0]])[];

/** What a text or JSON says about a valve, or why it says nothing. */
function understood(
  words: Words,
  range: Range | null,
  text: string,
  before: State,
): Readonly<Record<string, Value>> | string {
  const json = parseJson(text);
  const said = isObject(json) ? json : null;
  const word = said === null ? text : (textOf(said['state']) ?? '');
  if (word === 'None') return range === null ? { state: null } : { state: null, position: null };
  const named = words.find(([, wanted]) => means(wanted, word))?.[0];
  if (range === null) {
    return named === undefined ? `${quoted(word)} is no state of this valve` : { state: named };
  }
  const value = parseNumber((said === null ? text : textOf(said['position'])) ?? '');
  const isMoving = named === 'opening' || named === 'closing';
  if (value === null) return isMoving ? { state: named } : 'the payload names no position';
  const position = clampPercent(toPercent(range, value));
  if (isMoving) return { position, state: named };
  // On its way it keeps moving until it says otherwise or has arrived.
  const goesOn = before['state'] === 'opening' || before['state'] === 'closing';
  if (goesOn && position > 0 && position < 100 && named === undefined) return { position };
  return { position, state: position === 0 ? 'closed' : 'open' };
}
