'use client';

import { takes } from '@/lib/browser/entity/capable.ts';
import { formatPercent } from '@/lib/browser/words/format.ts';
import { percentOf } from '@/lib/browser/words/words.ts';
import { BarSlider } from '../../ui/BarSlider.tsx';
import { Button } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { HangingSlider } from '../../ui/HangingSlider.tsx';
import type { ControlsProps } from '../props.ts';
import { MoveButtons } from './MoveButtons.tsx';

const POSITIONS = ['0', '25', '50', '75', '100'];
const PERCENT = { min: 0, max: 100, step: 1, page: 10 };
const openWords = (value: number) =>
  value <= 0 ? 'Closed' : value >= 100 ? 'Open' : `${Math.round(value)} percent open`;

/** A blind as it hangs, with Open, Stop and Close beside it; a place is sent on release only. */
export function CoverControls({ view, onCommand }: ControlsProps) {
  const { entity, id, shown, state, available } = view;
  const asked = percentOf(shown, 'position');
  const settable = takes(entity, 'set_position');
  const moveTo = (position: number) => onCommand({ entity: id, command: 'set_position', position });
  return (
    <div className="flex flex-col gap-5 py-2">
      {settable || asked !== null ? (
        <div className="flex items-stretch gap-4">
          <HangingSlider
            {...PERCENT}
            label="Position"
            valueText={openWords}
            value={asked ?? 0}
            actual={percentOf(state, 'position')}
            disabled={!available || !settable}
            onCommit={moveTo}
          />
          <MoveButtons view={view} onCommand={onCommand} isColumn />
        </div>
      ) : (
        <MoveButtons view={view} onCommand={onCommand} />
      )}
      {settable && (
        <Chips
          label="Open to"
          value={asked === null ? null : String(Math.round(asked))}
          options={POSITIONS}
          words={(position) => formatPercent(Number(position))}
          disabled={!available}
          onChoose={(position) => moveTo(Number(position))}
        />
      )}
      <Tilt view={view} onCommand={onCommand} />
    </div>
  );
}

const TILTS = [
  { command: 'open_tilt', words: 'Open slats' },
  { command: 'stop_tilt', words: 'Stop slats' },
  { command: 'close_tilt', words: 'Close slats' },
];

/** The slats, where there are any to turn. */
function Tilt({ view, onCommand }: Pick<ControlsProps, 'view' | 'onCommand'>) {
  const { entity, id, shown, available } = view;
  const tilt = percentOf(shown, 'tilt');
  // A cover that names nothing could have slats, but only one that tells of them has.
  const isTold = tilt !== null || entity.capabilities.commands !== undefined;
  const moves = TILTS.filter(({ command }) => isTold && takes(entity, command));
  const settable = isTold && takes(entity, 'set_tilt');
  if (moves.length === 0 && !settable) return null;
  return (
    <section aria-label="Slats" className="flex flex-col gap-2">
      <h3 className="text-13 font-medium text-ink-2">
        Slats{tilt === null ? '' : ` · ${formatPercent(tilt)}`}
      </h3>
      {settable && (
        <BarSlider
          {...PERCENT}
          label="Slats"
          valueText={(value) => `${Math.round(value)} percent`}
          value={tilt ?? 0}
          isUnknown={tilt === null}
          disabled={!available}
          onCommit={(value) => onCommand({ entity: id, command: 'set_tilt', tilt: value })}
        />
      )}
      <div className="flex flex-wrap gap-2">
        {moves.map(({ command, words }) => (
          <Button
            key={command}
            className="flex-1 px-2"
            disabled={!available}
            onClick={() => onCommand({ entity: id, command })}
          >
            {words}
          </Button>
        ))}
      </div>
    </section>
  );
}
