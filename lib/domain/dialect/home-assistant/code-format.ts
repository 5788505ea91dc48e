import { compile } from '../../template/template.ts';

const MAX_CODE = 128;
const FITS = '{{ code is match(pattern) }}';

/** Digits, and how many of them, in a regular expression: `\d{4}`, `[0-9]+`, `(1234)`. */
const DIGITS = /\[\d-\d\]|\\d|\d|\{[\d,]+\}/g;
const SYNTAX = /[\^$()?:*+|]/g;

/** What kind of keypad a pattern for codes asks for: digits alone, or letters too. */
export function codeFormat(pattern: string): 'number' | 'text' {
  const rest = pattern.replace(DIGITS, '').replace(SYNTAX, '');
  return rest === '' && /\\d|\d/.test(pattern) ? 'number' : 'text';
}

/**
 * Does a code fit the pattern from its beginning, as Python's re.match has it? Of a pattern that
 * cannot be understood the device is the judge.
 */
export function fitsPattern(pattern: string, code: string): boolean {
  if (code.length > MAX_CODE) return false;
  const rendered = compile(FITS).render({ code, pattern });
  return !rendered.ok || rendered.text === 'True';
}
