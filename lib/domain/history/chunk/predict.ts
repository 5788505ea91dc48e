import { DamagedBytes } from './bytes.ts';

/**
 * Ways of foretelling a number from those before it. What is stored is the error, rounded to whole
 * numbers. Both sides compute the same sums in the same order, so IEEE 754 makes them agree to the bit.
 */
export type Predictor =
  /** Always the same number. */
  | { readonly kind: 'constant'; readonly from: number }
  /** The last number and a step. */
  | { readonly kind: 'step'; readonly from: number; readonly step: number }
  /** The line through the last two numbers. */
  | { readonly kind: 'line'; readonly from: number; readonly step: number }
  /**
   * A level that follows the numbers by 2^−slowness of each error, and moves on by a step: the timer
   * of a device, whose messages come late by chance, or a value under noise. An error of more than
   * `jump` sets it anew.
   */
  | {
      readonly kind: 'level';
      readonly from: number;
      readonly step: number;
      readonly slowness: number;
      readonly jump: number;
    };

/** Where a prediction stands before a number. */
export type Standing = {
  /** The next number, as far as one can tell. */
  expected: number;
  /** The step of a line. */
  step: number;
  /** How many numbers a level has followed since it was set, as far as that matters. */
  settled: number;
};

export const beginning = (by: Predictor): Standing => ({
  expected: by.from,
  step: by.kind === 'constant' ? 0 : by.step,
  settled: 0,
});

export const MOST_SLOWNESS = 7;

/** How far a level follows its first errors, and all later ones: it settles quickly, then stays calm. */
const GAINS: readonly Float64Array[] = Array.from({ length: MOST_SLOWNESS + 1 }, (_, slowness) => {
  const steady = 2 ** -slowness;
  const list: number[] = [];
  for (let seen = 2; 1 / seen > steady; seen++) list.push(1 / seen);
  return Float64Array.of(...list, steady);
});

/** The errors of a prediction; `numbers` are whole. `standing` is moved on to behind them. */
export function errorsOf(
  numbers: Float64Array,
  by: Predictor,
  standing: Standing = beginning(by),
): Float64Array {
  const errors = new Float64Array(numbers.length);
  let { expected, step, settled } = standing;
  if (by.kind === 'constant') {
    for (let i = 0; i < numbers.length; i++) errors[i] = numbers[i]! - expected;
  } else if (by.kind === 'step') {
    for (let i = 0; i < numbers.length; i++) {
      errors[i] = numbers[i]! - expected;
      expected = numbers[i]! + step;
    }
  } else if (by.kind === 'line') {
    for (let i = 0; i < numbers.length; i++) {
      const error = numbers[i]! - expected;
      errors[i] = error;
      step += error;
      expected = numbers[i]! + step;
    }
  } else {
    const gain = GAINS[by.slowness]!;
    const { jump } = by;
    for (let i = 0; i < numbers.length; i++) {
      const error = numbers[i]! - Math.floor(expected + 0.5);
      errors[i] = error;
      if (error > jump || error < -jump) {
        expected = numbers[i]! + step;
        settled = 0;
      } else {
        expected += gain[settled]! * error + step;
        if (settled < gain.length - 1) settled++;
      }
    }
  }
  Object.assign(standing, { expected, step, settled });
  return errors;
}

/** Turns the errors of a prediction that stands at `from` into the numbers, in place. */
export function restore(errors: Float64Array, by: Predictor, from: Standing): Float64Array {
  let { expected, step, settled } = from;
  if (by.kind === 'constant') {
    for (let i = 0; i < errors.length; i++) errors[i]! += expected;
  } else if (by.kind === 'step') {
    for (let i = 0; i < errors.length; i++) {
      const number = expected + errors[i]!;
      errors[i] = number;
      expected = number + step;
    }
  } else if (by.kind === 'line') {
    for (let i = 0; i < errors.length; i++) {
      const error = errors[i]!;
      const number = expected + error;
      errors[i] = number;
      step += error;
      expected = number + step;
    }
  } else {
    const gain = GAINS[by.slowness]!;
    const { jump } = by;
    if (settled >= gain.length) throw new DamagedBytes('a level is too settled');
    for (let i = 0; i < errors.length; i++) {
      const error = errors[i]!;
      const number = Math.floor(expected + 0.5) + error;
      errors[i] = number;
      if (error > jump || error < -jump) {
        expected = number + step;
        settled = 0;
      } else {
        expected += gain[settled]! * error + step;
        if (settled < gain.length - 1) settled++;
      }
    }
  }
  return errors;
}
