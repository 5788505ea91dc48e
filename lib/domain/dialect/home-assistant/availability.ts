import type { Source } from '../../entity/entity.ts';
import { matches } from '../../entity/topic-filter.ts';
import { compile } from '../../template/template.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { type Config, text, textOf, textOrNull } from './config.ts';
import { readText } from './topic-reader.ts';

/** One availability topic as the binding keeps it. */
export type AvailabilityPart = {
  readonly topic: string;
  readonly template: string | null;
  readonly online: string;
  readonly offline: string;
};

/** Availability in all its forms (conventions §1.5); a list counts more than a single topic. */
export function availabilityParts(config: Config): readonly AvailabilityPart[] {
  const listed = config.get('availability');
  const entries: readonly Config[] = Array.isArray(listed) ? listed : [];
  const parts = entries.flatMap((entry) => part(entry, 'topic', 'value_template') ?? []);
  if (parts.length > 0) return parts;
  const single = part(config, 'availability_topic', 'availability_template');
  return single === null ? [] : [single];
}

function part(config: Config, topicKey: string, templateKey: string): AvailabilityPart | null {
  const topic = textOrNull(config, topicKey);
  if (topic === null) return null;
  return {
    topic,
    template: textOrNull(config, templateKey),
    online: text(config, 'payload_available') ?? 'online',
    offline: text(config, 'payload_not_available') ?? 'offline',
  };
}

/** The home's part of it: Home Assistant holds an entity for unavailable until a topic has spoken. */
export function availabilityRule(
  config: Config,
  parts: readonly AvailabilityPart[],
): Source['availability'] {
  if (parts.length === 0) return null;
  const wish = textOf(config.get('availability_mode'));
  const mode = wish === 'all' || wish === 'any' ? wish : 'latest';
  return { mode, topics: [...new Set(parts.map(({ topic }) => topic))], untilHeard: false };
}

/** What a message says about availability; [] if it is no availability message of these parts. */
export function readAvailability(
  parts: readonly AvailabilityPart[],
  message: ParsedMessage,
): readonly Report[] {
  const reports: Report[] = [];
  for (const { topic, template, online, offline } of parts) {
    if (topic !== message.topic && !matches(topic, message.topic)) continue;
    const reading = readText(template === null ? null : compile(template), message);
    if (!reading.ok) reports.push({ type: 'rejected', reason: reading.reason });
    else if (says(reading.text, online))
      reports.push({ type: 'availability', topic, online: true });
    else if (says(reading.text, offline))
      reports.push({ type: 'availability', topic, online: false });
    else
      reports.push({
        type: 'rejected',
        reason: `availability is neither ${online} nor ${offline}`,
      });
  }
  return reports;
}

/** `true` in a configuration is the word `True` (conventions §1.5), but devices send `true`. */
const says = (text: string, word: string): boolean =>
  text === word ||
  ((word === 'True' || word === 'False') && text.toLowerCase() === word.toLowerCase());

/** The parts out of a binding, which may come from a database: what does not fit is left out. */
export function boundParts(value: unknown): readonly AvailabilityPart[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isObject)
    .flatMap(({ topic, template, online, offline }) =>
      typeof topic === 'string' && typeof online === 'string' && typeof offline === 'string'
        ? [{ topic, template: typeof template === 'string' ? template : null, online, offline }]
        : [],
    );
}
