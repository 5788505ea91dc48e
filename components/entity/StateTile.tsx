'use client';

import type { EntityView } from '@/lib/browser/entity-view.ts';
import { fillOf, isSwitchable } from '@/lib/browser/look.ts';
import { isOn } from '@/lib/browser/words.ts';
import type { Command } from '@/lib/domain/command/command.ts';
import { Disc } from './Disc.tsx';
import { TileFrame } from './TileFrame.tsx';
import { TileWords } from './TileWords.tsx';

type Props = {
  view: EntityView;
  now: number;
  onOpen: () => void;
  onCommand: (command: Command) => void;
};

/** Switches, contacts and every kind that has no tile of its own: icon, name and state in words. */
export function StateTile({ view, now, onOpen, onCommand }: Props) {
  const on = isOn(view.shown) === true && view.available;
  const toggle = isSwitchable(view)
    ? () => onCommand({ entity: view.id, command: on ? 'turn_off' : 'turn_on' })
    : undefined;
  return (
    <TileFrame view={view} fill={fillOf(view)} onOpen={onOpen}>
      <div className="pointer-events-none relative flex h-full flex-col items-start justify-between p-3">
        <Disc view={view} on={on} onToggle={toggle} />
        <TileWords view={view} now={now} />
      </div>
    </TileFrame>
  );
}
