import type { Clock } from './clock.ts';

export type Span = { readonly from: number; readonly to: number };

/** Something that is on or off, as a function of time. */
export type Flag = {
  on(t: number): boolean;
  /** The moments in [from, to) at which it changes, in order. */
  edges(from: number, to: number): readonly number[];
  /** The spans during which it is on that touch [from, to), in order. */
  spans(from: number, to: number): readonly Span[];
};

/**
 * A flag from the spans that begin on each day. A span may reach into the next day, not further.
 * Overlapping and touching spans become one.
 */
export function flag(clock: Clock, spansOf: (day: number) => readonly Span[]): Flag {
  const days = new Map<number, readonly Span[]>();
  const ofDay = (day: number) => {
    let spans = days.get(day);
    if (!spans) {
      spans = join(spansOf(day));
      days.set(day, spans);
    }
    return spans;
  };
  const spans = (from: number, to: number) => {
    const found: Span[] = [];
    for (let day = clock.day(from) - 1; day <= clock.day(to); day++) {
      for (const span of ofDay(day)) if (span.to > from && span.from < to) found.push(span);
    }
    return join(found);
  };
  const covers = (day: number, t: number) => {
    for (const span of ofDay(day)) if (span.from <= t && t < span.to) return true;
    return false;
  };
  return {
    spans,
    on(t) {
      const day = clock.day(t);
      return covers(day, t) || covers(day - 1, t);
    },
    edges(from, to) {
      // A wider view, so that a span that is cut by `from` or `to` shows its true ends.
      const edges = spans(from - 1, to + 1).flatMap((span) => [span.from, span.to]);
      return edges.filter((t) => t >= from && t < to);
    },
  };
}

function join(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else if (span.to > span.from) joined.push(span);
  }
  return joined;
}
