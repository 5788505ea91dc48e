import type { Command } from '../../command/command.ts';
import { invalid, unsupported } from '../../command/refused.ts';
import type { Capabilities, Value } from '../../entity/entity.ts';
import { type CommandContext, type Component, numberIn, say, textOf } from './component.ts';

/** Parts with a number, and the property each is. */
const NUMBERS: Readonly<Record<string, string>> = {
  current_temperature: 'current_temperature',
  target_temperature: 'temperature',
  target_temperature_low: 'temperature_low',
  target_temperature_high: 'temperature_high',
  current_humidity: 'current_humidity',
  target_humidity: 'humidity',
};
/** Parts with a word, and the property each is. */
const WORDS: Readonly<Record<string, string>> = {
  mode: 'mode',
  action: 'action',
  fan_mode: 'fan_mode',
  swing_mode: 'swing_mode',
  preset: 'preset_mode',
};
/** What each word may be (ESPHome, climate_mode.cpp); which of them only the discovery says. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  mode: ['off', 'heat', 'cool', 'heat_cool', 'auto', 'dry', 'fan_only'],
  fan_mode: ['on', 'off', 'auto', 'low', 'medium', 'high', 'middle', 'focus', 'diffuse', 'quiet'],
  swing_mode: ['off', 'both', 'vertical', 'horizontal'],
  preset: ['none', 'home', 'away', 'boost', 'comfort', 'eco', 'sleep', 'activity'],
};
const MAX_CHOICES = 40;
/** Where most thermostats stay; one that reports more has a wider range. */
const RANGE = { minTemp: 5, maxTemp: 35 };
const WIDE_RANGE = { minTemp: 0, maxTemp: 100 };

const choices = (part: string, features: readonly string[]): readonly string[] => {
  const own = features
    .filter((feature) => feature.startsWith(`${part}=`))
    .map((feature) => feature.slice(part.length + 1));
  return [...new Set([...(CHOICES[part] ?? []), ...own])].slice(0, MAX_CHOICES);
};

function capabilitiesOf(features: readonly string[]): Capabilities {
  const has = (part: string) => features.includes(part);
  const isRanged = has('target_temperature_low') || has('target_temperature_high');
  return {
    ...(has('mode') ? { modes: choices('mode', features) } : {}),
    ...(has('fan_mode') ? { fanModes: choices('fan_mode', features) } : {}),
    ...(has('swing_mode') ? { swingModes: choices('swing_mode', features) } : {}),
    ...(has('preset') ? { presetModes: choices('preset', features) } : {}),
    ...(features.includes('wide') ? WIDE_RANGE : RANGE),
    tempStep: 0.5,
    commands: [
      ...(has('mode') ? ['set_mode', 'turn_on', 'turn_off', 'toggle'] : []),
      ...(has('target_temperature') || isRanged ? ['set_temperature'] : []),
      ...(has('target_humidity') ? ['set_humidity'] : []),
      ...(has('fan_mode') ? ['set_fan_mode'] : []),
      ...(has('swing_mode') ? ['set_swing_mode'] : []),
      ...(has('preset') ? ['set_preset_mode'] : []),
    ],
  };
}

/** Heating and cooling: every part of the state has topics of its own (conventions §6). */
export const CLIMATE: Component = {
  kind: 'climate',
  parts: [...Object.keys(WORDS), ...Object.keys(NUMBERS)],
  commands: [
    ...['mode', 'target_temperature', 'target_temperature_low', 'target_temperature_high'],
    ...['target_humidity', 'fan_mode', 'swing_mode', 'preset'],
  ],
  capabilities: capabilitiesOf,
  features(part, message) {
    const text = textOf(message);
    if (text === '') return [];
    const isOwn = Object.hasOwn(CHOICES, part) && !CHOICES[part]!.includes(text.toLowerCase());
    const value = part.startsWith('target_temperature') ? numberIn(text) : null;
    const isWide = typeof value === 'number' && (value < RANGE.minTemp || value > RANGE.maxTemp);
    return [part, ...(isOwn ? [`${part}=${text.slice(0, 40)}`] : []), ...(isWide ? ['wide'] : [])];
  },
  read(part, message) {
    const text = textOf(message);
    const number = Object.hasOwn(NUMBERS, part) ? NUMBERS[part] : undefined;
    if (number !== undefined) {
      const value = numberIn(text);
      return value === undefined ? `the ${part} is not a number` : { [number]: value };
    }
    const property = WORDS[part];
    if (property === undefined || text === '') return `the ${part} is empty`;
    const word = text.toLowerCase();
    // The firmware's own words are in small letters; a preset that somebody named is not.
    const isKnown = !Object.hasOwn(CHOICES, part) || CHOICES[part]!.includes(word);
    return { [property]: isKnown ? word : text };
  },
  encode,
};

function encode(command: Command, context: CommandContext) {
  const { before } = context;
  const mode = (word: string) => say(context, [['mode', word]], { mode: word });
  const awake = () => {
    const now = before['mode'];
    return mode(typeof now === 'string' && now !== 'off' ? now : 'heat');
  };
  const word = (part: string, argument: string) => {
    const value = String(command[argument]);
    return say(context, [[part, value]], { [argument]: value });
  };
  switch (command.command) {
    case 'set_mode':
      return mode(String(command['mode']));
    case 'turn_off':
      return mode('off');
    case 'turn_on':
      return awake();
    case 'toggle':
      return before['mode'] === 'off' ? awake() : mode('off');
    case 'set_temperature': {
      const messages: (readonly [string, string])[] = [];
      const target: Record<string, Value> = {};
      if (typeof command['mode'] === 'string') {
        messages.push(['mode', command['mode']]);
        target['mode'] = command['mode'];
      }
      for (const [part, property] of Object.entries(NUMBERS)) {
        const value = part.startsWith('target_temperature') ? command[property] : undefined;
        if (typeof value !== 'number') continue;
        messages.push([part, String(value)]);
        target[property] = value;
      }
      return messages.length > 0
        ? say(context, messages, target)
        : invalid('temperature is missing');
    }
    case 'set_humidity': {
      const humidity = Number(command['humidity']);
      return say(context, [['target_humidity', String(humidity)]], { humidity });
    }
    case 'set_fan_mode':
      return word('fan_mode', 'fan_mode');
    case 'set_swing_mode':
      return word('swing_mode', 'swing_mode');
    case 'set_preset_mode':
      return word('preset', 'preset_mode');
    default:
      return unsupported(command.command);
  }
}
