import type { Entity, State } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { isObject, jsonText } from '../safe-json.ts';
import { booleanOf, numberOf } from './fields.ts';
import type { Field } from './named-fields.ts';

/** How an entity is read. */
export type Binding =
  | { readonly role: 'field'; readonly key: string; readonly as: Field['as'] }
  /** A value on a topic of its own, as old versions have it. */
  | { readonly role: 'bare'; readonly as: Field['as'] }
  /** A code by radio or infrared. */
  | { readonly role: 'code' }
  | { readonly role: 'restart' };

/** The binding of one of our entities; null for anything else. */
export function bindingOf({ source: { binding } }: Pick<Entity, 'source'>): Binding | null {
  // Written by this dialect itself (describe.ts), as plain JSON.
  return typeof binding['role'] === 'string' ? (binding as unknown as Binding) : null;
}

/** What a message says about one of our entities. */
export function readGateway(
  entity: Entity,
  message: ParsedMessage,
  _before: State,
): readonly Report[] {
  const { topic } = message;
  if (entity.source.availability?.topics.includes(topic)) {
    const word = message.text()?.trim().toLowerCase();
    if (word === 'online' || word === 'offline')
      return [{ type: 'availability', topic, online: word === 'online' }];
    return [{ type: 'rejected', reason: 'the gateway is neither online nor offline' }];
  }
  const binding = bindingOf(entity);
  const json = message.json();
  switch (binding?.role) {
    case 'field':
      return isObject(json) && json[binding.key] !== undefined
        ? valueReport(binding.as, json[binding.key], message)
        : [];
    case 'bare':
      return isObject(json) ? [] : valueReport(binding.as, json ?? message.text(), message);
    case 'code':
      return readCode(message);
    default:
      return [];
  }
}

function valueReport(as: Field['as'], value: unknown, message: ParsedMessage): readonly Report[] {
  const { at } = message;
  const state = (property: string, said: string | number | boolean | null): readonly Report[] => [
    { type: 'state', property, value: said, at },
  ];
  switch (as) {
    case 'number': {
      const number = numberOf(value);
      if (number !== null) return state('value', number);
      break;
    }
    case 'boolean': {
      const on = booleanOf(value);
      if (on !== null) return state('on', on);
      break;
    }
    case 'event':
      if (message.retain || typeof value === 'object' || value === '') return [];
      return state('event_type', String(value));
    case 'text':
      if (typeof value !== 'object') return state('value', String(value));
      break;
  }
  return [{ type: 'rejected', reason: `the value is no ${as}` }];
}

/** What tells codes apart, the surest first. */
const CODE_KEYS = ['value', 'hex', 'code', 'data', 'raw', 'message'] as const;
const MAX_PARTS = 16;

/** A code that was heard; sent again it is heard again, replayed it is not. */
function readCode(message: ParsedMessage): readonly Report[] {
  if (message.retain) return [];
  const { at } = message;
  const json = message.json();
  const fields = isObject(json) ? json : { value: message.text()?.trim() ?? '' };
  const code = CODE_KEYS.map((key) => fields[key]).find(
    (value) => (typeof value === 'string' && value !== '') || typeof value === 'number',
  );
  if (code === undefined && !isObject(json)) return [];
  const reports: Report[] = [
    { type: 'state', property: 'event_type', value: jsonText(code ?? 'received'), at },
  ];
  for (const [name, value] of Object.entries(fields).slice(0, MAX_PARTS)) {
    const isPlain =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (isPlain && name.length <= 40 && name !== 'event_type')
      reports.push({ type: 'state', property: name.toLowerCase(), value, at });
  }
  return reports;
}
