import type { Extent } from '../../../../domain/history/bucket-walk.ts';
import type { HourColumns } from '../../../../domain/history/chunk/hours.ts';
import type { Columns } from '../../../../domain/history/columns.ts';
import { HOUR_MS } from '../hours/hours.ts';

/** What a series did between two edges; `first` and `last` as columns hold them. */
export type Sum = {
  count: number;
  min: number;
  max: number;
  /** Value × milliseconds in force. */
  area: number;
  /** Milliseconds for which a value was known. */
  known: number;
  first: number;
  firstText: number;
  last: number;
  lastText: number;
};

const noSum = (): Sum => ({
  count: 0,
  min: Infinity,
  max: -Infinity,
  area: 0,
  known: 0,
  first: Number.NaN,
  firstText: 0,
  last: Number.NaN,
  lastText: 0,
});

/**
 * Sums up a series between edges, given its readings and hourly statistics in order of time. What is in
 * force lasts until the next; a value that is replaced the moment a bucket begins was never in force in it.
 * @param held the value in force at the first edge, NaN if none is known
 */
export function bucketSums(edges: readonly number[], held: number) {
  const sums = edges.slice(1).map(noSum);
  let bucket = 0;
  // As fields these change in place; as variables of a closure each change would make a number on the heap.
  const now = { at: edges[0]!, value: held };

  /** The value in force lasts until `to`. */
  function hold(to: number): void {
    while (now.at < to && bucket < sums.length) {
      const { at, value } = now;
      const end = edges[bucket + 1]!;
      const until = Math.min(end, to);
      if (until > at && !Number.isNaN(value)) {
        const sum = sums[bucket]!;
        if (value < sum.min) sum.min = value;
        if (value > sum.max) sum.max = value;
        sum.area += value * (until - at);
        sum.known += until - at;
      }
      now.at = until;
      if (until >= end) bucket++;
    }
  }

  function note(sum: Sum, count: number, first: number, firstText: number): void {
    if (sum.count === 0) {
      sum.first = first;
      sum.firstText = firstText;
    }
    sum.count += count;
  }

  /** An hour from `from` to `to`, within one bucket. */
  function hour(hours: HourColumns, h: number, from: number, to: number): void {
    hold(from);
    const sum = sums[bucket];
    if (sum === undefined) return;
    note(sum, hours.count[h]!, hours.first[h]!, hours.firstText?.[h] ?? 0);
    now.value = hours.last[h]!;
    sum.last = now.value;
    sum.lastText = hours.lastText?.[h] ?? 0;
    // Comparisons with NaN are false.
    if (hours.min[h]! < sum.min) sum.min = hours.min[h]!;
    if (hours.max[h]! > sum.max) sum.max = hours.max[h]!;
    sum.area += hours.area[h]!;
    sum.known += hours.known[h]!;
    now.at = to;
    while (bucket < sums.length && to >= edges[bucket + 1]!) bucket++;
  }

  return {
    /** Readings between the first and the last edge. */
    readings({ count, at: times, value: values, text }: Columns): void {
      for (let i = 0; i < count; i++) {
        hold(times[i]!);
        const sum = sums[bucket];
        if (sum === undefined) return;
        const value = values[i]!;
        now.value = value;
        const word = text === null ? 0 : text[i]!;
        note(sum, 1, value, word);
        sum.last = value;
        sum.lastText = word;
        if (value < sum.min) sum.min = value;
        if (value > sum.max) sum.max = value;
      }
    },

    /** The hours of a chunk that begin between the first edge and `until`, of which no more is known or needed. */
    hours(hours: HourColumns, { start, end }: Extent, until: number): void {
      for (let h = 0; h < hours.hours; h++) {
        const from = Math.max(hours.start[h]!, start);
        if (from >= edges[0]! && from < until)
          hour(hours, h, from, Math.min(hours.start[h]! + HOUR_MS, end));
      }
    },

    /** Nothing is known beyond `to`. */
    end(to: number): readonly Sum[] {
      hold(to);
      return sums;
    },
  };
}
