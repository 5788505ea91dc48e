import { DamagedBytes } from './bytes.ts';

/** No code is longer, so that a table of 2^MOST_BITS entries decodes any. */
export const MOST_BITS = 10;
/** None is written longer: a small table is made faster, and hardly a byte more is needed. */
const USUAL_BITS = 9;

/**
 * Code lengths that make a text with these `counts` of symbols short (Huffman's method); 0 for symbols
 * that do not occur. A single symbol gets length 0 as well: there is nothing to tell.
 */
export function codeLengths(counts: Uint32Array): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  const leaves: number[] = [];
  for (let symbol = 0; symbol < counts.length; symbol++)
    if (counts[symbol]! > 0) leaves.push(symbol);
  if (leaves.length < 2) return lengths;
  leaves.sort((a, b) => counts[a]! - counts[b]!);
  const depths = treeDepths(leaves.map((symbol) => counts[symbol]!));
  limit(depths);
  leaves.forEach((symbol, i) => {
    lengths[symbol] = depths[i]!;
  });
  return lengths;
}

/** Depths of the leaves in the tree of `weights`, which rise; found with two queues in linear time. */
function treeDepths(weights: readonly number[]): number[] {
  const leaves = weights.length;
  const weight = [...weights];
  const parent: number[] = [];
  let [leaf, inner] = [0, leaves];
  const least = () => {
    const useLeaf = leaf < leaves && (inner >= weight.length || weight[leaf]! <= weight[inner]!);
    return useLeaf ? leaf++ : inner++;
  };
  for (let node = leaves; node < 2 * leaves - 1; node++) {
    const [a, b] = [least(), least()];
    weight.push(weight[a]! + weight[b]!);
    parent[a] = node;
    parent[b] = node;
  }
  const depth: number[] = [];
  depth[2 * leaves - 2] = 0;
  for (let node = 2 * leaves - 3; node >= 0; node--) depth[node] = depth[parent[node]!]! + 1;
  return depth.slice(0, leaves);
}

/** Shortens depths, which fall, to USUAL_BITS, and lengthens others until they are a code again. */
function limit(depths: number[]): void {
  let sum = 0;
  for (let i = 0; i < depths.length; i++) {
    depths[i] = Math.min(depths[i]!, USUAL_BITS);
    sum += 2 ** (USUAL_BITS - depths[i]!);
  }
  // Kraft's inequality: the rarest symbols that can still be lengthened pay first.
  for (let i = 0; sum > 2 ** USUAL_BITS; i = (i + 1) % depths.length) {
    if (depths[i]! === USUAL_BITS) continue;
    sum -= 2 ** (USUAL_BITS - depths[i]! - 1);
    depths[i]!++;
  }
  // Room that is left goes to the most frequent.
  for (let i = depths.length - 1; i >= 0; i--) {
    const gain = 2 ** (USUAL_BITS - depths[i]!);
    if (sum + gain > 2 ** USUAL_BITS) continue;
    sum += gain;
    depths[i]!--;
  }
}

/** The canonical code of these lengths, its bits reversed: the lowest is written first. */
export function codes(lengths: Uint8Array): Uint16Array {
  const next = new Uint16Array(MOST_BITS + 2);
  for (const length of lengths) if (length > 0) next[length + 1]!++;
  for (let length = 2; length <= MOST_BITS + 1; length++)
    next[length] = (next[length]! + next[length - 1]!) << 1;
  const result = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length > 0) result[symbol] = reversed(next[length]!++, length);
  });
  return result;
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}

/**
 * For every `bits` next bits: the meaning of the symbol they begin with, and the length of its code in
 * the low four bits. `lengths` and `meanings` are those of the symbols from `first` on. Throws
 * DamagedBytes if the lengths are no code.
 */
export function decodingTable(
  lengths: Uint8Array,
  meanings: Int32Array,
  first: number,
): { readonly table: Int32Array; readonly bits: number } {
  let bits = 0;
  for (const length of lengths) if (length > bits) bits = length;
  if (bits > MOST_BITS) throw new DamagedBytes('a code is too long');
  const table = new Int32Array(1 << bits);
  const all = codes(lengths);
  let filled = 0;
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    filled += 1 << (bits - length);
    const entry = (meanings[first + symbol]! << 4) | length;
    for (let at = all[symbol]!; at < table.length; at += 1 << length) table[at] = entry;
  }
  if (filled > table.length) throw new DamagedBytes('they hold no code');
  return { table, bits };
}
