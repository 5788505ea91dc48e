'use client';

import { fillOf, isActive } from '@/lib/browser/entity/look.ts';
import { quickAct } from '@/lib/browser/entity/quick-act.ts';
import { Disc } from '../Disc.tsx';
import type { TileProps } from '../props.ts';
import { TileFrame } from './TileFrame.tsx';
import { TileWords } from './TileWords.tsx';

/** Where the words begin: the edge of the blind must not be a line through them. */
const WORDS_FROM = 0.52;

/** A blind: the wash hangs down from the top as far as it is closed. Closed, all is quiet. */
export function CoverTile({ view, now, critical, onOpen, onCommand }: TileProps) {
  const hangs = fillOf(view);
  const open = isActive(view, view.shown) && view.available;
  return (
    <TileFrame view={view} fill={hangs} lit={hangs > 0} from="top" onOpen={onOpen}>
      {open && hangs > 0 && hangs < WORDS_FROM && (
        <span
          className="pointer-events-none absolute inset-0 z-[-1] transition-transform duration-240 ease-house"
          style={{ transform: `translateY(${hangs * 100}%)` }}
        >
          <span className="absolute inset-x-0 -top-[3px] h-[3px] bg-full" />
        </span>
      )}
      <div className="pointer-events-none relative flex h-full flex-col items-start justify-between p-3">
        <Disc view={view} on={open} act={quickAct(view, critical)} onCommand={onCommand} />
        <TileWords view={view} now={now} />
      </div>
    </TileFrame>
  );
}
