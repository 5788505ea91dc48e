'use client';

import { type FormEvent, useState } from 'react';
import { textProblem } from '@/lib/browser/entity/text-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { ControlsProps } from '../props.ts';

/** A text to be changed, within what the device says that it takes. */
export function TextControls({ view, onCommand }: ControlsProps) {
  const { entity, id, shown, available } = view;
  const isSecret = entity.capabilities.mode === 'password';
  const [draft, setDraft] = useState<string | null>(null);
  const reported = typeof shown.value === 'string' && !isSecret ? shown.value : '';
  const text = draft ?? reported;
  const problem = draft === null ? null : textProblem(text, entity.capabilities);

  function send(event: FormEvent): void {
    event.preventDefault();
    if (draft === null || problem !== null) return;
    onCommand({ entity: id, command: 'set', value: text });
    setDraft(null);
  }

  return (
    <form onSubmit={send} noValidate className="flex flex-col gap-3 py-4">
      <TextField
        label="Text"
        type={isSecret ? 'password' : 'text'}
        autoComplete="off"
        disabled={!available}
        value={text}
        aria-invalid={problem !== null}
        {...(problem !== null && { hint: problem })}
        onChange={(event) => setDraft(event.target.value)}
      />
      <Button
        type="submit"
        className="self-end"
        disabled={!available || draft === null || problem !== null}
      >
        Set
      </Button>
    </form>
  );
}
