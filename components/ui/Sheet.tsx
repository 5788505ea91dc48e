'use client';

import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

type Props = {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One line under the title. */
  line?: ReactNode;
  children: ReactNode;
};

/** From below on a phone, beside the page on a desktop. Escape, the backdrop and Back close it. */
export function Sheet({ open, onClose, title, line, children }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="sheet-backdrop fixed inset-0 z-40 bg-[rgb(0_0_0/0.45)] transition-opacity duration-200 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Dialog.Popup className="sheet-scroll fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] flex-col overflow-y-auto rounded-t-sheet border border-line bg-bg pb-[max(20px,env(safe-area-inset-bottom))] shadow-sheet transition-transform duration-320 ease-house data-[ending-style]:translate-y-full data-[starting-style]:translate-y-full md:inset-y-3 md:right-3 md:left-auto md:max-h-none md:w-[400px] md:rounded-sheet md:data-[ending-style]:translate-x-full md:data-[ending-style]:translate-y-0 md:data-[starting-style]:translate-x-full md:data-[starting-style]:translate-y-0">
          <div className="sticky top-0 z-10 flex items-start gap-3 bg-bg px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1 pt-1">
              <Dialog.Title className="text-22 font-semibold break-words">{title}</Dialog.Title>
              {line && <div className="mt-0.5 text-15 text-ink-2">{line}</div>}
            </div>
            <Dialog.Close
              aria-label="Close"
              className="grid size-11 shrink-0 place-items-center rounded-chip bg-inset text-ink-2"
            >
              <Icon name="x" size={20} />
            </Dialog.Close>
          </div>
          <div className="px-5 pt-2">{children}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
