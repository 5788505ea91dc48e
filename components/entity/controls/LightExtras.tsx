'use client';

import { type FormEvent, useState } from 'react';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { choiceWords, textOf } from '@/lib/browser/words/words.ts';
import type { Command } from '@/lib/domain/command/command.ts';
import { Button } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { TextField } from '../../ui/TextField.tsx';

type Props = {
  view: EntityView;
  /** Seconds that the next change takes. */
  transition: number;
  onTransition: (seconds: number) => void;
  onCommand: (command: Command) => void;
};

const FADES = ['0', '1', '5', '30'];

/** Besides level and colour: effects, how quickly it changes, and a blink to find it. */
export function LightExtras({ view, transition, onTransition, onCommand }: Props) {
  const { effects, transition: fades, flash } = view.entity.capabilities;
  const disabled = !view.available;
  return (
    <div className="mt-5 flex flex-col gap-5">
      {effects && <Effects view={view} effects={effects} onCommand={onCommand} />}
      {fades && (
        <Chips
          label="Changes take"
          value={String(transition)}
          options={FADES}
          words={(seconds) => (seconds === '0' ? 'No time' : `${seconds} s`)}
          disabled={disabled}
          onChoose={(seconds) => onTransition(Number(seconds))}
        />
      )}
      {flash && (
        <Button
          className="self-start"
          disabled={disabled}
          onClick={() => onCommand({ entity: view.id, command: 'turn_on', flash: 'short' })}
        >
          Blink
        </Button>
      )}
    </div>
  );
}

type EffectsProps = Pick<Props, 'view' | 'onCommand'> & { effects: readonly string[] };

/** Their names are the device's own text; a lamp that does not list them takes any. */
function Effects({ view, effects, onCommand }: EffectsProps) {
  const [name, setName] = useState('');
  const play = (effect: string) => onCommand({ entity: view.id, command: 'turn_on', effect });
  if (effects.length > 0) {
    return (
      <Choice
        label="Effect"
        value={textOf(view.shown, 'effect')}
        options={effects}
        words={choiceWords}
        disabled={!view.available}
        onChoose={play}
      />
    );
  }
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (name.trim()) play(name.trim());
      }}
    >
      <TextField
        label="Effect"
        className="min-w-0 flex-1"
        value={name}
        maxLength={100}
        disabled={!view.available}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" className="min-h-12" disabled={!view.available || !name.trim()}>
        Play
      </Button>
    </form>
  );
}
