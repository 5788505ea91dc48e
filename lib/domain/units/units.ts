import { DIMENSIONS, type Dimension } from './dimensions.ts';

/** Where zero lies elsewhere: a value plus this, times the ratio, is in °C. */
const ZERO: Readonly<Record<string, number>> = { '°F': -32, K: -273.15 };

/** What people and devices write instead; the micro sign comes as two characters that look the same. */
const ALIASES: Readonly<Record<string, string>> = {
  C: '°C',
  degC: '°C',
  '℃': '°C',
  F: '°F',
  degF: '°F',
  '℉': '°F',
  '°K': 'K',
  l: 'L',
  ml: 'mL',
  m2: 'm²',
  m3: 'm³',
  ft2: 'ft²',
  ft3: 'ft³',
  'm3/h': 'm³/h',
  'm3/s': 'm³/s',
  'l/min': 'L/min',
  'l/h': 'L/h',
  'ug/m3': 'µg/m³',
  'µg/m3': 'µg/m³',
  'mg/m3': 'mg/m³',
  'w/m2': 'W/m²',
  'W/m2': 'W/m²',
  kph: 'km/h',
  'km/hr': 'km/h',
  sec: 's',
  hPA: 'hPa',
};

/** What one unit measures, how much of the first unit of its kind it is, and where its zero lies. */
export type Unit = {
  /** As Home Assistant writes it. */
  readonly symbol: string;
  readonly dimension: Dimension;
  readonly ratio: number;
  readonly zero: number;
};

const UNITS: ReadonlyMap<string, Unit> = new Map(
  (Object.keys(DIMENSIONS) as Dimension[]).flatMap((dimension) =>
    Object.entries(DIMENSIONS[dimension]).map(([symbol, ratio]) => [
      symbol,
      { symbol, dimension, ratio, zero: ZERO[symbol] ?? 0 },
    ]),
  ),
);

/** The unit of a name; null: nothing is known of it, so it converts into nothing else. */
export function unitNamed(name: string): Unit | null {
  // U+03BC, the Greek letter, for U+00B5, the micro sign (Unicode calls them compatible).
  const written = name.trim().replaceAll('\u03bc', '\u00b5');
  return UNITS.get(written) ?? UNITS.get(ALIASES[written] ?? '') ?? null;
}

/** The units of a dimension, the usual one first. */
export const unitsOf = (dimension: Dimension): readonly string[] =>
  Object.keys(DIMENSIONS[dimension]);
