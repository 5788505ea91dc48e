'use client';

import { takes } from '@/lib/browser/entity/capable.ts';
import { startOf, temperatureScale } from '@/lib/browser/entity/ranges.ts';
import { formatReading } from '@/lib/browser/words/format.ts';
import { choiceWords, numberOf, textOf } from '@/lib/browser/words/words.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import type { ControlsProps } from '../props.ts';
import { MeasuredNow } from './MeasuredNow.tsx';
import { OnOffButtons } from './OnOffButtons.tsx';

/** How warm the water is, how warm it is to be, and by what. */
export function WaterHeaterControls({ view, onCommand }: ControlsProps) {
  const { entity, id, shown, available } = view;
  const scale = temperatureScale(entity);
  return (
    <div className="flex flex-col gap-5 py-2">
      <MeasuredNow view={view} />
      {takes(entity, 'set_temperature') && (
        <Stepper
          label="Target"
          value={numberOf(shown, 'temperature')}
          start={startOf(shown, 'current_temperature', scale)}
          scale={scale}
          words={(value) => `${formatReading(value, '°C')} ${entity.unit ?? '°C'}`}
          disabled={!available}
          isLarge
          onCommit={(temperature) =>
            onCommand({ entity: id, command: 'set_temperature', temperature })
          }
        />
      )}
      {takes(entity, 'set_mode') && (
        <Choice
          label="Mode"
          value={textOf(shown, 'mode')}
          options={entity.capabilities.modes ?? []}
          words={choiceWords}
          disabled={!available}
          onChoose={(mode) => onCommand({ entity: id, command: 'set_mode', mode })}
        />
      )}
      <OnOffButtons view={view} onCommand={onCommand} />
    </div>
  );
}
