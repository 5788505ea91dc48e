import { formatPercent } from './format-percent.ts';
import { TemplateError } from './limits.ts';
import { Moment, Span } from './moment.ts';
import { asNumber, calculate, float, toDouble, toIndex } from './number.ts';
import type { Runtime } from './runtime.ts';
import { isList, type Py, Tuple, typeName, Undefined } from './value.ts';

/** `left op right` for + - * / // % **. */
export function binary(op: string, left: Py, right: Py, runtime: Runtime): Py {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a !== null && b !== null) return calculate(op, a, b);
  for (const side of [left, right]) {
    if (side instanceof Undefined) throw new TemplateError(`${side.what} is undefined`);
  }
  const { budget } = runtime;
  if (op === '%' && typeof left === 'string') return formatPercent(left, right, runtime);
  if (op === '+') {
    if (typeof left === 'string' && typeof right === 'string') {
      budget.make(left.length + right.length);
      return left + right;
    }
    if (isList(left) && isList(right)) return joined(left, right, runtime);
    if (left instanceof Tuple && right instanceof Tuple) {
      return new Tuple(joined(left.items, right.items, runtime));
    }
  }
  if (op === '*') {
    if (isSequence(left) && b !== null) return repeat(left, right, runtime);
    if (isSequence(right) && a !== null) return repeat(right, left, runtime);
  }
  const time = binaryTime(op, left, right, runtime);
  if (time !== null) return time;
  throw new TemplateError(`${op} does not work on ${typeName(left)} and ${typeName(right)}`);
}

type Sequence = string | readonly Py[] | Tuple;

const isSequence = (value: Py): value is Sequence =>
  typeof value === 'string' || isList(value) || value instanceof Tuple;

function joined(left: readonly Py[], right: readonly Py[], { budget }: Runtime): Py[] {
  budget.spend(left.length + right.length);
  return [...left, ...right];
}

function repeat(sequence: Sequence, times: Py, { budget }: Runtime): Py {
  const count = Math.max(0, toIndex(times));
  if (typeof sequence === 'string') {
    budget.make(sequence.length * count);
    return sequence.repeat(count);
  }
  const items = sequence instanceof Tuple ? sequence.items : sequence;
  budget.spend(items.length * count);
  const all = Array.from({ length: items.length * count }, (_, i) => items[i % items.length]!);
  return sequence instanceof Tuple ? new Tuple(all) : all;
}

function binaryTime(op: string, left: Py, right: Py, { offsetMinutes }: Runtime): Py | null {
  if (left instanceof Moment && right instanceof Span && (op === '+' || op === '-')) {
    const ms = op === '+' ? right.ms : -right.ms;
    return new Moment(left.wall + ms, left.offsetMinutes, left.dateOnly);
  }
  if (left instanceof Span && right instanceof Moment && op === '+') {
    return new Moment(right.wall + left.ms, right.offsetMinutes, right.dateOnly);
  }
  if (left instanceof Moment && right instanceof Moment && op === '-') {
    return new Span(left.epochMs(offsetMinutes) - right.epochMs(offsetMinutes));
  }
  if (!(left instanceof Span)) return null;
  const factor = asNumber(right);
  if (right instanceof Span) {
    if (op === '+') return new Span(left.ms + right.ms);
    if (op === '-') return new Span(left.ms - right.ms);
    if (op === '/' && right.ms !== 0) return float(left.ms / right.ms);
  } else if (factor !== null) {
    const number = toDouble(factor);
    if (op === '*') return new Span(left.ms * number);
    if (op === '/' && number !== 0) return new Span(left.ms / number);
  }
  return null;
}
