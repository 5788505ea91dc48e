import type { Encoded } from '../../command/command.ts';
import { invalid } from '../../command/refused.ts';
import { commandSender } from './command-sender.ts';
import { COMMAND_KEYS, type Component, PLAIN, topics } from './component.ts';
import { flag, textList } from './config.ts';
import { type Meaning, type Part, quoted, readParts, toldOn } from './parts.ts';
import { topicReader } from './topic-reader.ts';

/** Home Assistant's `select` (conventions §1.13): its property is `value`, one of its `options`. */
export const select: Component = {
  kind: 'select',
  keys: [...COMMAND_KEYS, ...['state_topic', 'value_template', 'command_template', 'options']],
  open(config) {
    const command = commandSender(config);
    if (command === null) return 'a select needs a command_topic';
    if (!config.has('options')) return 'a select needs its options';
    // An empty list is one: nobody knows what a state means, but commands may still say anything.
    const options = textList(config, 'options') ?? [];
    const state = topicReader(config, 'state_topic', 'value_template');

    const parts: readonly Part[] = [
      { property: 'value', reader: state, means: (text) => chosen(options, text) },
    ];
    return {
      ...PLAIN,
      capabilities: { options },
      stateTopics: toldOn(parts),
      commandTopics: topics(command.topic),
      optimistic: state === null || flag(config, 'optimistic', false),
      read: (message) => readParts(parts, message),
      encode({ option }): Encoded {
        if (typeof option !== 'string') return invalid('option must be a text');
        return command.send(option, { value: option });
      },
    };
  },
};

function chosen(options: readonly string[], text: string): Meaning {
  const option = options.find((known) => known === text || known.trim() === text);
  if (option !== undefined) return { value: option };
  // A device may well have an option of this name; otherwise it says that nothing is chosen.
  if (text.toLowerCase() === 'none') return { value: null };
  return { reason: `${quoted(text)} is none of the options` };
}
