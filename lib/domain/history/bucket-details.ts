import { type Cell, type Observer, UNKNOWN } from './bucket-walk.ts';
import type { createCounter } from './counter.ts';
import { type Percentiles, percentiles } from './percentiles.ts';

/** A state and for how long it was in force, ms. */
export type StateTime = Cell & { readonly ms: number };

/** What a bucket can tell besides its summary; each observer fills `found`, one entry a bucket. */
type Found<T> = Observer & { readonly found: readonly T[] };

/** Percentiles weighted by time; null where no number was known. */
export function observePercentiles(): Found<Percentiles | null> {
  const found: (Percentiles | null)[] = [];
  const times = new Map<number, number>();
  return {
    found,
    inForce(value, _text, ms) {
      if (!Number.isNaN(value)) times.set(value, (times.get(value) ?? 0) + ms);
    },
    reading() {},
    close() {
      found.push(percentiles(times));
      times.clear();
    },
  };
}

/** How long each state was in force, the longest first; "unknown" is none. */
export function observeStates(): Found<readonly StateTime[]> {
  const found: StateTime[][] = [];
  const numbers = new Map<number, number>();
  const texts = new Map<number, number>();
  return {
    found,
    inForce(value, text, ms) {
      if (text !== 0) texts.set(text, (texts.get(text) ?? 0) + ms);
      else if (!Number.isNaN(value)) numbers.set(value, (numbers.get(value) ?? 0) + ms);
    },
    reading() {},
    close() {
      const states = [
        ...[...numbers].map(([value, ms]) => ({ value, text: 0, ms })),
        ...[...texts].map(([text, ms]) => ({ value: Number.NaN, text, ms })),
      ];
      found.push(states.sort((a, b) => b.ms - a.ms));
      numbers.clear();
      texts.clear();
    },
  };
}

/**
 * How often the value became another than the one before, which may lie before the bucket. To say the
 * same again is no change, nor is to be unknown for a while.
 */
export function observeChanges(): Found<number> {
  const found: number[] = [];
  let { value: lastValue, text: lastText } = UNKNOWN;
  let changes = 0;
  const isNews = (value: number, text: number): boolean => {
    if (text === 0 && Number.isNaN(value)) return false;
    const hadAny = lastText !== 0 || !Number.isNaN(lastValue);
    const differs = text !== lastText || (text === 0 && value !== lastValue);
    lastValue = value;
    lastText = text;
    return hadAny && differs;
  };
  return {
    found,
    earlier: isNews,
    inForce() {},
    reading(value, text) {
      if (isNews(value, text)) changes++;
    },
    close() {
      found.push(changes);
      changes = 0;
    },
  };
}

/** What a counter has counted; null before anything is known of it. */
export function observeIncrease(counter: ReturnType<typeof createCounter>): Found<number | null> {
  const found: (number | null)[] = [];
  return {
    found,
    earlier(value, _text, at) {
      counter.add(at, value);
      counter.take();
    },
    inForce() {},
    reading(value, _text, at) {
      counter.add(at, value);
    },
    close() {
      found.push(counter.take());
    },
  };
}
