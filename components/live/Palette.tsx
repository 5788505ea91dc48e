'use client';

import { Dialog } from '@base-ui/react/dialog';
import { useCallback, useState } from 'react';
import { navigate } from '@/lib/browser/page/location.ts';
import { openEntity } from '@/lib/browser/page/open-entity.ts';
import { showOverlay } from '@/lib/browser/page/overlay.ts';
import { usePreferences } from '@/lib/browser/page/preferences.ts';
import type { PaletteAct } from '@/lib/browser/palette/acts.ts';
import { findEntries, type PaletteEntry } from '@/lib/browser/palette/palette.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { sameItems, useHome } from '@/lib/browser/store/use-home.ts';
import { ComboList } from '../ui/ComboList.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { PaletteRow } from './PaletteRow.tsx';
import { useDoAct } from './use-do-act.ts';

/** Finds devices, rooms and screens, and does what it is told: "kitchen 40". */
export function Palette({ open }: { open: boolean }) {
  const [asked, setAsked] = useState<PaletteAct | null>(null);
  const doAct = useDoAct();
  const close = () => showOverlay(null);

  function choose(entry: PaletteEntry): void {
    if (entry.type === 'act' && entry.question) {
      setAsked(entry);
      return;
    }
    close();
    switch (entry.type) {
      case 'entity':
        openEntity(entry.view.id);
        break;
      case 'place':
        navigate(entry.href);
        window.scrollTo(0, 0);
        break;
      case 'keys':
        showOverlay('keys');
        break;
      case 'act':
        doAct(entry);
        break;
    }
  }

  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="sheet-backdrop fixed inset-0 z-60 bg-[rgb(0_0_0/0.45)] transition-opacity duration-200 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Dialog.Popup className="fixed inset-x-3 top-[max(12px,env(safe-area-inset-top))] z-60 mx-auto flex max-h-[min(70dvh,560px)] max-w-150 flex-col overflow-hidden rounded-sheet border border-line bg-bg shadow-sheet transition-opacity duration-120 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0 md:top-[12dvh]">
          <Dialog.Title className="sr-only">Find or do</Dialog.Title>
          <Search onChoose={choose} />
          <Dialog.Close className="sr-only">Close</Dialog.Close>
          <ConfirmDialog
            open={asked !== null}
            question={asked?.question?.words ?? ''}
            yes={asked?.question?.yes ?? ''}
            onAnswer={(yes) => {
              setAsked(null);
              if (!yes || !asked) return;
              close();
              doAct(asked);
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Gone with the dialog, so each time it begins empty. */
function Search({ onChoose }: { onChoose: (entry: PaletteEntry) => void }) {
  const [query, setQuery] = useState('');
  const { critical } = usePreferences();
  const select = useCallback(
    (views: readonly EntityView[]) => findEntries(query, views, critical),
    [query, critical],
  );
  const entries = useHome(select, sameEntries);
  return (
    <ComboList
      label="Find or do"
      placeholder="A device, a room, “kitchen 40”, “blinds open” …"
      query={query}
      onQuery={setQuery}
      options={entries}
      draw={(entry) => <PaletteRow entry={entry} />}
      onChoose={onChoose}
      empty="Nothing fits. Try the name of a device or a room."
    />
  );
}

const sameEntries = (a: readonly PaletteEntry[], b: readonly PaletteEntry[]): boolean =>
  a.length === b.length && a.every((one, i) => sameEntry(one, b[i]));

function sameEntry(a: PaletteEntry, b: PaletteEntry | undefined): boolean {
  if (a.key !== b?.key) return false;
  if (a.type === 'entity') return b.type === 'entity' && a.view === b.view;
  if (a.type !== 'act' || b.type !== 'act') return true;
  const ids = (act: PaletteAct) =>
    act.commands.map(({ entity, command }) => `${command} ${entity}`);
  return a.title === b.title && sameItems(ids(a), ids(b));
}
