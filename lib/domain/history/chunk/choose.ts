import { zigzag } from './bytes.ts';
import { errorsOf, type Predictor } from './predict.ts';
import { TOKEN_EXTRA, TOKENS, tokenOf } from './tokens.ts';

/** Predictors are tried on this many numbers, in the middle. */
const SAMPLE = 1024;
const SLOWNESS = [1, 2, 3, 5];

/** The predictor that makes whole numbers the shortest. */
export function choosePredictor(numbers: Float64Array): Predictor {
  const begin = Math.max(0, (numbers.length - SAMPLE) >> 1);
  const sample = numbers.subarray(begin, begin + SAMPLE);
  const from = sample[0] ?? 0;
  const { median: step, spread } = steps(sample);
  const jump = 8 * spread + 4;
  const slope = meanStep(sample, step, jump);
  const candidates: Predictor[] = [
    { kind: 'step', from, step },
    { kind: 'constant', from: median(sample) },
    { kind: 'line', from, step },
    ...SLOWNESS.map(
      (slowness): Predictor => ({ kind: 'level', from, step: slope, slowness, jump }),
    ),
  ];
  let best = candidates[0]!;
  let least = Infinity;
  for (const candidate of candidates) {
    const cost = bitsOf(errorsOf(sample, candidate));
    if (cost >= least) continue;
    [best, least] = [candidate, cost];
  }
  return best.kind === 'constant' ? best : { ...best, from: numbers[0] ?? 0 };
}

/** About how many bits numbers take: the entropy of their tokens, and the low bits. */
export function bitsOf(numbers: Float64Array): number {
  const counts = new Uint32Array(TOKENS);
  let bits = 0;
  for (let i = 0; i < numbers.length; i++) {
    const number = zigzag(numbers[i]!);
    if (!(number < 2 ** 53)) return Infinity;
    const token = tokenOf(number);
    counts[token]!++;
    bits += TOKEN_EXTRA[token]!;
  }
  for (let token = 0; token < TOKENS; token++) {
    const count = counts[token]!;
    // Each kind of token also costs its place in the table of codes.
    if (count > 0) bits += 4 + count * Math.log2(numbers.length / count);
  }
  return bits;
}

function median(numbers: Float64Array): number {
  return Float64Array.from(numbers).sort()[numbers.length >> 1] ?? 0;
}

/** The usual step from one number to the next, and how far steps usually are from it. */
function steps(numbers: Float64Array): { readonly median: number; readonly spread: number } {
  const all = new Float64Array(Math.max(0, numbers.length - 1));
  for (let i = 0; i < all.length; i++) all[i] = numbers[i + 1]! - numbers[i]!;
  const middle = median(all);
  for (let i = 0; i < all.length; i++) all[i] = Math.abs(all[i]! - middle);
  return { median: middle, spread: median(all) };
}

/** The mean of the steps that are not jumps: a timer's true period, finer than a whole number. */
function meanStep(numbers: Float64Array, usual: number, jump: number): number {
  let [sum, count] = [0, 0];
  for (let i = 1; i < numbers.length; i++) {
    const off = numbers[i]! - numbers[i - 1]! - usual;
    if (Math.abs(off) > jump) continue;
    sum += off;
    count++;
  }
  return count === 0 ? usual : usual + sum / count;
}
