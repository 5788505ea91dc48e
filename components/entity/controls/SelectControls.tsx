'use client';

import { choiceWords, textOf } from '@/lib/browser/words/words.ts';
import { Choice } from '../../ui/Choice.tsx';
import type { ControlsProps } from '../props.ts';

/** One of the choices that the device gives. */
export function SelectControls({ view, onCommand }: ControlsProps) {
  const { entity, id, shown, available } = view;
  return (
    <div className="py-4">
      <Choice
        label="Choice"
        value={textOf(shown, 'value')}
        options={entity.capabilities.options ?? []}
        words={choiceWords}
        disabled={!available}
        onChoose={(option) => onCommand({ entity: id, command: 'select', option })}
      />
    </div>
  );
}
