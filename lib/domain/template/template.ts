import type { Block } from './ast.ts';
import { executeAll } from './execute.ts';
import { fromJson, losesNumbers } from './json.ts';
import { Budget, MAX_SOURCE, TemplateError } from './limits.ts';
import { parse } from './parse.ts';
import { MAX_REGEX_STEPS } from './regex/match-regex.ts';
import { Scope } from './runtime.ts';
import { follow, type SimplePath, simplePath } from './simple-path.ts';
import { floatText } from './text.ts';
import type { Py } from './value.ts';

/** A value that goes into a template: JSON, as Python sees it. */
export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | readonly TemplateValue[]
  | { readonly [key: string]: TemplateValue };

export type TemplateVariables = { readonly [name: string]: TemplateValue };

export type Rendered =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: string };

/** What a template may know besides its variables. */
export type TemplateContext = {
  /** What `now()` says, epoch ms. */
  readonly now: number;
  /** The home's offset from UTC in minutes at an instant (epoch ms); without it the home is in UTC. */
  readonly offsetMinutes?: (at: number) => number;
};

/** A compiled Jinja2 template. Rendering never throws and always ends. */
export type Template = {
  readonly source: string;
  /** Set if the template only looks something up; `renderPayload` then takes a short way. */
  readonly path: SimplePath | null;
  /**
   * Text, stripped of white space at both ends; or why there is none: Home Assistant then ignores
   * the message. A variable that is a whole number counts as an int.
   */
  render(variables: TemplateVariables, context?: TemplateContext): Rendered;
};

export type PayloadContext = TemplateContext & {
  /** The payload as JSON, or undefined if it is none: then `value_json` is undefined. */
  readonly json: unknown;
  /** Further variables, such as `entity_id` or `name`. */
  readonly variables?: TemplateVariables;
};

const EPOCH: TemplateContext = { now: 0 };
const MAX_CACHED = 5_000;
const cache = new Map<string, Template>();

/** Compiles once, cached by text. Never throws: a template with an error renders as that error. */
export function compile(source: string): Template {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const template = compileNew(source);
  // Thousands of devices share a few hundred templates; whoever sends more starts afresh.
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(source, template);
  return template;
}

function compileNew(source: string): Template {
  let block: Block;
  try {
    if (source.length > MAX_SOURCE) throw new TemplateError('the template is too long');
    block = parse(source.trim());
  } catch (error) {
    const failed: Rendered = { ok: false, error: reasonOf(error) };
    return { source, path: null, render: () => failed };
  }
  return {
    source,
    path: simplePath(block),
    render: (variables, context = EPOCH) => run(block, variables, context),
  };
}

function run(block: Block, variables: TemplateVariables, context: TemplateContext): Rendered {
  try {
    const scope = new Scope(null);
    for (const [name, value] of Object.entries(variables)) scope.set(name, value);
    const text = executeAll(block, new Scope(scope), {
      budget: new Budget(),
      regex: { left: MAX_REGEX_STEPS },
      now: context.now,
      offsetMinutes: context.offsetMinutes ?? (() => 0),
      depth: 0,
    });
    return { ok: true, text: text.trim() };
  } catch (error) {
    return { ok: false, error: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof TemplateError) return error.message;
  // A RangeError is the host's stack or memory limit: one more limit of a stranger's template.
  if (error instanceof RangeError) return 'the template is nested too deeply';
  throw error;
}

/**
 * Renders a value template: `value` is the payload's text, `value_json` its JSON if it is any.
 * Numbers print as they were sent: 21.0 stays 21.0.
 */
export function renderPayload(
  template: Template,
  payload: string,
  context: PayloadContext,
): Rendered {
  const { path } = template;
  if (path !== null) {
    if (path.root === 'value') return { ok: true, text: payload.trim() };
    const quick = context.json === undefined ? null : follow(context.json, path.keys);
    const text = quick === null ? null : quickText(quick.found, payload);
    if (text !== null) return { ok: true, text };
  }
  const variables: Record<string, TemplateValue> = { ...context.variables, value: payload };
  if (context.json !== undefined) variables['value_json'] = exactJson(payload, context.json);
  return template.render(variables, context);
}

/** The text of a plain value; null if that takes the long way. */
function quickText(value: unknown, payload: string): string | null {
  if (value === undefined) return '';
  if (value === null) return 'None';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'number') return null;
  if (!Number.isInteger(value)) return floatText(value);
  return lossy(payload) ? null : String(value);
}

let lastPayload = '';
let lastLossy = false;
let lastJson: unknown;
let lastExact: Py | undefined;

/** Whether JSON.parse lost something. Many entities read one payload, so the last answer is kept. */
function lossy(payload: string): boolean {
  if (payload !== lastPayload) {
    lastPayload = payload;
    lastLossy = losesNumbers(payload);
    lastExact = undefined;
  }
  return lastLossy;
}

/** The payload's JSON with its numbers as Python sees them. */
function exactJson(payload: string, json: unknown): TemplateValue {
  if (!lossy(payload)) return json as TemplateValue;
  if (lastExact === undefined || lastJson !== json) {
    lastJson = json;
    lastExact = fromJson(payload) ?? (json as Py);
  }
  // The wrapped numbers inside are known to this folder alone.
  return lastExact as TemplateValue;
}
