import { readable, valueWords } from '@/lib/browser/words/words.ts';
import type { ControlsProps } from '../props.ts';
import { Facts } from './Facts.tsx';

/** A kind that this page does not know yet: everything that it tells, in rows. */
export function StrangeControls({ view: { shown, entity } }: ControlsProps) {
  const facts = Object.entries(shown)
    .filter(([property]) => property !== 'available')
    .map(([property, value]): [string, string] => [
      readable(property),
      valueWords(value, property === 'value' ? entity.unit : null),
    ]);
  return (
    <div className="py-3">
      <Facts facts={facts} />
    </div>
  );
}
