'use client';

import { useState } from 'react';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { isOn } from '@/lib/browser/words/words.ts';
import type { Command } from '@/lib/domain/command/command.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Icon } from '../../ui/Icon.tsx';

type Props = {
  view: EntityView;
  /** Ask before it goes off. */
  critical?: boolean;
  /** Where it is the one thing to press. */
  isLarge?: boolean;
  /** What it is asked for when it goes on, besides that. */
  wish?: Readonly<Record<string, unknown>>;
  onCommand: (command: Command) => void;
};

/** Apart from every level: a tap on a level never toggles. */
export function PowerButton({ view, critical = false, isLarge, wish, onCommand }: Props) {
  const [asking, setAsking] = useState(false);
  const on = isOn(view.shown) === true && view.available;
  const turnOff = () => onCommand({ entity: view.id, command: 'turn_off' });
  return (
    <>
      <button
        type="button"
        aria-pressed={on}
        aria-label="Power"
        disabled={!view.available}
        onClick={() => {
          if (!on) onCommand({ ...wish, entity: view.id, command: 'turn_on' });
          else if (critical) setAsking(true);
          else turnOff();
        }}
        className={`grid ${isLarge ? 'size-24' : 'size-14'} shrink-0 place-items-center rounded-chip transition-colors duration-200 disabled:opacity-50 ${on ? 'bg-full text-on-full' : 'bg-inset text-ink-2'}`}
      >
        <Icon name="power" fill={on} size={isLarge ? 40 : 26} />
      </button>
      <ConfirmDialog
        open={asking}
        question={`Turn off ${view.fullName}?`}
        yes="Turn off"
        onAnswer={(yes) => {
          setAsking(false);
          if (yes) turnOff();
        }}
      />
    </>
  );
}
