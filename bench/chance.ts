/** Chance that can be repeated: the same seed, the same numbers. */
export type Chance = {
  /** From 0 (included) to 1 (excluded). */
  share(): number;
  /** Of the standard normal distribution. */
  normal(): number;
  /** Above 0, `mean` on average. */
  exponential(mean: number): number;
};

/** The generator mulberry32. */
export function chance(seed: number): Chance {
  let state = seed | 0;
  const share = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    share,
    normal: () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share()),
    exponential: (mean) => -mean * Math.log(1 - share()),
  };
}
