'use client';

import { type ComponentProps, useId } from 'react';
import { Chips } from './Chips.tsx';

const FEW = 5;

type Props = ComponentProps<typeof Chips> & {
  /** Up to how many are chips. */
  few?: number;
};

/** One of several: chips while they are few, else a list. What is not among them is shown, not offered. */
export function Choice({ few = FEW, ...props }: Props) {
  const { label, value, options, words, disabled, onChoose } = props;
  const id = useId();
  if (options.length === 0) return null;
  if (options.length <= few) return <Chips {...props} />;
  const isKnown = value !== null && options.includes(value);
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium text-ink-2">
        {label}
      </label>
      <select
        id={id}
        className="field disabled:opacity-50"
        disabled={disabled}
        value={isKnown ? value : ''}
        onChange={(event) => onChoose(event.target.value)}
      >
        {!isKnown && (
          <option value="" disabled>
            {value ? words(value) : 'Unknown'}
          </option>
        )}
        {options.map((option) => (
          <option key={option} value={option}>
            {words(option)}
          </option>
        ))}
      </select>
    </div>
  );
}
