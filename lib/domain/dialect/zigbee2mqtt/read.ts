import type { Entity, State } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { rejected, type Values } from './form.ts';
import { formOf } from './forms.ts';

/** What a message on one of an entity's topics says about it. */
export function read(entity: Entity, message: ParsedMessage, before: State): readonly Report[] {
  const { stateTopics, availability, binding } = entity.source;
  const reports: Report[] = [];
  const isAvailability = availability?.topics.includes(message.topic) ?? false;
  if (isAvailability) reports.push(readAvailability(message));
  if (!stateTopics.includes(message.topic)) return reports;
  const form = formOf(binding);
  if (form === null) return [rejected('the binding of this entity is damaged')];
  const isDoubled = entity.kind === 'event' && message.topic !== stateTopics[0];
  if (isDoubled && binding['hasOwnTopic'] !== true) return reports;
  const values = valuesOf(stateTopics[0] ?? '', form.properties, message);
  if (typeof values === 'string') return [...reports, rejected(values)];
  if (values === null) return reports;
  const moment = { at: message.at, live: !message.retain };
  return reports.length === 0
    ? form.read(values, before, moment)
    : [...reports, ...form.read(values, before, moment)];
}

/** The keys that a message carries; null: none, for it clears the topic; a text says what is wrong. */
function valuesOf(
  topic: string,
  properties: readonly string[],
  message: ParsedMessage,
): Values | string | null {
  // A renamed device's old topic is emptied.
  if (message.payload.length === 0) return null;
  if (message.topic === topic) {
    const json = message.json();
    if (isObject(json)) return json;
    // The bridge's own state was a plain word before version 1.17.
    if (properties[0] === 'state' && properties.length === 1 && topic.endsWith('/bridge/state')) {
      return valueAt('state', json ?? message.text());
    }
    return 'the state is not a JSON object';
  }
  const key = message.topic.slice(topic.length + 1);
  const value = message.json() ?? message.text();
  if (value === null && message.json() === undefined) return 'the value is not UTF-8 text';
  if (properties.includes(key)) return valueAt(key, value);
  // `color-x` and `color/x`: a part of the value of a key.
  const outer = properties.find(
    (property) => key.startsWith(`${property}-`) || key.startsWith(`${property}/`),
  );
  return outer === undefined ? null : valueAt(outer, valueAt(key.slice(outer.length + 1), value));
}

/** Without prototype, as what comes from JSON. */
const valueAt = (key: string, value: unknown): Values =>
  Object.assign(Object.create(null) as Record<string, unknown>, { [key]: value });

/** `online` or `offline`, plain or as `{"state": …}` (both forms are in use). */
export function readAvailability(message: ParsedMessage): Report {
  const json = message.json();
  const told = isObject(json) ? json['state'] : (json ?? message.text());
  const word = typeof told === 'string' ? told.trim().toLowerCase() : '';
  if (word !== 'online' && word !== 'offline') {
    return rejected('the availability is neither online nor offline');
  }
  return { type: 'availability', topic: message.topic, online: word === 'online' };
}
