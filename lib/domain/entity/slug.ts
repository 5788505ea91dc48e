/** Letters that have a plain Latin spelling but no decomposition that would show it. */
const SPELLINGS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
};

const MARKS = /\p{M}+/gu;
const SPECIAL = /[ßæœøłđðþıħŋ]/g;
const BETWEEN = /[^a-z0-9]+/g;
const MEANINGFUL = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
const LONGEST = 120;

/**
 * Text as an id that is safe in a URL: lower-case ASCII letters, digits and single underscores.
 * Accents are dropped (`Küche` → `kuche`). Where that would lose letters, digits or emoji, or cut
 * a long text, a hash of the whole text is added, so that two Chinese names or two emoji stay two
 * ids. Deterministic and never empty. Texts that differ only in case, accents or punctuation
 * share a slug: whoever needs unique ids must look for that.
 */
export function slug(text: string): string {
  if (/^[a-z0-9]+(_[a-z0-9]+)*$/.test(text) && text.length <= LONGEST) return text;
  const plain = plainLetters(text);
  const id = plain.replace(BETWEEN, '_').replace(/^_|_$/g, '');
  const lost = [...plain].some((letter) => letter > '\x7f' && MEANINGFUL.test(letter));
  if (id !== '' && !lost && id.length <= LONGEST) return id;
  const parts = [id.slice(0, LONGEST - 20).replace(/_$/, ''), hash(text)];
  return parts.filter((part) => part !== '').join('_');
}

/** Small letters without their marks, also those that no decomposition shows: "Küche" → "kuche". */
export const plainLetters = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(SPECIAL, (letter) => SPELLINGS[letter] ?? '');

/** 64 bits of FNV-1a over the UTF-16 units, as 16 hexadecimal digits. */
export function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return value.toString(16).padStart(16, '0');
}
