import type { Encoded } from '../../command/command.ts';
import { invalid } from '../../command/refused.ts';
import { commandSender } from './command-sender.ts';
import { COMMAND_KEYS, type Component, PLAIN, topics } from './component.ts';

/** Home Assistant's `notify` (conventions §1.13): takes a message and shows nothing. */
export const notify: Component = {
  kind: 'notify',
  keys: [...COMMAND_KEYS, 'command_template'],
  open(config) {
    const command = commandSender(config);
    if (command === null) return 'a notify needs a command_topic';
    return {
      ...PLAIN,
      commandTopics: topics(command.topic),
      read: () => [],
      encode({ message }): Encoded {
        if (typeof message !== 'string') return invalid('message must be a text');
        return command.send(message, {});
      },
    };
  },
};
