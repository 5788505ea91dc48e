import type { Value } from '../../domain/entity/entity.ts';

type Single = Exclude<Value, readonly number[]>;

/** A value of the domain as an answer carries it. */
export const showValue = (value: Value): Single | number[] =>
  Array.isArray(value) ? [...value] : (value as Single);
