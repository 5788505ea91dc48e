'use client';

import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { Button } from './Button.tsx';

type Props = {
  open: boolean;
  title: string;
  /** What its button says: "Move". */
  yes: string;
  /** Why it did not work, the last time it was tried. */
  problem: string | null;
  isBusy: boolean;
  onYes: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A small form over the page. Enter says yes, Escape no. */
export function FormDialog(props: Props) {
  const { open, title, yes, problem, isBusy, onYes, onClose, children } = props;
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="sheet-backdrop fixed inset-0 z-60 bg-[rgb(0_0_0/0.45)] transition-opacity duration-200 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Dialog.Popup className="fixed inset-x-4 bottom-[max(24px,env(safe-area-inset-bottom))] z-60 mx-auto max-h-[92dvh] max-w-100 overflow-y-auto rounded-sheet border border-line bg-bg p-5 shadow-sheet transition-opacity duration-200 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0 md:top-1/2 md:bottom-auto md:-translate-y-1/2">
          <Dialog.Title className="text-17 font-semibold break-words">{title}</Dialog.Title>
          <form
            className="mt-4"
            onSubmit={(event) => {
              event.preventDefault();
              if (!isBusy) onYes();
            }}
          >
            {children}
            {problem !== null && (
              <p role="alert" className="mt-3 text-13 text-warn">
                {problem}
              </p>
            )}
            <div className="mt-5 flex justify-end gap-2">
              <Dialog.Close render={<Button className="flex-1" />}>Cancel</Dialog.Close>
              <Button type="submit" look="strong" className="flex-1" disabled={isBusy}>
                {yes}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
