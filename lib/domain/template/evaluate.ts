import { attribute, item, slice } from './access.ts';
import type { Args, Expression } from './ast.ts';
import { contains, equal, order, truthy } from './compare.ts';
import { runFilter } from './filters.ts';
import { call, GLOBALS } from './functions.ts';
import { TemplateError } from './limits.ts';
import { boundMethod } from './methods.ts';
import { calculate, needNumber } from './number.ts';
import { binary } from './operators.ts';
import type { Runtime, Scope } from './runtime.ts';
import { runTest } from './tests.ts';
import { str } from './text.ts';
import { type Arguments, Dict, type Py, Tuple, Undefined } from './value.ts';

/** The value of an expression. Throws a TemplateError where Python would raise. */
export function evaluate(node: Expression, scope: Scope, runtime: Runtime): Py {
  runtime.budget.spend();
  const of = (inner: Expression): Py => evaluate(inner, scope, runtime);
  switch (node.type) {
    case 'constant':
      return node.value;
    case 'name': {
      const own = scope.get(node.name);
      // None is a value like any other: a name that holds it is not missing.
      return own !== undefined ? own : (GLOBALS.get(node.name) ?? new Undefined(node.name));
    }
    case 'attribute':
      return attribute(of(node.of), node.name);
    case 'item':
      return item(of(node.of), of(node.key));
    case 'slice':
      return slice(
        of(node.of),
        node.start && of(node.start),
        node.stop && of(node.stop),
        node.step && of(node.step),
        runtime.budget,
      );
    case 'call':
      return call(
        callee(node.callee, scope, runtime),
        evaluateArgs(node.args, scope, runtime),
        runtime,
      );
    case 'filter':
      return runFilter(node.name, of(node.of), evaluateArgs(node.args, scope, runtime), runtime);
    case 'test':
      return (
        runTest(node.name, of(node.of), evaluateArgs(node.args, scope, runtime), runtime) !==
        node.negated
      );
    case 'list':
      return node.items.map(of);
    case 'tuple':
      return new Tuple(node.items.map(of));
    case 'dict':
      return Dict.of(node.entries.map(([key, value]) => [of(key), of(value)] as const));
    case 'sign': {
      const number = needNumber(of(node.of));
      return node.op === '-' ? calculate('*', number, -1) : number;
    }
    case 'not':
      return !truthy(of(node.of));
    case 'binary':
      return binary(node.op, of(node.left), of(node.right), runtime);
    case 'compare':
      return compareAll(node, scope, runtime);
    case 'and': {
      const left = of(node.left);
      return truthy(left) ? of(node.right) : left;
    }
    case 'or': {
      const left = of(node.left);
      return truthy(left) ? left : of(node.right);
    }
    case 'concat': {
      const parts = node.parts.map((part) => str(of(part), runtime.budget));
      runtime.budget.make(parts.reduce((sum, part) => sum + part.length, 0));
      return parts.join('');
    }
    case 'if':
      if (truthy(of(node.test))) return of(node.then);
      return node.otherwise === null ? new Undefined('the other case') : of(node.otherwise);
  }
}

/** `a.get(…)`: where a method is called, a key of the same name does not hide it. */
function callee(node: Expression, scope: Scope, runtime: Runtime): Py {
  if (node.type !== 'attribute') return evaluate(node, scope, runtime);
  const of = evaluate(node.of, scope, runtime);
  return boundMethod(of, node.name) ?? attribute(of, node.name);
}

function compareAll(
  node: Extract<Expression, { type: 'compare' }>,
  scope: Scope,
  runtime: Runtime,
): boolean {
  let left = evaluate(node.first, scope, runtime);
  for (const [op, expression] of node.rest) {
    const right = evaluate(expression, scope, runtime);
    if (!compare(op, left, right, runtime)) return false;
    left = right;
  }
  return true;
}

function compare(op: string, left: Py, right: Py, { budget }: Runtime): boolean {
  switch (op) {
    case '==':
      return equal(left, right, budget);
    case '!=':
      return !equal(left, right, budget);
    case 'in':
      return contains(right, left, budget);
    case 'not in':
      return !contains(right, left, budget);
    case '<':
      return order(left, right, budget) < 0;
    case '<=':
      return order(left, right, budget) <= 0;
    case '>':
      return order(left, right, budget) > 0;
    case '>=':
      return order(left, right, budget) >= 0;
    default:
      throw new TemplateError(`unknown operator ${op}`);
  }
}

/** Arguments of a call, evaluated. */
export function evaluateArgs(args: Args, scope: Scope, runtime: Runtime): Arguments {
  return {
    positional: args.positional.map((arg) => evaluate(arg, scope, runtime)),
    named: new Map(args.named.map(([name, arg]) => [name, evaluate(arg, scope, runtime)])),
  };
}
