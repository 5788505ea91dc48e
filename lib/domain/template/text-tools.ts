import type { Budget } from './limits.ts';
import { TemplateError } from './limits.ts';

/** Python's str.title(): a letter is upper case when it follows no letter. */
export const titleCase = (text: string): string =>
  text.replace(
    /\p{L}[\p{L}\p{M}]*/gu,
    (word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase(),
  );

/** Python's strip: white space, or any of the characters in `chars`. */
export function stripText(
  text: string,
  chars: string | null,
  start: boolean,
  end: boolean,
): string {
  const drops = (char: string): boolean =>
    chars === null ? /\s/.test(char) : chars.includes(char);
  let from = 0;
  let to = text.length;
  while (start && from < to && drops(text[from]!)) from++;
  while (end && to > from && drops(text[to - 1]!)) to--;
  return text.slice(from, to);
}

/** Python's split at a separator, at most `limit` times (negative: always), also from the end. */
export function splitText(text: string, by: string, limit: number, fromEnd: boolean): string[] {
  if (by === '') throw new TemplateError('empty separator');
  const parts = text.split(by);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  return fromEnd
    ? [parts.slice(0, parts.length - limit).join(by), ...parts.slice(parts.length - limit)]
    : [...parts.slice(0, limit), parts.slice(limit).join(by)];
}

/** Python's split at white space. */
export function splitWords(text: string, limit: number, fromEnd: boolean): string[] {
  const words = Array.from(text.matchAll(/\S+/g));
  if (limit < 0 || words.length <= limit + 1) return words.map((word) => word[0]);
  if (fromEnd) {
    const kept = words.slice(words.length - limit);
    const last = words[words.length - limit - 1]!;
    return [text.slice(0, last.index + last[0].length).trimStart(), ...kept.map((word) => word[0])];
  }
  const rest = words[limit]!.index;
  return [...words.slice(0, limit).map((word) => word[0]), text.slice(rest).trimEnd()];
}

/** Python's replace; `count` negative: all. The length is known before the text is made. */
export function replaceText(
  text: string,
  old: string,
  fresh: string,
  count: number,
  budget: Budget,
): string {
  budget.read(text);
  const parts = old === '' ? ['', ...text, ''] : text.split(old);
  const times = Math.min(parts.length - 1, count < 0 ? Number.POSITIVE_INFINITY : count);
  if (fresh.length > old.length) budget.make(text.length + times * (fresh.length - old.length));
  const tail = parts.slice(times).join(old);
  return times === 0 ? text : [...parts.slice(0, times), tail].join(fresh);
}

/** Python's center, which puts an odd blank in front only where the width is odd. */
export function centerText(text: string, width: number, fill: string): string {
  const missing = Math.max(0, width - text.length);
  const before = Math.floor(missing / 2) + (missing & width & 1);
  return text.padStart(text.length + before, fill).padEnd(width, fill);
}

/** Jinja's title filter: a word begins after white space, a dash or an opening bracket. */
export const titleWords = (text: string): string =>
  text
    .split(/([-\s({[<]+)/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
    .join('');
