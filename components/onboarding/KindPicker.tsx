'use client';

import { useId } from 'react';
import { COMMON_KINDS, OFFERED_KINDS } from '@/lib/browser/devices/hand-made-fields.ts';
import { kindWords } from '@/lib/browser/words/kind-words.ts';

type Props = { value: string; isFixed: boolean; onChange: (kind: string) => void };

/** What a hand-made device is; it stays that once it is made, for its history is of that kind. */
export function KindPicker({ value, isFixed, onChange }: Props) {
  const id = useId();
  const others = OFFERED_KINDS.filter((kind) => !COMMON_KINDS.includes(kind));
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium text-ink-2">
        What it is
      </label>
      <select
        id={id}
        className="field disabled:opacity-55"
        disabled={isFixed}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      >
        <optgroup label="Most of all">{COMMON_KINDS.map(option)}</optgroup>
        <optgroup label="Others">{others.map(option)}</optgroup>
      </select>
    </div>
  );
}

const option = (kind: string) => (
  <option key={kind} value={kind}>
    {kindWords(kind)}
  </option>
);
