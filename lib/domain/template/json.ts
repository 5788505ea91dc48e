import { type Budget, MAX_TEXT, TemplateError } from './limits.ts';
import { Moment } from './moment.ts';
import { float, int } from './number.ts';
import { floatText } from './text.ts';
import { entriesOf, Float, isList, isMapping, type Py, Tuple, typeName } from './value.ts';

const MAX_DEPTH = 100;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON text has none unescaped
const STRING = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y;

/** Whether JavaScript's own JSON.parse would lose what Python sees: 21.0, 1e3, very long ints. */
export const losesNumbers = (text: string): boolean =>
  /[0-9]\.0*(?![0-9])|[0-9][eE][-+]?[0-9]|[0-9]{16}/.test(text);

/** JSON as Python reads it: 21.0 stays a float, long ints keep their digits; undefined if it is none. */
export function fromJson(text: string): Py | undefined {
  try {
    return new Reader(text).document();
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}

class Reader {
  #at = 0;

  constructor(readonly text: string) {}

  document(): Py {
    const value = this.value(0);
    this.space();
    if (this.#at < this.text.length) throw new TemplateError('not JSON');
    return value;
  }

  space(): void {
    while (' \t\n\r'.includes(this.text[this.#at] ?? 'x')) this.#at++;
  }

  take(char: string): boolean {
    this.space();
    if (this.text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  expect(char: string): void {
    if (!this.take(char)) throw new TemplateError('not JSON');
  }

  value(depth: number): Py {
    if (depth > MAX_DEPTH) throw new TemplateError('JSON is nested too deeply');
    this.space();
    const char = this.text[this.#at];
    if (char === '{') return this.object(depth);
    if (char === '[') return this.list(depth);
    if (char === '"') return this.string();
    for (const [word, value] of WORDS) {
      if (this.text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    return this.number();
  }

  object(depth: number): Py {
    const object: Record<string, Py> = Object.create(null);
    this.expect('{');
    if (this.take('}')) return object;
    do {
      this.space();
      const key = this.string();
      this.expect(':');
      object[key] = this.value(depth + 1);
    } while (this.take(','));
    this.expect('}');
    return object;
  }

  list(depth: number): Py {
    const items: Py[] = [];
    this.expect('[');
    if (this.take(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.take(','));
    this.expect(']');
    return items;
  }

  match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match === null) throw new TemplateError('not JSON');
    this.#at = pattern.lastIndex;
    return match;
  }

  string(): string {
    const [literal] = this.match(STRING);
    if (!literal.includes('\\')) return literal.slice(1, -1);
    try {
      return JSON.parse(literal) as string;
    } catch {
      throw new TemplateError('not JSON');
    }
  }

  number(): Py {
    const [literal, fraction, exponent] = this.match(NUMBER);
    if (fraction !== undefined || exponent !== undefined) return float(Number(literal));
    const value = Number(literal);
    if (Number.isSafeInteger(value)) return value;
    return literal.length <= 1000 ? int(BigInt(literal)) : float(value);
  }
}

const WORDS: readonly (readonly [string, Py])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

export type JsonStyle = {
  readonly ascii: boolean;
  readonly sorted: boolean;
  readonly indent: number;
};

/** JSON text, compact as Home Assistant writes it unless `indent` says otherwise. */
export function toJson(value: Py, budget: Budget, style: JsonStyle): string {
  const parts: string[] = [];
  let length = 0;
  const add = (text: string): void => {
    length += text.length;
    if (length > MAX_TEXT) throw new TemplateError('the text becomes too long');
    parts.push(text);
  };
  const line = (depth: number): void => {
    if (style.indent > 0) add(`\n${' '.repeat(style.indent * depth)}`);
  };
  const many = <T>(
    open: string,
    items: readonly T[],
    close: string,
    depth: number,
    write: (item: T) => void,
  ) => {
    add(open);
    items.forEach((item, i) => {
      if (i > 0) add(',');
      line(depth + 1);
      write(item);
    });
    if (items.length > 0) line(depth);
    add(close);
  };
  const write = (one: Py, depth: number): void => {
    budget.spend();
    if (depth > MAX_DEPTH) throw new TemplateError('JSON is nested too deeply');
    if (typeof one === 'string') add(jsonText(one, style.ascii));
    else if (one === null || typeof one === 'boolean' || typeof one === 'bigint') add(String(one));
    else if (typeof one === 'number') add(Number.isFinite(one) ? jsonNumber(one) : 'null');
    else if (one instanceof Float) add(floatText(one.value));
    else if (one instanceof Moment) add(jsonText(one.isoformat(), style.ascii));
    else if (isList(one)) many('[', one, ']', depth, (item) => write(item, depth + 1));
    else if (one instanceof Tuple)
      many('[', one.items, ']', depth, (item) => write(item, depth + 1));
    else if (isMapping(one)) {
      const entries = Array.from(entriesOf(one), ([key, item]) => [keyText(key), item] as const);
      if (style.sorted) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
      many('{', entries, '}', depth, ([key, item]) => {
        add(jsonText(key, style.ascii));
        add(style.indent > 0 ? ': ' : ':');
        write(item, depth + 1);
      });
    } else throw new TemplateError(`${typeName(one)} has no JSON form`);
  };
  write(value, 0);
  return parts.join('');
}

const jsonNumber = (value: number): string =>
  Number.isInteger(value) ? String(value) : floatText(value);

function keyText(key: Py): string {
  if (typeof key === 'string') return key;
  if (key === null || typeof key === 'boolean' || typeof key === 'number') return String(key);
  throw new TemplateError('a JSON key must be text');
}

function jsonText(text: string, ascii: boolean): string {
  const json = JSON.stringify(text);
  if (!ascii) return json;
  return json.replace(
    /[\u007f-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
