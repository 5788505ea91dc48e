'use client';

import type { ComponentProps } from 'react';
import { Chips } from './Chips.tsx';
import { Select } from './Select.tsx';

const FEW = 5;

type Props = ComponentProps<typeof Chips> & {
  /** Up to how many are chips. */
  few?: number;
};

/** One of several: chips while they are few, else a list. What is not among them is shown, not offered. */
export function Choice({ few = FEW, ...props }: Props) {
  const { label, value, options, words, disabled, onChoose } = props;
  if (options.length === 0) return null;
  if (options.length <= few) return <Chips {...props} />;
  const isKnown = value !== null && options.includes(value);
  return (
    <Select
      label={label}
      value={isKnown ? value : ''}
      {...(disabled === undefined ? {} : { disabled })}
      onChange={onChoose}
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
    </Select>
  );
}
