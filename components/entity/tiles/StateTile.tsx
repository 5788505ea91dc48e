'use client';

import { fillOf, isActive } from '@/lib/browser/entity/look.ts';
import { quickAct } from '@/lib/browser/entity/quick-act.ts';
import { Disc } from '../Disc.tsx';
import type { TileProps } from '../props.ts';
import { LevelHandle } from './LevelHandle.tsx';
import { TileFrame } from './TileFrame.tsx';
import { TileWords } from './TileWords.tsx';

/** Icon, name and state in words: every kind that needs no tile of its own. */
export function StateTile({ view, now, critical, onOpen, onCommand }: TileProps) {
  const fill = fillOf(view);
  const hasLevel = fill > 0 && fill < 1;
  return (
    <TileFrame view={view} fill={fill} lit={fill > 0} onOpen={onOpen}>
      {hasLevel && <LevelHandle percent={fill * 100} />}
      <div className="pointer-events-none relative flex h-full flex-col items-start justify-between p-3">
        <Disc
          view={view}
          on={isActive(view, view.shown) && view.available}
          act={quickAct(view, critical)}
          onCommand={onCommand}
        />
        <TileWords view={view} now={now} />
      </div>
    </TileFrame>
  );
}
