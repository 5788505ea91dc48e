/**
 * How a counter is read. `rising`: it only goes up, so a fall is a new beginning (Home Assistant's
 * `total_increasing`). `net`: it goes both ways, and begins anew only when it says so (`total`).
 */
export type CounterKind = 'rising' | 'net';

/**
 * Home Assistant's rule (homeassistant/components/sensor/recorder.py, reset_detected): a counter that
 * falls by up to a tenth has corrected itself, one that falls by more has begun anew at zero.
 */
const DIP = 0.9;

/** Where counters overflow: registers of 16, 24 and 32 bits, and dials of five to nine digits. */
const WRAPS: readonly number[] = [
  ...[1, 10].map((scale) => 2 ** 16 / scale),
  2 ** 24,
  ...[1, 10, 100, 1000].map((scale) => 2 ** 32 / scale),
  ...[5, 6, 7, 8, 9].map((digits) => 10 ** digits),
].sort((a, b) => a - b);

/** Over an overflow it counts no more than this share of it from one reading to the next; else it was a reset. */
const NEAR_WRAP = 0.01;

/**
 * What a rising counter has lost between two readings of it, neither below zero: all, where it has begun
 * anew, or what it counts to, where it has overflown.
 */
export function lost(before: number, value: number): number {
  if (value >= DIP * before) return 0;
  const wrap = WRAPS.find((at) => at > before);
  return wrap !== undefined && wrap - before + value <= NEAR_WRAP * wrap ? wrap : before;
}

/** How much it has gone up. */
export function rise(before: number, value: number): number {
  const gone = lost(before, value);
  if (gone === 0) return value - before;
  return gone === before ? value : gone - before + value;
}

/** Where a counter stood. */
export type Stand = { readonly at: number; readonly value: number };

/**
 * Sums up what a counter counts. What lies between two readings belongs to the later one, so adjacent
 * spans add up to the whole, to the last decimal.
 * @param before the last value before the first reading to come; null: the first reading is the beginning
 * @param resets times (epoch ms, rising) at which a counter of kind `net` said that it begins anew
 */
export function createCounter(
  kind: CounterKind,
  before: Stand | null,
  resets: readonly number[] = [],
) {
  let stand = before;
  let total = 0;
  let told = 0;
  let largest = Math.abs(before?.value ?? 0);
  let reset = 0;

  const isReset = (at: number, since: number): boolean => {
    while (reset < resets.length && resets[reset]! <= since) reset++;
    return reset < resets.length && resets[reset]! <= at;
  };

  return {
    /** A reading; one that is no count (NaN, or below zero of a rising counter) tells nothing. */
    add(at: number, value: number): void {
      if (!isCount(kind, value)) return;
      if (stand !== null) {
        if (isReset(at, stand.at)) total += value;
        else total += kind === 'rising' ? rise(stand.value, value) : value - stand.value;
      }
      stand = { at, value };
      largest = Math.max(largest, Math.abs(value), Math.abs(total));
    },

    /**
     * A stretch in which a counter of kind `rising` has lost so much, and one of kind `net` has not begun
     * anew: from the number it showed first to the last, none of them larger than `most`.
     */
    addStretch(from: Stand, to: Stand, gone: number, most: number): void {
      this.add(from.at, from.value);
      total += to.value - from.value + (kind === 'rising' ? gone : 0);
      stand = to;
      largest = Math.max(largest, most, Math.abs(total));
    },

    /** True if it says that it begins anew after `from`, up to `to`. */
    isResetIn: (from: number, to: number): boolean => resets.some((at) => at > from && at <= to),

    /** True if a reading tells something. */
    isCount: (value: number): boolean => isCount(kind, value),

    /** The increase since it was last taken; null: nothing is known of the counter yet. */
    take(): number | null {
      if (stand === null) return null;
      // As many decimals as a float64 holds at this size, and no binary noise beyond them.
      const decimals = Math.min(9, Math.max(0, 13 - Math.ceil(Math.log10(largest + 1))));
      const increase = rounded(rounded(total, decimals) - rounded(told, decimals), decimals);
      told = total;
      return increase;
    },
  };
}

const isCount = (kind: CounterKind, value: number): boolean =>
  Number.isFinite(value) && (kind === 'net' || value >= 0);

const rounded = (value: number, decimals: number): number => {
  const scale = 10 ** decimals;
  const scaled = Math.round(value * scale) / scale;
  return Number.isFinite(scaled) ? scaled + 0 : value;
};
