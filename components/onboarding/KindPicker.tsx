'use client';

import { COMMON_KINDS, OFFERED_KINDS } from '@/lib/browser/devices/hand-made-fields.ts';
import { kindWords } from '@/lib/browser/words/kind-words.ts';
import { Select } from '../ui/Select.tsx';

type Props = { value: string; isFixed: boolean; onChange: (kind: string) => void };

/** What a hand-made device is; it stays that once it is made, for its history is of that kind. */
export function KindPicker({ value, isFixed, onChange }: Props) {
  const others = OFFERED_KINDS.filter((kind) => !COMMON_KINDS.includes(kind));
  return (
    <Select label="What it is" value={value} disabled={isFixed} onChange={onChange}>
      <optgroup label="Most of all">{COMMON_KINDS.map(option)}</optgroup>
      <optgroup label="Others">{others.map(option)}</optgroup>
    </Select>
  );
}

const option = (kind: string) => (
  <option key={kind} value={kind}>
    {kindWords(kind)}
  </option>
);
