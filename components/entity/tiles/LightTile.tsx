'use client';

import { fillOf, isDimmable } from '@/lib/browser/entity/look.ts';
import { quickAct } from '@/lib/browser/entity/quick-act.ts';
import { formatPercent } from '@/lib/browser/words/format.ts';
import { brightnessOf, isOn } from '@/lib/browser/words/words.ts';
import type { Command } from '@/lib/domain/command/command.ts';
import { Disc } from '../Disc.tsx';
import type { TileProps } from '../props.ts';
import { LevelHandle } from './LevelHandle.tsx';
import { TileFrame } from './TileFrame.tsx';
import { TileWords } from './TileWords.tsx';
import { useDimDrag } from './use-dim-drag.ts';

/** A lamp: washed up to its level. The fill is what it reports, the handle what it was asked for. */
export function LightTile({ view, now, drags, critical, onOpen, onCommand, onDrag }: TileProps) {
  const on = isOn(view.shown) === true;
  const dimmable = isDimmable(view) && view.available;
  const turnOn = (brightness: number): Command => ({
    entity: view.id,
    command: 'turn_on',
    brightness,
  });
  const { held, handlers } = useDimDrag({
    level: drags && dimmable ? (on ? (brightnessOf(view.shown) ?? 50) : 0) : null,
    onSlide: (level) => onDrag(turnOn(level)),
    onCommit: (level) => onCommand(turnOn(level)),
  });
  const actual = fillOf(view);
  const asked = held ?? (on && dimmable ? brightnessOf(view.shown) : null);
  const hollow = asked !== null && Math.abs(asked / 100 - actual) > 0.02;
  const lit = (on || held !== null) && view.available;
  return (
    <TileFrame view={view} fill={actual} lit={actual > 0} onOpen={onOpen} rest={handlers}>
      {asked !== null && lit && <LevelHandle percent={asked} hollow={hollow} />}
      <div className="pointer-events-none relative flex h-full flex-col justify-between p-3">
        <div className="flex items-start justify-between">
          <Disc view={view} on={lit} act={quickAct(view, critical)} onCommand={onCommand} />
          {held !== null && (
            <span className="num text-17 font-semibold">{formatPercent(held)}</span>
          )}
        </div>
        <TileWords view={view} now={now} />
      </div>
    </TileFrame>
  );
}
