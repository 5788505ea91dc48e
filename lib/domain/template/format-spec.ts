import { MAX_TEXT, TemplateError } from './limits.ts';
import { floatText } from './text.ts';

/** How a number or text is laid out: what `%08.2f` and `{:>8.2f}` have in common. */
export type Layout = {
  readonly fill: string;
  readonly align: '<' | '>' | '^' | '=';
  readonly sign: '+' | ' ' | '';
  readonly alternate: boolean;
  readonly width: number;
  readonly group: '' | ',' | '_';
  readonly precision: number | null;
};

/** Pads a sign and a body to the width. */
export function lay(sign: string, body: string, layout: Layout): string {
  if (layout.width > MAX_TEXT) throw new TemplateError('the text becomes too long');
  const missing = Math.max(0, layout.width - Array.from(sign + body).length);
  const fill = layout.fill.repeat(missing);
  if (layout.align === '=') return sign + fill + body;
  if (layout.align === '<') return sign + body + fill;
  if (layout.align === '>') return fill + sign + body;
  const before = Math.floor(missing / 2);
  return fill.slice(0, before) + sign + body + fill.slice(before);
}

const signOf = (negative: boolean, layout: Layout): string => (negative ? '-' : layout.sign);

/** A whole number in base 2, 8, 10 or 16 (`b`, `o`, `d`, `x`, `X`). */
export function formatInt(value: number | bigint, type: string, layout: Layout): string {
  const bases: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 };
  const base = bases[type] ?? 10;
  const negative = value < 0;
  let digits = value.toString(base).replace('-', '');
  if (type === 'X') digits = digits.toUpperCase();
  if (layout.precision !== null) digits = digits.padStart(Math.min(layout.precision, 1000), '0');
  const prefix = layout.alternate && base !== 10 ? `0${type}` : '';
  return lay(signOf(negative, layout) + prefix, grouped(digits, layout.group), layout);
}

/** A float as `e`, `f`, `g` or `%`; null type: as str() has it. */
export function formatFloat(value: number, type: string | null, layout: Layout): string {
  const negative = value < 0 || Object.is(value, -0);
  const size = Math.abs(value);
  const precision = Math.min(layout.precision ?? 6, 100);
  let body: string;
  if (!Number.isFinite(value)) body = Number.isNaN(value) ? 'nan' : 'inf';
  else if (type === null) {
    body = layout.precision === null ? floatText(size) : general(size, layout.precision, false);
  } else if (type === 'f' || type === 'F') body = fixed(size, precision);
  else if (type === '%') body = `${fixed(size * 100, precision)}%`;
  else if (type === 'e' || type === 'E') body = exponent(size, precision);
  else if (type === 'g' || type === 'G') body = general(size, precision, layout.alternate);
  else throw new TemplateError(`unknown format ${type}`);
  if (type === 'E' || type === 'G' || type === 'F') body = body.toUpperCase();
  const match = /^\d+/.exec(body)?.[0] ?? '';
  return lay(
    signOf(negative, layout),
    grouped(match, layout.group) + body.slice(match.length),
    layout,
  );
}

/** toFixed that goes beyond 1e21 and ties to even, as C does. */
function fixed(size: number, precision: number): string {
  if (size >= 1e21)
    return BigInt(size).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '');
  const exact = size.toFixed(Math.min(100, precision + 60));
  const cut = exact.length - (Math.min(100, precision + 60) - precision);
  const head = exact.slice(0, cut);
  const tie = precision + 60 <= 100 && /^\.?50*$/.test(exact.slice(cut));
  if (tie && Number(/\d(?=\D*$)/.exec(head)?.[0]) % 2 === 0) return head.replace(/\.$/, '');
  return size.toFixed(precision);
}

const exponent = (size: number, precision: number): string =>
  size.toExponential(precision).replace(/e([+-])(\d)$/, 'e$10$2');

function general(size: number, digits: number, keepZeros: boolean): string {
  const precision = Math.max(1, Math.min(digits, 100));
  if (size === 0) return '0';
  const power = Number(size.toExponential(precision - 1).split('e')[1]);
  const text =
    power < -4 || power >= precision
      ? exponent(size, precision - 1)
      : fixed(size, precision - 1 - power);
  return keepZeros ? text : text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
}

function grouped(digits: string, mark: string): string {
  return mark === '' ? digits : digits.replace(/\B(?=(\d{3})+$)/g, mark);
}
