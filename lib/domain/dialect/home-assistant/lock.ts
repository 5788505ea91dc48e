import type { Encoded } from '../../command/command.ts';
import { invalid, unsupported } from '../../command/refused.ts';
import { codeFormat, fitsPattern } from './code-format.ts';
import { COMMAND_KEYS, type Component, PLAIN, topics } from './component.ts';
import { flag, text, textOrNull } from './config.ts';
import { exactly, means, word } from './on-off.ts';
import { type Part, quoted, readParts, reportable, toldOn, unlessNone } from './parts.ts';
import { topicReader } from './topic-reader.ts';
import { topicWriter } from './topic-writer.ts';

/**
 * States in the order in which Home Assistant asks for them: some locks use one word twice.
 */
const STATES = ['jammed', 'opening', 'locking', 'open', 'unlocking', 'locked', 'unlocked'] as const;

/** Home Assistant's `lock` (conventions §1.13). */
export const lock: Component = {
  kind: 'lock',
  keys: [
    ...COMMAND_KEYS,
    ...['command_template', 'state_topic', 'value_template', 'code_format'],
    ...['payload_lock', 'payload_unlock', 'payload_open', 'payload_reset'],
    ...STATES.map((state) => `state_${state}`),
  ],
  open(config) {
    const writer = topicWriter(config, 'command_topic', 'command_template');
    if (writer === null) return 'a lock needs a command_topic';
    const words = STATES.map(
      (state) => [state, word(config, `state_${state}`, exactly(state.toUpperCase()))] as const,
    );
    const parts: readonly Part[] = [
      {
        property: 'state',
        reader: topicReader(config, 'state_topic', 'value_template'),
        means: unlessNone((said) => {
          const found = words.find(([, wanted]) => means(wanted, said));
          return found === undefined
            ? { reason: `${quoted(said)} is no state of this lock` }
            : { value: found[0] };
        }, text(config, 'payload_reset') ?? 'None'),
      },
    ];
    const payloads = new Map([
      ['lock', text(config, 'payload_lock') ?? 'LOCK'],
      ['unlock', text(config, 'payload_unlock') ?? 'UNLOCK'],
    ]);
    const unlatch = text(config, 'payload_open');
    if (unlatch !== null) payloads.set('open', unlatch);
    const pattern = textOrNull(config, 'code_format');
    const optimistic = parts[0]?.reader === null || flag(config, 'optimistic', false);
    return {
      ...PLAIN,
      capabilities: {
        commands: [...payloads.keys()],
        ...(pattern === null ? {} : { codeFormat: codeFormat(pattern) }),
      },
      stateTopics: toldOn(parts),
      commandTopics: topics(writer.topic),
      optimistic,
      read: (message) => readParts(parts, message),
      encode({ command, code }): Encoded {
        const payload = payloads.get(command);
        if (payload === undefined) return unsupported(command);
        const given = typeof code === 'string' ? code : '';
        if (pattern !== null && !fitsPattern(pattern, given)) {
          return invalid(given === '' ? 'code is missing' : 'code does not have the right form');
        }
        const written = writer.write(payload, given === '' ? {} : { code: given });
        if (!written.ok) return written;
        const target = { state: { lock: 'locked', unlock: 'unlocked' }[command] ?? 'open' };
        // A latch that was pulled falls back, and few locks tell that it was.
        const isTold = optimistic || command !== 'open';
        return {
          ok: true,
          messages: [written.message],
          target: isTold ? reportable(target, parts, optimistic) : {},
        };
      },
    };
  },
};
