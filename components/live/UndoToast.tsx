'use client';

import { useEffect } from 'react';
import { endUndo, undoLast, useUndoOffer } from '@/lib/browser/store/undo.ts';
import { Button } from '../ui/Button.tsx';

const SHOWN_MS = 6_000;

/** What was done to several things at once, and the way back, for six seconds. */
export function UndoToast() {
  const offer = useUndoOffer();
  useEffect(() => {
    if (offer === null) return;
    const timer = setTimeout(() => endUndo(offer), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [offer]);
  // The region is there before its words, so that they are spoken.
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-[calc(72px+env(safe-area-inset-bottom))] z-30 mx-auto max-w-96 md:bottom-6"
    >
      {offer && (
        <div className="pointer-events-auto flex items-center gap-3 rounded-control bg-ink ps-4 text-bg">
          <span className="min-w-0 flex-1 py-2 text-15 break-words">{offer.words}</span>
          <Button look="quiet" className="shrink-0 text-bg! hover:text-bg!" onClick={undoLast}>
            {offer.verb ?? 'Undo'}
          </Button>
        </div>
      )}
    </div>
  );
}
