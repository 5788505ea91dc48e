'use client';

import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import { useMedia } from '@/lib/browser/page/use-media.ts';
import { Icon } from './Icon.tsx';

type Props = {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One line under the title. */
  line?: ReactNode;
  /** On a wide screen it stands beside the page, which stays in use. */
  docks?: boolean;
  children: ReactNode;
};

const WIDE = '(min-width: 1280px)';

/** From below on a phone, beside the page on a desktop. Escape, the backdrop and Back close it. */
export function Sheet({ docks = false, ...props }: Props) {
  const isDocked = useMedia(WIDE) && docks;
  // What traps the focus cannot become what does not: it is another dialog.
  return <Panel key={isDocked ? 'docked' : 'modal'} isDocked={isDocked} {...props} />;
}

const PLACE = {
  modal:
    'z-50 max-h-[92dvh] rounded-t-sheet shadow-sheet md:inset-y-3 md:right-3 md:left-auto md:max-h-none md:w-[400px] md:rounded-sheet',
  // The page makes room for it (Frame).
  docked:
    'z-10 inset-y-3! end-3 start-auto! w-95 rounded-sheet rtl:md:data-[ending-style]:-translate-x-full rtl:md:data-[starting-style]:-translate-x-full',
};

function Panel({
  open,
  onClose,
  title,
  line,
  isDocked,
  children,
}: Omit<Props, 'docks'> & { isDocked: boolean }) {
  const popup = useRef<HTMLDivElement>(null);
  /** Beside the page, while the focus is in here: where it was before. */
  const outside = useRef<HTMLElement | null>(null);
  return (
    <Dialog.Root
      open={open}
      modal={!isDocked}
      disablePointerDismissal={isDocked}
      onOpenChange={(next, { reason, cancel }) => {
        if (next) return;
        // Escape closes what was opened last: a menu or a question over the page comes first.
        if (isDocked && reason === 'escape-key' && hasOther(popup.current)) cancel();
        else onClose();
      }}
    >
      <Dialog.Portal>
        {!isDocked && (
          <Dialog.Backdrop className="sheet-backdrop fixed inset-0 z-40 bg-[rgb(0_0_0/0.45)] transition-opacity duration-200 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        )}
        <Dialog.Popup
          ref={popup}
          data-sheet={isDocked ? 'docked' : 'modal'}
          // Beside the page the focus stays where it is: arrows and Enter go on from tile to tile.
          initialFocus={isDocked ? false : undefined}
          finalFocus={isDocked ? () => outside.current ?? false : undefined}
          onFocus={({ relatedTarget: from }) => {
            if (from instanceof HTMLElement && !popup.current?.contains(from))
              outside.current = from;
          }}
          onBlur={({ relatedTarget: to }) => {
            if (to instanceof HTMLElement && !popup.current?.contains(to)) outside.current = null;
          }}
          className={`sheet-scroll fixed inset-x-0 bottom-0 flex flex-col overflow-y-auto border border-line bg-bg pb-[max(20px,env(safe-area-inset-bottom))] transition-transform duration-320 ease-house data-[ending-style]:translate-y-full data-[starting-style]:translate-y-full md:data-[ending-style]:translate-x-full md:data-[ending-style]:translate-y-0 md:data-[starting-style]:translate-x-full md:data-[starting-style]:translate-y-0 ${PLACE[isDocked ? 'docked' : 'modal']}`}
        >
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

/** Whether a menu or another dialog is open. */
const hasOther = (own: HTMLElement | null): boolean =>
  [...document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"]')].some(
    (other) => other !== own && !other.hasAttribute('data-ending-style'),
  );
