'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Button } from './Button.tsx';

type Props = {
  open: boolean;
  question: string;
  /** What comes of it, if that is not plain. */
  line?: string;
  yes: string;
  onAnswer: (yes: boolean) => void;
};

/** Asks before something that is not easily undone. Escape says no. */
export function ConfirmDialog({ open, question, line, yes, onAnswer }: Props) {
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onAnswer(false)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="sheet-backdrop fixed inset-0 z-60 bg-[rgb(0_0_0/0.45)] transition-opacity duration-200 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <AlertDialog.Popup className="fixed inset-x-4 bottom-[max(24px,env(safe-area-inset-bottom))] z-60 mx-auto max-w-90 rounded-sheet border border-line bg-bg p-5 shadow-sheet transition-opacity duration-200 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0 md:top-1/2 md:bottom-auto md:-translate-y-1/2">
          <AlertDialog.Title className="text-17 font-semibold break-words">
            {question}
          </AlertDialog.Title>
          {line && (
            <AlertDialog.Description className="mt-1 text-15 text-ink-2">
              {line}
            </AlertDialog.Description>
          )}
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Close render={<Button className="flex-1" />}>Cancel</AlertDialog.Close>
            <Button look="strong" className="flex-1" onClick={() => onAnswer(true)}>
              {yes}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
