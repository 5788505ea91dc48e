import type { Args, Expression } from './ast.ts';
import { TemplateError } from './limits.ts';
import { float, int } from './number.ts';
import type { TokenStream } from './token-stream.ts';

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** An expression; a comma after it makes it a tuple, as in `{% set a, b = 1, 2 %}`. */
export function parseTuple(tokens: TokenStream): Expression {
  const first = parseExpression(tokens);
  if (!tokens.is('op', ',')) return first;
  const items = [first];
  while (tokens.take('op', ',')) {
    if (tokens.is('close') || tokens.is('op', ')') || tokens.is('op', '=')) break;
    items.push(parseExpression(tokens));
  }
  return { type: 'tuple', items };
}

/** One expression, `a if b else c` included. */
export function parseExpression(tokens: TokenStream): Expression {
  return tokens.nested(() => {
    let then = parseOr(tokens);
    while (tokens.take('name', 'if')) {
      const test = parseOr(tokens);
      const otherwise = tokens.take('name', 'else') ? parseExpression(tokens) : null;
      then = { type: 'if', test, then, otherwise };
    }
    return then;
  });
}

/** As parseExpression, without the inline `if`: the items of `for x in items if condition`. */
export function parseOr(tokens: TokenStream): Expression {
  let left = parseAnd(tokens);
  while (tokens.take('name', 'or')) left = { type: 'or', left, right: parseAnd(tokens) };
  return left;
}

function parseAnd(tokens: TokenStream): Expression {
  let left = parseNot(tokens);
  while (tokens.take('name', 'and')) left = { type: 'and', left, right: parseNot(tokens) };
  return left;
}

function parseNot(tokens: TokenStream): Expression {
  if (!tokens.take('name', 'not')) return parseCompare(tokens);
  return { type: 'not', of: tokens.nested(() => parseNot(tokens)) };
}

function parseCompare(tokens: TokenStream): Expression {
  const first = parseSum(tokens);
  const rest: [string, Expression][] = [];
  for (;;) {
    const token = tokens.peek();
    if (token?.type === 'op' && COMPARISONS.has(token.value)) {
      tokens.next();
      rest.push([token.value, parseSum(tokens)]);
    } else if (tokens.take('name', 'in')) rest.push(['in', parseSum(tokens)]);
    else if (tokens.is('name', 'not') && tokens.is('name', 'in', 1)) {
      tokens.next();
      tokens.next();
      rest.push(['not in', parseSum(tokens)]);
    } else break;
  }
  return rest.length === 0 ? first : { type: 'compare', first, rest };
}

function parseSum(tokens: TokenStream): Expression {
  let left = parseConcat(tokens);
  for (;;) {
    const op = tokens.take('op', '+') ? '+' : tokens.take('op', '-') ? '-' : null;
    if (op === null) return left;
    left = { type: 'binary', op, left, right: parseConcat(tokens) };
  }
}

function parseConcat(tokens: TokenStream): Expression {
  const parts = [parseProduct(tokens)];
  while (tokens.take('op', '~')) parts.push(parseProduct(tokens));
  return parts.length === 1 ? parts[0]! : { type: 'concat', parts };
}

function parseProduct(tokens: TokenStream): Expression {
  let left = parsePower(tokens);
  for (;;) {
    const op = ['*', '/', '//', '%'].find((one) => tokens.take('op', one));
    if (op === undefined) return left;
    left = { type: 'binary', op, left, right: parsePower(tokens) };
  }
}

function parsePower(tokens: TokenStream): Expression {
  let left = parseUnary(tokens, true);
  while (tokens.take('op', '**')) {
    left = { type: 'binary', op: '**', left, right: parseUnary(tokens, true) };
  }
  return left;
}

/** Filters bind stronger than operators, but weaker than a sign: `-x|abs` is `(-x)|abs`. */
function parseUnary(tokens: TokenStream, withFilters: boolean): Expression {
  const op = tokens.take('op', '-') ? '-' : tokens.take('op', '+') ? '+' : null;
  let node: Expression =
    op === null
      ? parsePrimary(tokens)
      : { type: 'sign', op, of: tokens.nested(() => parseUnary(tokens, false)) };
  node = parsePostfix(tokens, node);
  return withFilters ? parseFilters(tokens, node) : node;
}

function parsePrimary(tokens: TokenStream): Expression {
  const token = tokens.next();
  if (token.type === 'name') {
    const constant = CONSTANTS.get(token.value);
    return constant === undefined
      ? { type: 'name', name: token.value }
      : { type: 'constant', value: constant };
  }
  if (token.type === 'string') {
    let value = token.value;
    while (tokens.is('string')) value += tokens.next().value;
    return { type: 'constant', value };
  }
  if (token.type === 'number') return { type: 'constant', value: numberOf(token.value) };
  if (token.type === 'op' && token.value === '(') {
    if (tokens.take('op', ')')) return { type: 'tuple', items: [] };
    const inner = parseTuple(tokens);
    tokens.expect('op', ')');
    return inner;
  }
  if (token.type === 'op' && token.value === '[') {
    return { type: 'list', items: parseItems(tokens, ']', () => parseExpression(tokens)) };
  }
  if (token.type === 'op' && token.value === '{') {
    const entries = parseItems(tokens, '}', () => {
      const key = parseExpression(tokens);
      tokens.expect('op', ':');
      return [key, parseExpression(tokens)] as const;
    });
    return { type: 'dict', entries };
  }
  throw new TemplateError(`unexpected ${JSON.stringify(token.value)}`);
}

function numberOf(text: string): ReturnType<typeof int> | ReturnType<typeof float> {
  const digits = text.replaceAll('_', '');
  return /^0[xXbBoO]|^\d+$/.test(digits) ? int(BigInt(digits)) : float(Number(digits));
}

function parseItems<T>(tokens: TokenStream, closing: string, parse: () => T): T[] {
  const items: T[] = [];
  while (!tokens.take('op', closing)) {
    if (items.length > 0) {
      tokens.expect('op', ',');
      if (tokens.take('op', closing)) break;
    }
    items.push(parse());
  }
  return items;
}

function parsePostfix(tokens: TokenStream, start: Expression): Expression {
  let node = start;
  for (;;) {
    if (tokens.take('op', '.')) {
      const token = tokens.next();
      if (token.type === 'name') node = { type: 'attribute', of: node, name: token.value };
      else if (token.type === 'number') {
        node = { type: 'item', of: node, key: { type: 'constant', value: Number(token.value) } };
      } else throw new TemplateError('a name must follow the dot');
    } else if (tokens.take('op', '[')) node = parseSubscript(tokens, node);
    else if (tokens.is('op', '(')) node = { type: 'call', callee: node, args: parseArgs(tokens) };
    else return node;
  }
}

function parseSubscript(tokens: TokenStream, of: Expression): Expression {
  const ends = () => tokens.is('op', ':') || tokens.is('op', ']');
  const start = ends() ? null : parseTuple(tokens);
  if (tokens.take('op', ']')) {
    if (start === null) throw new TemplateError('an index is missing');
    return { type: 'item', of, key: start };
  }
  tokens.expect('op', ':');
  const stop = ends() ? null : parseExpression(tokens);
  const step = tokens.take('op', ':') && !ends() ? parseExpression(tokens) : null;
  tokens.expect('op', ']');
  return { type: 'slice', of, start, stop, step };
}

/** Arguments in parentheses. */
export function parseArgs(tokens: TokenStream): Args {
  tokens.expect('op', '(');
  const positional: Expression[] = [];
  const named: [string, Expression][] = [];
  parseItems(tokens, ')', () => {
    if (tokens.is('name') && tokens.is('op', '=', 1)) {
      const name = tokens.next().value;
      tokens.next();
      named.push([name, parseExpression(tokens)]);
    } else if (named.length > 0) throw new TemplateError('a plain argument after a named one');
    else positional.push(parseExpression(tokens));
  });
  return { positional, named };
}

export const NO_ARGS: Args = { positional: [], named: [] };

/** A dotted name, as filters and tests have it. */
export function parseDotted(tokens: TokenStream): string {
  let name = tokens.expect('name');
  while (tokens.take('op', '.')) name += `.${tokens.expect('name')}`;
  return name;
}

function parseFilters(tokens: TokenStream, start: Expression): Expression {
  let node = start;
  for (;;) {
    if (tokens.take('op', '|')) {
      const name = parseDotted(tokens);
      const args = tokens.is('op', '(') ? parseArgs(tokens) : NO_ARGS;
      node = { type: 'filter', of: node, name, args };
    } else if (tokens.take('name', 'is')) node = parseTest(tokens, node);
    else if (tokens.is('op', '(')) node = { type: 'call', callee: node, args: parseArgs(tokens) };
    else return node;
  }
}

const NOT_AN_ARGUMENT = new Set(['else', 'or', 'and', 'is', 'if', 'in', 'not']);

function parseTest(tokens: TokenStream, of: Expression): Expression {
  const negated = tokens.take('name', 'not');
  const name = parseDotted(tokens);
  let args = NO_ARGS;
  const token = tokens.peek();
  if (tokens.is('op', '(')) args = parseArgs(tokens);
  else if (
    (token?.type === 'name' && !NOT_AN_ARGUMENT.has(token.value)) ||
    token?.type === 'string' ||
    token?.type === 'number' ||
    tokens.is('op', '[') ||
    tokens.is('op', '{')
  ) {
    // `x is divisibleby 3`: one argument may stand without parentheses.
    args = { positional: [parsePostfix(tokens, parsePrimary(tokens))], named: [] };
  }
  return { type: 'test', of, name, args, negated };
}
