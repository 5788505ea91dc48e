import { wordsTyped } from './words.ts';

export const VERBS = [
  'on',
  'off',
  'toggle',
  'open',
  'close',
  'stop',
  'lock',
  'unlock',
  'run',
  'start',
  'pause',
  'dock',
] as const;
export type Verb = (typeof VERBS)[number];

/** What is to be done. */
export type Wish =
  | { readonly type: 'level'; readonly value: number; readonly unit: 'percent' | 'degrees' | null }
  | { readonly type: 'do'; readonly verb: Verb };

/** A query as a request: what is to be done, and the words that say with what. */
export type Request = {
  readonly wish: Wish;
  readonly target: readonly string[];
  /** Everything is meant: "all off". */
  readonly all: boolean;
};

const SAID: Readonly<Record<string, Verb>> = {
  shut: 'close',
  raise: 'open',
  lower: 'close',
  activate: 'run',
  press: 'run',
  play: 'run',
  clean: 'start',
  mow: 'start',
  home: 'dock',
};
const FILLERS = new Set(
  'turn switch set put make dim brighten bring the to at in of on my please percent % and'.split(
    ' ',
  ),
);
const EVERYTHING = new Set(['all', 'everything', 'every']);
const NUMBER = /^(\d{1,4}(?:[.,]\d{1,2})?)(%|°c?|°f|c)?$/;

/** What a query asks for; null: it only looks for something. */
export function readWish(query: string): Request | null {
  const words = wordsTyped(query);
  const spoken = words.findIndex((word) => verbOf(word, words) !== null);
  if (spoken !== -1) {
    const verb = verbOf(words[spoken] ?? '', words);
    const rest = words.filter((_, i) => i !== spoken);
    if (verb !== null) return request({ type: 'do', verb }, rest);
  }
  // "Lamp 2 40": the last number is the level, the others belong to a name.
  const at = words.findLastIndex((word) => NUMBER.test(word));
  const [, digits, unit] = NUMBER.exec(words[at] ?? '') ?? [];
  if (digits === undefined) return null;
  const value = Number(digits.replace(',', '.'));
  const isPercent = unit === '%' || words.includes('%') || words.includes('percent');
  const rest = words.filter((_, i) => i !== at);
  return request(
    { type: 'level', value, unit: isPercent ? 'percent' : unit === undefined ? null : 'degrees' },
    rest,
  );
}

function request(wish: Wish, rest: readonly string[]): Request {
  return {
    wish,
    target: rest.filter((word) => !FILLERS.has(word) && !EVERYTHING.has(word)),
    all: rest.some((word) => EVERYTHING.has(word)),
  };
}

/** A verb is typed whole: "o" is not yet "off". "Home" alone is a screen. */
function verbOf(word: string, words: readonly string[]): Verb | null {
  const plain = VERBS.find((verb) => verb === word);
  if (plain) return plain;
  if (words.length === 1 || !Object.hasOwn(SAID, word)) return null;
  return SAID[word] ?? null;
}
