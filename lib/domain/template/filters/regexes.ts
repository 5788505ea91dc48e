import { need, needText } from '../arguments.ts';
import { truthy } from '../compare.ts';
import { TemplateError } from '../limits.ts';
import { toIndex } from '../number.ts';
import { Regex, type RegexMatch, toPoints } from '../regex/match-regex.ts';
import type { Runtime } from '../runtime.ts';
import { str } from '../text.ts';
import { type Py, Tuple, Undefined } from '../value.ts';
import { type FilterTable, filter } from './filter.ts';

const MAX_CACHED = 200;
const cache = new Map<string, Regex>();

/** A compiled pattern. Taken out while in use, so that one that failed half way is not used again. */
function withRegex<T>(pattern: string, ignoreCase: boolean, use: (regex: Regex) => T): T {
  const key = (ignoreCase ? 'i' : 's') + pattern;
  const regex = cache.get(key) ?? new Regex(pattern, ignoreCase);
  cache.delete(key);
  const result = use(regex);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, regex);
  return result;
}

function subject(value: Py, { budget }: Runtime): number[] {
  if (value instanceof Undefined) throw new TemplateError(`${value.what} is undefined`);
  const text = str(value, budget);
  budget.spend(text.length >> 5);
  return toPoints(text);
}

/** Whether the pattern is found in the text; with `anchored`, at its beginning. */
export function regexTest(
  value: Py,
  pattern: Py | undefined,
  ignoreCase: Py | undefined,
  anchored: boolean,
  runtime: Runtime,
): boolean {
  const text = subject(value, runtime);
  return withRegex(
    needText(pattern, 'find'),
    truthy(ignoreCase ?? false),
    (regex) => regex.exec(text, 0, anchored, runtime.regex) !== null,
  );
}

/** All matches from left to right, without overlap. */
function matches(value: Py, pattern: Py | undefined, ignoreCase: Py | undefined, runtime: Runtime) {
  const text = subject(value, runtime);
  const found: RegexMatch[] = [];
  let groupCount = 0;
  let names: ReadonlyMap<string, number> = new Map();
  withRegex(needText(need(pattern, 'find'), 'find'), truthy(ignoreCase ?? false), (regex) => {
    ({ groupCount, names } = regex);
    let at = 0;
    for (;;) {
      const match = regex.exec(text, at, false, runtime.regex);
      if (match === null) return;
      runtime.budget.spend();
      found.push(match);
      at = match.end > match.start ? match.end : match.end + 1;
      if (at > text.length) return;
    }
  });
  return { text, found, groupCount, names };
}

/** Python's findall: the match, its only group, or a tuple of its groups. */
function findAll(
  value: Py,
  pattern: Py | undefined,
  ignoreCase: Py | undefined,
  runtime: Runtime,
): Py[] {
  const { found, groupCount } = matches(value, pattern, ignoreCase, runtime);
  return found.map(({ groups }) => {
    const texts = groups.map((group) => group ?? '');
    return groupCount === 0 ? texts[0]! : groupCount === 1 ? texts[1]! : new Tuple(texts.slice(1));
  });
}

function replaceAll(
  value: Py,
  pattern: Py | undefined,
  replacement: string,
  ignoreCase: Py | undefined,
  runtime: Runtime,
): string {
  const { text, found, names } = matches(value, pattern, ignoreCase, runtime);
  const parts: string[] = [];
  let at = 0;
  let length = text.length;
  for (const match of found) {
    const fresh = expand(replacement, match, names);
    length += fresh.length;
    runtime.budget.make(length);
    parts.push(String.fromCodePoint(...text.slice(at, match.start)), fresh);
    at = match.end;
  }
  for (let i = at; i < text.length; i += 4096) {
    parts.push(String.fromCodePoint(...text.slice(i, Math.min(i + 4096, text.length))));
  }
  return parts.join('');
}

/** `\1`, `\g<1>` and `\g<name>` in a replacement. */
function expand(
  replacement: string,
  { groups }: RegexMatch,
  names: ReadonlyMap<string, number>,
): string {
  return replacement.replace(
    /\\(?:(\d{1,2})|g<([^<>]*)>|([\s\S]))/g,
    (_, digits?: string, name?: string, char?: string) => {
      if (char !== undefined)
        return char === 'n' ? '\n' : char === 't' ? '\t' : char === '\\' ? '\\' : `\\${char}`;
      const reference = digits ?? name!;
      const index = /^\d+$/.test(reference) ? Number(reference) : names.get(reference);
      if (index === undefined || index >= groups.length) throw new TemplateError('unknown group');
      return groups[index] ?? '';
    },
  );
}

export const regexFilters: FilterTable = [
  [
    'regex_match',
    filter(['find', 'ignorecase'], (value, [find, fold], runtime) =>
      regexTest(value, find, fold, true, runtime),
    ),
  ],
  [
    'regex_search',
    filter(['find', 'ignorecase'], (value, [find, fold], runtime) =>
      regexTest(value, find, fold, false, runtime),
    ),
  ],
  [
    'regex_replace',
    filter(['find', 'replace', 'ignorecase'], (value, [find, replace, fold], runtime) =>
      replaceAll(
        value,
        find ?? '',
        replace === undefined ? '' : needText(replace, 'replace'),
        fold,
        runtime,
      ),
    ),
  ],
  [
    'regex_findall',
    filter(['find', 'ignorecase'], (value, [find, fold], runtime) =>
      findAll(value, find ?? '', fold, runtime),
    ),
  ],
  [
    'regex_findall_index',
    filter(['find', 'index', 'ignorecase'], (value, [find, index, fold], runtime) => {
      const all = findAll(value, find ?? '', fold, runtime);
      const at = index === undefined ? 0 : toIndex(index);
      const found = all.at(at);
      if (found === undefined) throw new TemplateError('there is no such match');
      return found;
    }),
  ],
];
