import type { State } from '../../domain/entity/entity.ts';
import type { EntityView } from '../store/entity-view.ts';
import { formatAge } from './format.ts';
import { choiceWords, readable } from './words.ts';

/** The property that an event, a trigger or a tag happens in. */
export const happeningProperty = ({ entity }: EntityView): 'tag' | 'event_type' =>
  entity.kind === 'tag' ? 'tag' : 'event_type';

/** One happening in words: an event by its type, a tag by its id as it is. */
export const happeningWords = (view: EntityView, what: string): string =>
  view.entity.kind === 'tag' ? what : choiceWords(what);

/** What happened last, if anything did, and when; epoch ms. */
export function lastHappening(
  state: State,
  view: EntityView,
): { readonly words: string; readonly at: number | null } | null {
  const property = happeningProperty(view);
  const value = state[property];
  if (value === undefined || value === null) return null;
  const at = view.status.times[property] ?? view.reportedAt;
  return { words: happeningWords(view, String(value)), at };
}

const NOTHING = 'Nothing yet';

/** What happened last, and when: an event has no state to be in. */
export function happened(state: State, view: EntityView, now: number): string {
  const last = lastHappening(state, view);
  if (last === null) return NOTHING;
  return last.at === null ? last.words : `${last.words} · ${formatAge(now - last.at)}`;
}

/** A trigger that can only be one thing is named by it: then there is only the time to tell. */
export function triggered(state: State, view: EntityView, now: number): string {
  const last = lastHappening(state, view);
  const isNamed = view.entity.capabilities.eventTypes?.length === 1;
  return isNamed && last !== null && last.at !== null
    ? readable(formatAge(now - last.at))
    : happened(state, view, now);
}
