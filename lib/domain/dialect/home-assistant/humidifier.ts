import type { Command, Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import type { State } from '../../entity/entity.ts';
import { COMMAND_KEYS, type Component, type Opened, PLAIN, topics } from './component.ts';
import { type Config, flag, number, text, textList, textOrNull } from './config.ts';
import { exactly, word } from './on-off.ts';
import {
  numberFrom,
  oneOf,
  onOff,
  type Part,
  readParts,
  reportable,
  toldOn,
  unlessNone,
} from './parts.ts';
import { topicReader } from './topic-reader.ts';
import { type TopicWriter, topicWriter, type Written } from './topic-writer.ts';

const ACTIONS = ['off', 'humidifying', 'drying', 'idle'];

/** Home Assistant's `humidifier` (conventions §1.13), also one that dries the air. */
export const humidifier: Component = {
  kind: 'humidifier',
  keys: [
    ...COMMAND_KEYS,
    ...['command_template', 'state_topic', 'state_value_template', 'payload_on', 'payload_off'],
    ...['target_humidity_command_topic', 'target_humidity_command_template'],
    ...['target_humidity_state_topic', 'target_humidity_state_template'],
    ...['mode_command_topic', 'mode_command_template', 'mode_state_topic', 'mode_state_template'],
    ...['action_topic', 'action_template', 'current_humidity_topic', 'current_humidity_template'],
    ...['modes', 'min_humidity', 'max_humidity', 'device_class'],
    ...['payload_reset_humidity', 'payload_reset_mode'],
  ],
  open(config) {
    const power = topicWriter(config, 'command_topic', 'command_template');
    const target = topicWriter(
      config,
      'target_humidity_command_topic',
      'target_humidity_command_template',
    );
    if (power === null) return 'a humidifier needs a command_topic';
    if (target === null) return 'a humidifier needs a target_humidity_command_topic';
    const least = number(config, 'min_humidity') ?? 0;
    const most = number(config, 'max_humidity') ?? 100;
    if (least < 0 || most > 100 || least >= most) {
      return 'min_humidity and max_humidity must rise and lie within 0 and 100';
    }
    return openHumidifier(config, power, target, [least, most]);
  },
};

function openHumidifier(
  config: Config,
  power: TopicWriter,
  humidity: TopicWriter,
  limits: readonly [number, number],
): Opened {
  const mode = topicWriter(config, 'mode_command_topic', 'mode_command_template');
  const modes = textList(config, 'modes') ?? [];
  const words = {
    on: word(config, 'payload_on', exactly('ON')),
    off: word(config, 'payload_off', exactly('OFF')),
  };
  const parts = partsOf(config, limits, modes, words);
  const optimistic = parts[0]?.reader === null || flag(config, 'optimistic', false);
  const said = (written: Written, target: State): Encoded =>
    written.ok
      ? {
          ok: true,
          messages: [written.message],
          target: reportable(target, parts, optimistic),
        }
      : written;
  const turn = (on: boolean) => said(power.write((on ? words.on : words.off).exact), { on });

  function encode(command: Command, before: State): Encoded {
    switch (command.command) {
      case 'turn_on':
        return turn(true);
      case 'turn_off':
        return turn(false);
      case 'toggle':
        return turn(before['on'] !== true);
      case 'set_humidity': {
        // Home Assistant knows whole percents only, and so do the devices made for it.
        const value = Math.round(Number(command['humidity']));
        return said(humidity.write(value), { humidity: value });
      }
      case 'set_mode': {
        if (mode === null) return unsupported(command.command);
        const wanted = String(command['mode']);
        return said(mode.write(wanted), { mode: wanted });
      }
      default:
        return unsupported(command.command);
    }
  }

  const deviceClass = textOrNull(config, 'device_class');
  return {
    ...PLAIN,
    deviceClass: deviceClass === 'dehumidifier' ? deviceClass : 'humidifier',
    capabilities: {
      ...(modes.length > 0 ? { modes } : {}),
      minHumidity: limits[0],
      maxHumidity: limits[1],
      commands: [
        ...['turn_on', 'turn_off', 'toggle', 'set_humidity'],
        ...(mode === null ? [] : ['set_mode']),
      ],
    },
    stateTopics: toldOn(parts),
    commandTopics: topics(power.topic, humidity.topic, mode?.topic),
    optimistic,
    read: (message) => readParts(parts, message),
    encode,
  };
}

function partsOf(
  config: Config,
  [least, most]: readonly [number, number],
  modes: readonly string[],
  words: Parameters<typeof onOff>[0],
): readonly Part[] {
  const none = text(config, 'payload_reset_humidity') ?? 'None';
  return [
    {
      property: 'on',
      reader: topicReader(config, 'state_topic', 'state_value_template'),
      means: onOff(words),
    },
    {
      property: 'humidity',
      reader: topicReader(config, 'target_humidity_state_topic', 'target_humidity_state_template'),
      means: unlessNone(numberFrom(least, most), none),
    },
    {
      property: 'current_humidity',
      reader: topicReader(config, 'current_humidity_topic', 'current_humidity_template'),
      means: unlessNone(numberFrom(0, 100), none),
    },
    {
      property: 'mode',
      reader: topicReader(config, 'mode_state_topic', 'mode_state_template'),
      means: oneOf(modes, text(config, 'payload_reset_mode') ?? 'None'),
    },
    {
      property: 'action',
      reader: topicReader(config, 'action_topic', 'action_template'),
      means: oneOf(ACTIONS),
    },
  ];
}
