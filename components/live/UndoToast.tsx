'use client';

import { useEffect, useRef } from 'react';
import { Button } from '../ui/Button.tsx';

type Props = { words: string; onUndo: () => void; onGone: () => void };

const SHOWN_MS = 6_000;

/** What was done to several things at once, and the way back, for six seconds. */
export function UndoToast({ words, onUndo, onGone }: Props) {
  const gone = useRef(onGone);
  gone.current = onGone;
  useEffect(() => {
    const timer = setTimeout(() => gone.current(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div
      role="status"
      className="fixed inset-x-4 bottom-[calc(72px+env(safe-area-inset-bottom))] z-30 mx-auto flex max-w-96 items-center gap-3 rounded-control bg-ink ps-4 text-bg md:bottom-6"
    >
      <span className="flex-1 text-15">{words}</span>
      <Button
        look="quiet"
        className="text-bg! hover:text-bg!"
        onClick={() => {
          onUndo();
          onGone();
        }}
      >
        Undo
      </Button>
    </div>
  );
}
