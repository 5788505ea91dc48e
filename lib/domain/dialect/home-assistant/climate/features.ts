import type { Value } from '../../../entity/entity.ts';
import { decimal, decimalText } from '../../../template/decimal.ts';
import type { Config } from '../config.ts';
import type { Part } from '../parts.ts';
import { topicReader } from '../topic-reader.ts';
import { type TopicWriter, topicWriter, type Written } from '../topic-writer.ts';

/** Something a climate can be set to, told and commanded on topics of its own. */
export type Feature = {
  /** As the keys call it: `temperature_low` of `temperature_low_command_topic`. */
  readonly key: string;
  readonly part: Part;
  readonly writer: TopicWriter | null;
};

/** The keys of such a feature; some say `value_template` where others say `state_template`. */
export const featureKeys = (key: string): readonly string[] => [
  ...[`${key}_command_topic`, `${key}_command_template`],
  ...[`${key}_state_topic`, `${key}_state_template`, `${key}_value_template`],
];

/** null: neither told nor commanded. `value_template` stands in for a missing template. */
export function featureOf(
  config: Config,
  key: string,
  property: string,
  means: Part['means'],
): Feature | null {
  const templates = [`${key}_state_template`, `${key}_value_template`];
  const reader = topicReader(config, `${key}_state_topic`, firstOf(config, templates));
  const writer = topicWriter(config, `${key}_command_topic`, `${key}_command_template`);
  return reader === null && writer === null
    ? null
    : { key, part: { property, reader, means }, writer };
}

/** What is only told: `action`, `current_temperature`. */
export function toldPart(config: Config, key: string, means: Part['means']): Part {
  const template = firstOf(config, [`${key}_template`]);
  return { property: key, reader: topicReader(config, `${key}_topic`, template), means };
}

const firstOf = (config: Config, keys: readonly string[]): string =>
  keys.find((key) => config.has(key)) ?? 'value_template';

/** A temperature is a number with a decimal point, as Home Assistant sends it. */
export const writeTemperature = (writer: TopicWriter, degrees: number): Written =>
  writer.write(decimal(degrees), {}, decimalText(degrees));

/** The number of an argument, or null. */
export const numberOf = (value: unknown): number | null =>
  typeof value === 'number' ? value : null;

export type Target = Record<string, Value>;
