'use client';

import { takes } from '@/lib/browser/entity/capable.ts';
import { humidityScale, startOf } from '@/lib/browser/entity/ranges.ts';
import { formatPercent } from '@/lib/browser/words/format.ts';
import { termWords } from '@/lib/browser/words/term-words.ts';
import { choiceWords, isOn, numberOf, textOf } from '@/lib/browser/words/words.ts';
import { BarSlider } from '../../ui/BarSlider.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import type { ControlsProps } from '../props.ts';
import { BigState } from './BigState.tsx';
import { PowerButton } from './PowerButton.tsx';

/** How humid it is, how humid it is to be, and in which way. */
export function HumidifierControls({ view, critical, onCommand }: ControlsProps) {
  const { entity, id, shown, available } = view;
  const now = numberOf(shown, 'current_humidity');
  const target = numberOf(shown, 'humidity');
  const action = textOf(shown, 'action');
  const scale = humidityScale(entity);
  const set = (humidity: number) => onCommand({ entity: id, command: 'set_humidity', humidity });
  return (
    <div className="flex flex-col gap-5 py-2">
      {(now !== null || action !== null) && (
        <BigState line={action && action !== 'off' ? `${termWords('action', action)} now` : null}>
          {now === null ? '—' : formatPercent(now)}
        </BigState>
      )}
      <div className="grid place-items-center">
        <PowerButton view={view} critical={critical} onCommand={onCommand} isLarge={now === null} />
      </div>
      {takes(entity, 'set_humidity') && (
        <>
          <Stepper
            label="Target humidity"
            value={target}
            start={startOf(shown, 'current_humidity', scale)}
            scale={scale}
            words={formatPercent}
            disabled={!available}
            isLarge
            onCommit={set}
          />
          <BarSlider
            {...scale}
            label="Target humidity, slider"
            valueText={formatPercent}
            value={target ?? scale.min}
            isUnknown={target === null}
            lit={isOn(shown) === true}
            page={10}
            disabled={!available}
            onCommit={set}
          />
        </>
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
    </div>
  );
}
