import { TemplateError } from '../limits.ts';
import { type CharTest, classEscape, fold } from './char-class.ts';

/** A regular expression of Python, parsed. */
export type RegexNode =
  | { readonly type: 'char'; readonly test: CharTest }
  | { readonly type: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly type: 'choice'; readonly options: readonly RegexNode[] }
  | { readonly type: 'group'; readonly index: number; readonly body: RegexNode }
  | { readonly type: 'back'; readonly index: number; readonly ignoreCase: boolean }
  | {
      readonly type: 'repeat';
      readonly body: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    }
  | {
      readonly type: 'look';
      readonly body: RegexNode;
      readonly behind: boolean;
      readonly negated: boolean;
    }
  | { readonly type: 'atomic'; readonly body: RegexNode }
  | { readonly type: 'at'; readonly place: Place };

export type Place = 'start' | 'end' | 'lineStart' | 'lineEnd' | 'textEnd' | 'word' | 'notWord';

export type ParsedRegex = {
  readonly root: RegexNode;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
};

type Flags = { readonly i: boolean; readonly m: boolean; readonly s: boolean };

const MAX_PATTERN = 2_000;
const MAX_GROUPS = 100;
const MAX_DEPTH = 30;
const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  a: '\x07',
  '0': '\0',
};
const EMPTY: RegexNode = { type: 'sequence', parts: [] };

/** Parses Python's syntax. Throws a TemplateError for what is wrong or not supported. */
export function parseRegex(source: string, ignoreCase: boolean): ParsedRegex {
  if (source.length > MAX_PATTERN) throw new TemplateError('the regular expression is too long');
  const parser = new Parser(Array.from(source), { i: ignoreCase, m: false, s: false });
  const root = parser.parseChoice(0);
  if (parser.more()) throw new TemplateError('unbalanced parenthesis in the regular expression');
  return { root, groups: parser.groups, names: parser.names };
}

class Parser {
  groups = 0;
  readonly names = new Map<string, number>();
  #at = 0;

  constructor(
    readonly chars: readonly string[],
    public flags: Flags,
  ) {}

  more = (): boolean => this.#at < this.chars.length;
  peek = (): string | undefined => this.chars[this.#at];

  take(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.chars[this.#at + i] !== text[i]) return false;
    this.#at += text.length;
    return true;
  }

  next(): string {
    const char = this.chars[this.#at++];
    if (char === undefined) throw new TemplateError('the regular expression ends too early');
    return char;
  }

  until(end: string): string {
    let text = '';
    while (!this.take(end)) text += this.next();
    return text;
  }

  parseChoice(depth: number): RegexNode {
    if (depth > MAX_DEPTH) throw new TemplateError('the regular expression is nested too deeply');
    const options = [this.parseSequence(depth)];
    while (this.take('|')) options.push(this.parseSequence(depth));
    return options.length === 1 ? options[0]! : { type: 'choice', options };
  }

  parseSequence(depth: number): RegexNode {
    const parts: RegexNode[] = [];
    while (this.more() && this.peek() !== '|' && this.peek() !== ')') {
      const atom = this.parseAtom(depth);
      parts.push(this.parseRepeat(atom));
    }
    return parts.length === 1 ? parts[0]! : { type: 'sequence', parts };
  }

  parseRepeat(atom: RegexNode): RegexNode {
    let body = atom;
    for (;;) {
      const bounds = this.parseBounds();
      if (bounds === null) return body;
      if (body.type === 'at' || body.type === 'repeat') {
        throw new TemplateError('nothing to repeat in the regular expression');
      }
      const [min, max] = bounds;
      const lazy = this.take('?');
      const possessive = !lazy && this.take('+');
      body = { type: 'repeat', body, min, max, lazy };
      if (possessive) body = { type: 'atomic', body };
    }
  }

  parseBounds(): [number, number] | null {
    if (this.take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.take('?')) return [0, 1];
    if (this.peek() !== '{') return null;
    const rest = this.chars.slice(this.#at, this.#at + 16).join('');
    const match = /^\{(\d*)(,?)(\d*)\}/.exec(rest);
    // Python takes braces that are no bounds as text.
    if (match === null || (match[1] === '' && match[2] === '')) return null;
    if (match[1] === '' && match[3] === '') return null;
    this.#at += match[0].length;
    const min = Number(match[1]);
    const max =
      match[2] === '' ? min : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (max < min) throw new TemplateError('the bounds of a repetition are swapped');
    return [min, max];
  }

  parseAtom(depth: number): RegexNode {
    const char = this.next();
    switch (char) {
      case '.':
        return { type: 'char', test: this.flags.s ? () => true : (code) => code !== 10 };
      case '^':
        return { type: 'at', place: this.flags.m ? 'lineStart' : 'start' };
      case '$':
        return { type: 'at', place: this.flags.m ? 'lineEnd' : 'end' };
      case '[':
        return { type: 'char', test: this.parseSet() };
      case '(':
        return this.parseGroup(depth);
      case '\\':
        return this.parseEscape();
      case '*':
      case '+':
      case '?':
        throw new TemplateError('nothing to repeat in the regular expression');
      default:
        return this.literal(char);
    }
  }

  literal(char: string): RegexNode {
    const code = char.codePointAt(0)!;
    if (!this.flags.i) return { type: 'char', test: (other) => other === code };
    const folded = fold(code);
    return { type: 'char', test: (other) => fold(other) === folded };
  }

  parseEscape(): RegexNode {
    const char = this.next();
    const test = classEscape(char);
    if (test !== null) return { type: 'char', test };
    if (char === 'b') return { type: 'at', place: 'word' };
    if (char === 'B') return { type: 'at', place: 'notWord' };
    if (char === 'A') return { type: 'at', place: 'start' };
    if (char === 'Z') return { type: 'at', place: 'textEnd' };
    if (/[1-9]/.test(char)) {
      const digits = /[0-9]/.test(this.peek() ?? '') ? char + this.next() : char;
      return this.back(Number(digits));
    }
    return this.literal(this.parseCharEscape(char));
  }

  parseCharEscape(char: string): string {
    const width = { x: 2, u: 4, U: 8 }[char];
    if (width !== undefined) {
      let digits = '';
      for (let i = 0; i < width; i++) digits += this.next();
      const code = /^[0-9a-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
      if (!(code <= 0x10ffff)) throw new TemplateError('bad escape in the regular expression');
      return String.fromCodePoint(code);
    }
    if (Object.hasOwn(SIMPLE, char)) return SIMPLE[char]!;
    if (/[A-Za-z0-9]/.test(char)) throw new TemplateError(`bad escape \\${char}`);
    return char;
  }

  back(index: number): RegexNode {
    if (index > this.groups) throw new TemplateError(`there is no group ${index}`);
    return { type: 'back', index, ignoreCase: this.flags.i };
  }

  parseSet(): CharTest {
    const negated = this.take('^');
    const tests: CharTest[] = [];
    let first = true;
    while (first || this.peek() !== ']') {
      first = false;
      const low = this.parseSetItem();
      if (typeof low === 'function') tests.push(low);
      else if (
        this.peek() === '-' &&
        this.chars[this.#at + 1] !== ']' &&
        this.#at + 1 < this.chars.length
      ) {
        this.next();
        const high = this.parseSetItem();
        if (typeof high === 'function' || high < low) {
          throw new TemplateError('bad range in the regular expression');
        }
        tests.push((code) => code >= low && code <= high);
      } else tests.push((code) => code === low);
    }
    this.next();
    const one = (code: number): boolean => tests.some((test) => test(code));
    const { i } = this.flags;
    const any = i ? (code: number) => one(code) || one(fold(code)) || one(fold(code, true)) : one;
    return negated ? (code) => !any(code) : any;
  }

  parseSetItem(): CharTest | number {
    const char = this.next();
    if (char !== '\\') return char.codePointAt(0)!;
    const letter = this.next();
    if (letter === 'b') return 8;
    return classEscape(letter) ?? this.parseCharEscape(letter).codePointAt(0)!;
  }

  parseGroup(depth: number): RegexNode {
    if (this.take('?#')) {
      this.until(')');
      return EMPTY;
    }
    if (this.take('?P=')) {
      const index = this.names.get(this.until(')'));
      if (index === undefined) throw new TemplateError('unknown group in the regular expression');
      return this.back(index);
    }
    const { flags } = this;
    let wrap: (body: RegexNode) => RegexNode = (body) => body;
    if (this.take('?:')) wrap = (body) => body;
    else if (this.take('?P<')) wrap = this.capture(this.until('>'));
    else if (this.take('?=')) wrap = look(false, false);
    else if (this.take('?!')) wrap = look(false, true);
    else if (this.take('?<=')) wrap = look(true, false);
    else if (this.take('?<!')) wrap = look(true, true);
    else if (this.take('?>')) wrap = (body) => ({ type: 'atomic', body });
    else if (this.take('?')) {
      if (this.parseFlags()) return EMPTY;
    } else wrap = this.capture(null);
    const body = this.parseChoice(depth + 1);
    if (!this.take(')')) throw new TemplateError('missing ) in the regular expression');
    this.flags = flags;
    return wrap(body);
  }

  capture(name: string | null): (body: RegexNode) => RegexNode {
    const index = ++this.groups;
    if (index > MAX_GROUPS) throw new TemplateError('too many groups in the regular expression');
    if (name !== null) {
      if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || this.names.has(name)) {
        throw new TemplateError('bad group name in the regular expression');
      }
      this.names.set(name, index);
    }
    return (body) => ({ type: 'group', index, body });
  }

  /** `(?i)` for all that follows (true), or `(?i:` for a group (false). */
  parseFlags(): boolean {
    const text = this.chars.slice(this.#at, this.#at + 12).join('');
    const match = /^([aiLmsu]*)(?:-([ims]+))?([:)])/.exec(text);
    if (match === null) throw new TemplateError('unsupported group in the regular expression');
    this.#at += match[0].length;
    const flag = (letter: 'i' | 'm' | 's'): boolean =>
      (this.flags[letter] || match[1]!.includes(letter)) && !(match[2] ?? '').includes(letter);
    this.flags = { i: flag('i'), m: flag('m'), s: flag('s') };
    return match[3] === ')';
  }
}

const look =
  (behind: boolean, negated: boolean) =>
  (body: RegexNode): RegexNode => ({ type: 'look', body, behind, negated });
