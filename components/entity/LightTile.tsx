'use client';

import type { EntityView } from '@/lib/browser/entity-view.ts';
import { formatPercent } from '@/lib/browser/format.ts';
import { fillOf, isDimmable } from '@/lib/browser/look.ts';
import { brightnessOf, isOn } from '@/lib/browser/words.ts';
import type { Command } from '@/lib/domain/command/command.ts';
import { Disc } from './Disc.tsx';
import { TileFrame } from './TileFrame.tsx';
import { TileWords } from './TileWords.tsx';
import { useDimDrag } from './use-dim-drag.ts';

type Props = {
  view: EntityView;
  now: number;
  /** Whether a drag on the tile dims. */
  drags: boolean;
  onOpen: () => void;
  onCommand: (command: Command) => void;
  onDrag: (command: Command) => void;
};

/** A lamp: washed up to its level. The fill is what it reports, the handle what it was asked for. */
export function LightTile({ view, now, drags, onOpen, onCommand, onDrag }: Props) {
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
    <TileFrame view={view} fill={actual} onOpen={onOpen} rest={handlers}>
      {asked !== null && lit && (
        <span
          className="pointer-events-none absolute inset-0 z-[-1]"
          style={{ transform: `translateX(clamp(2px, calc(${asked}% - 7px), calc(100% - 7px)))` }}
        >
          <span
            className="absolute top-3 left-0 h-12 w-[3px] rounded-chip"
            style={{
              background: hollow ? 'transparent' : 'var(--handle)',
              boxShadow: hollow ? '0 0 0 1.5px var(--ink)' : undefined,
            }}
          />
        </span>
      )}
      <div className="pointer-events-none relative flex h-full flex-col justify-between p-3">
        <div className="flex items-start justify-between">
          <Disc
            view={view}
            on={lit}
            onToggle={() => onCommand({ entity: view.id, command: on ? 'turn_off' : 'turn_on' })}
          />
          {held !== null && (
            <span className="num text-17 font-semibold">{formatPercent(held)}</span>
          )}
        </div>
        <TileWords view={view} now={now} />
      </div>
    </TileFrame>
  );
}
