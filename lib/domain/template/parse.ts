import type { Block, FilterCall, Parameter, Statement, Target } from './ast.ts';
import { TemplateError } from './limits.ts';
import {
  NO_ARGS,
  parseArgs,
  parseDotted,
  parseExpression,
  parseOr,
  parseTuple,
} from './parse-expression.ts';
import { tokenize } from './token.ts';
import { TokenStream } from './token-stream.ts';

/** Parses a template. Throws a TemplateError that says what is wrong. */
export function parse(source: string): Block {
  const tokens = new TokenStream(tokenize(source));
  const { body } = parseBlock(tokens, []);
  return body;
}

/** Statements up to one of the tags in `ends`, whose name is taken and told. */
function parseBlock(tokens: TokenStream, ends: readonly string[]): { body: Block; end: string } {
  return tokens.nested(() => {
    const body: Statement[] = [];
    for (;;) {
      const token = tokens.peek();
      if (token === undefined) {
        if (ends.length > 0) throw new TemplateError(`${ends.join(' or ')} is missing`);
        return { body, end: '' };
      }
      tokens.next();
      if (token.type === 'text') body.push({ type: 'text', value: token.value });
      else if (token.value === 'expression') {
        body.push({ type: 'output', value: parseTuple(tokens) });
        tokens.expect('close');
      } else {
        const name = tokens.expect('name');
        if (ends.includes(name)) return { body, end: name };
        body.push(parseStatement(tokens, name));
      }
    }
  });
}

/** The body of a tag and its end tag, when nothing else may follow. */
function parseBody(tokens: TokenStream, end: string): Block {
  tokens.expect('close');
  const { body } = parseBlock(tokens, [end]);
  // `{% endmacro name %}` and `{% endblock name %}` repeat the name.
  tokens.take('name');
  tokens.expect('close');
  return body;
}

function parseStatement(tokens: TokenStream, name: string): Statement {
  switch (name) {
    case 'if':
      return parseIf(tokens);
    case 'for':
      return parseFor(tokens);
    case 'set':
      return parseSet(tokens);
    case 'macro': {
      const macro = tokens.expect('name');
      const parameters = parseParameters(tokens);
      return { type: 'macro', name: macro, parameters, body: parseBody(tokens, 'endmacro') };
    }
    case 'call': {
      const parameters = tokens.is('op', '(') ? parseParameters(tokens) : [];
      const call = parseExpression(tokens);
      if (call.type !== 'call') throw new TemplateError('a call is missing');
      return { type: 'callBlock', call, parameters, body: parseBody(tokens, 'endcall') };
    }
    case 'filter': {
      const filters = [parseFilter(tokens), ...parseFilterChain(tokens)];
      return { type: 'filterBlock', filters, body: parseBody(tokens, 'endfilter') };
    }
    case 'with': {
      const bindings: [Target, ReturnType<typeof parseExpression>][] = [];
      while (!tokens.is('close')) {
        if (bindings.length > 0) tokens.expect('op', ',');
        const target = parseTarget(tokens);
        tokens.expect('op', '=');
        bindings.push([target, parseExpression(tokens)]);
      }
      return { type: 'with', bindings, body: parseBody(tokens, 'endwith') };
    }
    case 'do': {
      const value = parseTuple(tokens);
      tokens.expect('close');
      return { type: 'do', value };
    }
    case 'break':
    case 'continue':
      tokens.expect('close');
      return { type: name };
    default:
      throw new TemplateError(`unknown tag ${name}`);
  }
}

function parseIf(tokens: TokenStream): Statement {
  const branches = [];
  for (;;) {
    const test = parseTuple(tokens);
    tokens.expect('close');
    const { body, end } = parseBlock(tokens, ['elif', 'else', 'endif']);
    branches.push({ test, body });
    if (end === 'elif') continue;
    tokens.expect('close');
    if (end === 'endif') return { type: 'if', branches, otherwise: [] };
    const otherwise = parseBlock(tokens, ['endif']).body;
    tokens.expect('close');
    return { type: 'if', branches, otherwise };
  }
}

function parseFor(tokens: TokenStream): Statement {
  const target = parseTargets(tokens);
  tokens.expect('name', 'in');
  let items = parseOr(tokens);
  if (tokens.is('op', ',')) {
    const list = [items];
    while (tokens.take('op', ',')) list.push(parseOr(tokens));
    items = { type: 'tuple', items: list };
  }
  const filter = tokens.take('name', 'if') ? parseExpression(tokens) : null;
  const recursive = tokens.take('name', 'recursive');
  tokens.expect('close');
  const { body, end } = parseBlock(tokens, ['else', 'endfor']);
  tokens.expect('close');
  let otherwise: Block = [];
  if (end === 'else') {
    otherwise = parseBlock(tokens, ['endfor']).body;
    tokens.expect('close');
  }
  return { type: 'for', target, items, filter, body, otherwise, recursive };
}

function parseSet(tokens: TokenStream): Statement {
  const target = parseTargets(tokens);
  if (tokens.take('op', '=')) {
    const value = parseTuple(tokens);
    tokens.expect('close');
    return { type: 'set', target, value };
  }
  const filters = parseFilterChain(tokens);
  return { type: 'capture', target, filters, body: parseBody(tokens, 'endset') };
}

function parseFilter(tokens: TokenStream): FilterCall {
  const name = parseDotted(tokens);
  return { name, args: tokens.is('op', '(') ? parseArgs(tokens) : NO_ARGS };
}

function parseFilterChain(tokens: TokenStream): FilterCall[] {
  const filters: FilterCall[] = [];
  while (tokens.take('op', '|')) filters.push(parseFilter(tokens));
  return filters;
}

/** `a` or `a, b`. */
function parseTargets(tokens: TokenStream): Target {
  const targets = [parseTarget(tokens)];
  if (!tokens.is('op', ',')) return targets[0]!;
  while (tokens.take('op', ',') && !tokens.is('name', 'in')) targets.push(parseTarget(tokens));
  return { type: 'many', targets };
}

function parseTarget(tokens: TokenStream): Target {
  if (tokens.take('op', '(')) {
    const target = tokens.nested(() => parseTargets(tokens));
    tokens.expect('op', ')');
    return target;
  }
  const name = tokens.expect('name');
  if (!tokens.take('op', '.')) return { type: 'name', name };
  return { type: 'field', name, field: tokens.expect('name') };
}

function parseParameters(tokens: TokenStream): Parameter[] {
  const parameters: Parameter[] = [];
  tokens.expect('op', '(');
  while (!tokens.take('op', ')')) {
    if (parameters.length > 0) tokens.expect('op', ',');
    const name = tokens.expect('name');
    const fallback = tokens.take('op', '=') ? parseExpression(tokens) : null;
    parameters.push({ name, fallback });
  }
  return parameters;
}
