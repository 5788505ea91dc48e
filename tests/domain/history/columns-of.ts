import type { Columns } from '../../../lib/domain/history/columns.ts';

export type Told = readonly [at: number, value: number | null, text?: number];

/** Readings as columns, for tests. */
export function columnsOf(readings: readonly Told[]): Columns {
  return {
    count: readings.length,
    at: Float64Array.from(readings, ([at]) => at),
    value: Float64Array.from(readings, ([, value]) => value ?? Number.NaN),
    text: readings.some(([, , text]) => text) ? Int32Array.from(readings, (r) => r[2] ?? 0) : null,
  };
}

/** The same, cut into stretches of a length, as a store may give them. */
export function stretchesOf(readings: readonly Told[], length: number): Columns[] {
  const stretches: Columns[] = [];
  for (let i = 0; i < readings.length; i += length)
    stretches.push(columnsOf(readings.slice(i, i + length)));
  return stretches;
}

export const toldOf = ({ count, at, value, text }: Columns): Told[] =>
  Array.from({ length: count }, (_, i): Told => {
    const number = Number.isNaN(value[i]!) ? null : value[i]!;
    return text?.[i] ? [at[i]!, number, text[i]!] : [at[i]!, number];
  });
