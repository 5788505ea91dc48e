import type { Columns } from './columns.ts';

/** What the homeowner says a reading should have been. The reading itself stays as it was received. */
export type Correction = {
  /** Epoch ms of the reading. */
  readonly at: number;
  /** Which one, of several at that moment: 0 is the first that arrived. */
  readonly nth: number;
  /** What counts instead; 1/0 of an on/off series. null: nothing, as if it had not been said. */
  readonly value: number | null;
};

/**
 * Applies corrections to a series that comes in stretches, in order of time. Columns which no correction
 * concerns come back as they are.
 * @param corrections in any order
 * @param from the reading just before the first stretch, where that begins in the midst of a moment
 */
export function createCorrector(
  corrections: readonly Correction[],
  from: { readonly at: number; readonly nth: number } | null = null,
): (columns: Columns) => Columns {
  const wanted = new Map<number, Map<number, Correction>>();
  for (const correction of corrections) {
    const there = wanted.get(correction.at) ?? new Map<number, Correction>();
    wanted.set(correction.at, there.set(correction.nth, correction));
  }
  const times = Float64Array.from(wanted.keys()).sort();
  // The last moment so far and how many readings it had: it may go on in the next stretch.
  let [moment, nth] = [from?.at ?? Number.NaN, from?.nth ?? 0];

  return (columns) => {
    const { at, count } = columns;
    if (count === 0) return columns;
    const touched = times.some((time) => time >= at[0]! && time <= at[count - 1]!);
    const fixes: (Correction | undefined)[] | null = touched ? new Array(count) : null;
    for (let i = touched ? 0 : firstOfLast(at, count); i < count; i++) {
      nth = at[i] === moment ? nth + 1 : 0;
      moment = at[i]!;
      if (fixes) fixes[i] = wanted.get(moment)?.get(nth);
    }
    return fixes?.some((fix) => fix !== undefined) ? apply(columns, fixes) : columns;
  };
}

/** Where the readings of the last moment begin. */
function firstOfLast(at: Float64Array, count: number): number {
  let first = count - 1;
  while (first > 0 && at[first - 1] === at[count - 1]) first--;
  return first;
}

function apply(columns: Columns, fixes: readonly (Correction | undefined)[]): Columns {
  const kept = fixes.reduce((sum, fix) => sum + (fix?.value === null ? 0 : 1), 0);
  const at = new Float64Array(kept);
  const value = new Float64Array(kept);
  const text = columns.text === null ? null : new Int32Array(kept);
  let to = 0;
  for (let i = 0; i < columns.count; i++) {
    const fix = fixes[i];
    if (fix?.value === null) continue;
    at[to] = columns.at[i]!;
    value[to] = fix === undefined ? columns.value[i]! : fix.value;
    if (text !== null) text[to] = fix === undefined ? columns.text![i]! : 0;
    to++;
  }
  return { count: kept, at, value, text };
}

/**
 * A series with its corrections, as a stream. Without any it is the stream itself.
 * @param columns all readings from a moment on, none of that moment left out
 */
export function corrected(
  columns: AsyncIterable<Columns>,
  corrections: readonly Correction[],
): AsyncIterable<Columns> {
  if (corrections.length === 0) return columns;
  const correct = createCorrector(corrections);
  return (async function* () {
    for await (const stretch of columns) yield correct(stretch);
  })();
}
