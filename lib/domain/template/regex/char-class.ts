/** Whether a code point belongs to a class of characters. */
export type CharTest = (code: number) => boolean;

const WORD = /[\p{L}\p{N}_]/u;
const DIGIT = /\p{Nd}/u;

/** Python's `\w`, which knows every script. */
export const isWord: CharTest = (code) =>
  code < 128
    ? (code >= 48 && code <= 57) ||
      (code >= 65 && code <= 90) ||
      code === 95 ||
      (code >= 97 && code <= 122)
    : WORD.test(String.fromCodePoint(code));

const isDigit: CharTest = (code) =>
  code < 128 ? code >= 48 && code <= 57 : DIGIT.test(String.fromCodePoint(code));

const isSpace: CharTest = (code) =>
  code === 32 || (code >= 9 && code <= 13) || (code > 127 && /\s/.test(String.fromCodePoint(code)));

/** `\d`, `\w`, `\s` and their opposites; null for any other letter. */
export function classEscape(letter: string): CharTest | null {
  switch (letter) {
    case 'd':
      return isDigit;
    case 'D':
      return (code) => !isDigit(code);
    case 'w':
      return isWord;
    case 'W':
      return (code) => !isWord(code);
    case 's':
      return isSpace;
    case 'S':
      return (code) => !isSpace(code);
    default:
      return null;
  }
}

/** A code point in lower (or upper) case, where that is a single one. */
export function fold(code: number, upper = false): number {
  if (code < 128) {
    if (upper) return code >= 97 && code <= 122 ? code - 32 : code;
    return code >= 65 && code <= 90 ? code + 32 : code;
  }
  const char = String.fromCodePoint(code);
  const folded = upper ? char.toUpperCase() : char.toLowerCase();
  const result = folded.codePointAt(0)!;
  return folded.length === (result > 0xffff ? 2 : 1) ? result : code;
}
