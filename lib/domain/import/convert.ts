import { conversion } from '../units/convert.ts';

/** From one unit to another; what has no unit stays as it is. null: the one does not convert into the other. */
export function converter(
  from: string | null,
  to: string | null,
): ((value: number) => number) | null {
  if (from === null || to === null || from === to) return (value) => value;
  const found = conversion(from, to);
  return 'value' in found ? found.value : null;
}
