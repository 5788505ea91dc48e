import { bind, need } from './arguments.ts';
import { contains, equal, order } from './compare.ts';
import { isNumeric } from './filters/convert.ts';
import { regexTest } from './filters/regexes.ts';
import { TemplateError } from './limits.ts';
import { Moment } from './moment.ts';
import { asNumber, isFloat, toDouble, toIndex } from './number.ts';
import type { Runtime } from './runtime.ts';
import { type Arguments, Func, isList, isMapping, type Py, Tuple, Undefined } from './value.ts';

type Test = (value: Py, args: readonly (Py | undefined)[], runtime: Runtime) => boolean;

const compare =
  (decide: (order: number) => boolean): Test =>
  (value, [other], { budget }) =>
    decide(order(value, need(other, 'other'), budget));
const same: Test = (value, [other], { budget }) => equal(value, need(other, 'other'), budget);
const different: Test = (value, [other], { budget }) => !equal(value, need(other, 'other'), budget);
const isNumber = (value: Py): boolean => asNumber(value) !== null;
const sequence = (value: Py): boolean =>
  typeof value === 'string' || isList(value) || value instanceof Tuple || isMapping(value);

const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['defined', (value) => !(value instanceof Undefined)],
  ['undefined', (value) => value instanceof Undefined],
  ['none', (value) => value === null],
  ['boolean', (value) => typeof value === 'boolean'],
  ['true', (value) => value === true],
  ['false', (value) => value === false],
  ['number', isNumber],
  ['integer', (value) => typeof value !== 'boolean' && isNumber(value) && !isFloat(value)],
  ['float', (value) => isFloat(value)],
  ['string', (value) => typeof value === 'string'],
  ['string_like', (value) => typeof value === 'string'],
  ['mapping', isMapping],
  ['sequence', sequence],
  ['iterable', (value) => sequence(value) || value instanceof Undefined],
  ['list', isList],
  ['tuple', (value) => value instanceof Tuple],
  ['datetime', (value) => value instanceof Moment],
  ['callable', (value) => value instanceof Func],
  ['is_number', isNumeric],
  ['odd', (value) => Math.abs(toIndex(value) % 2) === 1],
  ['even', (value) => toIndex(value) % 2 === 0],
  [
    'divisibleby',
    (value, [by]) => {
      const divisor = toIndex(need(by, 'num'));
      if (divisor === 0) throw new TemplateError('division by zero');
      return toIndex(value) % divisor === 0;
    },
  ],
  [
    'lower',
    (value) =>
      typeof value === 'string' && value === value.toLowerCase() && value !== value.toUpperCase(),
  ],
  [
    'upper',
    (value) =>
      typeof value === 'string' && value === value.toUpperCase() && value !== value.toLowerCase(),
  ],
  ['in', (value, [container], { budget }) => contains(need(container, 'seq'), value, budget)],
  ['contains', (value, [item], { budget }) => contains(value, need(item, 'value'), budget)],
  ['match', (value, [find, fold], runtime) => regexTest(value, find, fold, true, runtime)],
  ['search', (value, [find, fold], runtime) => regexTest(value, find, fold, false, runtime)],
  [
    'sameas',
    (value, [other]) =>
      value === other ||
      (isNumber(value) &&
        isNumber(need(other, 'other')) &&
        typeof value === typeof other &&
        toDouble(asNumber(value)!) === toDouble(asNumber(other!)!)),
  ],
  ...['eq', '==', 'equalto'].map((name) => [name, same] as const),
  ...['ne', '!='].map((name) => [name, different] as const),
  ...['lt', '<', 'lessthan'].map((name) => [name, compare((o) => o < 0)] as const),
  ...['le', '<='].map((name) => [name, compare((o) => o <= 0)] as const),
  ...['gt', '>', 'greaterthan'].map((name) => [name, compare((o) => o > 0)] as const),
  ...['ge', '>='].map((name) => [name, compare((o) => o >= 0)] as const),
]);

/** `value is name(args)`. Throws for a test that does not exist. */
export function runTest(name: string, value: Py, args: Arguments, runtime: Runtime): boolean {
  const test = TESTS.get(name);
  if (test === undefined) throw new TemplateError(`unknown test ${name}`);
  runtime.budget.spend();
  return test(value, bind(args, 'first', 'second'), runtime);
}
