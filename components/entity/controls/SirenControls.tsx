'use client';

import { useState } from 'react';
import { formatPercent } from '@/lib/browser/words/format.ts';
import { choiceWords, isOn, numberOf, textOf } from '@/lib/browser/words/words.ts';
import { BarSlider } from '../../ui/BarSlider.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { Choice } from '../../ui/Choice.tsx';
import type { ControlsProps } from '../props.ts';
import { PowerButton } from './PowerButton.tsx';

const DURATIONS = ['', '5', '30', '120'];

/** On and off, with how it is to sound; a choice made while it sounds holds at once. */
export function SirenControls({ view, critical, onCommand, accepts }: ControlsProps) {
  const { entity, id, shown, available } = view;
  const { tones } = entity.capabilities;
  const [wish, setWish] = useState<Readonly<Record<string, string | number>>>({});
  const on = isOn(shown) === true;
  function choose(name: string, value: string | number | null): void {
    const { [name]: _, ...rest } = wish;
    const next = value === null ? rest : { ...rest, [name]: value };
    setWish(next);
    if (on) onCommand({ ...next, entity: id, command: 'turn_on' });
  }
  const has = (name: string, value: number) =>
    accepts({ entity: id, command: 'turn_on', [name]: value });
  const volume =
    typeof wish.volume_level === 'number' ? wish.volume_level : numberOf(shown, 'volume_level');
  return (
    <div className="flex flex-col gap-5 py-2">
      <div className="grid place-items-center py-4">
        <PowerButton view={view} critical={critical} onCommand={onCommand} wish={wish} isLarge />
      </div>
      {tones && (
        <Choice
          label="Tone"
          value={String(wish.tone ?? textOf(shown, 'tone') ?? '') || null}
          options={tones}
          words={choiceWords}
          disabled={!available}
          onChoose={(tone) => choose('tone', tone)}
        />
      )}
      {has('duration', 5) && (
        <Chips
          label="For"
          value={String(wish.duration ?? '')}
          options={DURATIONS}
          words={(seconds) => (seconds === '' ? 'As long as it likes' : `${seconds} s`)}
          disabled={!available}
          onChoose={(seconds) => choose('duration', seconds === '' ? null : Number(seconds))}
        />
      )}
      {has('volume_level', 1) && (
        <div>
          <h3 className="mb-1.5 text-13 font-medium text-ink-2">Volume</h3>
          <div className="flex">
            <BarSlider
              label="Volume"
              valueText={formatPercent}
              value={(volume ?? 1) * 100}
              isUnknown={volume === null}
              min={0}
              max={100}
              step={1}
              page={10}
              disabled={!available}
              onCommit={(percent) => choose('volume_level', percent / 100)}
            />
          </div>
          <div className="mt-2">
            <Chips
              label="Volumes"
              showsLabel={false}
              value={volume === null ? null : String(Math.round(volume * 100))}
              options={['25', '50', '100']}
              words={(percent) => formatPercent(Number(percent))}
              disabled={!available}
              onChoose={(percent) => choose('volume_level', Number(percent) / 100)}
            />
          </div>
        </div>
      )}
    </div>
  );
}
