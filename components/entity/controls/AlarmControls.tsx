'use client';

import { useState } from 'react';
import { takes } from '@/lib/browser/entity/capable.ts';
import { stateWords } from '@/lib/browser/words/state-words.ts';
import { textOf } from '@/lib/browser/words/words.ts';
import { Button } from '../../ui/Button.tsx';
import { HoldButton } from '../../ui/HoldButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { ControlsProps } from '../props.ts';
import { BigState } from './BigState.tsx';
import { CodePad } from './CodePad.tsx';

const ARMS = [
  { command: 'arm_home', words: 'Home' },
  { command: 'arm_away', words: 'Away' },
  { command: 'arm_night', words: 'Night' },
  { command: 'arm_vacation', words: 'Vacation' },
  { command: 'arm_custom_bypass', words: 'Custom' },
] as const;

/** The state large, in danger's colour while it alarms; ways to arm; disarming, with its code. */
export function AlarmControls({ view, now, onCommand }: ControlsProps) {
  const { entity, id, shown, available } = view;
  const { codeFormat } = entity.capabilities;
  const [code, setCode] = useState('');
  const state = textOf(shown, 'state');
  const isAlarm = state === 'triggered' || state === 'pending';
  const isDisarmed = state === 'disarmed';
  const arms = ARMS.filter(({ command }) => takes(entity, command));
  function send(command: string): void {
    onCommand({ entity: id, command, ...(codeFormat && code !== '' && { code }) });
    setCode('');
  }
  return (
    <div className="flex flex-col gap-5 py-2">
      <div className="flex flex-col items-center">
        <span
          className={`grid size-20 place-items-center rounded-chip ${state !== null && !isDisarmed && available ? 'bg-full text-on-full' : 'bg-inset text-ink-2'}`}
        >
          <Icon name={icon(state)} fill={!isDisarmed} size={40} />
        </span>
        <BigState isAlarm={isAlarm} isOld={!available}>
          {stateWords(view, shown, now)}
        </BigState>
      </div>
      {codeFormat && (
        <CodePad format={codeFormat} code={code} disabled={!available} onCode={setCode} />
      )}
      {takes(entity, 'disarm') && (
        <Button
          look={isDisarmed ? 'plain' : 'strong'}
          className="min-h-13"
          disabled={!available}
          onClick={() => send('disarm')}
        >
          Disarm
        </Button>
      )}
      {arms.length > 0 && (
        <fieldset className="m-0 min-w-0 border-0 p-0">
          <legend className="mb-1.5 text-13 font-medium text-ink-2">Arm</legend>
          <div className="flex flex-wrap gap-2">
            {arms.map(({ command, words }) => (
              <Button
                key={command}
                aria-label={`Arm ${words.toLowerCase()}`}
                aria-pressed={state === command.replace('arm_', 'armed_')}
                className="flex-1 aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-bg"
                disabled={!available}
                onClick={() => send(command)}
              >
                {words}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
      {takes(entity, 'trigger') && (
        <div className="flex">
          <HoldButton
            verb="Raise the alarm"
            question="Raise the alarm?"
            look="danger"
            disabled={!available}
            icon={<Icon name="siren" size={20} />}
            onAct={() => send('trigger')}
          />
        </div>
      )}
    </div>
  );
}

function icon(state: string | null) {
  if (state === 'triggered' || state === 'pending') return 'shield-warning';
  return state?.startsWith('armed') ? 'shield-check' : 'shield';
}
