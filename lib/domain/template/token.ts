import { TemplateError } from './limits.ts';

export type Token =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'name' | 'string' | 'op'; readonly value: string }
  | { readonly type: 'number'; readonly value: string }
  | { readonly type: 'open' | 'close'; readonly value: 'expression' | 'statement' };

const NUMBER =
  /0[xX][0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|0[bB][01]+|0[oO][0-7]+|\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const OPERATOR = /\*\*|\/\/|[=!<>]=|[-+*/%~<>=|.,:;()[\]{}]/y;
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Splits a template into text and the tokens of its expressions and statements. */
export function tokenize(input: string): readonly Token[] {
  // Jinja drops one line break at the end of a template.
  const source = input.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const tokens: Token[] = [];
  let at = 0;
  let trimNext = false;

  const addText = (text: string, trimEnd: boolean): void => {
    let value = trimNext ? text.trimStart() : text;
    if (trimEnd) value = value.trimEnd();
    trimNext = false;
    if (value !== '') tokens.push({ type: 'text', value });
  };

  while (at < source.length) {
    const start = findOpening(source, at);
    if (start < 0) {
      addText(source.slice(at), false);
      break;
    }
    const mark = source[start + 1];
    const sign = source[start + 2];
    addText(source.slice(at, start), sign === '-');
    at = start + (sign === '-' || sign === '+' ? 3 : 2);
    if (mark === '#') {
      const end = source.indexOf('#}', at);
      if (end < 0) throw new TemplateError('a comment does not end');
      trimNext = source[end - 1] === '-' && end > at;
      at = end + 2;
    } else if (mark === '%') {
      const raw = /\s*raw\s*(-?)%\}/y;
      raw.lastIndex = at;
      const isRaw = raw.exec(source);
      if (isRaw === null) at = readTag('statement', '%}');
      else {
        const ending = /\{%([-+]?)\s*endraw\s*(-?)%\}/g;
        ending.lastIndex = raw.lastIndex;
        const end = ending.exec(source);
        if (end === null) throw new TemplateError('raw text does not end');
        trimNext = isRaw[1] === '-';
        addText(source.slice(raw.lastIndex, end.index), end[1] === '-');
        trimNext = end[2] === '-';
        at = ending.lastIndex;
      }
    } else at = readTag('expression', '}}');
  }
  return tokens;

  /** Reads the tokens of one tag; braces inside are balanced, so that `{{ {'a': {}} }}` works. */
  function readTag(kind: 'expression' | 'statement', closing: string): number {
    tokens.push({ type: 'open', value: kind });
    const nesting: string[] = [];
    let i = at;
    while (i < source.length) {
      const char = source[i]!;
      if (/\s/.test(char)) {
        i++;
        continue;
      }
      if (nesting.length === 0) {
        const sign = char === '-' || char === '+';
        if (source.startsWith(closing, sign ? i + 1 : i)) {
          trimNext = char === '-';
          tokens.push({ type: 'close', value: kind });
          return i + (sign ? 3 : 2);
        }
      }
      i = readToken(i, char, nesting);
    }
    throw new TemplateError(`a tag does not end with ${closing}`);
  }

  function readToken(i: number, char: string, nesting: string[]): number {
    if (char === '"' || char === "'") {
      const end = endOfString(source, i);
      tokens.push({ type: 'string', value: unescapeText(source.slice(i + 1, end)) });
      return end + 1;
    }
    const afterDot = tokens.at(-1)?.type === 'op' && tokens.at(-1)?.value === '.';
    const number = match(NUMBER, i);
    if (number !== null) {
      // `events.0.id`: after a dot only the digits belong to the number.
      const value = afterDot ? (/^\d+/.exec(number)?.[0] ?? number) : number;
      tokens.push({ type: 'number', value });
      return i + value.length;
    }
    const name = match(NAME, i);
    if (name !== null) {
      tokens.push({ type: 'name', value: name });
      return i + name.length;
    }
    const op = match(OPERATOR, i);
    if (op === null) throw new TemplateError(`unexpected ${JSON.stringify(char)}`);
    if (op in CLOSERS) nesting.push(CLOSERS[op]!);
    else if (op === ')' || op === ']' || op === '}') {
      if (nesting.pop() !== op) throw new TemplateError(`unexpected ${op}`);
    }
    tokens.push({ type: 'op', value: op });
    return i + op.length;
  }

  function match(pattern: RegExp, i: number): string | null {
    pattern.lastIndex = i;
    return pattern.exec(source)?.[0] ?? null;
  }
}

function findOpening(source: string, from: number): number {
  for (let i = source.indexOf('{', from); i >= 0; i = source.indexOf('{', i + 1)) {
    const next = source[i + 1];
    if (next === '{' || next === '%' || next === '#') return i;
  }
  return -1;
}

function endOfString(source: string, start: number): number {
  const mark = source[start];
  for (let i = start + 1; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === mark) return i;
  }
  throw new TemplateError('a text does not end');
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

/** Python's escapes; an unknown one keeps its backslash, as regular expressions like `\d` need. */
function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (whole, x?: string, u?: string, long?: string, octal?: string, single?: string) => {
      const hex = x ?? u ?? long;
      if (hex !== undefined) {
        const code = Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return ESCAPES[single ?? ''] ?? whole;
    },
  );
}
