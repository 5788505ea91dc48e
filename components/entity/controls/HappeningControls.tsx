import { formatAge, formatDate } from '@/lib/browser/format.ts';
import { choiceWords, readable, valueWords } from '@/lib/browser/words.ts';
import type { ControlsProps } from '../props.ts';
import { BigState } from './BigState.tsx';
import { Facts } from './Facts.tsx';

/** An event, a trigger or a tag: what happened last, when, and what came with it. */
export function HappeningControls({ view, now, inset }: ControlsProps) {
  const { entity, shown } = view;
  const property = entity.kind === 'tag' ? 'tag' : 'event_type';
  const last = shown[property];
  const at = view.status.times[property] ?? view.reportedAt;
  const types = entity.capabilities.eventTypes ?? [];
  const rest = Object.entries(shown).filter(
    ([name, value]) => name !== property && name !== 'available' && value !== null,
  );
  return (
    <div className="flex flex-col gap-4 py-2">
      {last === undefined || last === null ? (
        <BigState>Nothing yet</BigState>
      ) : (
        <BigState line={at !== null && `${formatAge(now - at)} · ${formatDate(at)}`}>
          {property === 'tag' ? String(last) : choiceWords(String(last))}
        </BigState>
      )}
      <Facts facts={rest.map(([name, value]) => [readable(name), valueWords(value, null)])} />
      {types.length > 0 && (
        <p className="text-13 text-ink-3">Can be: {types.map(choiceWords).join(', ')}</p>
      )}
      {inset}
    </div>
  );
}
