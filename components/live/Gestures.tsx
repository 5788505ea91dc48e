'use client';

import { lazy, Suspense, useState } from 'react';
import { type Overlay, useOverlay } from '@/lib/browser/page/overlay.ts';
import { LATER } from './overlays.ts';
import { UndoToast } from './UndoToast.tsx';
import { useKeys } from './use-keys.ts';
import { useTileMenu } from './use-tile-menu.ts';

const TileMenu = lazy(LATER.tileMenu);
const KeysList = lazy(LATER.keysList);
const Palette = lazy(LATER.palette);

/** What fingers and keys do on every screen: the menu of a tile, the palette, the keys, undo. */
export function Gestures() {
  const [tile, setTile] = useTileMenu();
  const said = useKeys(setTile);
  const overlay = useOverlay();
  // Fetched when first asked for, and kept, so that they can fade.
  const [used, setUsed] = useState<readonly Overlay[]>([]);
  if (overlay !== null && !used.includes(overlay)) setUsed([...used, overlay]);
  return (
    <>
      <UndoToast />
      <p role="status" className="sr-only">
        {said}
      </p>
      <Suspense>
        {tile && <TileMenu key={tile.serial} tile={tile} onGone={() => setTile(null)} />}
        {used.includes('keys') && <KeysList open={overlay === 'keys'} />}
        {used.includes('palette') && <Palette open={overlay === 'palette'} />}
      </Suspense>
    </>
  );
}
