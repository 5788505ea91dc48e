/** One measured number of a benchmark. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with, and whether it holds; absent: a number to know, not a promise. */
  readonly bar?: { readonly text: string; readonly holds: boolean };
};

export type Benchmark = {
  readonly name: string;
  readonly about: string;
  run(): Promise<readonly Figure[]>;
};

/** The value below which a share of the samples lies; NaN of none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
