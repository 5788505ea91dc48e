import { BitWriter, bitsAt, bitView } from './bits.ts';
import { type ByteReader, type ByteWriter, DamagedBytes, unzigzag, zigzag } from './bytes.ts';
import { codes, decodingTable, MOST_BITS } from './huffman.ts';
import { TOKEN_BASE, TOKEN_EXTRA, TOKENS, tokenOf } from './tokens.ts';

/** Code and low bits of a number are read in one go if they are no more than 25 bits. */
const NARROW = 25 - MOST_BITS;

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
  for (let i = 0; i < numbers.length; i++) {
    const number = zigzag(numbers[i]!);
    const token = tokenOf(number);
    bits.put(code[token]!, lengths[token]!);
    const extra = TOKEN_EXTRA[token]!;
    if (extra === 0) continue;
    if (extra <= 24) bits.put((number - TOKEN_BASE[token]!) | 0, extra);
    else bits.putWide(number - TOKEN_BASE[token]!, extra);
  }
  writeLengths(out, numbers, lengths);
  const written = bits.finish();
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

function readLengths(input: ByteReader): { lengths: Uint8Array; only: number } {
  const first = input.byte();
  const last = first + input.byte();
  if (last >= TOKENS) throw new DamagedBytes('a code for too many numbers');
  const lengths = new Uint8Array(TOKENS + 1);
  if (last === first) return { lengths, only: first };
  for (let token = first; token <= last; token += 2) {
    const two = input.byte();
    lengths[token] = two & 15;
    lengths[token + 1] = two >> 4;
  }
  if (lengths.some((length) => length > MOST_BITS)) throw new DamagedBytes('a code is too long');
  return { lengths, only: -1 };
}

/** Fills `numbers` with what writeTokens wrote. */
export function readTokens(input: ByteReader, numbers: Float64Array): void {
  const { lengths, only } = readLengths(input);
  const { table, bits } =
    only < 0 ? decodingTable(lengths) : { table: Uint16Array.of(only << 4), bits: 0 };
  const bytes = input.bytes(input.whole());
  const view = bitView(bytes);
  const end = 8 * bytes.length;
  const mask = (1 << bits) - 1;
  let at = 0;
  for (let i = 0; i < numbers.length; i++) {
    if (at > end) throw new DamagedBytes('they end too early');
    const word = view.getInt32(at >>> 3, true) >>> (at & 7);
    const entry = table[word & mask]!;
    const token = entry >> 4;
    const length = entry & 15;
    const extra = TOKEN_EXTRA[token]!;
    if (extra <= NARROW) {
      const number = TOKEN_BASE[token]! + ((word >>> length) & ((1 << extra) - 1));
      numbers[i] = (number >>> 1) ^ -(number & 1);
    } else {
      numbers[i] = unzigzag(TOKEN_BASE[token]! + bitsAt(view, at + length, extra));
    }
    at += length + extra;
  }
}
