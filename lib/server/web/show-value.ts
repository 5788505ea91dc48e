import type { Value } from '../../domain/entity/entity.ts';

type Single = Exclude<Value, readonly unknown[]>;

/** A value of the domain as an answer carries it. */
export const showValue = (value: Value): Single | number[] | string[] =>
  Array.isArray(value) ? [...(value as number[])] : (value as Single);
