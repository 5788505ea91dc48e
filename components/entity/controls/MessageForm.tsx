'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';

type Props = {
  label: string;
  verb: string;
  disabled: boolean;
  /** Several lines, as a message to people has. */
  isLong?: boolean;
  onSend: (message: string) => void;
};

const MOST = 4_000;

/** A text that is sent, and then gone from here. */
export function MessageForm({ label, verb, disabled, isLong = false, onSend }: Props) {
  const id = useId();
  const [message, setMessage] = useState('');
  function send(event: FormEvent): void {
    event.preventDefault();
    if (message.trim() === '') return;
    onSend(message);
    setMessage('');
  }
  const field = {
    id,
    disabled,
    maxLength: MOST,
    value: message,
    onChange: ({ target }: { target: { value: string } }) => setMessage(target.value),
  };
  return (
    <form onSubmit={send} className="flex flex-col gap-3">
      <div>
        <label htmlFor={id} className="mb-1.5 block text-13 font-medium text-ink-2">
          {label}
        </label>
        {isLong ? (
          <textarea {...field} rows={3} className="field py-3 disabled:opacity-50" />
        ) : (
          <input {...field} autoComplete="off" className="field disabled:opacity-50" />
        )}
      </div>
      <Button type="submit" className="self-end" disabled={disabled || message.trim() === ''}>
        <Icon name="paper-plane-right" size={20} />
        {verb}
      </Button>
    </form>
  );
}
