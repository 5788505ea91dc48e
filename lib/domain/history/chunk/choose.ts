import { errorsOf, type Predictor } from './predict.ts';
import { TOKEN_EXTRA, TOKENS, tokenCounts } from './tokens.ts';

/** Predictors are tried on this many numbers, in the middle. */
const SAMPLE = 512;
/** And the best of those on all. */
const FINALISTS = 3;
const SLOWNESS = [1, 2, 3, 5, 7];

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
  const rated = candidates
    .map((by) => ({ by, cost: bitsOf(errorsOf(sample, by)) }))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, FINALISTS)
    .map(({ by }): Predictor => (by.kind === 'constant' ? by : { ...by, from: numbers[0] ?? 0 }));
  if (numbers.length <= SAMPLE) return rated[0]!;
  const [first, ...others] = rated.map((by) => ({ by, cost: bitsOf(errorsOf(numbers, by)) }));
  return others.reduce((best, other) => (other.cost < best.cost ? other : best), first!).by;
}

/** About how many bits numbers take: the entropy of their tokens, and the low bits. */
export function bitsOf(numbers: Float64Array): number {
  for (let i = 0; i < numbers.length; i++) if (!(Math.abs(numbers[i]!) < 2 ** 52)) return Infinity;
  const counts = tokenCounts(numbers);
  let bits = 0;
  for (let token = 0; token < TOKENS; token++) {
    const count = counts[token]!;
    // Each kind of token also costs its place in the table of codes.
    if (count === 0) continue;
    bits += 4 + count * (TOKEN_EXTRA[token]! + Math.log2(numbers.length / count));
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
