'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from './Button.tsx';

type Props = {
  label: string;
  value: number | null;
  min?: number | undefined;
  max?: number | undefined;
  step?: number | undefined;
  unit: string | null;
  disabled?: boolean;
  onCommit: (value: number) => void;
};

/** A number to be typed, and sent when it is complete. */
export function NumberBox({ label, value, min, max, step, unit, disabled, onCommit }: Props) {
  const id = useId();
  /** What is being typed; null: nothing, so it shows what is. */
  const [draft, setDraft] = useState<string | null>(null);
  const typed = draft === null || draft.trim() === '' ? Number.NaN : Number(draft);
  const isOutside = typed < (min ?? -Infinity) || typed > (max ?? Infinity);
  const problem =
    draft === null || draft.trim() === ''
      ? null
      : Number.isNaN(typed)
        ? 'Not a number'
        : isOutside
          ? limitWords(min, max, unit)
          : null;

  function send(event: FormEvent): void {
    event.preventDefault();
    if (Number.isNaN(typed) || isOutside) return;
    onCommit(typed);
    setDraft(null);
  }

  return (
    <form onSubmit={send} noValidate>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium text-ink-2">
        {label}
        {unit && ` (${unit})`}
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id={id}
          type="number"
          inputMode="decimal"
          className="field num min-w-30 flex-1 disabled:opacity-50"
          min={min}
          max={max}
          step={step ?? 'any'}
          disabled={disabled}
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-problem` : undefined}
          value={draft ?? value ?? ''}
          onChange={(event) => setDraft(event.target.value)}
        />
        <Button type="submit" disabled={disabled || Number.isNaN(typed) || isOutside}>
          Set
        </Button>
      </div>
      {problem && (
        <p id={`${id}-problem`} role="alert" className="mt-1.5 text-13 text-warn">
          {problem}
        </p>
      )}
    </form>
  );
}

function limitWords(min: number | undefined, max: number | undefined, unit: string | null): string {
  const suffix = unit ? ` ${unit}` : '';
  if (min !== undefined && max !== undefined) return `From ${min} to ${max}${suffix}`;
  return min !== undefined ? `At least ${min}${suffix}` : `At most ${max}${suffix}`;
}
