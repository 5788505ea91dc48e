import type { Encoded } from '../../command/command.ts';
import type { State } from '../../entity/entity.ts';
import type { Config } from './config.ts';
import { topicWriter } from './topic-writer.ts';

/** Says a value on the command topic; `target` is what the device's report will show then. */
export type CommandSender = {
  readonly topic: string;
  send(value: string | number, target: State): Encoded;
};

/** The sender of an entity that takes one kind of word; null if it has no command topic. */
export function commandSender(config: Config): CommandSender | null {
  const writer = topicWriter(config, 'command_topic', 'command_template');
  if (writer === null) return null;
  return {
    topic: writer.topic,
    send(value, target) {
      const written = writer.write(value);
      return written.ok ? { ok: true, messages: [written.message], target } : written;
    },
  };
}
