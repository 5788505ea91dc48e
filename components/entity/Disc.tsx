'use client';

import { useState } from 'react';
import type { QuickAct } from '@/lib/browser/entity/quick-act.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import type { Command } from '@/lib/domain/command/command.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useHold } from '../ui/use-hold.ts';
import { EntityIcon } from './EntityIcon.tsx';

type Props = {
  view: EntityView;
  on: boolean;
  /** null: the disc only shows. */
  act: QuickAct | null;
  onCommand: (command: Command) => void;
};

/** The icon on its disc; a button of 52 px where there is something to do at once. */
export function Disc({ view, on, act, onCommand }: Props) {
  const [asked, setAsked] = useState<QuickAct | null>(null);
  const { isHeld, handlers } = useHold({
    isNeeded: act?.care === 'hold',
    disabled: !view.available || act === null,
    onHold: () => act && onCommand(act.command),
    onTap: () => {
      if (act === null) return;
      if (act.care === 'none') onCommand(act.command);
      else setAsked(act);
    },
  });
  const face = (
    <span
      className={`relative isolate grid size-11 place-items-center overflow-hidden rounded-chip transition-colors duration-200 ${on ? 'bg-full text-on-full' : 'bg-inset text-ink-2'}`}
    >
      <span
        aria-hidden="true"
        className={`absolute inset-0 z-[-1] rounded-chip bg-current opacity-30 ${isHeld ? 'scale-100 transition-transform duration-600 ease-linear' : 'scale-0'}`}
      />
      <EntityIcon entity={view.entity} on={on} />
    </span>
  );
  if (act === null) return face;
  return (
    <>
      <button
        type="button"
        aria-pressed={act.pressed ?? undefined}
        aria-label={act.pressed === null ? `${act.verb} ${view.fullName}` : view.fullName}
        disabled={!view.available}
        className="pointer-events-auto -m-1 touch-manipulation rounded-chip p-1 transition-transform duration-120 select-none active:scale-95"
        {...handlers}
      >
        {face}
      </button>
      <ConfirmDialog
        open={asked !== null}
        question={asked ? `${asked.verb} ${view.fullName}?` : ''}
        yes={asked?.verb ?? ''}
        onAnswer={(yes) => {
          if (yes && asked) onCommand(asked.command);
          setAsked(null);
        }}
      />
    </>
  );
}
