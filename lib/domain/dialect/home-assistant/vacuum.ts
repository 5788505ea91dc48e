import type { Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import type { Report } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { COMMAND_KEYS, type Component, PLAIN, publisher, topics } from './component.ts';
import { parseNumber, text, textList, textOf, textOrNull } from './config.ts';
import { quoted } from './parts.ts';
import { hears } from './topic-reader.ts';

const ACTIVITIES = ['cleaning', 'docked', 'paused', 'idle', 'returning', 'error'];

/** Our command, Home Assistant's feature, the payload's key and its default. */
const COMMANDS = [
  ['start', 'start', 'payload_start', 'start'],
  ['pause', 'pause', 'payload_pause', 'pause'],
  ['stop', 'stop', 'payload_stop', 'stop'],
  ['return_home', 'return_home', 'payload_return_to_base', 'return_to_base'],
  ['locate', 'locate', 'payload_locate', 'locate'],
  ['clean_spot', 'clean_spot', 'payload_clean_spot', 'clean_spot'],
] as const;

const DEFAULT_FEATURES = ['start', 'stop', 'return_home', 'status', 'clean_spot'];

/** What the device does after each command; the others show in no activity. */
const OUTCOME: Readonly<Record<string, string>> = {
  start: 'cleaning',
  pause: 'paused',
  return_home: 'returning',
};

/** Home Assistant's `vacuum` (conventions §1.13): one JSON state; the legacy schema's keys are ignored. */
export const vacuum: Component = {
  kind: 'vacuum',
  keys: [
    ...COMMAND_KEYS,
    ...['state_topic', 'set_fan_speed_topic', 'send_command_topic', 'fan_speed_list'],
    ...['supported_features', ...COMMANDS.map(([, , key]) => key)],
  ],
  open(config) {
    const topic = textOrNull(config, 'command_topic');
    const stateTopic = textOrNull(config, 'state_topic');
    if (topic === null && stateTopic === null)
      return 'a vacuum needs a command_topic or a state_topic';
    const features = textList(config, 'supported_features') ?? DEFAULT_FEATURES;
    const publish = publisher(config);
    const speeds = textList(config, 'fan_speed_list') ?? [];
    const speedTopic = features.includes('fan_speed')
      ? textOrNull(config, 'set_fan_speed_topic')
      : null;
    const sendTopic = features.includes('send_command')
      ? textOrNull(config, 'send_command_topic')
      : null;
    const payloads = new Map<string, string>(
      COMMANDS.flatMap(([command, feature, key, fallback]) =>
        topic !== null && features.includes(feature)
          ? [[command, text(config, key) ?? fallback]]
          : [],
      ),
    );
    return {
      ...PLAIN,
      capabilities: {
        ...(speedTopic === null ? {} : { fanSpeeds: speeds }),
        commands: [
          ...payloads.keys(),
          ...(speedTopic === null ? [] : ['set_fan_speed']),
          ...(sendTopic === null ? [] : ['send']),
        ],
      },
      stateTopics: topics(stateTopic),
      commandTopics: topics(topic, speedTopic, sendTopic),
      optimistic: stateTopic === null,
      read(message) {
        if (stateTopic === null || !hears({ topic: stateTopic, template: null }, message))
          return [];
        const json = message.json();
        return isObject(json)
          ? readState(json, message.at)
          : [{ type: 'rejected', reason: 'the state is not a JSON object' }];
      },
      encode({ command, speed, message }): Encoded {
        if (command === 'set_fan_speed' && speedTopic !== null) {
          const wanted = String(speed);
          return {
            ok: true,
            messages: [publish(speedTopic, wanted)],
            target: { fan_speed: wanted },
          };
        }
        if (command === 'send' && sendTopic !== null) {
          return { ok: true, messages: [publish(sendTopic, String(message))], target: {} };
        }
        const payload = payloads.get(command);
        if (payload === undefined || topic === null) return unsupported(command);
        const outcome = Object.hasOwn(OUTCOME, command) ? OUTCOME[command] : undefined;
        return {
          ok: true,
          messages: [publish(topic, payload)],
          target: outcome === undefined ? {} : { state: outcome },
        };
      },
    };
  },
};

/** Activity, suction and battery; other keys (error texts, maps) are the robot's own affair. */
function readState(json: Readonly<Record<string, unknown>>, at: number): readonly Report[] {
  const reports: Report[] = [];
  const { state, fan_speed: speed, battery_level: battery } = json;
  if (state === null) reports.push({ type: 'state', property: 'state', value: null, at });
  else if (typeof state === 'string' && ACTIVITIES.includes(state)) {
    reports.push({ type: 'state', property: 'state', value: state, at });
  }
  const suction = textOf(speed);
  if (suction !== null) reports.push({ type: 'state', property: 'fan_speed', value: suction, at });
  const percent = parseNumber(textOf(battery) ?? '');
  if (percent !== null && percent >= 0 && percent <= 100) {
    reports.push({ type: 'state', property: 'battery', value: percent, at });
  }
  if (reports.length > 0) return reports;
  const reason =
    state === undefined
      ? 'the state names no activity'
      : `${quoted(textOf(state) ?? 'state')} is no activity of a vacuum`;
  return [{ type: 'rejected', reason }];
}
