import { plainLetters } from '../../domain/entity/slug.ts';

/** More of a query is not read: nobody types that much, but somebody may paste it. */
export const MOST_CHARS = 80;
const MOST_WORDS = 8;

/** Small letters without their marks: "Küche" → "kuche". Capitals that only NFKD brings forth too. */
export const fold = (text: string): string => plainLetters(text).toLowerCase();

/** What a person typed, word by word; a number keeps its point and its sign. */
export const wordsTyped = (query: string): readonly string[] =>
  fold(query.slice(0, MOST_CHARS))
    .split(/[^\p{L}\p{N}.,%°'-]+/u)
    .map((word) => word.replace(/^[.,'-]+|[.,'-]+$/g, ''))
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);

const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 10_000;

/** The words of a name. They are remembered: the same names are asked for with every key. */
export function wordsOf(name: string): readonly string[] {
  const before = known.get(name);
  if (before) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const words = fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  known.set(name, words);
  return words;
}

/**
 * How badly typed words fit a name: 0 is best, null not at all. Every one of them must begin a word
 * of the name, or at least be within one.
 */
export function misfit(typed: readonly string[], name: readonly string[]): number | null {
  let sum = 0;
  for (const word of typed) {
    let best: number | null = null;
    for (const [place, one] of name.entries()) {
      const miss = one === word ? 0 : one.startsWith(word) ? 1 : within(one, word) ? 4 : null;
      if (miss === null) continue;
      const total = miss + Math.min(place, 5) / 10;
      if (best === null || total < best) best = total;
    }
    if (best === null) return null;
    sum += best;
  }
  return sum;
}

/** One letter within a word is no sign of anything. */
const within = (one: string, word: string) => word.length > 2 && one.includes(word);
