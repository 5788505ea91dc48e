import type { Block, Parameter, Statement, Target } from './ast.ts';
import { equal, truthy } from './compare.ts';
import { evaluate, evaluateArgs } from './evaluate.ts';
import { iterate } from './filters/filter.ts';
import { runFilter } from './filters.ts';
import { call } from './functions.ts';
import { MAX_NESTING, MAX_OUTPUT, TemplateError } from './limits.ts';
import { type Runtime, Scope } from './runtime.ts';
import { str } from './text.ts';
import { type Arguments, Func, Namespace, type Py, Tuple, Undefined } from './value.ts';

type Signal = 'break' | 'continue' | null;
type Branch<T extends Statement['type']> = Extract<Statement, { type: T }>;

/** Text collected so far. */
class Output {
  readonly #parts: string[] = [];
  #length = 0;

  add(text: string): void {
    this.#length += text.length;
    if (this.#length > MAX_OUTPUT) throw new TemplateError('the output is too long');
    this.#parts.push(text);
  }

  text(): string {
    return this.#parts.join('');
  }
}

/** The text of a whole template. */
export function executeAll(block: Block, scope: Scope, runtime: Runtime): string {
  return capture(block, scope, runtime);
}

function capture(block: Block, scope: Scope, runtime: Runtime): string {
  const out = new Output();
  execute(block, scope, runtime, out);
  return out.text();
}

function execute(block: Block, scope: Scope, runtime: Runtime, out: Output): Signal {
  for (const statement of block) {
    const signal = step(statement, scope, runtime, out);
    if (signal !== null) return signal;
  }
  return null;
}

function step(statement: Statement, scope: Scope, runtime: Runtime, out: Output): Signal {
  runtime.budget.spend();
  switch (statement.type) {
    case 'text':
      out.add(statement.value);
      return null;
    case 'output':
      out.add(str(evaluate(statement.value, scope, runtime), runtime.budget));
      return null;
    case 'if': {
      const branch = statement.branches.find(({ test }) => truthy(evaluate(test, scope, runtime)));
      return execute(branch?.body ?? statement.otherwise, scope, runtime, out);
    }
    case 'for':
      loop(statement, evaluate(statement.items, scope, runtime), 0, scope, runtime, out);
      return null;
    case 'set':
      assign(statement.target, evaluate(statement.value, scope, runtime), scope, runtime);
      return null;
    case 'capture': {
      const text = capture(statement.body, new Scope(scope), runtime);
      assign(statement.target, filtered(statement.filters, text, scope, runtime), scope, runtime);
      return null;
    }
    case 'macro':
      scope.set(statement.name, macro(statement.name, statement.parameters, statement.body, scope));
      return null;
    case 'callBlock': {
      const caller = macro('caller', statement.parameters, statement.body, scope);
      const inner = new Scope(scope);
      if (statement.call.type !== 'call') throw new TemplateError('a call is missing');
      const args = evaluateArgs(statement.call.args, scope, runtime);
      const callee = evaluate(statement.call.callee, inner, runtime);
      const result = call(
        callee,
        { ...args, named: new Map([...args.named, ['caller', caller]]) },
        runtime,
      );
      out.add(str(result, runtime.budget));
      return null;
    }
    case 'filterBlock': {
      const text = capture(statement.body, new Scope(scope), runtime);
      out.add(str(filtered(statement.filters, text, scope, runtime), runtime.budget));
      return null;
    }
    case 'with': {
      const inner = new Scope(scope);
      for (const [target, value] of statement.bindings) {
        assign(target, evaluate(value, scope, runtime), inner, runtime);
      }
      return execute(statement.body, inner, runtime, out);
    }
    case 'do':
      evaluate(statement.value, scope, runtime);
      return null;
    case 'break':
    case 'continue':
      return statement.type;
  }
}

function filtered(
  filters: Branch<'capture'>['filters'],
  text: string,
  scope: Scope,
  runtime: Runtime,
): Py {
  return filters.reduce<Py>(
    (value, { name, args }) => runFilter(name, value, evaluateArgs(args, scope, runtime), runtime),
    text,
  );
}

function assign(target: Target, value: Py, scope: Scope, runtime: Runtime): void {
  if (target.type === 'name') scope.set(target.name, value);
  else if (target.type === 'field') {
    const space = scope.get(target.name);
    if (!(space instanceof Namespace) || !space.writable) {
      throw new TemplateError('only a namespace has attributes that can be set');
    }
    space.fields.set(target.field, value);
  } else {
    const items = iterate(value, runtime);
    if (items.length !== target.targets.length)
      throw new TemplateError('wrong number of values to unpack');
    target.targets.forEach((one, i) => {
      assign(one, items[i]!, scope, runtime);
    });
  }
}

/** Runs a loop. What its body sets is forgotten after each round, as Jinja does. */
function loop(
  statement: Branch<'for'>,
  source: Py,
  depth: number,
  scope: Scope,
  runtime: Runtime,
  out: Output,
): void {
  let items = iterate(source, runtime);
  const { filter } = statement;
  if (filter !== null) {
    items = items.filter((item) => {
      const inner = new Scope(scope);
      assign(statement.target, item, inner, runtime);
      return truthy(evaluate(filter, inner, runtime));
    });
  }
  if (items.length === 0) {
    execute(statement.otherwise, new Scope(scope), runtime, out);
    return;
  }
  const changed = changedFunction();
  for (let i = 0; i < items.length; i++) {
    const inner = new Scope(scope);
    const info = loopInfo(items, i, depth, changed);
    inner.set('loop', statement.recursive ? recursive(statement, depth, scope, info) : info);
    assign(statement.target, items[i]!, inner, runtime);
    if (execute(statement.body, inner, runtime, out) === 'break') return;
  }
}

/** The loop variable; made without its rarely used parts costing much. */
function loopInfo(items: readonly Py[], i: number, depth: number, changed: Func): Namespace {
  const fields = new Map<string, Py>([
    ['index', i + 1],
    ['index0', i],
    ['revindex', items.length - i],
    ['revindex0', items.length - i - 1],
    ['first', i === 0],
    ['last', i === items.length - 1],
    ['length', items.length],
    ['depth', depth + 1],
    ['depth0', depth],
    ['previtem', items[i - 1] ?? new Undefined('loop.previtem')],
    ['nextitem', items[i + 1] ?? new Undefined('loop.nextitem')],
    ['changed', changed],
    ['cycle', new Func('cycle', ({ positional }) => positional[i % positional.length] ?? null)],
  ]);
  return new Namespace('loop', fields, false);
}

function changedFunction(): Func {
  let before: Tuple | null = null;
  return new Func('changed', ({ positional }, { budget }) => {
    const now = new Tuple(positional);
    const same = before !== null && equal(before, now, budget);
    before = now;
    return !same;
  });
}

/** `loop(children)` of a recursive loop; its attributes stay readable. */
function recursive(statement: Branch<'for'>, depth: number, scope: Scope, info: Namespace): Func {
  const run: Func['call'] = ({ positional }, runtime) => {
    const [items] = positional;
    if (items === undefined || depth >= MAX_NESTING) {
      throw new TemplateError('the loop is nested too deeply');
    }
    const out = new Output();
    loop(statement, items, depth + 1, scope, runtime, out);
    return out.text();
  };
  return new Func('loop', run, info.fields);
}

/** A macro sees the names around its definition, and its parameters. */
function macro(name: string, parameters: readonly Parameter[], body: Block, scope: Scope): Func {
  return new Func(name, (args: Arguments, runtime) => {
    if (++runtime.depth > MAX_NESTING) throw new TemplateError('macros are nested too deeply');
    const inner = new Scope(scope);
    parameters.forEach((parameter, i) => {
      const given = args.positional[i] ?? args.named.get(parameter.name);
      const value =
        given ??
        (parameter.fallback === null
          ? new Undefined(parameter.name)
          : evaluate(parameter.fallback, inner, runtime));
      inner.set(parameter.name, value);
    });
    inner.set('varargs', new Tuple(args.positional.slice(parameters.length)));
    const caller = args.named.get('caller');
    if (caller !== undefined) inner.set('caller', caller);
    const text = capture(body, inner, runtime);
    runtime.depth--;
    return text;
  });
}
