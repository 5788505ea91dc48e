import type { Entity } from '../../entity/entity.ts';

/** What a Homie property says of itself, in both generations. */
export type Property = {
  /** Which words and payloads are right: 4 for versions 3 and 4. */
  readonly generation: 4 | 5;
  /** The topic of its value; commands go to `/set` below it. */
  readonly topic: string;
  /** The topic of the device's `$state`. */
  readonly stateTopic: string;
  /** The same of the device that a child hangs on; null: it hangs on none. */
  readonly rootStateTopic: string | null;
  /** null: not told (allowed before version 4). */
  readonly datatype: string | null;
  readonly format: string;
  readonly unit: string;
  readonly isSettable: boolean;
  readonly isRetained: boolean;
};

/** How a property's payloads are read and written; found once and kept with the binding. */
export type Form =
  | { readonly type: 'number'; readonly isInteger: boolean; readonly range: Range }
  /** Texts of on and off; `isInverted`: true is what the class means by off. */
  | {
      readonly type: 'boolean';
      readonly on: string;
      readonly off: string;
      readonly isInverted: boolean;
    }
  | { readonly type: 'enum'; readonly options: readonly string[] }
  | { readonly type: 'color'; readonly models: readonly ColorModel[] }
  | { readonly type: 'json' }
  /** Number if it looks like one, else text: nobody said what it is. */
  | { readonly type: 'any' }
  | { readonly type: 'text' };

export type ColorModel = 'rgb' | 'hsv' | 'xyz';

/** Limits of a number; what is not told is null. */
export type Range = {
  readonly min: number | null;
  readonly max: number | null;
  readonly step: number | null;
};

export const ANY_RANGE: Range = { min: null, max: null, step: null };

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** A number as Homie writes it; null for anything else, `NaN` and infinities among them. */
export function numberOf(text: string): number | null {
  const plain = text.trim();
  const value = NUMBER.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** `min:max` of version 4, `[min]:[max][:step]` of version 5; what is wrong is no limit. */
export function rangeOf(format: string): Range {
  const [least = '', most, step = ''] = format.split(':');
  if (most === undefined) return ANY_RANGE;
  const [min, max] = [numberOf(least), numberOf(most)];
  if (min !== null && max !== null && min >= max) return ANY_RANGE;
  const width = numberOf(step);
  return { min, max, step: width !== null && width > 0 ? width : null };
}

const MODELS: readonly string[] = ['rgb', 'hsv', 'xyz'];
/** Two words of which one is on and the other off, folded. */
const ON_OFF: ReadonlyMap<string, string> = new Map([
  ['on', 'off'],
  ['true', 'false'],
  ['1', '0'],
  ['yes', 'no'],
  ['enabled', 'disabled'],
  ['enable', 'disable'],
]);
const MAX_OPTIONS = 256;

/** The choices of an enumeration. Version 5 takes blanks for part of a choice. */
export function optionsOf({ format, generation }: Property): readonly string[] {
  const parts = format.split(',', MAX_OPTIONS);
  const options = generation === 5 ? parts : parts.map((part) => part.trim());
  return [...new Set(options.filter((option) => option !== ''))];
}

/** On and off among two choices; null if they are no such pair. */
export function onOffOf(options: readonly string[]): { on: string; off: string } | null {
  const [a = '', b = '', more] = options;
  if (more !== undefined) return null;
  if (ON_OFF.get(a.toLowerCase()) === b.toLowerCase()) return { on: a, off: b };
  return ON_OFF.get(b.toLowerCase()) === a.toLowerCase() && b !== '' ? { on: b, off: a } : null;
}

/** The colour models that a colour property takes, the device's favourite first. */
export function modelsOf(format: string): readonly ColorModel[] {
  const named = format
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name): name is ColorModel => MODELS.includes(name));
  return named.length > 0 ? [...new Set(named)] : ['rgb'];
}

const opened = new WeakMap<object, { property: Property; form: Form } | null>();

/** Property and form out of a binding, which may come from a database; null if they are not ours. */
export function bindingOf({
  source: { binding },
}: Pick<Entity, 'source'>): { readonly property: Property; readonly form: Form } | null {
  const known = opened.get(binding);
  if (known !== undefined) return known;
  const { property, form } = binding as { property?: Property; form?: Form };
  const isOurs =
    typeof property?.topic === 'string' &&
    typeof property.stateTopic === 'string' &&
    typeof form?.type === 'string';
  const result = isOurs ? { property: property as Property, form: form as Form } : null;
  opened.set(binding, result);
  return result;
}
