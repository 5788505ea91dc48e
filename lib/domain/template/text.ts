import type { Budget } from './limits.ts';
import { MAX_TEXT, TemplateError } from './limits.ts';
import { Moment, Span } from './moment.ts';
import {
  Bytes,
  Dict,
  entriesOf,
  Float,
  Func,
  isList,
  isMapping,
  Namespace,
  type Py,
  Tuple,
  Undefined,
} from './value.ts';

/** Python's str(): what `{{ value }}` prints. */
export function str(value: Py, budget: Budget): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (value === null) return 'None';
  if (value instanceof Undefined) return '';
  if (value instanceof Moment || value instanceof Span) return value.text();
  return repr(value, budget);
}

/** A JavaScript number as Python prints it. */
function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : floatText(value);
}

/** Python's repr() of a float: the shortest digits, an exponent from 1e16 on and below 1e-4. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** Python's repr(): how a value looks inside a list. */
export function repr(value: Py, budget: Budget): string {
  const writer = new Writer(budget);
  writer.write(value);
  return writer.parts.join('');
}

class Writer {
  readonly parts: string[] = [];
  #length = 0;

  constructor(readonly budget: Budget) {}

  add(text: string): void {
    this.#length += text.length;
    if (this.#length > MAX_TEXT) throw new TemplateError('the text becomes too long');
    this.parts.push(text);
  }

  write(value: Py): void {
    this.budget.spend();
    if (typeof value === 'string') this.add(quote(value));
    else if (typeof value === 'number') this.add(numberText(value));
    else if (typeof value === 'bigint') this.add(String(value));
    else if (value === null) this.add('None');
    else if (typeof value === 'boolean') this.add(value ? 'True' : 'False');
    else if (value instanceof Float) this.add(floatText(value.value));
    else if (value instanceof Undefined) this.add('Undefined');
    else if (isList(value)) this.list('[', value, ']');
    else if (value instanceof Tuple)
      this.list('(', value.items, value.items.length === 1 ? ',)' : ')');
    else if (isMapping(value)) this.dict(value);
    else if (value instanceof Bytes) this.add(bytesText(value.bytes));
    else if (value instanceof Namespace) {
      this.add(`<${value.type} `);
      this.dict(Dict.of(value.fields));
      this.add('>');
    } else if (value instanceof Func) this.add(`<function ${value.name}>`);
    else this.add(value.repr());
  }

  list(open: string, items: readonly Py[], close: string): void {
    this.add(open);
    items.forEach((item, i) => {
      if (i > 0) this.add(', ');
      this.write(item);
    });
    this.add(close);
  }

  dict(mapping: Parameters<typeof entriesOf>[0]): void {
    this.add('{');
    let first = true;
    for (const [key, value] of entriesOf(mapping)) {
      if (!first) this.add(', ');
      first = false;
      this.write(key);
      this.add(': ');
      this.write(value);
    }
    this.add('}');
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones Python escapes
  const body = text.replace(/[\\'\x00-\x1f\x7f-\xa0\xad]/g, (char) => {
    if (char === '\\') return '\\\\';
    if (char === "'") return mark === "'" ? "\\'" : "'";
    return ESCAPES[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return mark + body + mark;
}

function bytesText(bytes: Uint8Array): string {
  const chars = Array.from(bytes, (byte) => {
    if (byte === 0x5c) return '\\\\';
    if (byte === 0x27) return "\\'";
    if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
    return ESCAPES[String.fromCharCode(byte)] ?? `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `b'${chars.join('')}'`;
}
