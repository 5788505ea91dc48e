import type { Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import { COMMAND_KEYS, type Component, PLAIN, topics } from './component.ts';
import { flag } from './config.ts';
import { oneOf, type Part, readParts, reportable, toldOn } from './parts.ts';
import { topicReader } from './topic-reader.ts';
import { type TopicWriter, topicWriter } from './topic-writer.ts';

const ACTIVITIES = ['mowing', 'paused', 'docked', 'returning', 'error'];

/** Our command, Home Assistant's word for it, which is also what is sent, and what it leads to. */
const COMMANDS = [
  ['start', 'start_mowing', 'mowing'],
  ['pause', 'pause', 'paused'],
  ['dock', 'dock', 'returning'],
] as const;

/** Home Assistant's `lawn_mower` (conventions §1.13). */
export const lawnMower: Component = {
  kind: 'lawn_mower',
  keys: [
    ...COMMAND_KEYS,
    ...['activity_state_topic', 'activity_value_template', 'start_mowing_template'],
    ...COMMANDS.flatMap(([, word]) => [`${word}_command_topic`, `${word}_command_template`]),
  ],
  open(config) {
    const writers = new Map<string, TopicWriter>(
      COMMANDS.flatMap(([command, word]) => {
        // The documentation calls this one start_mowing_template.
        const key = `${word}_command_template`;
        const template = config.has(key) ? key : `${word}_template`;
        const writer = topicWriter(config, `${word}_command_topic`, template);
        return writer === null ? [] : [[command, writer]];
      }),
    );
    const means = oneOf(ACTIVITIES);
    const parts: readonly Part[] = [
      {
        property: 'state',
        reader: topicReader(config, 'activity_state_topic', 'activity_value_template'),
        means: (text) => (text.toLowerCase() === 'none' ? { value: null } : means(text)),
      },
    ];
    if (writers.size === 0 && toldOn(parts).length === 0) {
      return 'a lawn mower needs at least one topic';
    }
    const optimistic = parts[0]?.reader === null || flag(config, 'optimistic', false);
    return {
      ...PLAIN,
      capabilities: { commands: [...writers.keys()] },
      stateTopics: toldOn(parts),
      commandTopics: topics(...[...writers.values()].map(({ topic }) => topic)),
      optimistic,
      read: (message) => readParts(parts, message),
      encode(command): Encoded {
        const writer = writers.get(command.command);
        const entry = COMMANDS.find(([name]) => name === command.command);
        if (writer === undefined || entry === undefined) return unsupported(command.command);
        const [, word, outcome] = entry;
        const written = writer.write(word);
        if (!written.ok) return written;
        return {
          ok: true,
          messages: [written.message],
          target: reportable({ state: outcome }, parts, optimistic),
        };
      },
    };
  },
};
