import type { Columns } from './columns.ts';

export const DOWNSAMPLERS = ['minmax', 'lttb'] as const;
export type Downsampler = (typeof DOWNSAMPLERS)[number];

/** Some readings of a series, as they were. NaN: unknown. */
export type Points = { readonly at: number[]; readonly value: number[] };

/** Gathers the readings of one share of the series after the other. */
type Picker = {
  add(at: number, value: number): void;
  /** The share is complete. */
  close(): void;
  end(): void;
};

/**
 * Picks about `points` of `total` readings, so that a chart of them looks like one of all. Readings stay as
 * they are; the first and the last are always among them, and so is, in each share of the series, the
 * first that says "unknown", so that a line breaks where it did.
 *
 * `minmax`: the least and the greatest of each share, in order of time; no peak is lost.
 * `lttb`: of each share the reading which makes the largest triangle with its neighbours (S. Steinarsson,
 * "Downsampling Time Series for Visual Representation", 2013); the shape is kept with half the points.
 * @param total how many readings will come; the last share takes what comes beyond
 */
export function createDownsampler(method: Downsampler, total: number, points: number) {
  const picked: Points = { at: [], value: [] };
  const keep = (at: number, value: number) => {
    picked.at.push(at);
    picked.value.push(value);
  };
  const all = total <= points;
  const shares = Math.max(1, method === 'lttb' ? points - 2 : Math.floor((points - 2) / 2));
  const width = Math.max(1, (total - 2) / shares);
  const picker = method === 'lttb' ? largestTriangles(keep) : extremes(keep);
  let seen = 0;
  let share = 0;
  let last: { at: number; value: number } | null = null;

  const add = (at: number, value: number) => {
    if (all || seen === 0) {
      keep(at, value);
      if (!all) picker.add(at, value);
    } else {
      // The newest reading waits: it may be the last.
      if (last !== null) pass(last.at, last.value, seen - 2);
      last = { at, value };
    }
    seen++;
  };
  const pass = (at: number, value: number, index: number) => {
    while (share < shares - 1 && index >= (share + 1) * width) {
      picker.close();
      share++;
    }
    picker.add(at, value);
  };

  return {
    add(columns: Columns): void {
      for (let i = 0; i < columns.count; i++) add(columns.at[i]!, columns.value[i]!);
    },

    end(): { readonly points: Points; readonly of: number } {
      if (last !== null) {
        picker.close();
        // It is the corner of the last triangle, a share of its own.
        if (method === 'lttb') {
          picker.add(last.at, last.value);
          picker.close();
        }
        picker.end();
        keep(last.at, last.value);
      }
      return { points: picked, of: seen };
    },
  };
}

type Keep = (at: number, value: number) => void;

/** Least and greatest of each share. The first reading of the series is kept already. */
function extremes(keep: Keep): Picker {
  let first = true;
  let share: [number, number][] = [];
  let [low, high, unknown] = [-1, -1, -1];
  return {
    add(at, value) {
      if (first) {
        first = false;
        return;
      }
      const i = share.push([at, value]) - 1;
      if (Number.isNaN(value)) {
        if (unknown < 0) unknown = i;
      } else {
        if (low < 0 || value < share[low]![1]) low = i;
        if (high < 0 || value > share[high]![1]) high = i;
      }
    },
    close() {
      const chosen = [...new Set([low, high, unknown])].filter((i) => i >= 0).sort((a, b) => a - b);
      for (const i of chosen) keep(...share[i]!);
      share = [];
      low = -1;
      high = -1;
      unknown = -1;
    },
    end() {},
  };
}

/** The reading that makes the largest triangle with the last one picked and the mean of the next share. */
function largestTriangles(keep: Keep): Picker {
  type Point = readonly [number, number];
  let first = true;
  let corner: Point | null = null;
  let waiting: Point[] = [];
  let share: Point[] = [];

  const choose = (next: Point | null) => {
    const [fromAt, fromValue] = corner ?? waiting[0] ?? [0, 0];
    let [best, most, unknown] = [-1, -1, -1];
    for (let i = 0; i < waiting.length; i++) {
      const [at, value] = waiting[i]!;
      if (Number.isNaN(value)) {
        if (unknown < 0) unknown = i;
        continue;
      }
      const [toAt, toValue] = next ?? [at, value];
      const area = Math.abs(
        (fromAt - toAt) * (value - fromValue) - (fromAt - at) * (toValue - fromValue),
      );
      if (area > most || best < 0) [best, most] = [i, Number.isNaN(area) ? 0 : area];
    }
    for (const i of [...new Set([best, unknown])].filter((i) => i >= 0).sort((a, b) => a - b))
      keep(...waiting[i]!);
    if (best >= 0) corner = waiting[best]!;
  };

  return {
    add(at, value) {
      if (!first) share.push([at, value]);
      else if (!Number.isNaN(value)) corner = [at, value];
      first = false;
    },
    close() {
      if (waiting.length > 0) choose(meanOf(share));
      waiting = share;
      share = [];
    },
    end() {},
  };
}

function meanOf(share: readonly (readonly [number, number])[]): readonly [number, number] | null {
  let [n, at, value] = [0, 0, 0];
  for (const [time, number] of share) {
    if (Number.isNaN(number)) continue;
    n++;
    at += time;
    value += number;
  }
  return n === 0 ? null : [at / n, value / n];
}
