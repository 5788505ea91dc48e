import { slug } from '../../entity/slug.ts';
import { need, needText } from '../arguments.ts';
import { truthy } from '../compare.ts';
import { formatPercent } from '../format-percent.ts';
import { TemplateError } from '../limits.ts';
import { decodeUtf8 } from '../methods.ts';
import { toIndex } from '../number.ts';
import type { Runtime } from '../runtime.ts';
import { str } from '../text.ts';
import { centerText, replaceText, stripText, titleWords } from '../text-tools.ts';
import { Bytes, Dict, entriesOf, isMapping, type Py, Tuple } from '../value.ts';
import { base64, bytesOfBase64, utf8, wellFormed } from './bytes.ts';
import { type FilterTable, filter, iterate } from './filter.ts';

/** A filter of the value's text. */
const onText = (change: (text: string, runtime: Runtime) => Py) =>
  filter([], (value, _, runtime) => {
    const text = str(value, runtime.budget);
    runtime.budget.read(text);
    return change(text, runtime);
  });

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
};
const escapeHtml = onText((text, { budget }) => {
  budget.make(text.length);
  return text.replace(/[&<>'"]/g, (char) => HTML[char]!);
});

const percentEncode = (text: string): string =>
  encodeURIComponent(wellFormed(text)).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function truncate(
  text: string,
  length: number,
  whole: boolean,
  end: string,
  leeway: number,
): string {
  if (text.length <= length + leeway) return text;
  if (length < end.length) throw new TemplateError('the length is shorter than the ending');
  const cut = text.slice(0, length - end.length);
  if (whole) return cut + end;
  const space = cut.lastIndexOf(' ');
  return (space < 0 ? cut : cut.slice(0, space)) + end;
}

function wrap(text: string, width: number): string {
  if (width < 1) throw new TemplateError('the width must be positive');
  return text
    .split('\n')
    .map((line) => {
      const lines = [''];
      for (const word of line.split(' ')) {
        const last = lines.at(-1)!;
        if (last === '') lines[lines.length - 1] = word;
        else if (last.length + 1 + word.length <= width)
          lines[lines.length - 1] = `${last} ${word}`;
        else lines.push(word);
      }
      return lines.join('\n');
    })
    .join('\n');
}

export const textFilters: FilterTable = [
  ['lower', onText((text) => text.toLowerCase())],
  ['upper', onText((text) => text.toUpperCase())],
  ['title', onText(titleWords)],
  ['capitalize', onText((text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase())],
  ['escape', escapeHtml],
  ['e', escapeHtml],
  ['forceescape', escapeHtml],
  [
    'striptags',
    onText((text) =>
      text
        .replace(/<[^<>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    ),
  ],
  ['wordcount', onText((text) => text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0)],
  [
    'slugify',
    filter(['separator'], (value, [separator], { budget }) => {
      const text = slug(str(value, budget));
      return separator === undefined
        ? text
        : replaceText(text, '_', needText(separator, 'separator'), -1, budget);
    }),
  ],
  [
    'trim',
    filter(['chars'], (value, [chars], { budget }) =>
      stripText(
        str(value, budget),
        chars === undefined || chars === null ? null : needText(chars, 'chars'),
        true,
        true,
      ),
    ),
  ],
  [
    'replace',
    filter(['old', 'new', 'count'], (value, [old, fresh, count], { budget }) =>
      replaceText(
        str(value, budget),
        str(need(old, 'old'), budget),
        str(need(fresh, 'new'), budget),
        count === undefined || count === null ? -1 : toIndex(count),
        budget,
      ),
    ),
  ],
  [
    'truncate',
    filter(
      ['length', 'killwords', 'end', 'leeway'],
      (value, [length, whole, end, leeway], { budget }) =>
        truncate(
          str(value, budget),
          length === undefined ? 255 : toIndex(length),
          truthy(whole ?? false),
          end === undefined ? '...' : needText(end, 'end'),
          leeway === undefined || leeway === null ? 5 : toIndex(leeway),
        ),
    ),
  ],
  [
    'center',
    filter(['width'], (value, [width], { budget }) => {
      const text = str(value, budget);
      const total = width === undefined ? 80 : toIndex(width);
      budget.make(total);
      return centerText(text, total, ' ');
    }),
  ],
  [
    'indent',
    filter(['width', 'first', 'blank'], (value, [width, first, blank], { budget }) => {
      const size = width ?? 4;
      const pad =
        typeof size === 'string' ? size : ' '.repeat(Math.min(1000, Math.max(0, toIndex(size))));
      const lines = str(value, budget).split('\n');
      budget.make(lines.length * pad.length);
      return lines
        .map((line, i) =>
          (i === 0 && !truthy(first ?? false)) || (line === '' && !truthy(blank ?? false))
            ? line
            : pad + line,
        )
        .join('\n');
    }),
  ],
  [
    'wordwrap',
    filter(
      ['width', 'break_long_words', 'wrapstring', 'break_on_hyphens'],
      (value, [width], { budget }) => {
        const text = str(value, budget);
        budget.read(text);
        return wrap(text, width === undefined ? 79 : toIndex(width));
      },
    ),
  ],
  [
    'format',
    (value, { positional, named }, runtime) =>
      formatPercent(
        str(value, runtime.budget),
        named.size > 0 ? Dict.of(named) : new Tuple(positional),
        runtime,
      ),
  ],
  [
    'urlencode',
    filter([], (value, _, runtime) => {
      const { budget } = runtime;
      const one = (part: Py): string => percentEncode(str(part, budget));
      const plus = (part: Py): string => one(part).replaceAll('%20', '+');
      if (isMapping(value)) {
        return Array.from(entriesOf(value), ([key, item]) => `${plus(key)}=${plus(item)}`).join(
          '&',
        );
      }
      if (typeof value === 'string') {
        budget.make(value.length * 3);
        return percentEncode(value).replaceAll('%2F', '/');
      }
      return iterate(value, runtime)
        .map((pair) => iterate(pair, runtime).map(plus).join('='))
        .join('&');
    }),
  ],
  [
    'base64_encode',
    filter([], (value, _, { budget }) => {
      const bytes = value instanceof Bytes ? value.bytes : utf8(str(value, budget));
      budget.make(bytes.length * 2);
      return base64(bytes);
    }),
  ],
  [
    'base64_decode',
    filter(['encoding'], (value, [encoding], { budget }) => {
      const text = str(value, budget);
      budget.make(text.length);
      const bytes = bytesOfBase64(text);
      return encoding === null ? new Bytes(bytes) : decodeUtf8(bytes);
    }),
  ],
];
