'use client';

import { Menu as Base } from '@base-ui/react/menu';
import { useRef } from 'react';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';

export type MenuChoice = {
  readonly label: string;
  readonly icon: IconName;
  /** It holds or does not hold; absent: it does something. */
  readonly checked?: boolean;
  /** Once the menu is gone and the focus is back: what opens then knows where it came from. */
  readonly onChoose: () => void;
};

type Props = {
  open: boolean;
  /** What it is about, for those who listen. */
  label: string;
  /** Beside what it opens. */
  anchor: { getBoundingClientRect: () => DOMRect };
  choices: readonly MenuChoice[];
  /** Asked for by a key: the first choice has the focus at once. */
  byKey: boolean;
  /** Where the focus was; it goes back there. */
  returnsTo: HTMLElement | null;
  onClose: () => void;
};

const ITEM =
  'flex min-h-11 w-full cursor-pointer items-center gap-3 rounded-control px-3 text-15 text-ink select-none data-[highlighted]:bg-inset forced-colors:data-[highlighted]:outline';

/** A menu at a place of one's choosing. Arrows, first letters, Home and End move; Escape closes. */
export function Menu({ open, label, anchor, choices, byKey, returnsTo, onClose }: Props) {
  const chosen = useRef<MenuChoice | null>(null);
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => !next && onClose()}
      onOpenChangeComplete={(next) => {
        if (!next) chosen.current?.onChoose();
        else if (byKey) popup.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
      }}
    >
      {/* Within the page's main part: outside of every landmark it would be found by nobody. */}
      <Base.Portal container={document.querySelector('main')}>
        <Base.Positioner
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={4}
          collisionPadding={12}
          className="z-60"
        >
          <Base.Popup
            ref={popup}
            aria-label={label}
            finalFocus={() => returnsTo ?? true}
            onContextMenu={(event) => event.preventDefault()}
            className="max-h-[var(--available-height)] w-60 max-w-[calc(100vw-24px)] overflow-y-auto rounded-tile border border-line bg-bg p-1.5 shadow-sheet outline-none transition-opacity duration-120 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0"
          >
            {choices.map((choice) => (
              <Choice
                key={choice.label}
                {...choice}
                onChoose={() => {
                  chosen.current = choice;
                }}
              />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Choice({ label, icon, checked, onChoose }: MenuChoice) {
  const face = (
    <>
      <Icon name={icon} fill={checked === true} size={20} className="shrink-0 text-ink-2" />
      <span className="min-w-0 flex-1 truncate">{label}</span>
    </>
  );
  if (checked === undefined) {
    return (
      <Base.Item className={ITEM} onClick={onChoose}>
        {face}
      </Base.Item>
    );
  }
  return (
    <Base.CheckboxItem checked={checked} closeOnClick className={ITEM} onClick={onChoose}>
      {face}
      {checked && <Icon name="check" size={18} />}
    </Base.CheckboxItem>
  );
}
