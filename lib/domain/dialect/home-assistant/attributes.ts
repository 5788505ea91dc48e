import type { EntityKind, State, Value } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { isObject, parseJson } from '../safe-json.ts';
import type { Opened } from './component.ts';
import type { Config } from './config.ts';
import { isOwn } from './own-properties.ts';
import { hears, readText, type TopicReader, topicReader } from './topic-reader.ts';

/** The keys of a configuration that tell about attributes. */
export const ATTRIBUTE_KEYS = ['json_attributes_topic', 'json_attributes_template'] as const;

/** As many attributes an entity has at most, those it had before included. */
export const MAX_ATTRIBUTES = 64;
const MAX_NAME = 64;
const MAX_PARTS = 255;

/** Where an entity's attributes are told; null if nowhere. */
export const attributesPart = (config: Config): TopicReader | null =>
  topicReader(config, 'json_attributes_topic', 'json_attributes_template');

/**
 * The attributes that a message carries (conventions §1.9), as far as they changed; [] if it is none
 * of this part's. A message stands for all attributes: those it does not name are unknown again.
 */
export function readAttributes(
  part: TopicReader,
  kind: EntityKind,
  opened: Opened,
  message: ParsedMessage,
  before: State,
): readonly Report[] {
  if (!hears(part, message)) return [];
  const given = attributesOf(part, message);
  if (typeof given === 'string') return [{ type: 'rejected', reason: given }];
  const foreign = Object.fromEntries(Object.entries(given).filter(([key]) => !isOwn(kind, key)));
  const reports = furtherProperties(kind, opened.attributes?.(foreign) ?? foreign, {
    before,
    at: message.at,
    // What came along with an event stays its own.
    forgetsOthers: kind !== 'event',
  });
  const changed = reports.filter(
    (report) => report.type !== 'state' || before[report.property] !== report.value,
  );
  return changed.length > 0 ? changed : [{ type: 'rejected', reason: 'no attribute has changed' }];
}

function attributesOf(
  part: TopicReader,
  message: ParsedMessage,
): Readonly<Record<string, unknown>> | string {
  let json = message.json();
  if (part.template !== null) {
    const reading = readText(part.template, message);
    if (!reading.ok) return reading.reason;
    json = parseJson(reading.text);
  }
  return isObject(json) ? json : 'the attributes are not a JSON object';
}

export type Circumstances = {
  readonly before: State;
  readonly at: number;
  /** Further properties that are not given become unknown. */
  readonly forgetsOthers: boolean;
};

/** What came along, as further state properties under their own names. */
export function furtherProperties(
  kind: EntityKind,
  given: Readonly<Record<string, unknown>>,
  { before, at, forgetsOthers }: Circumstances,
): readonly Report[] {
  const known = Object.keys(before).filter((key) => !isOwn(kind, key));
  const names = new Set(known);
  const reports: Report[] = [];
  const told = new Set<string>();
  for (const [property, raw] of Object.entries(given)) {
    const value = shownValue(raw);
    if (value === undefined || !isName(property)) continue;
    if (!names.has(property) && names.size >= MAX_ATTRIBUTES) continue;
    names.add(property);
    told.add(property);
    reports.push({ type: 'state', property, value, at });
  }
  if (forgetsOthers) {
    for (const property of known) {
      if (told.has(property) || before[property] === null) continue;
      reports.push({ type: 'state', property, value: null, at });
    }
  }
  return reports;
}

const isName = (name: string) => name !== '' && name.length <= MAX_NAME && name !== '__proto__';

/** A scalar as it is, anything with parts as JSON; undefined if it cannot be shown. */
function shownValue(value: unknown): Value | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : undefined;
    case 'object':
      return value === null ? null : JSON.stringify(value).slice(0, MAX_PARTS);
    default:
      return undefined;
  }
}
