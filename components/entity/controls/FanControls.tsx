'use client';

import { takes } from '@/lib/browser/entity/capable.ts';
import { speedChoices, speedScale } from '@/lib/browser/entity/ranges.ts';
import { pageOf } from '@/lib/browser/entity/scale.ts';
import { formatPercent } from '@/lib/browser/words/format.ts';
import { choiceWords, isOn, percentOf, textOf } from '@/lib/browser/words/words.ts';
import { BarSlider } from '../../ui/BarSlider.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Toggle } from '../../ui/Toggle.tsx';
import type { ControlsProps } from '../props.ts';
import { PowerButton } from './PowerButton.tsx';

const DIRECTIONS = ['forward', 'reverse'];

/** Power, speed in the steps it really has, presets, oscillation and direction. */
export function FanControls({ view, critical, onCommand }: ControlsProps) {
  const { entity, id, shown, available } = view;
  const hasSpeed = isTold(view, 'set_percentage', 'percentage');
  return (
    <div className="flex flex-col gap-5 py-2">
      <div className="grid place-items-center py-4">
        <PowerButton view={view} critical={critical} onCommand={onCommand} isLarge />
      </div>
      {hasSpeed && <Speed view={view} onCommand={onCommand} />}
      {takes(entity, 'set_preset_mode') && (
        <Choice
          label="Preset"
          value={textOf(shown, 'preset_mode')}
          options={entity.capabilities.presetModes ?? []}
          words={choiceWords}
          disabled={!available}
          onChoose={(preset) =>
            onCommand({ entity: id, command: 'set_preset_mode', preset_mode: preset })
          }
        />
      )}
      {isTold(view, 'oscillate', 'oscillating') && (
        <Toggle
          label="Oscillate"
          on={shown.oscillating === true}
          disabled={!available}
          onChange={(oscillating) => onCommand({ entity: id, command: 'oscillate', oscillating })}
        />
      )}
      {isTold(view, 'set_direction', 'direction') && (
        <Chips
          label="Direction"
          value={textOf(shown, 'direction')}
          options={DIRECTIONS}
          words={choiceWords}
          disabled={!available}
          onChoose={(direction) => onCommand({ entity: id, command: 'set_direction', direction })}
        />
      )}
    </div>
  );
}

/** A fan that names no commands has what it tells of. */
const isTold = ({ entity, shown }: ControlsProps['view'], command: string, property: string) =>
  takes(entity, command) &&
  (entity.capabilities.commands !== undefined || shown[property] !== undefined);

function Speed({ view, onCommand }: Pick<ControlsProps, 'view' | 'onCommand'>) {
  const { entity, id, shown, available } = view;
  const scale = speedScale(entity);
  const speed = percentOf(shown, 'percentage');
  const on = isOn(shown) === true;
  // Standing still is off: not every fan takes a speed of nothing.
  const set = (percentage: number) =>
    onCommand(
      percentage <= 0
        ? { entity: id, command: 'turn_off' }
        : { entity: id, command: 'set_percentage', percentage: Math.round(percentage) },
    );
  const choices = speedChoices(entity);
  // A fan of three speeds calls the second 66 or 67.
  const chosen = speed === null ? undefined : choices.find((one) => Math.abs(one - speed) < 1.5);
  return (
    <>
      <BarSlider
        {...scale}
        label="Speed"
        valueText={(value) => (value <= 0 ? 'Off' : formatPercent(value))}
        value={on ? (speed ?? 0) : 0}
        isUnknown={on && speed === null}
        lit={on}
        page={pageOf(scale)}
        disabled={!available}
        onCommit={set}
      />
      <Chips
        label="Speeds"
        showsLabel={false}
        value={on && chosen !== undefined ? String(chosen) : null}
        options={choices.map(String)}
        words={(percent) => formatPercent(Number(percent))}
        disabled={!available}
        onChoose={(percent) => set(Number(percent))}
      />
    </>
  );
}
