import type { EntityKind, Value } from '../entity/entity.ts';
import { homeAssistantRules, type Rule } from './home-assistant-rules.ts';

export type Attributes = Readonly<Record<string, unknown>>;
/** What a state says: properties and their values. */
export type Told = readonly (readonly [string, Value])[];

/** `sensor.kitchen` → sensor; statistics of others (`tibber:price`) are sensors. */
export function domainOf(entityId: string): string {
  const dot = entityId.indexOf('.');
  return dot > 0 ? entityId.slice(0, dot) : 'sensor';
}

/** How Home Assistant's states of a domain are read; null: they are no readings. */
export const ruleOf = (domain: string): Rule | null =>
  Object.hasOwn(homeAssistantRules, domain) ? homeAssistantRules[domain]! : null;

export const kindOf = (domain: string): EntityKind => ruleOf(domain)?.kind ?? 'sensor';

/** `unavailable` says that the thing is out of reach, and nothing of its value. */
export const isUnavailable = (state: string | null): boolean => state === 'unavailable';

/**
 * What a state of Home Assistant says, in our own properties: brightness 0–255 as percent, mireds as
 * kelvin. `unknown` is null; an attribute that is absent or null says nothing.
 */
export function told(domain: string, state: string | null, attributes: Attributes): Told {
  const rule = ruleOf(domain);
  if (rule === null || state === null || state === '' || isUnavailable(state)) return [];
  const main = state === 'unknown' ? null : rule.value(state);
  const more = rule.attributes(attributes);
  return [[rule.main, main], ...more.filter(([property]) => property !== rule.main)];
}

/** Words of an attribute; null if it has none. */
export function words(attributes: Attributes, name: string): string | null {
  const value = attributes[name];
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
