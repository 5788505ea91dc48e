import type { Entity } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { type As, itemOf, valueAs } from './item.ts';

/** How an entity reads its topic; `words` are what it takes for on and off. */
export type ItemBinding = {
  readonly as: As | 'event';
  readonly words: { readonly on: string; readonly off: string };
};

/** The binding, which may come from a database; null if it is none of ours. */
export function bindingOf({ source: { binding } }: Pick<Entity, 'source'>): ItemBinding | null {
  const { as, words } = binding as { as?: unknown; words?: { on?: unknown; off?: unknown } };
  if (as !== 'number' && as !== 'boolean' && as !== 'text' && as !== 'event') return null;
  const word = (given: unknown, usual: string) => (typeof given === 'string' ? given : usual);
  return { as, words: { on: word(words?.on, 'true'), off: word(words?.off, 'false') } };
}

/** What a message says about an item, in an envelope or bare. */
export function readItem(entity: Entity, message: ParsedMessage): readonly Report[] {
  const binding = bindingOf(entity);
  if (binding === null) return [rejected('the entity is bound to nothing')];
  const property = binding.as === 'boolean' ? 'on' : 'value';
  // A retained topic was cleared: there is no value any more.
  if (message.payload.length === 0)
    return binding.as === 'event' ? [] : [{ type: 'state', property, value: null, at: message.at }];
  const item = itemOf(message);
  if (item === null) return [rejected('this is no single value')];
  const { scalar, at } = item;
  if (scalar.type === 'nonsense') return [rejected(scalar.reason)];
  if (binding.as === 'event') {
    const isPressed = scalar.type !== 'unknown' && valueAs(scalar, 'boolean') !== false;
    if (message.retain || !isPressed) return [];
    const [eventType = 'press'] = entity.capabilities.eventTypes ?? [];
    return [{ type: 'state', property: 'event_type', value: eventType, at }];
  }
  const value = valueAs(scalar, binding.as);
  if (value === undefined) return [rejected(`this is no ${binding.as}`)];
  return [{ type: 'state', property, value, at }];
}

const rejected = (reason: string): Report => ({ type: 'rejected', reason });
