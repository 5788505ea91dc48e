import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSpikeFinder } from '../../../lib/domain/history/spikes.ts';
import { stretchesOf, type Told } from './columns-of.ts';

const suspects = (values: readonly (number | null)[], length = 5) => {
  const finder = createSpikeFinder();
  const readings = values.map((value, i): Told => [i * 1000, value]);
  return stretchesOf(readings, length)
    .flatMap((stretch) => [...finder.add(stretch)])
    .map(({ at, expected }) => [at / 1000, expected]);
};

const room = [21.1, 21.1, 21.2, 21.2, 21.1, 21.2, 21.3, 21.3];

test('a sensor that says 85 °C once, or 0, is suspected', () => {
  expect(suspects([...room, 85, ...room])).toEqual([[8, expect.closeTo(21.2, 5)]]);
  expect(suspects([...room, 0, ...room])).toHaveLength(1);
  expect(suspects([...room, -127, ...room])).toHaveLength(1);
});

test('a counter that forgets itself for a moment is suspected', () => {
  expect(suspects([100.1, 100.2, 100.4, 100.5, 0, 100.7, 100.8, 101, 101])).toEqual([
    [4, expect.closeTo(100.6, 5)],
  ]);
});

test('what stays, what lasts and what is only noise is not', () => {
  expect(suspects([...room, ...room.map((value) => value + 5)])).toEqual([]);
  const kettle = [4.8, 5, 5.1, 4.9, 1980, 1984, 1979, 1990, 1985, 5, 5.2, 4.9, 5, 5];
  expect(suspects(kettle)).toEqual([]);
  expect(suspects([1, 2, 1, 3, 2, 4, 1, 2, 3, 2, 1])).toEqual([]);
  expect(suspects([20, 20, 20, 20, 20.1, 20, 20, 20])).toEqual([]);
});

test('"unknown" is passed over', () => {
  expect(suspects([...room, null, 85, null, ...room])).toHaveLength(1);
});

test('it matters not how the readings are cut', () => {
  const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(500)));
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 9 }), (told, length) => {
      expect(suspects(told, length)).toEqual(suspects(told, 1000));
    }),
  );
});
