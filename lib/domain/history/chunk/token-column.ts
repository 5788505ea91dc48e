import { BitWriter, bitsAt, bitView } from './bits.ts';
import { type ByteReader, type ByteWriter, DamagedBytes, unzigzag, zigzag } from './bytes.ts';
import { codes, decodingTable, MOST_BITS } from './huffman.ts';
import { type ColumnReader, STRETCH } from './stretches.ts';
import { TOKEN_BASE, TOKEN_EXTRA, TOKENS, tokenOf, tokenOfInt } from './tokens.ts';

/** Code and low bits of a number are read in one go if they are no more than 24 bits. */
const NARROW = 24 - MOST_BITS;
/** Numbers nearer to zero than this have no more low bits. */
const NARROW_SIGNED = 2 ** NARROW;

/** No code and low bits are longer together. */
const MOST_NUMBER_BITS = MOST_BITS + 53;

/** How many bytes writeTokens would take. */
export function tokenBytes(lengths: Uint8Array, counts: Uint32Array): number {
  let bits = 0;
  let [first, last] = [-1, 0];
  for (let token = 0; token < TOKENS; token++) {
    if (counts[token] === 0) continue;
    if (first < 0) first = token;
    last = token;
    bits += counts[token]! * (lengths[token]! + TOKEN_EXTRA[token]!);
  }
  return 6 + Math.ceil((last - first + 1) / 2) + Math.ceil(bits / 8);
}

/** Writes numbers as tokens in the Huffman code of these lengths, each followed by its low bits. */
export function writeTokens(out: ByteWriter, numbers: Float64Array, lengths: Uint8Array): void {
  const code = codes(lengths);
  const bits = new BitWriter(2 * numbers.length);
  const marks: number[] = [];
  for (let i = 0; i < numbers.length; i++) {
    if (i % STRETCH === 0) marks.push(bits.length);
    const signed = numbers[i]!;
    if (signed > -NARROW_SIGNED && signed < NARROW_SIGNED) {
      const int = signed | 0;
      const number = (int << 1) ^ (int >> 31);
      const token = tokenOfInt(number);
      const length = lengths[token]!;
      const extra = TOKEN_EXTRA[token]!;
      bits.put(code[token]! | ((number & ((1 << extra) - 1)) << length), length + extra);
      continue;
    }
    const number = zigzag(signed);
    const token = tokenOf(number);
    bits.put(code[token]!, lengths[token]!);
    bits.putWide(number - TOKEN_BASE[token]!, TOKEN_EXTRA[token]!);
  }
  writeLengths(out, numbers, lengths);
  const written = bits.finish();
  for (let n = 1; n < marks.length; n++) out.whole(marks[n]! - marks[n - 1]!);
  out.whole(written.length);
  out.bytes(written);
}

/** The first token, how many there are from it to the last, and the length of the code of each. */
function writeLengths(out: ByteWriter, numbers: Float64Array, lengths: Uint8Array): void {
  let first = lengths.findIndex((length) => length > 0);
  // A single token has no code.
  if (first < 0) {
    first = tokenOf(zigzag(numbers[0]!));
    out.byte(first);
    out.byte(0);
    return;
  }
  const last = lengths.findLastIndex((length) => length > 0);
  out.byte(first);
  out.byte(last - first);
  for (let token = first; token <= last; token += 2)
    out.byte(lengths[token]! | ((lengths[token + 1] ?? 0) << 4));
}

/** The first token, and the lengths from it on. A single token has a code of no bits. */
function readLengths(input: ByteReader): { readonly first: number; readonly lengths: Uint8Array } {
  const first = input.byte();
  const count = input.byte() + 1;
  if (first + count > TOKENS) throw new DamagedBytes('a code for too many numbers');
  const lengths = new Uint8Array(count);
  if (count === 1) return { first, lengths };
  for (let i = 0; i < count; i += 2) {
    const two = input.byte();
    lengths[i] = two & 15;
    if (i + 1 < count) lengths[i + 1] = two >> 4;
  }
  return { first, lengths };
}

/**
 * What a token means to the reader: its smallest number and, in the low five bits, how many bits follow
 * it. Of a wide one it is the token, and WIDE.
 */
const WIDE = 31;
const MEANINGS = Int32Array.from({ length: TOKENS }, (_, token) =>
  TOKEN_EXTRA[token]! <= NARROW
    ? (TOKEN_BASE[token]! << 5) | TOKEN_EXTRA[token]!
    : (token << 5) | WIDE,
);

/** A reader of what writeTokens wrote. */
export function tokenReader(input: ByteReader, count: number): ColumnReader {
  const { first, lengths } = readLengths(input);
  const { table, bits } =
    lengths.length > 1
      ? decodingTable(lengths, MEANINGS, first)
      : { table: Int32Array.of(MEANINGS[first]! << 4), bits: 0 };
  const marks = [0];
  for (let i = STRETCH; i < count; i += STRETCH) marks.push(marks.at(-1)! + input.whole());
  const bytes = input.bytes(input.whole());
  const end = 8 * bytes.length;
  if (marks.at(-1)! > end) throw new DamagedBytes('they end too early');
  return (from, to) => {
    const numbers = new Float64Array(to - from);
    const begin = marks[from / STRETCH]!;
    // Only as much is copied as can be needed.
    const first = begin >>> 3;
    const most = begin + numbers.length * MOST_NUMBER_BITS;
    const last = Math.min(end, marks[Math.ceil(to / STRETCH)] ?? end, most);
    const view = bitView(bytes.subarray(first, (last + 7) >>> 3));
    readTokens(numbers, { view, end: last - 8 * first, table, bits, from: begin - 8 * first });
    return numbers;
  };
}

type Coded = {
  readonly view: DataView;
  /** The first bit, and that behind the last. */
  readonly from: number;
  readonly end: number;
  readonly table: Int32Array;
  readonly bits: number;
};

/** Fills `numbers`. */
function readTokens(numbers: Float64Array, { view, from, end, table, bits }: Coded): void {
  const mask = (1 << bits) - 1;
  let at = from;
  for (let i = 0; i < numbers.length; i++) {
    if (at > end) throw new DamagedBytes('they end too early');
    const word = view.getInt32(at >>> 3, true) >>> (at & 7);
    const entry = table[word & mask]!;
    const length = entry & 15;
    const extra = (entry >>> 4) & 31;
    if (extra !== WIDE) {
      const number = (entry >>> 9) + ((word >>> length) & ((1 << extra) - 1));
      numbers[i] = (number >>> 1) ^ -(number & 1);
      at += length + extra;
    } else {
      const token = entry >>> 9;
      numbers[i] = unzigzag(TOKEN_BASE[token]! + bitsAt(view, at + length, TOKEN_EXTRA[token]!));
      at += length + TOKEN_EXTRA[token]!;
    }
  }
}
