'use client';

import { type ReactNode, useId } from 'react';

type Props = {
  label: string;
  value: string;
  disabled?: boolean;
  onChange: (value: string) => void;
  /** `<option>` elements. */
  children: ReactNode;
};

/** One of many, from a list that opens; its label stands above. */
export function Select({ label, value, disabled, onChange, children }: Props) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium text-ink-2">
        {label}
      </label>
      <select
        id={id}
        className="field disabled:opacity-50"
        disabled={disabled}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      >
        {children}
      </select>
    </div>
  );
}
