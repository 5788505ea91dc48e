'use client';

import { takes } from '@/lib/browser/entity/capable.ts';
import { isActive } from '@/lib/browser/entity/look.ts';
import { formatPercent } from '@/lib/browser/words/format.ts';
import { percentOf } from '@/lib/browser/words/words.ts';
import { BarSlider } from '../../ui/BarSlider.tsx';
import { Chips } from '../../ui/Chips.tsx';
import type { ControlsProps } from '../props.ts';
import { MoveButtons } from './MoveButtons.tsx';

/** Open, Stop, Close, and how far. */
export function ValveControls({ view, onCommand }: ControlsProps) {
  const { entity, id, shown, available } = view;
  const position = percentOf(shown, 'position');
  const moveTo = (to: number) => onCommand({ entity: id, command: 'set_position', position: to });
  return (
    <div className="flex flex-col gap-5 py-4">
      {takes(entity, 'set_position') && (
        <>
          <BarSlider
            label="Position"
            valueText={(value) => `${Math.round(value)} percent open`}
            value={position ?? 0}
            isUnknown={position === null}
            lit={isActive(view, shown)}
            min={0}
            max={100}
            step={1}
            page={10}
            disabled={!available}
            onCommit={moveTo}
          />
          <Chips
            label="Open to"
            value={position === null ? null : String(Math.round(position))}
            options={['0', '25', '50', '75', '100']}
            words={(to) => formatPercent(Number(to))}
            disabled={!available}
            onChoose={(to) => moveTo(Number(to))}
          />
        </>
      )}
      <MoveButtons view={view} onCommand={onCommand} />
    </div>
  );
}
