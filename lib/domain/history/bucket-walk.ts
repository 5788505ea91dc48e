import type { HourColumns } from './chunk/hours.ts';
import type { Columns } from './columns.ts';

const HOUR_MS = 3_600_000;

/** A value as columns hold it: a number (NaN: none), or the id of a text (0: none). */
export type Cell = { readonly value: number; readonly text: number };

export const UNKNOWN: Cell = { value: Number.NaN, text: 0 };

/** From the first to the last reading of a chunk (epoch ms, both included). */
export type Extent = { readonly start: number; readonly end: number };

/** Looks at one bucket after the other. */
export type Observer = {
  /** A reading before the first bucket. */
  earlier?(value: number, text: number, at: number): void;
  /** True of a reading before the first bucket that is all it needs to know of that time. */
  isLead?(value: number, text: number): boolean;
  /** A value was in force for so long; always more than 0 ms. */
  inForce(value: number, text: number, ms: number): void;
  /** A reading came. */
  reading(value: number, text: number, at: number): void;
  /** True if the statistics of these hours tell it as much as their readings would. */
  canTell(hours: HourColumns, extent: Extent): boolean;
  /** The hour numbered `h`, from `from` to `to`, of which it can tell. */
  hour(hours: HourColumns, h: number, from: number, to: number): void;
  /** The bucket is over. `isWhole` is false if only statistics are kept of it that could not tell. */
  close(isWhole: boolean): void;
};

/**
 * Walks through readings and hourly statistics in order of time, and tells observers bucket by bucket what was
 * in force for how long. However the readings are cut into columns, they see the same.
 * @param edges of the buckets, rising; of readings before the first, the last is in force as it begins
 * @param until beyond this nothing is known (epoch ms): a value is held no longer
 */
export function createBucketWalk(
  edges: readonly number[],
  until: number,
  observers: readonly Observer[],
) {
  const last = Math.min(edges.at(-1) ?? 0, until);
  const whole = observers.map(() => true);
  let bucket = 0;
  // As fields these change in place; as variables of a closure each change would make a number on the heap.
  const now = { since: edges[0] ?? 0, value: UNKNOWN.value, text: UNKNOWN.text };

  const hold = (to: number) => {
    const { since, value, text } = now;
    if (to <= since) return;
    for (const observer of observers) observer.inForce(value, text, to - since);
    now.since = to;
  };
  const close = () => {
    hold(Math.min(edges[++bucket]!, until));
    observers.forEach((observer, k) => {
      observer.close(whole[k]!);
      whole[k] = true;
    });
  };

  return {
    add(columns: Columns): void {
      const { at: times, value: values, text: texts, count } = columns;
      for (let i = 0; i < count; i++) {
        const at = times[i]!;
        if (at >= last) return;
        while (at >= edges[bucket + 1]!) close();
        hold(at);
        const value = values[i]!;
        const text = texts === null ? 0 : texts[i]!;
        now.value = value;
        now.text = text;
        if (at < edges[0]!) {
          for (const observer of observers) observer.earlier?.(value, text, at);
          continue;
        }
        for (const observer of observers) observer.reading(value, text, at);
      }
    },

    /** The hours of a chunk that begin in the buckets; none of them reaches beyond its bucket. */
    addHours(hours: HourColumns, extent: Extent): void {
      const telling = observers.map((observer) => observer.canTell(hours, extent));
      for (let h = 0; h < hours.hours; h++) {
        const from = Math.max(hours.start[h]!, extent.start);
        if (from < edges[0]! || from >= last) continue;
        while (from >= edges[bucket + 1]!) close();
        hold(from);
        const to = Math.min(hours.start[h]! + HOUR_MS, extent.end);
        for (let k = 0; k < observers.length; k++) {
          if (telling[k]) observers[k]!.hour(hours, h, from, to);
          else whole[k] = false;
        }
        now.value = hours.last[h]!;
        now.text = hours.lastText?.[h] ?? 0;
        now.since = to;
      }
    },

    end(): void {
      while (bucket < edges.length - 1) close();
    },
  };
}

export type BucketWalk = ReturnType<typeof createBucketWalk>;
