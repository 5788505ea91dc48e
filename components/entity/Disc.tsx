import type { EntityView } from '@/lib/browser/entity-view.ts';
import { EntityIcon } from './EntityIcon.tsx';

type Props = {
  view: EntityView;
  on: boolean;
  /** Absent: the disc only shows. */
  onToggle?: (() => void) | undefined;
};

/** The icon on its disc; a button of 48 px where it switches something. */
export function Disc({ view, on, onToggle }: Props) {
  const face = (
    <span
      className={`grid size-11 place-items-center rounded-chip transition-colors duration-200 ${on ? 'bg-full text-on-full' : 'bg-inset text-ink-2'}`}
    >
      <EntityIcon entity={view.entity} on={on} />
    </span>
  );
  if (!onToggle) return face;
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-label={view.fullName}
      disabled={!view.available}
      onClick={onToggle}
      className="pointer-events-auto -m-1 rounded-chip p-1 transition-transform duration-120 active:scale-95"
    >
      {face}
    </button>
  );
}
