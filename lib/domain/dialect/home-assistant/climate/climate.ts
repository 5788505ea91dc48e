import type { Capabilities } from '../../../entity/entity.ts';
import { COMMAND_KEYS, type Component, type Opened, PLAIN, topics } from '../component.ts';
import { type Config, flag, number, text, textList } from '../config.ts';
import { numberFrom, oneOf, type Part, readParts, toldOn } from '../parts.ts';
import { topicWriter } from '../topic-writer.ts';
import { climateEncoder } from './climate-encode.ts';
import { type Feature, featureKeys, featureOf, toldPart } from './features.ts';
import { degrees, temperatureLimits, temperatureUnit } from './temperatures.ts';

const ACTIONS = [
  ...['off', 'heating', 'cooling', 'drying', 'idle', 'fan', 'preheating', 'defrosting'],
];

/** Lists of choices: the feature's key, our property, the list's key and Home Assistant's default. */
const CHOICES = [
  ['mode', 'mode', 'modes', ['auto', 'off', 'cool', 'heat', 'dry', 'fan_only']],
  ['fan_mode', 'fan_mode', 'fan_modes', ['auto', 'low', 'medium', 'high']],
  ['swing_mode', 'swing_mode', 'swing_modes', ['on', 'off']],
  [
    ...(['swing_horizontal_mode', 'swing_horizontal_mode', 'swing_horizontal_modes'] as const),
    ['on', 'off'],
  ],
  ['preset_mode', 'preset_mode', 'preset_modes', []],
] as const;

const TEMPERATURES = ['temperature', 'temperature_low', 'temperature_high'] as const;

/** Home Assistant's own limits where a configuration names none. */
const LIMITS = { '°C': [7, 35], '°F': [45, 95] } as const;

/** Home Assistant's `climate` (conventions §1.13). */
export const climate: Component = {
  kind: 'climate',
  keys: [
    ...COMMAND_KEYS,
    ...[...TEMPERATURES, 'target_humidity', ...CHOICES.map(([key]) => key)].flatMap(featureKeys),
    ...CHOICES.map(([, , list]) => list),
    ...['action_topic', 'action_template', 'value_template'],
    ...['current_temperature_topic', 'current_temperature_template'],
    ...['current_humidity_topic', 'current_humidity_template'],
    ...['power_command_topic', 'power_command_template', 'payload_on', 'payload_off'],
    ...['min_temp', 'max_temp', 'temp_step', 'precision', 'temperature_unit'],
    ...['min_humidity', 'max_humidity'],
  ],
  open: openClimate,
};

function openClimate(config: Config): Opened | string {
  const found = featuresOf(config);
  const features = new Map(found.map((feature) => [feature.part.property, feature]));
  const parts: readonly Part[] = [
    ...found.map(({ part }) => part),
    toldPart(config, 'action', oneOf(ACTIONS)),
    toldPart(config, 'current_temperature', degrees),
    toldPart(config, 'current_humidity', numberFrom(0, 100)),
  ];
  const power = topicWriter(config, 'power_command_topic', 'power_command_template');
  if (features.size === 0 && power === null && toldOn(parts).length === 0) {
    return 'a climate needs at least one topic';
  }
  const unit = temperatureUnit(config);
  const optimistic =
    flag(config, 'optimistic', false) || found.every(({ part }) => part.reader === null);
  const modes = listOf(config, 'modes', CHOICES[0][3]);
  const encoder = climateEncoder({
    ...{ features, power, modes, optimistic },
    payloads: { on: text(config, 'payload_on') ?? 'ON', off: text(config, 'payload_off') ?? 'OFF' },
  });
  return {
    ...PLAIN,
    unit,
    capabilities: {
      ...choicesOf(config, features),
      ...(TEMPERATURES.some((key) => features.has(key))
        ? temperatureLimits(config, unit, LIMITS)
        : {}),
      ...(features.has('humidity') ? humidityLimits(config) : {}),
      commands: encoder.commands,
    },
    stateTopics: toldOn(parts),
    commandTopics: topics(power?.topic, ...found.map(({ writer }) => writer?.topic)),
    optimistic,
    read: (message) => readParts(parts, message),
    encode: encoder.encode,
  };
}

/** Everything that is told or commanded, but for what is only measured. */
function featuresOf(config: Config): readonly Feature[] {
  const choices = CHOICES.map(([key, property, list, usual]) => {
    const words = listOf(config, list, usual);
    const means = oneOf(property === 'preset_mode' ? [...words, 'none'] : words);
    return featureOf(config, key, property, means);
  });
  const temperatures = TEMPERATURES.map((key) => featureOf(config, key, key, degrees));
  const humidity = featureOf(config, 'target_humidity', 'humidity', numberFrom(0, 100));
  return [...choices, ...temperatures, humidity].filter((feature) => feature !== null);
}

const listOf = (config: Config, key: string, usual: readonly string[]): readonly string[] =>
  textList(config, key) ?? usual;

/** The lists of choices, where there is something to choose or to be shown. */
function choicesOf(config: Config, features: ReadonlyMap<string, Feature>): Capabilities {
  const chosen = CHOICES.flatMap(([, property, list, usual]) => {
    const words = listOf(config, list, usual);
    const isThere = features.has(property) || (property === 'mode' && config.has(list));
    return isThere && words.length > 0 ? [[camel(list), words] as const] : [];
  });
  return Object.fromEntries(chosen);
}

const camel = (key: string) =>
  key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const humidityLimits = (config: Config) => ({
  minHumidity: number(config, 'min_humidity') ?? 30,
  maxHumidity: number(config, 'max_humidity') ?? 99,
});
