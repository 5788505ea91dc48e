import type { Columns } from './columns.ts';
import { NOTHING, type Summary } from './summary.ts';

/** A value as columns hold it: a number (NaN: none), or the id of a text (0: none). */
export type Cell = { readonly value: number; readonly text: number };

export const UNKNOWN: Cell = { value: Number.NaN, text: 0 };

/** Looks at one bucket after the other. */
export type Observer = {
  /** A reading before the first bucket. */
  earlier?(value: number, text: number, at: number): void;
  /** A value was in force for so long; always more than 0 ms. */
  inForce(value: number, text: number, ms: number): void;
  /** A reading came. */
  reading(value: number, text: number, at: number): void;
  /** The bucket is over. */
  close(): void;
};

/**
 * Walks through readings in order of time, and tells observers bucket by bucket what was in force for how
 * long. However the readings are cut into columns, they see the same.
 * @param edges of the buckets, rising; of readings before the first, the last is in force as it begins
 * @param until beyond this nothing is known (epoch ms): a value is held no longer
 */
export function createBucketWalk(
  edges: readonly number[],
  until: number,
  observers: readonly Observer[],
) {
  const last = Math.min(edges.at(-1) ?? 0, until);
  let bucket = 0;
  let since = edges[0] ?? 0;
  let { value, text } = UNKNOWN;

  const hold = (to: number) => {
    if (to <= since) return;
    for (const observer of observers) observer.inForce(value, text, to - since);
    since = to;
  };
  const close = () => {
    hold(Math.min(edges[++bucket]!, until));
    for (const observer of observers) observer.close();
  };

  return {
    add(columns: Columns): void {
      const { at: times, value: values, text: texts, count } = columns;
      for (let i = 0; i < count; i++) {
        const at = times[i]!;
        if (at >= last) return;
        while (at >= edges[bucket + 1]!) close();
        hold(at);
        value = values[i]!;
        text = texts === null ? 0 : texts[i]!;
        if (at < edges[0]!) {
          for (const observer of observers) observer.earlier?.(value, text, at);
          continue;
        }
        for (const observer of observers) observer.reading(value, text, at);
      }
    },

    end(): void {
      while (bucket < edges.length - 1) close();
    },
  };
}

/** What a bucket shows of itself, with texts. */
export type CellSummary = Omit<Summary, 'first' | 'last'> & {
  readonly first: Cell;
  readonly last: Cell;
};

/** The same figures as `summarize` gives, from columns. */
export function observeSummaries(): Observer & { readonly found: readonly CellSummary[] } {
  const found: CellSummary[] = [];
  let { count, min, max, area, known } = NOTHING;
  let [first, last] = [UNKNOWN, UNKNOWN];
  return {
    found,
    inForce(value, _text, ms) {
      if (Number.isNaN(value)) return;
      if (value < min) min = value;
      if (value > max) max = value;
      area += value * ms;
      known += ms;
    },
    reading(value, text) {
      if (value < min) min = value;
      if (value > max) max = value;
      last = { value, text };
      if (count++ === 0) first = last;
    },
    close() {
      found.push({ count, min, max, area, known, first, last });
      ({ count, min, max, area, known } = NOTHING);
      first = UNKNOWN;
      last = UNKNOWN;
    },
  };
}
