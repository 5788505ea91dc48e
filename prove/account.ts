/** What became of numbers that were published in rising order, each once. */
export type Account = {
  readonly acknowledged: number;
  readonly stored: number;
  /** Acknowledged, and not stored. */
  readonly missing: number;
  /** Stored more than once. */
  readonly duplicate: number;
  /** Stored behind a later one. */
  readonly outOfOrder: number;
};

export const NOTHING: Account = {
  acknowledged: 0,
  stored: 0,
  missing: 0,
  duplicate: 0,
  outOfOrder: 0,
};

/** Holds what was acknowledged against what is stored, which is given in the order in which it lies there. */
export function accountOf(acknowledged: readonly number[], stored: readonly number[]): Account {
  const kept = new Set(stored);
  return {
    acknowledged: acknowledged.length,
    stored: stored.length,
    missing: acknowledged.filter((number) => !kept.has(number)).length,
    duplicate: stored.length - kept.size,
    outOfOrder: stored.filter((number, i) => i > 0 && number < stored[i - 1]!).length,
  };
}

/** The account of several series together. */
export const together = (accounts: readonly Account[]): Account =>
  accounts.reduce(
    (a, b) => ({
      acknowledged: a.acknowledged + b.acknowledged,
      stored: a.stored + b.stored,
      missing: a.missing + b.missing,
      duplicate: a.duplicate + b.duplicate,
      outOfOrder: a.outOfOrder + b.outOfOrder,
    }),
    NOTHING,
  );

/** The last of them to be sent; there may be too many for the arguments of a function. -Infinity of none. */
export const greatest = (numbers: readonly number[]): number =>
  numbers.reduce((most, number) => Math.max(most, number), -Infinity);
