'use client';

import { takes } from '@/lib/browser/entity/capable.ts';
import { stateWords } from '@/lib/browser/words/state-words.ts';
import { choiceWords, textOf } from '@/lib/browser/words/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { ControlsProps } from '../props.ts';
import { BigState } from './BigState.tsx';
import { MessageForm } from './MessageForm.tsx';

const ACTS = [
  { command: 'start', words: 'Start', icon: 'play' },
  { command: 'pause', words: 'Pause', icon: 'pause' },
  { command: 'stop', words: 'Stop', icon: 'stop' },
  { command: 'return_home', words: 'Return to dock', icon: 'house' },
  { command: 'dock', words: 'Return to dock', icon: 'house' },
  { command: 'clean_spot', words: 'Clean here', icon: 'broom' },
  { command: 'locate', words: 'Find it', icon: 'speaker-high' },
] as const;

/** A vacuum or a mower: what it is doing, and everything it takes orders for. */
export function RobotControls({ view, now, onCommand }: ControlsProps) {
  const { entity, id, shown, available } = view;
  const acts = ACTS.filter(({ command }) => takes(entity, command));
  return (
    <div className="flex flex-col gap-5 py-2">
      <BigState isAlarm={textOf(shown, 'state') === 'error'} isOld={!available}>
        {stateWords(view, shown, now)}
      </BigState>
      <div className="grid grid-cols-2 gap-2">
        {acts.map(({ command, words, icon }) => (
          <Button
            key={command}
            className="min-h-13 px-2"
            disabled={!available}
            onClick={() => onCommand({ entity: id, command })}
          >
            <Icon name={icon} size={20} />
            {words}
          </Button>
        ))}
      </div>
      {takes(entity, 'set_fan_speed') && (
        <Choice
          label="Suction"
          value={textOf(shown, 'fan_speed')}
          options={entity.capabilities.fanSpeeds ?? []}
          words={choiceWords}
          disabled={!available}
          onChoose={(speed) => onCommand({ entity: id, command: 'set_fan_speed', speed })}
        />
      )}
      {takes(entity, 'send') && (
        <Disclosure title="Its own commands">
          <MessageForm
            label="Command"
            verb="Send"
            disabled={!available}
            onSend={(message) => onCommand({ entity: id, command: 'send', message })}
          />
        </Disclosure>
      )}
    </div>
  );
}
