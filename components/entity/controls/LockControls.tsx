'use client';

import { useState } from 'react';
import { takes } from '@/lib/browser/entity/capable.ts';
import { isActive } from '@/lib/browser/entity/look.ts';
import { stateWords } from '@/lib/browser/words/state-words.ts';
import { textOf } from '@/lib/browser/words/words.ts';
import { Button } from '../../ui/Button.tsx';
import { HoldButton } from '../../ui/HoldButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { EntityIcon } from '../EntityIcon.tsx';
import type { ControlsProps } from '../props.ts';
import { BigState } from './BigState.tsx';
import { CodePad } from './CodePad.tsx';

/** Lock by a tap; unlock and open by holding, for a slip must not open the house. */
export function LockControls({ view, now, onCommand }: ControlsProps) {
  const { entity, id, shown, available } = view;
  const { codeFormat } = entity.capabilities;
  const [code, setCode] = useState('');
  const isOpen = isActive(view, shown) && available;
  function send(command: string): void {
    onCommand({ entity: id, command, ...(codeFormat && code !== '' && { code }) });
    setCode('');
  }
  return (
    <div className="flex flex-col gap-4 py-2">
      <div className="flex flex-col items-center">
        <span
          className={`grid size-24 place-items-center rounded-chip ${isOpen ? 'bg-full text-on-full' : 'bg-inset text-ink-2'}`}
        >
          <EntityIcon entity={entity} on={isOpen} size={44} />
        </span>
        <BigState isAlarm={textOf(shown, 'state') === 'jammed'} isOld={!available}>
          {stateWords(view, shown, now)}
        </BigState>
      </div>
      {codeFormat && (
        <CodePad format={codeFormat} code={code} disabled={!available} onCode={setCode} />
      )}
      <div className="flex gap-2">
        {takes(entity, 'lock') && (
          <Button className="min-h-13 flex-1" disabled={!available} onClick={() => send('lock')}>
            <Icon name="lock" size={20} />
            Lock
          </Button>
        )}
        {takes(entity, 'unlock') && (
          <HoldButton
            verb="Unlock"
            question={`Unlock ${view.fullName}?`}
            disabled={!available}
            icon={<Icon name="lock-open" size={20} />}
            onAct={() => send('unlock')}
          />
        )}
      </div>
      {hasLatch(view) && (
        <div className="flex">
          <HoldButton
            verb="Open latch"
            question={`Open the latch of ${view.fullName}?`}
            disabled={!available}
            icon={<Icon name="door-open" size={20} />}
            onAct={() => send('open')}
          />
        </div>
      )}
    </div>
  );
}

/** Most locks cannot pull their latch: only one that says so is asked to. */
const hasLatch = ({ entity }: ControlsProps['view']) =>
  entity.capabilities.commands !== undefined && takes(entity, 'open');
