import { lightCommand } from '../../../command/arguments.ts';
import type { Command, Encoded } from '../../../command/command.ts';
import type { ColorMode } from '../../../entity/entity.ts';
import { type Opened, PLAIN, publisher, topics } from '../component.ts';
import { type Config, flag, text, textOrNull } from '../config.ts';
import { exactly, word } from '../on-off.ts';
import { templateOf, topicReader } from '../topic-reader.ts';
import { readBasic } from './basic-read.ts';
import { turnOn } from './basic-turn-on.ts';
import { effectList, lightCapabilities } from './color-modes.ts';
import { scaleOf, whitesOf } from './scale.ts';

const PARTS = ['brightness', 'color_temp', 'effect', 'hs', 'rgb', 'rgbw', 'rgbww', 'xy'] as const;
type Part = (typeof PARTS)[number];

export const BASIC_KEYS = [
  ...PARTS.flatMap((part) => [
    ...[`${part}_command_topic`, `${part}_command_template`],
    ...[`${part}_state_topic`, `${part}_value_template`],
  ]),
  ...['brightness_scale', 'color_mode_state_topic', 'color_mode_value_template'],
  ...['on_command_type', 'payload_on', 'payload_off', 'state_value_template', 'value_template'],
  ...['white_command_topic', 'white_scale'],
];

/** A light of the default schema, where every part has topics of its own. */
export type Basic = ReturnType<typeof basicOf>;

function basicOf(config: Config, topic: string) {
  const command = (part: Part) => {
    const to = textOrNull(config, `${part}_command_topic`);
    return to === null
      ? null
      : { topic: to, template: templateOf(config, `${part}_command_template`) };
  };
  const state = (part: Part) =>
    topicReader(config, `${part}_state_topic`, `${part}_value_template`);
  const order = text(config, 'on_command_type');
  const stateTemplate = config.has('state_value_template')
    ? 'state_value_template'
    : 'value_template';
  return {
    topic,
    /** When the payload that switches on is sent: after the rest, before it, or never. */
    order: order === 'first' || order === 'brightness' ? order : ('last' as const),
    words: {
      on: word(config, 'payload_on', exactly('ON')),
      off: word(config, 'payload_off', exactly('OFF')),
    },
    scale: scaleOf(config, 'brightness_scale'),
    whiteScale: scaleOf(config, 'white_scale'),
    whites: whitesOf(config),
    effects: effectList(config),
    whiteTopic: textOrNull(config, 'white_command_topic'),
    state: topicReader(config, 'state_topic', stateTemplate),
    colorMode: topicReader(config, 'color_mode_state_topic', 'color_mode_value_template'),
    commands: byPart(command),
    states: byPart(state),
    publish: publisher(config),
  };
}

const byPart = <T>(make: (part: Part) => T) =>
  Object.fromEntries(PARTS.map((part) => [part, make(part)])) as Readonly<Record<Part, T>>;

export function openBasic(config: Config): Opened | string {
  const topic = textOrNull(config, 'command_topic');
  if (topic === null) return 'a light needs a command_topic';
  const basic = basicOf(config, topic);
  const { states, commands, whiteTopic } = basic;
  const hasEffects = commands.effect !== null || states.effect !== null;
  const capabilities = lightCapabilities(
    modesOf(basic),
    basic.whites,
    hasEffects ? basic.effects : null,
    false,
    false,
  );

  function encode(command: Command, before: Parameters<Opened['encode']>[1]): Encoded {
    const checked = lightCommand(command, capabilities, before);
    if (!checked.ok) return checked;
    const { wish } = checked;
    if (wish.on) return turnOn(basic, capabilities, optimistic, wish, before);
    const { publish, words } = basic;
    return { ok: true, messages: [publish(basic.topic, words.off.exact)], target: { on: false } };
  }

  const optimistic = basic.state === null || flag(config, 'optimistic', false);
  return {
    ...PLAIN,
    capabilities,
    stateTopics: topics(
      ...[basic.state?.topic, basic.colorMode?.topic],
      ...PARTS.map((part) => states[part]?.topic),
    ),
    commandTopics: topics(topic, whiteTopic, ...PARTS.map((part) => commands[part]?.topic)),
    optimistic,
    read: (message, before) => readBasic(basic, message, before),
    encode,
  };
}

/** Every colour that can be commanded is a mode; else brightness; else on and off. */
function modesOf({ commands, whiteTopic }: Basic): readonly ColorMode[] {
  const modes: ColorMode[] = (['color_temp', 'hs', 'rgb', 'rgbw', 'rgbww', 'xy'] as const).filter(
    (mode) => commands[mode] !== null,
  );
  if (modes.length > 0) return whiteTopic === null ? modes : [...modes, 'white'];
  return [commands.brightness === null && whiteTopic === null ? 'onoff' : 'brightness'];
}
