import {
  happeningProperty,
  happeningWords,
  lastHappening,
} from '@/lib/browser/words/event-words.ts';
import { formatAge, formatDate } from '@/lib/browser/words/format.ts';
import { readable, valueWords } from '@/lib/browser/words/words.ts';
import type { ControlsProps } from '../props.ts';
import { BigState } from './BigState.tsx';
import { Facts } from './Facts.tsx';

/** An event, a trigger or a tag: what happened last, when, and what came with it. */
export function HappeningControls({ view, now, inset }: ControlsProps) {
  const { entity, shown } = view;
  const property = happeningProperty(view);
  const last = lastHappening(shown, view);
  const types = entity.capabilities.eventTypes ?? [];
  const rest = Object.entries(shown).filter(
    ([name, value]) => name !== property && name !== 'available' && value !== null,
  );
  return (
    <div className="flex flex-col gap-4 py-2">
      {last === null ? (
        <BigState>Nothing yet</BigState>
      ) : (
        <BigState line={last.at !== null && `${formatAge(now - last.at)} · ${formatDate(last.at)}`}>
          {last.words}
        </BigState>
      )}
      <Facts facts={rest.map(([name, value]) => [readable(name), valueWords(value, null)])} />
      {types.length > 1 && (
        <p className="text-13 text-ink-3">
          Can be: {types.map((type) => happeningWords(view, type)).join(', ')}
        </p>
      )}
      {inset}
    </div>
  );
}
