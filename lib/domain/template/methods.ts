import { bind, need } from './arguments.ts';
import { equal } from './compare.ts';
import { TemplateError } from './limits.ts';
import { textMethods } from './methods-text.ts';
import { momentMethods, momentProperty, spanMethods, spanProperty } from './methods-time.ts';
import { Moment, Span } from './moment.ts';
import type { Runtime } from './runtime.ts';
import {
  type Arguments,
  Bytes,
  Dict,
  entriesOf,
  Func,
  isList,
  isMapping,
  lookUp,
  type Py,
  Tuple,
} from './value.ts';

/** A method of a built-in type: what it is called on, its arguments, the rendering. */
export type Method<T> = (self: T, args: Arguments, runtime: Runtime) => Py;
export type Methods<T> = ReadonlyMap<string, Method<T>>;

type Mapping = Dict | Parameters<typeof entriesOf>[0];

const dictMethods: Methods<Mapping> = new Map<string, Method<Mapping>>([
  [
    'get',
    (self, args) => {
      const [key, fallback] = bind(args, 'key', 'default');
      return lookUp(self, need(key, 'key')) ?? fallback ?? null;
    },
  ],
  [
    'items',
    (self, _, { budget }) => spread(self, budget, ([key, value]) => new Tuple([key, value])),
  ],
  ['keys', (self, _, { budget }) => spread(self, budget, ([key]) => key)],
  ['values', (self, _, { budget }) => spread(self, budget, ([, value]) => value)],
  ['copy', (self) => Dict.of(entriesOf(self))],
]);

function spread(
  self: Mapping,
  budget: Runtime['budget'],
  pick: (entry: readonly [Py, Py]) => Py,
): Py[] {
  const items = Array.from(entriesOf(self), pick);
  budget.spend(items.length);
  return items;
}

const listMethods: Methods<readonly Py[]> = new Map<string, Method<readonly Py[]>>([
  [
    'index',
    (self, args, { budget }) => {
      const [wanted] = bind(args, 'value');
      const place = self.findIndex((item) => equal(item, need(wanted, 'value'), budget));
      if (place < 0) throw new TemplateError('the value is not in the list');
      return place;
    },
  ],
  [
    'count',
    (self, args, { budget }) => {
      const [wanted] = bind(args, 'value');
      return self.filter((item) => equal(item, need(wanted, 'value'), budget)).length;
    },
  ],
  ['copy', (self) => self],
]);

const bytesMethods: Methods<Bytes> = new Map<string, Method<Bytes>>([
  ['hex', ({ bytes }) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')],
  ['decode', ({ bytes }) => decodeUtf8(bytes)],
]);

/** UTF-8 to text without the host's decoder, for this code runs where there may be none. */
export function decodeUtf8(bytes: Uint8Array): string {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(escaped);
  } catch {
    throw new TemplateError('the bytes are not UTF-8');
  }
}

const none: Methods<Py> = new Map();

function methodsOf(of: Py): Methods<never> {
  if (typeof of === 'string') return textMethods;
  if (isMapping(of)) return dictMethods;
  if (isList(of)) return listMethods;
  if (of instanceof Moment) return momentMethods;
  if (of instanceof Span) return spanMethods;
  return of instanceof Bytes ? bytesMethods : none;
}

/** `of.name` as something to call; undefined if the type has no such method. */
export function boundMethod(of: Py, name: string): Func | undefined {
  const self = of instanceof Tuple ? of.items : of;
  const method = methodsOf(self).get(name) as Method<Py> | undefined;
  return method && new Func(name, (args, runtime) => method(self, args, runtime));
}

/** A plain attribute of a built-in type. */
export function property(of: Py, name: string): Py | undefined {
  if (of instanceof Moment) return momentProperty(of, name);
  return of instanceof Span ? spanProperty(of, name) : undefined;
}
