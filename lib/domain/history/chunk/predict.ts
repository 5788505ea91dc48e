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

/** How far a level follows its first errors, and all later ones: it settles quickly, then stays calm. */
function gains(slowness: number): Float64Array {
  const steady = 2 ** -slowness;
  const list: number[] = [];
  for (let seen = 2; 1 / seen > steady; seen++) list.push(1 / seen);
  return Float64Array.of(...list, steady);
}

/** The errors of a prediction; `numbers` are whole. */
export function errorsOf(numbers: Float64Array, by: Predictor): Float64Array {
  const errors = new Float64Array(numbers.length);
  let expected = by.from;
  if (by.kind === 'constant') {
    for (let i = 0; i < numbers.length; i++) errors[i] = numbers[i]! - expected;
  } else if (by.kind === 'step') {
    for (let i = 0; i < numbers.length; i++) {
      errors[i] = numbers[i]! - expected;
      expected = numbers[i]! + by.step;
    }
  } else if (by.kind === 'line') {
    let step = by.step;
    for (let i = 0; i < numbers.length; i++) {
      const error = numbers[i]! - expected;
      errors[i] = error;
      step += error;
      expected = numbers[i]! + step;
    }
  } else {
    const gain = gains(by.slowness);
    const { step, jump } = by;
    let settled = 0;
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
  return errors;
}

/** Turns the errors of a prediction into the numbers, in place. */
export function restoreFrom(errors: Float64Array, by: Predictor): Float64Array {
  let expected = by.from;
  if (by.kind === 'constant') {
    for (let i = 0; i < errors.length; i++) errors[i]! += expected;
  } else if (by.kind === 'step') {
    const { step } = by;
    for (let i = 0; i < errors.length; i++) {
      const number = expected + errors[i]!;
      errors[i] = number;
      expected = number + step;
    }
  } else if (by.kind === 'line') {
    let step = by.step;
    for (let i = 0; i < errors.length; i++) {
      const error = errors[i]!;
      const number = expected + error;
      errors[i] = number;
      step += error;
      expected = number + step;
    }
  } else {
    const gain = gains(by.slowness);
    const { step, jump } = by;
    let settled = 0;
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
