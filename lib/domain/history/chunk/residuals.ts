import { BitWriter, bitsAt, bitView } from './bits.ts';
import { type ByteReader, ByteWriter, DamagedBytes, unzigzag, zigzag } from './bytes.ts';
import { codeLengths } from './huffman.ts';
import { readTokens, tokenBytes, writeTokens } from './token-column.ts';
import { TOKENS, tokenOf } from './tokens.ts';

/** How a column of whole numbers near zero is written. */
const SAME = 0;
const FIXED = 1;
const TOKENED = 2;
const RUNS = 3;

/** Zeros are counted from this share on, instead of being written one by one. */
const RUNS_FROM = 0.35;

/** Writes whole numbers of either sign, |n| < 2^52; the nearer to zero, or the rarer others, the fewer bytes. */
export function packResiduals(out: ByteWriter, numbers: Float64Array, mayRun = true): void {
  const count = numbers.length;
  if (count === 0) return;
  const counts = new Uint32Array(TOKENS);
  let most = 0;
  let isSame = true;
  for (let i = 0; i < count; i++) {
    const number = zigzag(numbers[i]!);
    if (number > most) most = number;
    isSame &&= numbers[i] === numbers[0];
    counts[tokenOf(number)]!++;
  }
  if (isSame) {
    out.byte(SAME);
    out.whole(zigzag(numbers[0]!));
    return;
  }
  const fixed = 2 + Math.ceil((count * bitLength(most)) / 8);
  const lengths = codeLengths(counts);
  const coded = tokenBytes(lengths, counts);
  if (mayRun && count >= 16 && counts[0]! >= RUNS_FROM * count) {
    const runs = asRuns(numbers, counts[0]!);
    if (runs.length < Math.min(fixed, coded)) {
      out.bytes(runs);
      return;
    }
  }
  if (coded < fixed) {
    out.byte(TOKENED);
    writeTokens(out, numbers, lengths);
  } else writeFixed(out, numbers, bitLength(most));
}

/** Reads as many numbers as were written. */
export function unpackResiduals(input: ByteReader, count: number, mayRun = true): Float64Array {
  const numbers = new Float64Array(count);
  if (count === 0) return numbers;
  const layout = input.byte();
  if (layout === SAME) return numbers.fill(unzigzag(input.whole()));
  if (layout === FIXED) readFixed(input, numbers);
  else if (layout === TOKENED) readTokens(input, numbers);
  else if (layout === RUNS && mayRun) readRuns(input, numbers);
  else throw new DamagedBytes(`a column is written in the unknown way ${layout}`);
  return numbers;
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

function readFixed(input: ByteReader, numbers: Float64Array): void {
  const width = input.byte();
  if (width > 53) throw new DamagedBytes(`numbers of ${width} bits`);
  const view = bitView(input.bytes(Math.ceil((numbers.length * width) / 8)));
  for (let i = 0; i < numbers.length; i++)
    numbers[i] = unzigzag(
      width <= 24 ? narrow(view, i * width, width) : bitsAt(view, i * width, width),
    );
}

const narrow = (view: DataView, at: number, width: number): number =>
  (view.getInt32(at >>> 3, true) >>> (at & 7)) & ((1 << width) - 1);

/** How many zeros come before each other number, and those numbers. */
function asRuns(numbers: Float64Array, zeros: number): Uint8Array {
  const others = new Float64Array(numbers.length - zeros);
  const runs = new Float64Array(others.length);
  let [found, run] = [0, 0];
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i] === 0) run++;
    else {
      // packResiduals takes numbers of either sign: these come out as runs again.
      runs[found] = unzigzag(run);
      others[found++] = numbers[i]!;
      run = 0;
    }
  }
  const out = new ByteWriter();
  out.byte(RUNS);
  out.whole(others.length);
  packResiduals(out, runs, false);
  packResiduals(out, others, false);
  return out.finish();
}

function readRuns(input: ByteReader, numbers: Float64Array): void {
  const others = input.amount(numbers.length, 'numbers among zeros');
  const runs = unpackResiduals(input, others, false);
  const found = unpackResiduals(input, others, false);
  let at = 0;
  for (let i = 0; i < others; i++) {
    at += zigzag(runs[i]!);
    if (at >= numbers.length) throw new DamagedBytes('a run of zeros is too long');
    numbers[at++] = found[i]!;
  }
}
