import { type Unit, unitNamed, unitsOf } from './units.ts';

/** From one unit to another of the same kind. */
export type Conversion = {
  /** The unit it leads to, as Home Assistant writes it. */
  readonly unit: string;
  /** A value: 20 °C is 68 °F. */
  value(value: number): number;
  /** A difference of values: 20 °C more is 36 °F more. */
  difference(value: number): number;
};

/**
 * The conversion between two units by name.
 * @returns the conversion; or why there is none, with the units that would do
 */
export function conversion(
  from: string | null,
  to: string,
): Conversion | { readonly objection: string; readonly possible: readonly string[] } {
  if (from === to) return { unit: to, value: same, difference: same };
  const source = from === null ? null : unitNamed(from);
  if (source === null) {
    const objection =
      from === null ? 'the values have no unit' : `nothing is known of their unit ${from}`;
    return { objection, possible: from === null ? [] : [from] };
  }
  const target = unitNamed(to);
  if (target?.dimension !== source.dimension) {
    const objection = `${from} cannot be given in ${JSON.stringify(to)}`;
    return { objection, possible: unitsOf(source.dimension) };
  }
  return between(source, target);
}

const same = (value: number): number => value;

function between(from: Unit, to: Unit): Conversion {
  const factor = from.ratio / to.ratio;
  const straight = from.zero === to.zero;
  return {
    unit: to.symbol,
    value: (value) =>
      tidy(straight ? value * factor : (value + from.zero) * factor - to.zero, value),
    difference: (value) => tidy(value * factor, value),
  };
}

/** Twelve digits: more than any sensor has, and none of the noise of binary fractions (68.00000000000001). */
function tidy(converted: number, value: number): number {
  if (!Number.isFinite(converted)) return value === 0 ? 0 : converted;
  return Number(converted.toPrecision(12));
}
