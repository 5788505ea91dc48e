import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../lib/domain/dialect/safe-json.ts';

describe('JSON from the outside', () => {
  test.each([
    ['{"temperature":NaN,"humidity":44}', { temperature: null, humidity: 44 }],
    ['{"temperature":nan, "humidity":-inf}', { temperature: null, humidity: null }],
    ['\ufeff[Infinity,-Infinity,-nan,1]', [null, null, null, 1]],
    ['{"note":"NaN is \\"nan\\"","value":NaN}', { note: 'NaN is "nan"', value: null }],
    ['{"inf":1,"nan":NaN}', { inf: 1, nan: null }],
  ])('has nothing where a number is none: %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test.each(['{"a":NaN', '{"a":NaNs}', '[nan nan]', '{nan:1}', '{"a":"NaN', 'nan', 'NaN'])(
    'is none: %s',
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );

  test('is read as it is where it is JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test.each([100, 65_000, 30_000_000])(
    'is none, and no harm, with a text of %i characters that never ends',
    (length) => {
      for (const filling of ['a', '\\"', '"\\"', '-', 'nan_']) {
        const text = `[NaN,"${filling.repeat(length / filling.length)}`;
        expect(parseJson(text)).toBeUndefined();
      }
    },
  );
});
