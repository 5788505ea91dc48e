import { BitWriter, bitsAt, bitView, narrowBitsAt } from './bits.ts';
import { type ByteReader, ByteWriter, DamagedBytes, unzigzag, zigzag } from './bytes.ts';
import { codeLengths } from './huffman.ts';
import { type ColumnReader, readerOf } from './stretches.ts';
import { tokenBytes, tokenReader, writeTokens } from './token-column.ts';
import { EXACT, tokenCounts } from './tokens.ts';

/** How a column of whole numbers near zero is written. */
const SAME = 0;
const FIXED = 1;
const TOKENED = 2;
const RUNS = 3;

/** Fewer numbers than this are read without preparation. */
const FEW = 100;
/** From this share on the usual number is counted, instead of being written one by one. */
const RUNS_FROM = 0.35;

/** Writes whole numbers of either sign, |n| < 2^52; the nearer to zero, or the rarer others, the fewer bytes. */
export function packResiduals(out: ByteWriter, numbers: Float64Array, mayRun = true): void {
  const count = numbers.length;
  if (count === 0) return;
  let [least, most] = [numbers[0]!, numbers[0]!];
  for (let i = 1; i < count; i++) {
    const number = numbers[i]!;
    if (number < least) least = number;
    else if (number > most) most = number;
  }
  if (least === most) {
    out.byte(SAME);
    out.whole(zigzag(numbers[0]!));
    return;
  }
  const width = bitLength(Math.max(zigzag(least), zigzag(most)));
  const fixed = 2 + Math.ceil((count * width) / 8);
  const counts = tokenCounts(numbers);
  const lengths = codeLengths(counts);
  const coded = tokenBytes(lengths, counts);
  const usual = counts.subarray(0, EXACT).reduce((best, n, i) => (n > counts[best]! ? i : best), 0);
  if (mayRun && count >= 16 && counts[usual]! >= RUNS_FROM * count) {
    const runs = asRuns(numbers, unzigzag(usual), counts[usual]!);
    if (runs.length < Math.min(fixed, coded)) {
      out.bytes(runs);
      return;
    }
  }
  if (coded < fixed) {
    out.byte(TOKENED);
    writeTokens(out, numbers, lengths);
  } else writeFixed(out, numbers, width);
}

/** Reads as many numbers as were written. */
export const unpackResiduals = (input: ByteReader, count: number, mayRun = true): Float64Array =>
  residualReader(input, count, mayRun)(0, count);

/** A reader of what was written; `input` is left behind it. */
export function residualReader(input: ByteReader, count: number, mayRun = true): ColumnReader {
  if (count === 0) return readerOf(new Float64Array(0));
  const layout = input.byte();
  if (layout === TOKENED) return tokenReader(input, count);
  if (layout === SAME) {
    const number = unzigzag(input.whole());
    return (from, to) => new Float64Array(to - from).fill(number);
  }
  if (layout === FIXED) return readerOf(readFixed(input, count));
  if (layout === RUNS && mayRun) return readerOf(readRuns(input, count));
  throw new DamagedBytes(`a column is written in the unknown way ${layout}`);
}

const bitLength = (number: number): number =>
  number < 0x100000000 ? 32 - Math.clz32(number) : 64 - Math.clz32(number / 0x100000000);

function writeFixed(out: ByteWriter, numbers: Float64Array, width: number): void {
  const bits = new BitWriter(Math.ceil((numbers.length * width) / 8));
  for (let i = 0; i < numbers.length; i++) bits.putWide(zigzag(numbers[i]!), width);
  out.byte(FIXED);
  out.byte(width);
  out.bytes(bits.finish());
}

function readFixed(input: ByteReader, count: number): Float64Array {
  const width = input.byte();
  if (width > 53) throw new DamagedBytes(`numbers of ${width} bits`);
  if (count <= FEW) return readFew(input, count, width);
  const view = bitView(input.bytes(Math.ceil((count * width) / 8)));
  const numbers = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const at = i * width;
    numbers[i] = unzigzag(width <= 24 ? narrowBitsAt(view, at, width) : bitsAt(view, at, width));
  }
  return numbers;
}

/** Bit by bit: for a few numbers a view of them would cost more than reading them. */
function readFew(input: ByteReader, count: number, width: number): Float64Array {
  const numbers = new Float64Array(count);
  let [held, left] = [0, 0];
  for (let i = 0; i < numbers.length; i++) {
    let [value, unit] = [0, 1];
    for (let missing = width; missing > 0; ) {
      if (left === 0) {
        held = input.byte();
        left = 8;
      }
      const some = Math.min(missing, left);
      value += (held & ((1 << some) - 1)) * unit;
      unit *= 1 << some;
      held >>= some;
      left -= some;
      missing -= some;
    }
    numbers[i] = unzigzag(value);
  }
  return numbers;
}

/** How often the usual number comes before each other one, and those others. */
function asRuns(numbers: Float64Array, usual: number, times: number): Uint8Array {
  const others = new Float64Array(numbers.length - times);
  const runs = new Float64Array(others.length);
  let [found, run] = [0, 0];
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i] === usual) run++;
    else {
      // packResiduals takes numbers of either sign: these come out as runs again.
      runs[found] = unzigzag(run);
      others[found++] = numbers[i]!;
      run = 0;
    }
  }
  const out = new ByteWriter();
  out.byte(RUNS);
  out.whole(zigzag(usual));
  out.whole(others.length);
  packResiduals(out, runs, false);
  packResiduals(out, others, false);
  return out.finish();
}

function readRuns(input: ByteReader, length: number): Float64Array {
  const usual = unzigzag(input.whole());
  const count = input.amount(length, 'other numbers');
  const runs = unpackResiduals(input, count, false);
  const others = unpackResiduals(input, count, false);
  const numbers = new Float64Array(length).fill(usual);
  let at = 0;
  for (let i = 0; i < count; i++) {
    at += zigzag(runs[i]!);
    if (at >= length) throw new DamagedBytes('a run is too long');
    numbers[at++] = others[i]!;
  }
  return numbers;
}
