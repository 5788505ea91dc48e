/** The value a template works with: JSON, as Python sees it. */
export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | readonly TemplateValue[]
  | { readonly [key: string]: TemplateValue };

export type Rendered =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: string };
