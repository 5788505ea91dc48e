import type { Value } from '../../../domain/entity/entity.ts';

/** How the values of a series are read; `none`: only nulls so far. */
export type SeriesType = 'number' | 'boolean' | 'text' | 'none';

/** A value as a row keeps it: a number, or the text of the dictionary, or neither: unknown. */
export type StoredValue = { readonly value: number | null; readonly text: string | null };

const UNKNOWN: StoredValue = { value: null, text: null };

/** The type a series takes from its first value. */
export function typeOf(value: Value): SeriesType {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return 'none';
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value as SeriesType;
  return 'text';
}

/**
 * A value as it is stored in a series of a type. Numbers stay numbers and on/off becomes 1/0; what
 * does not fit its series (a sensor that says 21.5 and then "error") goes to the dictionary as JSON,
 * so nothing is lost and nothing is taken for something else.
 */
export function store(value: Value, type: SeriesType): StoredValue {
  const own = typeOf(value);
  if (own === 'none') return UNKNOWN;
  // Minus zero is zero: what is no difference to the home would cost bytes for ever.
  if (typeof value === 'number' && type !== 'boolean') return { value: value + 0, text: null };
  if (typeof value === 'boolean' && type === 'boolean') return { value: value ? 1 : 0, text: null };
  return { value: null, text: JSON.stringify(value) };
}

/** The value that `store` was given. */
export function restore({ value, text }: StoredValue, type: SeriesType): Value {
  if (text !== null) return JSON.parse(text) as Value;
  if (value !== null && type === 'boolean') return value !== 0;
  return value;
}

/** The value of a reading in columns: NaN is no number, text 0 is none. */
export const restoreCell = (
  number: number,
  text: number,
  type: SeriesType,
  textOf: (id: number) => string | null,
): Value =>
  restore(
    { value: Number.isNaN(number) ? null : number, text: text === 0 ? null : textOf(text) },
    type,
  );
