// What buckets and hourly statistics must come to, in the plainest way: the packed store is held against it.

/** From `at` on (epoch ms) the series has `value`; null: unknown from here on. */
export type Step = { readonly at: number; readonly value: number | null };

/** What one series did over a span. Adjacent spans merge, so a day is the merge of its hours. */
export type Summary = {
  /** Readings in the span, also those that say "unknown". */
  readonly count: number;
  /** Over every value in force in the span; Infinity and -Infinity when there was none. */
  readonly min: number;
  readonly max: number;
  /**
   * Value × milliseconds in force, so that a sensor which reports on change has a true mean. Of an
   * on/off series (0/1) these are the milliseconds it was on.
   */
  readonly area: number;
  /** Milliseconds for which a value was known. */
  readonly known: number;
  /** The first and the last reading in the span; null when there is none, or it says "unknown". */
  readonly first: number | null;
  readonly last: number | null;
};

export const NOTHING: Summary = {
  count: 0,
  min: Infinity,
  max: -Infinity,
  area: 0,
  known: 0,
  first: null,
  last: null,
};

/**
 * Sums up `readings`, which lie in [from, to) in order of time. `held` is the value in force when the
 * span begins, or null if none is known.
 */
export function summarize(
  readings: readonly Step[],
  from: number,
  to: number,
  held: number | null,
): Summary {
  let { min, max, area, known } = NOTHING;
  const inForce = (value: number | null, since: number, until: number) => {
    if (value === null) return;
    min = Math.min(min, value);
    max = Math.max(max, value);
    area += value * (until - since);
    known += until - since;
  };
  const first = readings[0];
  // A value that was replaced the very moment the span begins was never in force in it.
  if ((first?.at ?? to) > from) inForce(held, from, first?.at ?? to);
  readings.forEach(({ at, value }, i) => {
    inForce(value, at, readings[i + 1]?.at ?? to);
  });
  const last = readings.at(-1);
  return {
    count: readings.length,
    min,
    max,
    area,
    known,
    first: first?.value ?? null,
    last: last?.value ?? null,
  };
}

/** The summary of two adjacent spans, `a` before `b`. */
export const merge = (a: Summary, b: Summary): Summary => mergeAll([a, b]);

/** The summary of adjacent spans, in order of time: of a year of hours in one go. */
export function mergeAll(parts: readonly Summary[]): Summary {
  let { count, min, max, area, known, first, last } = NOTHING;
  for (const part of parts) {
    min = Math.min(min, part.min);
    max = Math.max(max, part.max);
    area += part.area;
    known += part.known;
    if (part.count === 0) continue;
    if (count === 0) first = part.first;
    last = part.last;
    count += part.count;
  }
  return { count, min, max, area, known, first, last };
}

/** The time-weighted mean; null when no value was known at any time. */
export const mean = ({ area, known }: Summary): number | null => (known > 0 ? area / known : null);
