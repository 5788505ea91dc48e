import { type ByteReader, type ByteWriter, DamagedBytes, unzigzag, zigzag } from './bytes.ts';
import { numbersReader, packNumbers, unpackNumbers } from './numbers.ts';
import { packResiduals, unpackResiduals } from './residuals.ts';
import { type ColumnReader, readerOf } from './stretches.ts';

/** Which readings have a number. */
const ALL = 0;
const NONE = 1;
const SOME = 2;

/** Writes numbers of which some may be missing (NaN): how long they are there and away in turn, then those there are. */
export function packSparse(out: ByteWriter, numbers: Float64Array): void {
  let there = 0;
  for (let i = 0; i < numbers.length; i++) if (!Number.isNaN(numbers[i])) there++;
  if (there === numbers.length) {
    out.byte(ALL);
    packNumbers(out, numbers);
    return;
  }
  const present = numbers.filter((number) => !Number.isNaN(number));
  if (present.length === 0) out.byte(NONE);
  else {
    out.byte(SOME);
    const runs = runsOf(numbers);
    out.whole(runs.length);
    packResiduals(out, runs);
  }
  packNumbers(out, present);
}

/** Reads as many numbers as were written. */
export const unpackSparse = (input: ByteReader, count: number): Float64Array =>
  sparseReader(input, count)(0, count);

/** A reader of what was written; `input` is left behind it. */
export function sparseReader(input: ByteReader, count: number): ColumnReader {
  const which = input.byte();
  if (which === ALL) return numbersReader(input, count);
  if (which === NONE) return (from, to) => new Float64Array(to - from).fill(Number.NaN);
  if (which !== SOME) throw new DamagedBytes('unknown gaps in a column');
  const runs = unpackResiduals(input, input.amount(count + 1, 'gaps')).map(zigzag);
  let [end, there] = [0, 0];
  runs.forEach((run, i) => {
    end += run;
    if (i % 2 === 0) there += run;
  });
  if (end > count) throw new DamagedBytes('gaps beyond the end');
  const present = unpackNumbers(input, there);
  const numbers = new Float64Array(count).fill(Number.NaN);
  let [at, next] = [0, 0];
  runs.forEach((run, i) => {
    if (i % 2 === 0) {
      numbers.set(present.subarray(next, next + run), at);
      next += run;
    }
    at += run;
  });
  return readerOf(numbers);
}

/** The lengths of the stretches with and without numbers, in turn; the last is left out if without. */
function runsOf(numbers: Float64Array): Float64Array {
  const runs: number[] = [];
  let [isThere, run] = [true, 0];
  for (let i = 0; i < numbers.length; i++) {
    if (Number.isNaN(numbers[i]) === isThere) {
      // packResiduals takes numbers of either sign: these come out as lengths again.
      runs.push(unzigzag(run));
      [isThere, run] = [!isThere, 0];
    }
    run++;
  }
  if (isThere) runs.push(unzigzag(run));
  return Float64Array.from(runs);
}
