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
  /** Text, stripped of white space at both ends; or why there is none (Home Assistant then ignores the message). */
  render(variables: TemplateVariables, context?: TemplateContext): Rendered;
};

export type PayloadContext = TemplateContext & {
  /** The payload as JSON, or undefined if it is none: then `value_json` is undefined. */
  readonly json: unknown;
  /** Further variables, such as `entity_id` or `name`. */
  readonly variables?: TemplateVariables;
};

/** Compiles once, cached by text. Never throws: a template with an error renders as that error. */
export function compile(source: string): Template {
  return { source, render: () => ({ ok: false, error: 'not implemented yet' }) };
}

/** Renders a value template: `value` is the payload's text, `value_json` its JSON if it is any. */
export function renderPayload(
  template: Template,
  payload: string,
  context: PayloadContext,
): Rendered {
  const simple = /^\s*\{\{\s*value(_json(?:\.\w+)*)?\s*\}\}\s*$/.exec(template.source);
  if (simple === null) return template.render({ value: payload }, context);
  if (simple[1] === undefined) return { ok: true, text: payload.trim() };
  let value = context.json;
  for (const key of simple[1].split('.').slice(1)) {
    if (typeof value !== 'object' || value === null) return { ok: false, error: `no ${key}` };
    value = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  }
  return { ok: true, text: value === undefined ? '' : String(value) };
}
