/**
 * Readings of one series as columns, in order of time; of equal times in order of arrival. A year of
 * readings every ten seconds is three million: as objects they would be ten times as large and slow.
 */
export type Columns = {
  readonly count: number;
  /** Epoch ms, whole. */
  readonly at: Float64Array;
  /** The number, or 1/0 of an on/off series. NaN: none, so it is a text, or unknown. */
  readonly value: Float64Array;
  /** The id of a text in the dictionary; 0: none. null: the stretch holds no text at all. */
  readonly text: Int32Array | null;
};

export const NO_COLUMNS: Columns = {
  count: 0,
  at: new Float64Array(0),
  value: new Float64Array(0),
  text: null,
};

/** The readings from index `from` (included) to `to` (excluded), without copying. */
export const part = ({ at, value, text }: Columns, from: number, to: number): Columns => ({
  count: to - from,
  at: at.subarray(from, to),
  value: value.subarray(from, to),
  text: text === null ? null : text.subarray(from, to),
});

/** The first index whose time is `at` or later; `count` if there is none. */
export function indexAt({ at: times, count }: Columns, at: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
