import type { Command, Encoded } from '../../command/command.ts';
import { invalid, unsupported } from '../../command/refused.ts';
import type { State, Value } from '../../entity/entity.ts';
import { COMMAND_KEYS, type Component, type Opened, PLAIN, topics } from './component.ts';
import { type Config, flag, number, parseNumber, text, textList } from './config.ts';
import { exactly, word } from './on-off.ts';
import {
  oneOf,
  onOff,
  type Part,
  quoted,
  readParts,
  reportable,
  toldOn,
  unlessNone,
} from './parts.ts';
import { fromPercent, type Range, toPercent } from './ranges.ts';
import { topicReader } from './topic-reader.ts';
import { type TopicWriter, together, topicWriter, type Written } from './topic-writer.ts';

const PARTS = ['percentage', 'preset_mode', 'oscillation', 'direction'] as const;

/** Home Assistant's `fan` (conventions §1.13). */
export const fan: Component = {
  kind: 'fan',
  keys: [
    ...COMMAND_KEYS,
    ...['command_template', 'state_topic', 'state_value_template', 'payload_on', 'payload_off'],
    ...PARTS.flatMap((part) => [
      ...[`${part}_command_topic`, `${part}_command_template`],
      ...[`${part}_state_topic`, `${part}_value_template`],
    ]),
    ...['payload_oscillation_on', 'payload_oscillation_off', 'preset_modes'],
    ...['payload_reset_percentage', 'payload_reset_preset_mode'],
    ...['speed_range_min', 'speed_range_max'],
  ],
  open(config) {
    const power = topicWriter(config, 'command_topic', 'command_template');
    if (power === null) return 'a fan needs a command_topic';
    const [least, most] = [
      number(config, 'speed_range_min') ?? 1,
      number(config, 'speed_range_max') ?? 100,
    ];
    if (least <= 0) return 'speed_range_min must be above 0, for 0 is off';
    if (most <= least) return 'speed_range_max must be above speed_range_min';
    return openFan(config, power, { none: least - 1, all: most });
  },
};

function openFan(config: Config, power: TopicWriter, range: Range): Opened {
  const writer = (part: (typeof PARTS)[number]) =>
    topicWriter(config, `${part}_command_topic`, `${part}_command_template`);
  const speed = writer('percentage');
  const preset = writer('preset_mode');
  const oscillation = writer('oscillation');
  const direction = writer('direction');
  const presets = textList(config, 'preset_modes') ?? [];
  const words = {
    on: word(config, 'payload_on', exactly('ON')),
    off: word(config, 'payload_off', exactly('OFF')),
  };
  const swings = {
    on: word(config, 'payload_oscillation_on', exactly('oscillate_on')),
    off: word(config, 'payload_oscillation_off', exactly('oscillate_off')),
  };
  const parts = partsOf(config, range, presets, words, swings);
  const optimistic = parts[0]?.reader === null || flag(config, 'optimistic', false);

  function encode(command: Command, before: State): Encoded {
    switch (command.command) {
      case 'turn_on':
        return turnOn(command['percentage'], command['preset_mode']);
      case 'turn_off':
        return said([power.write(words.off.exact)], { on: false });
      case 'toggle':
        return encode({ ...command, command: before['on'] === true ? 'turn_off' : 'turn_on' }, {});
      case 'set_percentage': {
        const percent = command['percentage'];
        if (speed === null || typeof percent !== 'number') return unsupported(command.command);
        // No speed at all is off; the range of many fans has no value for it.
        if (percent === 0) return said([power.write(words.off.exact)], { on: false });
        return said([speed.write(deviceSpeed(percent))], { percentage: shownSpeed(percent) });
      }
      case 'set_preset_mode': {
        const mode = command['preset_mode'];
        if (preset === null || typeof mode !== 'string') return unsupported(command.command);
        return said([preset.write(mode)], { preset_mode: mode });
      }
      case 'oscillate': {
        if (oscillation === null) return unsupported(command.command);
        const oscillating = command['oscillating'] === true;
        return said([oscillation.write((oscillating ? swings.on : swings.off).exact)], {
          oscillating,
        });
      }
      case 'set_direction': {
        if (direction === null) return unsupported(command.command);
        const wanted = String(command['direction']);
        return said([direction.write(wanted)], { direction: wanted });
      }
      default:
        return unsupported(command.command);
    }
  }

  /** First the switch, then what was asked for besides, as Home Assistant does. */
  function turnOn(percent: unknown, mode: unknown): Encoded {
    if (percent === 0) return said([power.write(words.off.exact)], { on: false });
    const messages = [power.write(words.on.exact)];
    const target: Record<string, Value> = { on: true };
    if (typeof percent === 'number') {
      if (speed === null) return invalid('percentage: this fan has no speeds');
      messages.push(speed.write(deviceSpeed(percent)));
      target['percentage'] = shownSpeed(percent);
    }
    if (typeof mode === 'string') {
      if (preset === null) return invalid('preset_mode: this fan has none');
      messages.push(preset.write(mode));
      target['preset_mode'] = mode;
    }
    return said(messages, target);
  }

  const deviceSpeed = (percent: number) => Math.ceil(fromPercent(range, percent) - 1e-9);
  const shownSpeed = (percent: number) => toPercent(range, deviceSpeed(percent));

  function said(written: readonly Written[], target: State): Encoded {
    const all = together(written);
    return all.ok ? { ...all, target: reportable(target, parts, optimistic) } : all;
  }

  const steps = Math.min(100, Math.floor(range.all - range.none));
  return {
    ...PLAIN,
    capabilities: {
      ...(preset === null ? {} : { presetModes: presets }),
      ...(speed === null ? {} : { speedCount: steps }),
      commands: [
        ...['turn_on', 'turn_off', 'toggle'],
        ...(speed === null ? [] : ['set_percentage']),
        ...(preset === null ? [] : ['set_preset_mode']),
        ...(oscillation === null ? [] : ['oscillate']),
        ...(direction === null ? [] : ['set_direction']),
      ],
    },
    stateTopics: toldOn(parts),
    commandTopics: topics(
      ...[power, speed, preset, oscillation, direction].map((writer) => writer?.topic),
    ),
    optimistic,
    read: (message) => readParts(parts, message),
    encode,
  };
}

type Words = Parameters<typeof onOff>[0];

function partsOf(
  config: Config,
  range: Range,
  presets: readonly string[],
  words: Words,
  swings: Words,
): readonly Part[] {
  const reader = (part: string) =>
    topicReader(config, `${part}_state_topic`, `${part}_value_template`);
  const percentage = unlessNone((said) => {
    const value = parseNumber(said);
    if (value === null) return { reason: `${quoted(said)} is not a number` };
    const percent = toPercent(range, value);
    return percent >= 0 && percent <= 100
      ? { value: percent }
      : { reason: `${said} is not within the speeds of this fan` };
  }, text(config, 'payload_reset_percentage') ?? 'None');
  const noPreset = text(config, 'payload_reset_preset_mode') ?? 'None';
  return [
    {
      property: 'on',
      reader: topicReader(config, 'state_topic', 'state_value_template'),
      means: onOff(words),
    },
    { property: 'percentage', reader: reader('percentage'), means: percentage },
    { property: 'preset_mode', reader: reader('preset_mode'), means: oneOf(presets, noPreset) },
    { property: 'oscillating', reader: reader('oscillation'), means: onOff(swings) },
    {
      property: 'direction',
      reader: reader('direction'),
      means: oneOf(['forward', 'reverse']),
    },
  ];
}
