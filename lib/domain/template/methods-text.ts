import { bind, need, needText } from './arguments.ts';
import { formatBraces } from './format-braces.ts';
import { TemplateError } from './limits.ts';
import type { Method } from './methods.ts';
import { toIndex } from './number.ts';
import {
  centerText,
  replaceText,
  splitText,
  splitWords,
  stripText,
  titleCase,
} from './text-tools.ts';
import { isList, type Py, Tuple } from './value.ts';

const DEFAULT_PAD = ' ';

/** Methods of Python's str. Positions count UTF-16 units, which differ only beyond U+FFFF. */
export const textMethods: ReadonlyMap<string, Method<string>> = new Map<string, Method<string>>([
  ['lower', (self, _, { budget }) => made(self.toLowerCase(), budget)],
  ['upper', (self, _, { budget }) => made(self.toUpperCase(), budget)],
  ['casefold', (self, _, { budget }) => made(self.toLowerCase(), budget)],
  ['title', (self, _, { budget }) => made(titleCase(self), budget)],
  [
    'capitalize',
    (self, _, { budget }) =>
      made(self.slice(0, 1).toUpperCase() + self.slice(1).toLowerCase(), budget),
  ],
  [
    'swapcase',
    (self, _, { budget }) =>
      made(
        Array.from(self, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join(
          '',
        ),
        budget,
      ),
  ],
  ['strip', (self, args) => stripText(self, optionalText(bind(args, 'chars')[0]), true, true)],
  ['lstrip', (self, args) => stripText(self, optionalText(bind(args, 'chars')[0]), true, false)],
  ['rstrip', (self, args) => stripText(self, optionalText(bind(args, 'chars')[0]), false, true)],
  ['split', (self, args, { budget }) => split(self, args, budget, false)],
  ['rsplit', (self, args, { budget }) => split(self, args, budget, true)],
  [
    'splitlines',
    (self, _, { budget }) => {
      const lines =
        self === '' ? [] : self.replace(/\r\n?|\n$/g, (m) => (m === '\n' ? '' : '\n')).split('\n');
      budget.spend(lines.length);
      return lines;
    },
  ],
  ['partition', (self, args) => partition(self, args, false)],
  ['rpartition', (self, args) => partition(self, args, true)],
  [
    'replace',
    (self, args, { budget }) => {
      const [old, fresh, count] = bind(args, 'old', 'new', 'count');
      const times = count === undefined ? -1 : toIndex(count);
      return replaceText(self, needText(old, 'old'), needText(fresh, 'new'), times, budget);
    },
  ],
  ['startswith', (self, args) => affixes(args).some((affix) => self.startsWith(affix))],
  ['endswith', (self, args) => affixes(args).some((affix) => self.endsWith(affix))],
  [
    'removeprefix',
    (self, args) => {
      const prefix = needText(bind(args, 'prefix')[0], 'prefix');
      return self.startsWith(prefix) ? self.slice(prefix.length) : self;
    },
  ],
  [
    'removesuffix',
    (self, args) => {
      const suffix = needText(bind(args, 'suffix')[0], 'suffix');
      return suffix !== '' && self.endsWith(suffix) ? self.slice(0, -suffix.length) : self;
    },
  ],
  ['find', (self, args) => self.indexOf(needText(bind(args, 'sub')[0], 'sub'))],
  ['rfind', (self, args) => self.lastIndexOf(needText(bind(args, 'sub')[0], 'sub'))],
  [
    'index',
    (self, args) => {
      const at = self.indexOf(needText(bind(args, 'sub')[0], 'sub'));
      if (at < 0) throw new TemplateError('substring not found');
      return at;
    },
  ],
  [
    'count',
    (self, args, { budget }) => {
      budget.read(self);
      const part = needText(bind(args, 'sub')[0], 'sub');
      return part === '' ? self.length + 1 : self.split(part).length - 1;
    },
  ],
  [
    'join',
    (self, args, { budget }) => {
      const [items] = bind(args, 'items');
      const list = items instanceof Tuple ? items.items : items;
      if (typeof list === 'string') return made(Array.from(list).join(self), budget);
      if (!isList(need(list, 'items'))) throw new TemplateError('join needs a list');
      const texts = (list as readonly Py[]).map((item) => needText(item, 'every item'));
      const length = texts.reduce((sum, text) => sum + text.length + self.length, 0);
      budget.make(length);
      budget.spend(texts.length);
      return texts.join(self);
    },
  ],
  ['zfill', (self, args, { budget }) => zeroFill(self, width(bind(args, 'width')[0], budget))],
  [
    'ljust',
    (self, args, { budget }) => {
      const [size, fill] = bind(args, 'width', 'fill');
      return self.padEnd(width(size, budget), fillChar(fill));
    },
  ],
  [
    'rjust',
    (self, args, { budget }) => {
      const [size, fill] = bind(args, 'width', 'fill');
      return self.padStart(width(size, budget), fillChar(fill));
    },
  ],
  [
    'center',
    (self, args, { budget }) => {
      const [size, fill] = bind(args, 'width', 'fill');
      return centerText(self, width(size, budget), fillChar(fill));
    },
  ],
  ['isdigit', (self) => /^\p{Nd}+$/u.test(self)],
  ['isnumeric', (self) => /^\p{N}+$/u.test(self)],
  ['isdecimal', (self) => /^\p{Nd}+$/u.test(self)],
  ['isalpha', (self) => /^\p{L}+$/u.test(self)],
  ['isalnum', (self) => /^[\p{L}\p{N}]+$/u.test(self)],
  ['isspace', (self) => /^\s+$/.test(self)],
  ['islower', (self) => self === self.toLowerCase() && self !== self.toUpperCase()],
  ['isupper', (self) => self === self.toUpperCase() && self !== self.toLowerCase()],
  ['format', (self, args, runtime) => formatBraces(self, args, runtime)],
]);

type Budget = Parameters<Method<string>>[2]['budget'];
type Args = Parameters<Method<string>>[1];

function made(text: string, budget: Budget): string {
  budget.read(text);
  return text;
}

const optionalText = (value: Py | undefined): string | null =>
  value === undefined || value === null ? null : needText(value, 'chars');

function split(self: string, args: Args, budget: Budget, fromEnd: boolean): Py {
  const [separator, limit] = bind(args, 'sep', 'maxsplit');
  budget.read(self);
  const most = limit === undefined ? -1 : toIndex(limit);
  const by = optionalText(separator);
  const parts = by === null ? splitWords(self, most, fromEnd) : splitText(self, by, most, fromEnd);
  budget.spend(parts.length);
  return parts;
}

function partition(self: string, args: Args, last: boolean): Tuple {
  const separator = needText(bind(args, 'sep')[0], 'sep');
  const at = last ? self.lastIndexOf(separator) : self.indexOf(separator);
  if (at < 0) return new Tuple(last ? ['', '', self] : [self, '', '']);
  return new Tuple([self.slice(0, at), separator, self.slice(at + separator.length)]);
}

function affixes(args: Args): string[] {
  const [affix] = bind(args, 'affix');
  return affix instanceof Tuple
    ? affix.items.map((one) => needText(one, 'affix'))
    : [needText(affix, 'affix')];
}

function width(value: Py | undefined, budget: Budget): number {
  const size = toIndex(value);
  budget.make(size);
  return size;
}

function fillChar(value: Py | undefined): string {
  const fill = value === undefined ? DEFAULT_PAD : needText(value, 'fill');
  if (fill.length !== 1) throw new TemplateError('the fill must be one character');
  return fill;
}

function zeroFill(text: string, size: number): string {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(size - sign.length, '0');
}
