import type { Columns } from './columns.ts';

/** A reading that does not fit those around it. */
export type Suspect = {
  readonly at: number;
  /** Which one, of several at that moment: 0 is the first. */
  readonly nth: number;
  readonly value: number;
  /** The median of the readings around it: what it may have been. */
  readonly expected: number;
  /** How many times the usual spread it lies off. */
  readonly score: number;
};

/** Readings looked at on either side. */
export const SPIKE_NEIGHBOURS = 3;
const WINDOW = 2 * SPIKE_NEIGHBOURS + 1;
/** A normal distribution's standard deviation, by its median absolute deviation. */
const SIGMA_BY_MAD = 1.4826;
/** Sensors round, so readings around one are often all the same; this much of them counts as spread. */
const LEAST_SPREAD = 0.005;
/** So many spreads off is a spike. Three, as usual for noise, would accuse every kettle. */
export const SPIKE_SCORE = 12;

/**
 * Finds single readings that leap out and back: a Hampel filter (R. K. Pearson et al., "Generalized Hampel
 * Filters", EURASIP Journal on Advances in Signal Processing 2016:87) over three readings to either side,
 * which does not look at the reading itself. A step that stays is none, nor is what lasts for several
 * readings. Readings come in stretches; "unknown" and texts are passed over.
 */
export function createSpikeFinder(score: number = SPIKE_SCORE) {
  const values: number[] = [];
  const times: number[] = [];
  const places: number[] = [];
  let [moment, nth] = [Number.NaN, 0];

  /** The reading in the middle, judged by the others of the window. */
  function judge(): Suspect | null {
    const value = values[SPIKE_NEIGHBOURS]!;
    // The quick way out for nearly all readings: some other is at least as far out.
    let [above, below] = [false, false];
    for (let i = 0; i < WINDOW; i++) {
      if (i === SPIKE_NEIGHBOURS) continue;
      if (values[i]! >= value) above = true;
      if (values[i]! <= value) below = true;
    }
    if (above && below) return null;
    const others = values.filter((_, i) => i !== SPIKE_NEIGHBOURS);
    const expected = median(others);
    const away = Math.abs(value - expected);
    const mad = median(others.map((other) => Math.abs(other - expected)));
    const spread = Math.max(SIGMA_BY_MAD * mad, LEAST_SPREAD * Math.abs(expected), quantum(others));
    if (away <= score * spread) return null;
    // It must leap out from both its neighbours: an edge of something that lasts does not.
    const [before, after] = [values[SPIKE_NEIGHBOURS - 1]!, values[SPIKE_NEIGHBOURS + 1]!];
    if (Math.min(Math.abs(value - before), Math.abs(value - after)) < away / 2) return null;
    return {
      at: times[SPIKE_NEIGHBOURS]!,
      nth: places[SPIKE_NEIGHBOURS]!,
      value,
      expected,
      score: away / spread,
    };
  }

  return {
    /** The suspects that are known by now; a reading is judged once three have followed it. */
    add({ at, value, count }: Columns): readonly Suspect[] {
      const found: Suspect[] = [];
      for (let i = 0; i < count; i++) {
        nth = at[i] === moment ? nth + 1 : 0;
        moment = at[i]!;
        if (!Number.isFinite(value[i]!)) continue;
        values.push(value[i]!);
        times.push(moment);
        places.push(nth);
        if (values.length > WINDOW) {
          values.shift();
          times.shift();
          places.shift();
        }
        if (values.length < WINDOW) continue;
        const suspect = judge();
        if (suspect !== null) found.push(suspect);
      }
      return found;
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The smallest step between readings that differ: about what the sensor rounds to. */
function quantum(values: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < values.length; i++) {
    const step = Math.abs(values[i]! - values[i - 1]!);
    if (step > 0 && step < least) least = step;
  }
  return Number.isFinite(least) ? least : 0;
}
