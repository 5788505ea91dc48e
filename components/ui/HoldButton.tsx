'use client';

import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { useHold } from './use-hold.ts';

type Props = {
  /** What it does: "Unlock". */
  verb: string;
  /** What is asked of those who only tap: "Unlock Front door?" */
  question: string;
  disabled?: boolean;
  look?: 'plain' | 'strong' | 'danger';
  icon?: ReactNode;
  onAct: () => void;
};

const LOOKS = {
  plain: 'border border-edge bg-surface text-ink',
  strong: 'border border-ink bg-ink text-bg',
  danger: 'border border-danger bg-surface text-danger',
};

/** Something not to be done by a slip: hold it, or tap and say yes. */
export function HoldButton({ verb, question, disabled, look = 'plain', icon, onAct }: Props) {
  const [asking, setAsking] = useState(false);
  const { isHeld, handlers } = useHold({
    disabled,
    onHold: onAct,
    onTap: () => setAsking(true),
  });
  return (
    <>
      <button
        type="button"
        disabled={disabled}
        className={`relative isolate inline-flex min-h-13 flex-1 items-center justify-center gap-2 overflow-hidden rounded-control px-4 text-15 font-medium select-none disabled:opacity-50 ${LOOKS[look]}`}
        {...handlers}
      >
        <span
          aria-hidden="true"
          className={`absolute inset-0 z-[-1] origin-left bg-current opacity-20 ${isHeld ? 'scale-x-100 transition-transform duration-600 ease-linear' : 'scale-x-0'}`}
        />
        {icon}
        Hold to {verb.toLowerCase()}
      </button>
      <ConfirmDialog
        open={asking}
        question={question}
        yes={verb}
        onAnswer={(yes) => {
          setAsking(false);
          if (yes) onAct();
        }}
      />
    </>
  );
}
