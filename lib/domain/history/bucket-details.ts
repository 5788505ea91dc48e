import { type Cell, type Observer, UNKNOWN } from './bucket-walk.ts';
import type { CellColumn } from './chunk/hour-details.ts';
import type { HourColumns } from './chunk/hours.ts';
import type { createCounter } from './counter.ts';
import { type Percentiles, percentiles } from './percentiles.ts';

/** A state and for how long it was in force, ms. */
export type StateTime = Cell & { readonly ms: number };

/**
 * What a bucket can tell besides its summary; each observer fills `found`, one entry a bucket. undefined: only
 * statistics are kept of that time, and they do not tell.
 */
type Found<T> = Observer & { readonly found: readonly (T | undefined)[] };

/** True of a bucket in which hours begin of which only statistics are kept. */
export function observeStatistics(): Found<boolean> {
  const found: boolean[] = [];
  return {
    found,
    inForce() {},
    reading() {},
    canTell: () => false,
    hour() {},
    close(isWhole) {
      found.push(!isWhole);
    },
  };
}

/** Percentiles weighted by time; null where no number was known. */
export function observePercentiles(): Found<Percentiles | null> {
  const found: (Percentiles | null | undefined)[] = [];
  const times = new Map<number, number>();
  return {
    found,
    inForce(value, _text, ms) {
      if (!Number.isNaN(value)) times.set(value, (times.get(value) ?? 0) + ms);
    },
    reading() {},
    canTell: () => false,
    hour() {},
    close(isWhole) {
      found.push(isWhole ? percentiles(times) : undefined);
      times.clear();
    },
  };
}

/**
 * How long each state was in force, the longest first; "unknown" is none.
 * @param isSwitch the numbers are 1 and 0, on and off
 */
export function observeStates(isSwitch: boolean): Found<readonly StateTime[]> {
  const found: (StateTime[] | undefined)[] = [];
  const numbers = new Map<number, number>();
  const texts = new Map<number, number>();
  // Of a switch, which has thousands of hours a year, these are the numbers.
  let [on, off] = [0, 0];
  const add = (times: Map<number, number>, key: number, ms: number) => {
    if (ms > 0) times.set(key, (times.get(key) ?? 0) + ms);
  };
  return {
    found,
    inForce(value, text, ms) {
      if (text !== 0) add(texts, text, ms);
      else if (isSwitch && value === 1) on += ms;
      else if (isSwitch && value === 0) off += ms;
      else if (!Number.isNaN(value)) add(numbers, value, ms);
    },
    reading() {},
    canTell: ({ hours, min, details }) =>
      details?.texts != null && (isSwitch || min.subarray(0, hours).every(Number.isNaN)),
    hour({ area, known, details }, h) {
      if (isSwitch) {
        on += area[h]!;
        off += known[h]! - area[h]!;
      }
      for (const { text, ms } of details!.texts!) add(texts, text, ms[h]!);
    },
    close(isWhole) {
      add(numbers, 1, on);
      add(numbers, 0, off);
      [on, off] = [0, 0];
      const states = [
        ...[...numbers].map(([value, ms]) => ({ value, text: 0, ms })),
        ...[...texts].map(([text, ms]) => ({ value: Number.NaN, text, ms })),
      ];
      // Of states that were in force equally long, the order must not hang on how the time was put together.
      states.sort((a, b) => b.ms - a.ms || a.text - b.text || a.value - b.value);
      found.push(isWhole ? states : undefined);
      numbers.clear();
      texts.clear();
    },
  };
}

export const isKnown = (value: number, text: number): boolean => text !== 0 || !Number.isNaN(value);

/**
 * How often the value became another than the one before, which may lie before the bucket. To say the
 * same again is no change, nor is to be unknown for a while.
 */
export function observeChanges(): Found<number> {
  const found: (number | undefined)[] = [];
  let { value: lastValue, text: lastText } = UNKNOWN;
  let changes = 0;
  const isNews = (value: number, text: number): boolean => {
    if (!isKnown(value, text)) return false;
    const hadAny = isKnown(lastValue, lastText);
    const differs = text !== lastText || (text === 0 && value !== lastValue);
    lastValue = value;
    lastText = text;
    return hadAny && differs;
  };
  return {
    found,
    earlier: isNews,
    isLead: isKnown,
    inForce() {},
    reading(value, text) {
      if (isNews(value, text)) changes++;
    },
    canTell: ({ details }) => details !== null,
    hour({ details }, h) {
      const { first, last, changes: within } = details!;
      if (isNews(first.value[h]!, textAt(first, h))) changes++;
      changes += within[h]!;
      isNews(last.value[h]!, textAt(last, h));
    },
    close(isWhole) {
      found.push(isWhole ? changes : undefined);
      changes = 0;
    },
  };
}

const textAt = ({ text }: CellColumn, h: number): number => text?.[h] ?? 0;

/** What a counter has counted; null before anything is known of it. */
export function observeIncrease(counter: ReturnType<typeof createCounter>): Found<number | null> {
  const found: (number | null | undefined)[] = [];
  return {
    found,
    earlier(value, _text, at) {
      counter.add(at, value);
      counter.take();
    },
    isLead: (value) => counter.isCount(value),
    inForce() {},
    reading(value, _text, at) {
      counter.add(at, value);
    },
    canTell: (hours, { start, end }) =>
      !counter.isResetIn(start, end) && hasCounts(hours, counter.isCount),
    hour({ min, max, details }, h, from, to) {
      const [first, last] = [details!.first.value[h]!, details!.last.value[h]!];
      if (Number.isNaN(first)) return;
      const most = Math.max(Math.abs(min[h]!), Math.abs(max[h]!));
      counter.addStretch(
        { at: from, value: first },
        { at: to, value: last },
        details!.lost[h]!,
        most,
      );
    },
    close(isWhole) {
      const increase = counter.take();
      found.push(isWhole ? increase : undefined);
    },
  };
}

/** True if what each hour has counted follows from its first and its last known value, and from what it lost. */
function hasCounts(
  { hours, min, details }: HourColumns,
  isCount: (value: number) => boolean,
): boolean {
  if (details === null) return false;
  const { first, last, lost } = details;
  for (let h = 0; h < hours; h++) {
    if (textAt(first, h) !== 0 || textAt(last, h) !== 0) return false;
    if (Number.isNaN(first.value[h])) continue;
    if (!isCount(first.value[h]!) || !isCount(last.value[h]!)) return false;
    if (Number.isNaN(lost[h]) && !isCount(min[h]!)) return false;
  }
  return true;
}
