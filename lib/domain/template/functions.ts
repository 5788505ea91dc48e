import { bind, func, need, positional } from './arguments.ts';
import { average, bitwiseFilters, extreme, median, numbersOf } from './filters/arithmetic.ts';
import { iif, isNumeric, toBool, toFloat, toInt } from './filters/convert.ts';
import { iterate } from './filters/filter.ts';
import { asDatetime, asTimedelta, asTimestamp } from './filters/times.ts';
import { runFilter } from './filters.ts';
import { TemplateError } from './limits.ts';
import { Moment, parseIso, Span } from './moment.ts';
import { asDouble, toIndex } from './number.ts';
import type { Runtime } from './runtime.ts';
import { strptime } from './strftime.ts';
import {
  type Arguments,
  Dict,
  entriesOf,
  Func,
  isMapping,
  Namespace,
  type Py,
  Tuple,
} from './value.ts';

/** The arguments as a list: of the only one its items. */
const spread = (args: Arguments, runtime: Runtime): readonly Py[] =>
  args.positional.length === 1 ? iterate(args.positional[0]!, runtime) : args.positional;

function dictOf(args: Arguments, runtime: Runtime): Dict {
  const [source] = args.positional;
  const dict = new Dict();
  if (source !== undefined) {
    const pairs = isMapping(source)
      ? entriesOf(source)
      : iterate(source, runtime).map((pair) => iterate(pair, runtime));
    for (const [key, value] of pairs as Iterable<readonly Py[]>) {
      if (key === undefined || value === undefined) throw new TemplateError('dict needs pairs');
      runtime.budget.spend();
      dict.set(key, value);
    }
  }
  for (const [key, value] of args.named) dict.set(key, value);
  return dict;
}

function range(args: Arguments, { budget }: Runtime): Py {
  const [a, b, c] = bind(args, 'start', 'stop', 'step').map((one) =>
    one === undefined ? undefined : toIndex(one),
  );
  const [start, stop, step] = b === undefined ? [0, a ?? 0, 1] : [a ?? 0, b, c ?? 1];
  if (step === 0) throw new TemplateError('the step of a range is zero');
  const length = Math.max(0, Math.ceil((stop - start) / step));
  budget.spend(length);
  return Array.from({ length }, (_, i) => start + i * step);
}

function zip(args: Arguments, runtime: Runtime): Py {
  const lists = args.positional.map((list) => iterate(list, runtime));
  if (lists.length === 0) return [];
  const length = Math.min(...lists.map((list) => list.length));
  return Array.from({ length }, (_, i) => new Tuple(lists.map((list) => list[i]!)));
}

const SPANS = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks'];
const UNITS_MS = [86_400_000, 1000, 0.001, 1, 60_000, 3_600_000, 604_800_000];

function timedelta(values: readonly (Py | undefined)[]): Span {
  return new Span(
    values.reduce<number>((sum, value, i) => {
      const amount = value === undefined ? 0 : asDouble(value);
      if (amount === null) throw new TemplateError('timedelta needs numbers');
      return sum + amount * UNITS_MS[i]!;
    }, 0),
  );
}

function todayAt(text: string, { now, offsetMinutes }: Runtime): Moment {
  const offset = offsetMinutes(now);
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
  if (text !== '' && match === null) throw new TemplateError('today_at needs a time');
  const [, hour, minute, second] = match ?? [];
  const ms = (Number(hour ?? 0) * 3600 + Number(minute ?? 0) * 60 + Number(second ?? 0)) * 1000;
  const day = 86_400_000;
  return new Moment(Math.floor((now + offset * 60_000) / day) * day + ms, offset);
}

/** Functions of other entities: a value template of a device sees none. */
const others = [
  func('states', ['entity_id', 'rounded', 'with_unit'], () => 'unknown'),
  func('state_attr', ['entity_id', 'name'], () => null),
  func('is_state', ['entity_id', 'state'], () => false),
  func('is_state_attr', ['entity_id', 'name', 'value'], () => false),
  func('has_value', ['entity_id'], () => false),
];

/** A filter that can also be called as a function. */
const asFunction = (name: string): Func =>
  new Func(name, ({ positional: [value, ...rest], named }, runtime) =>
    runFilter(name, need(value, 'value'), { positional: rest, named }, runtime),
  );

const FUNCTIONS: readonly Func[] = [
  new Func('range', range),
  new Func('zip', zip),
  new Func('iif', (args) => iif(args)),
  new Func('min', (args, runtime) => extreme(1, spread(args, runtime), runtime)),
  new Func('max', (args, runtime) => extreme(-1, spread(args, runtime), runtime)),
  new Func('average', (args, runtime) => average(numbersOf(args, runtime))),
  new Func('median', (args, runtime) => median(numbersOf(args, runtime))),
  new Func('namespace', (args, runtime) => {
    const fields = Array.from(
      dictOf(args, runtime).entries(),
      ([key, value]) => [String(key), value] as const,
    );
    return new Namespace('Namespace', new Map(fields), true);
  }),
  func('float', ['value', 'default'], ([value, fallback]) =>
    toFloat(need(value, 'value'), fallback),
  ),
  func('int', ['value', 'default', 'base'], ([value, fallback, base]) =>
    toInt(need(value, 'value'), fallback, base),
  ),
  func('bool', ['value', 'default'], ([value, fallback]) => toBool(need(value, 'value'), fallback)),
  func('is_number', ['value'], ([value]) => isNumeric(need(value, 'value'))),
  func('now', [], (_, { now, offsetMinutes }) => Moment.at(now, offsetMinutes(now))),
  func('utcnow', [], (_, { now }) => Moment.at(now, 0)),
  func('today_at', ['time'], ([time], runtime) =>
    todayAt(typeof time === 'string' ? time : '', runtime),
  ),
  func('as_timestamp', ['value', 'default'], ([value, fallback], runtime) =>
    asTimestamp(
      need(value, 'value'),
      fallback === undefined ? positional() : positional(fallback),
      runtime,
    ),
  ),
  func('as_datetime', ['value', 'default'], ([value, fallback], runtime) =>
    asDatetime(
      need(value, 'value'),
      fallback === undefined ? positional() : positional(fallback),
      runtime,
    ),
  ),
  func('as_timedelta', ['value'], ([value]) => asTimedelta(need(value, 'value'))),
  func('timedelta', SPANS, (values) => timedelta(values)),
  func('strptime', ['string', 'format', 'default'], ([text, format, fallback]) => {
    const parsed =
      typeof text === 'string' && typeof format === 'string'
        ? (strptime(text, format) ?? (format === '' ? parseIso(text) : null))
        : null;
    if (parsed === null && fallback === undefined)
      throw new TemplateError('strptime cannot read the text');
    return parsed ?? fallback!;
  }),
  ...[
    'round',
    'sqrt',
    'log',
    'sin',
    'cos',
    'tan',
    'slugify',
    'urlencode',
    'pack',
    'unpack',
    'clamp',
    'as_local',
    'typeof',
    'contains',
  ].map(asFunction),
  ...bitwiseFilters.map(
    ([name, filter]) =>
      new Func(name, ({ positional: [value, ...rest], named }, runtime) =>
        filter(need(value, 'value'), { positional: rest, named }, runtime),
      ),
  ),
  ...others,
];

/** `dict(…)` and `dict.from_keys(…)`, as Home Assistant has them. */
const dict = new Namespace('dict', new Map([['from_keys', new Func('from_keys', dictOf)]]), false);

/** Every global name. */
export const GLOBALS: ReadonlyMap<string, Py> = new Map<string, Py>([
  ...FUNCTIONS.map((one) => [one.name, one] as const),
  ['dict', dict],
  ['pi', Math.PI],
  ['e', Math.E],
  ['tau', 2 * Math.PI],
]);

/** What calling a value does; only functions, macros and `dict` can be called. */
export function call(callee: Py, args: Arguments, runtime: Runtime): Py {
  if (callee instanceof Func) return callee.call(args, runtime);
  if (callee === dict) return dictOf(args, runtime);
  throw new TemplateError('this value cannot be called');
}
