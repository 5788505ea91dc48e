import type { Entity, State } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { timeOf } from '../plain/payload-time.ts';
import { booleanOf, type Field } from './fields.ts';
import { heardIn, type Identity, keyOf } from './place.ts';

/** What an entity keeps with it: which sensor, which field, and how it is read. */
export type Binding = Identity &
  Field & { readonly name: string; readonly form: 'report' | 'field' };

/** The binding of one of our entities; null for anything else. */
export function bindingOf({ source: { binding } }: Pick<Entity, 'source'>): Binding | null {
  const isOurs = typeof binding['model'] === 'string' && typeof binding['name'] === 'string';
  // Written by this dialect itself (rtl433.ts), as plain JSON.
  return isOurs ? (binding as unknown as Binding) : null;
}

/** What a message says about one field of one sensor; of other sensors on the topic it says nothing. */
export function readField(
  entity: Entity,
  message: ParsedMessage,
  _before: State,
): readonly Report[] {
  const bound = bindingOf(entity);
  const heard = bound === null ? null : heardIn(message);
  if (bound === null || heard === null) return [];
  // Receivers may write a subtype into the topic or not: there the topic itself is enough.
  if (bound.form === 'report' && keyOf(heard) !== keyOf(bound)) return [];
  const value = heard.fields[bound.name];
  if (value === undefined || value === null) return [];
  return reportsOf(bound, value, message);
}

function reportsOf(bound: Binding, value: unknown, message: ParsedMessage): readonly Report[] {
  const at = timeOf(message);
  const state = (property: string, said: string | number | boolean): readonly Report[] => [
    { type: 'state', property, value: said, at },
  ];
  switch (bound.as) {
    case 'event': {
      const isNews = !message.retain && typeof value !== 'object' && value !== '';
      return isNews ? state('event_type', String(value)) : [];
    }
    case 'boolean': {
      const on = booleanOf(value);
      if (on === null) break;
      return state('on', bound.inverted ? !on : on);
    }
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) break;
      return state('value', number);
    }
    case 'text':
      return typeof value === 'object' ? [] : state('value', String(value));
  }
  return [{ type: 'rejected', reason: `${bound.name} is no ${bound.as}` }];
}
