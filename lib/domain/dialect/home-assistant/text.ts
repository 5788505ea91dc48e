import type { Encoded } from '../../command/command.ts';
import { invalid } from '../../command/refused.ts';
import { fitsPattern } from './code-format.ts';
import { commandSender } from './command-sender.ts';
import { COMMAND_KEYS, type Component, PLAIN, topics } from './component.ts';
import { flag, number, textOrNull } from './config.ts';
import { hears, readText, topicReader } from './topic-reader.ts';

const MAX_PATTERN = 500;
/** Longer texts are left to the device to judge. */
const MAX_MATCHED = 128;

/** Home Assistant's `text` (conventions §1.13): its property is `value`. */
export const textComponent: Component = {
  kind: 'text',
  keys: [
    ...COMMAND_KEYS,
    ...['state_topic', 'value_template', 'command_template', 'min', 'max', 'pattern', 'mode'],
  ],
  open(config) {
    const command = commandSender(config);
    if (command === null) return 'a text needs a command_topic';
    const state = topicReader(config, 'state_topic', 'value_template');
    const min = Math.max(0, Math.floor(number(config, 'min') ?? 0));
    const max = Math.floor(number(config, 'max') ?? 255);
    if (min > max) return `min (${min}) must not be more than max (${max})`;
    const pattern = textOrNull(config, 'pattern')?.slice(0, MAX_PATTERN) ?? null;
    const mode = textOrNull(config, 'mode') === 'password' ? 'password' : 'text';
    return {
      ...PLAIN,
      capabilities: { min, max, mode, ...(pattern === null ? {} : { pattern }) },
      stateTopics: topics(state?.topic),
      commandTopics: topics(command.topic),
      optimistic: state === null || flag(config, 'optimistic', false),
      read(message) {
        if (state === null || !hears(state, message)) return [];
        const reading = readText(state.template, message);
        if (!reading.ok) return [{ type: 'rejected', reason: reading.reason }];
        // A template prints null as None; a plain `None` is what somebody wrote.
        const isUnknown = state.template !== null && reading.text === 'None';
        const value = isUnknown ? null : reading.text;
        return [{ type: 'state', property: 'value', value, at: message.at }];
      },
      encode({ value }): Encoded {
        if (typeof value !== 'string') return invalid('value must be a text');
        const { length } = [...value];
        if (length < min || length > max) {
          return invalid(`value must have from ${min} to ${max} characters`);
        }
        if (pattern !== null && length <= MAX_MATCHED && !fitsPattern(pattern, value)) {
          return invalid(`value must match ${pattern}`);
        }
        return command.send(value, { value });
      },
    };
  },
};
