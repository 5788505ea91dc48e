import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { activityOf } from '@/lib/browser/words/climate-words.ts';
import { formatPercent, formatReading } from '@/lib/browser/words/format.ts';
import { termWords } from '@/lib/browser/words/term-words.ts';
import { numberOf, textOf } from '@/lib/browser/words/words.ts';
import { BigState } from './BigState.tsx';

/** What a climate or heater measures, large, and what it is doing about it: "Heating now". */
export function MeasuredNow({ view: { entity, shown, available } }: { view: EntityView }) {
  const now = numberOf(shown, 'current_temperature');
  const humidity = numberOf(shown, 'current_humidity');
  const action = activityOf(shown);
  const idle = textOf(shown, 'action') === 'idle' ? 'Resting' : null;
  const line = [
    action === null ? idle : `${termWords('action', action)} now`,
    humidity === null ? null : `${formatPercent(humidity)} humidity`,
  ].filter((part) => part !== null);
  if (now === null && line.length === 0) return null;
  return (
    <BigState line={line.join(' · ')} isOld={!available}>
      {now === null ? (
        '—'
      ) : (
        <>
          <span className="text-40">{formatReading(now, '°C')}</span>
          <span className="ms-1 text-ink-3">{entity.unit ?? '°C'}</span>
        </>
      )}
    </BigState>
  );
}
