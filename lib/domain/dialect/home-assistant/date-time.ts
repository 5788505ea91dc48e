import type { Encoded } from '../../command/command.ts';
import { invalid } from '../../command/refused.ts';
import { commandSender } from './command-sender.ts';
import { COMMAND_KEYS, type Component, PLAIN, topics } from './component.ts';
import { flag } from './config.ts';
import { parseDate, parseDateTime, parseTime } from './iso-time.ts';
import { type Part, quoted, readParts, toldOn, unlessNone } from './parts.ts';
import { topicReader } from './topic-reader.ts';

type Form = 'date' | 'time' | 'datetime';

/** Home Assistant's `date`: a `text` of mode `date`, its value like `2026-03-01`. */
export const date: Component = momentComponent('date', 'a date like 2026-03-01', parseDate);

/** Home Assistant's `time`: a `text` of mode `time`, its value like `13:05:00`. */
export const time: Component = momentComponent('time', 'a time like 13:05:00', parseTime);

/** Home Assistant's `datetime`: a `text` of mode `datetime`, its value like `2026-03-01T13:05:00+00:00`. */
export const datetime: Component = momentComponent(
  'datetime',
  'a date and time like 2026-03-01T13:05:00+00:00',
  parseDateTime,
);

function momentComponent(
  mode: Form,
  example: string,
  parse: (text: string) => string | null,
): Component {
  return {
    kind: 'text',
    keys: [...COMMAND_KEYS, 'state_topic', 'value_template', 'command_template'],
    open(config) {
      const command = commandSender(config);
      if (command === null) return `a ${mode} needs a command_topic`;
      const state = topicReader(config, 'state_topic', 'value_template');
      const parts: readonly Part[] = [
        {
          property: 'value',
          reader: state,
          means: unlessNone((text) => {
            const value = parse(text);
            return value === null ? { reason: `${quoted(text)} is not ${example}` } : { value };
          }),
        },
      ];
      return {
        ...PLAIN,
        defaultName: mode === 'datetime' ? 'Date and time' : mode === 'date' ? 'Date' : 'Time',
        capabilities: { mode },
        stateTopics: toldOn(parts),
        commandTopics: topics(command.topic),
        optimistic: state === null || flag(config, 'optimistic', false),
        read: (message) => readParts(parts, message),
        encode({ value: given }): Encoded {
          const value = typeof given === 'string' ? parse(given.trim()) : null;
          if (value === null) return invalid(`value must be ${example}`);
          return command.send(value, { value });
        },
      };
    },
  };
}
