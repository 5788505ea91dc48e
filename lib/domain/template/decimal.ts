import { float } from './number.ts';
import type { TemplateValue } from './template.ts';
import { floatText } from './text.ts';

/** A number that a template sees as a float, also where it is whole: 21 prints as `21.0`. */
export const decimal = (value: number): TemplateValue =>
  // The wrapped number inside is known to this folder alone.
  float(value) as unknown as TemplateValue;

/** The same as text, as Python prints it. */
export const decimalText = floatText;
