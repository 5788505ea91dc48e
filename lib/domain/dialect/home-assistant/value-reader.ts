import type { Value } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { hears, readText, type TopicReader } from './topic-reader.ts';

/** What a text means for a property: a value, or why it means nothing. */
export type Meaning = { readonly value: Value } | { readonly reason: string };

/** The reports of an entity of which one topic tells one property; [] for other topics. */
export function readValue(
  part: TopicReader | null,
  property: string,
  message: ParsedMessage,
  meaning: (text: string) => Meaning,
): readonly Report[] {
  if (part === null || !hears(part, message)) return [];
  const reading = readText(part.template, message);
  if (!reading.ok) return [{ type: 'rejected', reason: reading.reason }];
  const meant = meaning(reading.text);
  return 'reason' in meant
    ? [{ type: 'rejected', reason: meant.reason }]
    : [{ type: 'state', property, value: meant.value, at: message.at }];
}

/** A device's text as it may stand in a reason. */
export const quoted = (text: string): string => `"${text.slice(0, 40)}"`;
