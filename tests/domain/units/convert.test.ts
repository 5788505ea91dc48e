import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conversion } from '../../../lib/domain/units/convert.ts';
import { DIMENSIONS, type Dimension } from '../../../lib/domain/units/dimensions.ts';
import { unitNamed } from '../../../lib/domain/units/units.ts';

const convert = (value: number, from: string, to: string): number => {
  const found = conversion(from, to);
  if ('objection' in found) throw new Error(found.objection);
  return found.value(value);
};

test.each([
  [20, '°C', '°F', 68],
  [-40, '°F', '°C', -40],
  [0, '°C', 'K', 273.15],
  [300, 'K', '°F', 80.33],
  [1, 'kWh', 'MJ', 3.6],
  [1500, 'W', 'kW', 1.5],
  [29.92, 'inHg', 'hPa', 1013.20749],
  [1, 'bar', 'psi', 14.50377],
  [760, 'mmHg', 'kPa', 101.325],
  [100, 'km/h', 'mph', 62.13712],
  [10, 'm/s', 'kn', 19.43844],
  [1, 'mi', 'km', 1.609344],
  [1, 'm³', 'gal', 264.17205],
  [10, 'L/min', 'm³/h', 0.6],
  [1, 'lb', 'g', 453.59237],
  [1, 'GiB', 'MB', 1073.741824],
  [8, 'Mbit/s', 'MB/s', 1],
  [90, 'min', 'h', 1.5],
])('%d %s in %s is %d', (value, from, to, expected) => {
  expect(convert(value, from, to)).toBeCloseTo(expected, 4);
});

test('a difference of temperatures does not move the zero', () => {
  const found = conversion('°C', '°F');
  expect('difference' in found && found.difference(10)).toBe(18);
});

test('decimals stay what people expect', () => {
  expect(convert(20, '°C', '°F')).toBe(68);
  expect(convert(0.1, 'kWh', 'Wh')).toBe(100);
});

describe('what cannot be converted', () => {
  test('is told with the units that would do', () => {
    const found = conversion('°C', 'kWh');
    expect(found).toMatchObject({ possible: ['°C', '°F', 'K'] });
    expect(conversion(null, '°C')).toMatchObject({ possible: [] });
    expect(conversion('lx', 'lm')).toMatchObject({ possible: ['lx'] });
  });

  test('stays what it is in its own unit', () => {
    expect(convert(5, 'lx', 'lx')).toBe(5);
  });
});

test('units are known by the names that people and devices give them', () => {
  expect(unitNamed('℃')?.symbol).toBe('°C');
  expect(unitNamed('\u03bcg/m³')?.symbol).toBe('µg/m³');
  expect(unitNamed('mW')?.ratio).not.toBe(unitNamed('MW')?.ratio);
  expect(unitNamed('constructor')).toBeNull();
});

test('there and back again gives the value', () => {
  const pair = fc.constantFrom(...(Object.keys(DIMENSIONS) as Dimension[])).chain((dimension) => {
    const unit = fc.constantFrom(...Object.keys(DIMENSIONS[dimension]));
    return fc.tuple(unit, unit);
  });
  fc.assert(
    fc.property(pair, fc.integer({ min: -1e6, max: 1e6 }), ([from, to], n) => {
      const value = n / 100;
      const back = convert(convert(value, from, to), to, from);
      expect(Math.abs(back - value)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(value)));
    }),
  );
});
