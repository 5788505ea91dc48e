import {
  type HistoryPlace,
  RANGES,
  type RangeName,
  spanOf,
} from '@/lib/browser/history/history-range.ts';
import { formatMoment } from '@/lib/browser/words/format.ts';
import { Icon } from '../ui/Icon.tsx';

type Props = {
  place: HistoryPlace;
  onRange: (range: RangeName) => void;
  onShift: (steps: number) => void;
  onView: (view: HistoryPlace['view']) => void;
};

/** How long a stretch, which one, and whether as a chart or a table. */
export function RangeBar({ place, onRange, onShift, onView }: Props) {
  const isNow = place.to === null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <fieldset
        aria-label="Range"
        className="flex w-full min-w-0 rounded-control bg-inset p-1 md:w-auto"
      >
        {RANGES.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            aria-pressed={place.range === name}
            onClick={() => onRange(name)}
            className="num min-h-11 min-w-11 flex-1 rounded-[9px] px-1.5 text-13 font-medium whitespace-nowrap text-ink-2 aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-[0_0_0_1px_var(--line)] md:px-3"
          >
            {label}
          </button>
        ))}
      </fieldset>
      <div className="flex min-w-0 flex-1 items-center justify-between gap-1 md:flex-none">
        <Step label="Previous" icon="caret-left" onClick={() => onShift(-1)} />
        <span className="num min-w-0 text-center text-13 text-ink-2">{rangeWords(place)}</span>
        <Step label="Next" icon="caret-right" disabled={isNow} onClick={() => onShift(1)} />
        <button
          type="button"
          aria-pressed={place.view === 'table'}
          onClick={() => onView(place.view === 'table' ? 'chart' : 'table')}
          className="ms-1 flex min-h-11 items-center gap-1.5 rounded-control px-2.5 text-13 text-ink-2 aria-pressed:bg-inset aria-pressed:text-ink"
        >
          <Icon name="list-bullets" size={18} />
          Table
        </button>
      </div>
    </div>
  );
}

function rangeWords({ to, range }: HistoryPlace): string {
  if (to === null) return 'until now';
  const now = Date.now();
  return `${formatMoment(to - spanOf(range), now)} – ${formatMoment(to, now)}`;
}

type StepProps = {
  label: string;
  icon: 'caret-left' | 'caret-right';
  disabled?: boolean;
  onClick: () => void;
};

function Step({ label, icon, disabled = false, onClick }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
      className="grid size-11 shrink-0 place-items-center rounded-control text-ink-2 disabled:opacity-40"
    >
      <Icon name={icon} size={20} />
    </button>
  );
}
