/**
 * A device's own range for what we show as 0–100 %: `none` is 0 %, `all` is 100 %. Either may be
 * the greater one.
 */
export type Range = { readonly none: number; readonly all: number };

/** Percent of a device's value, rounded down as Home Assistant does, not limited to 0–100. */
export const toPercent = ({ none, all }: Range, value: number): number =>
  // The small addition undoes what binary fractions lose: 0.57 of 1 is 57 %.
  Math.floor(((value - none) * 100) / (all - none) + 1e-9) + 0;

/** The device's value for a percentage, as exactly as the range has it. */
export const fromPercent = ({ none, all }: Range, percent: number): number =>
  ((all - none) * percent) / 100 + none;

/** Halves to the even neighbour: Python's round(), which Home Assistant's devices are used to. */
export function roundEven(value: number): number {
  const floor = Math.floor(value);
  const isHalf = Math.abs(value - floor - 0.5) < 1e-9;
  return (isHalf ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(value)) + 0;
}

export const clampPercent = (percent: number): number => Math.min(100, Math.max(0, percent));
