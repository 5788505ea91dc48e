import type { Encoded } from '../../command/command.ts';
import { invalid, unsupported } from '../../command/refused.ts';
import { COMMAND_KEYS, type Component, PLAIN, topics } from './component.ts';
import { flag, text, textList, textOrNull } from './config.ts';
import { oneOf, type Part, readParts } from './parts.ts';
import { topicReader } from './topic-reader.ts';
import { topicWriter } from './topic-writer.ts';

const STATES = [
  ...['disarmed', 'armed_home', 'armed_away', 'armed_night', 'armed_vacation'],
  ...['armed_custom_bypass', 'pending', 'arming', 'disarming', 'triggered'],
];

/** The panel asks its own service for the code: any is sent on. */
const REMOTE = ['REMOTE_CODE', 'REMOTE_CODE_TEXT'];

/** Home Assistant's features, which are also our commands; `disarm` goes without saying. */
const FEATURES = [
  ...['arm_home', 'arm_away', 'arm_night', 'arm_vacation', 'arm_custom_bypass', 'trigger'],
];

/** Home Assistant's `alarm_control_panel` (conventions §1.13). */
export const alarmControlPanel: Component = {
  kind: 'alarm_control_panel',
  keys: [
    ...COMMAND_KEYS,
    ...['command_template', 'state_topic', 'value_template', 'supported_features', 'code'],
    ...['code_arm_required', 'code_disarm_required', 'code_trigger_required'],
    ...['payload_disarm', ...FEATURES.map((feature) => `payload_${feature}`)],
  ],
  open(config) {
    const reader = topicReader(config, 'state_topic', 'value_template');
    const writer = topicWriter(config, 'command_topic', 'command_template');
    if (reader === null) return 'an alarm control panel needs a state_topic';
    if (writer === null) return 'an alarm control panel needs a command_topic';
    const parts: readonly Part[] = [{ property: 'state', reader, means: oneOf(STATES) }];
    const listed = textList(config, 'supported_features') ?? FEATURES;
    const commands = ['disarm', ...FEATURES.filter((feature) => listed.includes(feature))];
    const secret = textOrNull(config, 'code');
    /** What is wrong with the code for a command; null if nothing is. */
    const objection = (command: string, given: string): string | null => {
      const wish = command.startsWith('arm_') ? 'arm' : command;
      if (secret === null || !flag(config, `code_${wish}_required`, true)) return null;
      if (given === '') return 'code is missing';
      return REMOTE.includes(secret) || given === secret ? null : 'the code is wrong';
    };
    return {
      ...PLAIN,
      capabilities: {
        commands,
        ...(secret === null ? {} : { codeFormat: formatOf(secret) }),
      },
      stateTopics: topics(reader.topic),
      commandTopics: topics(writer.topic),
      read: (message) => readParts(parts, message),
      encode({ command, code }): Encoded {
        if (!commands.includes(command)) return unsupported(command);
        const given = typeof code === 'string' ? code : '';
        const wrong = objection(command, given);
        if (wrong !== null) return invalid(wrong);
        const action = text(config, `payload_${command}`) ?? command.toUpperCase();
        const written = writer.write(action, { action, code: given === '' ? null : given });
        if (!written.ok) return written;
        return { ok: true, messages: [written.message], target: { state: outcome(command) } };
      },
    };
  },
};

const formatOf = (secret: string) =>
  secret === 'REMOTE_CODE' || /^\d+$/.test(secret) ? 'number' : 'text';

function outcome(command: string): string {
  if (command === 'disarm') return 'disarmed';
  return command === 'trigger' ? 'triggered' : command.replace('arm_', 'armed_');
}
