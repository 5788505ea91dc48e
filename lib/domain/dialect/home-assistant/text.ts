import type { Encoded } from '../../command/command.ts';
import { invalid } from '../../command/refused.ts';
import { Regex, toPoints } from '../../template/regex/match-regex.ts';
import { commandSender } from './command-sender.ts';
import { COMMAND_KEYS, type Component, PLAIN, topics } from './component.ts';
import { flag, number, textOrNull } from './config.ts';
import { topicReader } from './topic-reader.ts';
import { readValue } from './value-reader.ts';

/** A pattern is a hint: one that takes longer is taken as met. */
const MAX_PATTERN_STEPS = 20_000;
const MAX_PATTERN = 500;

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
    const fits = matcher(pattern);
    const mode = textOrNull(config, 'mode') === 'password' ? 'password' : 'text';
    return {
      ...PLAIN,
      capabilities: { min, max, mode, ...(pattern === null ? {} : { pattern }) },
      stateTopics: topics(state?.topic),
      commandTopics: topics(command.topic),
      optimistic: state === null || flag(config, 'optimistic', false),
      // A template prints null as None; a plain `None` is what somebody wrote.
      read: (message) =>
        readValue(state, 'value', message, (text) => ({
          value: state?.template !== null && text === 'None' ? null : text,
        })),
      encode({ value }): Encoded {
        if (typeof value !== 'string') return invalid('value must be a text');
        const { length } = toPoints(value);
        if (length < min || length > max) {
          return invalid(`value must have from ${min} to ${max} characters`);
        }
        if (!fits(value)) return invalid(`value must match ${pattern}`);
        return command.send(value, { value });
      },
    };
  },
};

/** Tells whether a text begins as the pattern says, as Python's `match` does. */
function matcher(pattern: string | null): (text: string) => boolean {
  if (pattern === null) return () => true;
  let regex: Regex;
  try {
    regex = new Regex(pattern, false);
  } catch {
    return () => true;
  }
  return (text) => {
    try {
      return regex.exec(toPoints(text), 0, true, { left: MAX_PATTERN_STEPS }) !== null;
    } catch {
      return true;
    }
  };
}
