import type { Value } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import type { Binding } from './binding.ts';
import { bodiesOf, type Fields, valueUnder } from './body.ts';
import { onOffOf } from './power.ts';

/** A switch input: a word in SENSOR, or `{"Action": …}` the moment it changes. */
export function readInput(
  { keys, words }: Extract<Binding, { role: 'input' }>,
  message: ParsedMessage,
): readonly Report[] {
  const told = valueUnder(bodiesOf(message), keys);
  if (told === undefined) return [];
  const word = isObject(told) ? (told['Action'] ?? told['State']) : told;
  const on = onOffOf(word, words);
  // Other actions (HOLD, …) tell of how it was pressed, not of its state.
  return on === null ? [] : [{ type: 'state', property: 'on', value: on, at: message.at }];
}

/** A press of a button or detached switch; one that is retained or replayed is no news. */
export function readAction(
  { keys }: Extract<Binding, { role: 'action' }>,
  message: ParsedMessage,
): readonly Report[] {
  const told = message.retain ? undefined : valueUnder(bodiesOf(message), keys);
  const action = isObject(told) ? told['Action'] : undefined;
  if (typeof action !== 'string' || action === '') return [];
  return [{ type: 'state', property: 'event_type', value: action, at: message.at }];
}

/** A code that was received by radio or infrared, with all that was told of it. */
export function readReceived(
  { key }: Extract<Binding, { role: 'received' }>,
  message: ParsedMessage,
): readonly Report[] {
  if (message.retain) return [];
  const told = valueUnder(bodiesOf(message), [key]);
  return told === undefined ? [] : occurrence(key, isObject(told) ? told : { data: told }, message);
}

/** An event with the plain values that came with it, under names in lower case. */
export function occurrence(type: string, fields: Fields, { at }: ParsedMessage): readonly Report[] {
  const reports: Report[] = [{ type: 'state', property: 'event_type', value: type, at }];
  for (const [name, value] of Object.entries(fields).slice(0, 16)) {
    const property = name.toLowerCase();
    if (!isPlain(value) || property === 'event_type' || name.length > 40) continue;
    reports.push({ type: 'state', property, value, at });
  }
  return reports;
}

const isPlain = (value: unknown): value is Value =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The id of a card before a reader. */
export function readTag(
  { key }: Extract<Binding, { role: 'tag' }>,
  message: ParsedMessage,
): readonly Report[] {
  const told = message.retain ? undefined : valueUnder(bodiesOf(message), [key]);
  const tag = isObject(told) ? told['UID'] : undefined;
  if (typeof tag !== 'string' || tag === '') return [];
  return [{ type: 'state', property: 'tag', value: tag, at: message.at }];
}
