import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dialect } from '@/lib/domain/dialect/dialect.ts';
import { senml } from '@/lib/domain/dialect/senml/senml.ts';
import { START, testHome } from '../../../support/home.ts';
import { heard, type Said } from '../plain/heard.ts';

const dialects = [senml as Dialect];
const shown = (...messages: readonly Said[]) => heard(messages, dialects).shown;

describe('records of a list', () => {
  test('base name, base unit and base value hold until another is given', () => {
    expect(
      shown([
        'mesh/1',
        [
          { bn: 'urn:dev:mac:0024befffe804ff1/', bu: 'Cel', bv: 20, n: 'in', v: 1.5 },
          { n: 'out', v: -8 },
          { bn: 'urn:dev:mac:0024befffe804ff2/', n: 'battery', u: '%EL', v: 67 },
        ],
      ]),
    ).toEqual({
      'urn:dev:mac:0024befffe804ff1 / In': 'sensor temperature 21.5 °C',
      'urn:dev:mac:0024befffe804ff1 / Out': 'sensor temperature 12 °C',
      'urn:dev:mac:0024befffe804ff2 / Battery': 'sensor battery 87 %',
    });
  });

  test.each([
    ['Cel', 21.5, 'temperature 21.5 °C'],
    ['%RH', 48, 'humidity 48 %'],
    ['/', 0.5, '50 %'],
    ['lx', 300, 'illuminance 300 lx'],
    ['W', 3, 'power 3 W'],
    ['kWh', 3.5, 'energy 3.5 kWh'],
    ['Pa', 101_325, 'pressure 101325 Pa'],
    ['m3', 2, 'volume_storage 2 m³'],
    ['C', 2, '2 C'],
    ['F', 2, '2 F'],
    ['parrots', 2, '2 parrots'],
    ['count', 2, '2'],
  ])('the unit %s', (u, v, facts) => {
    expect(shown(['x', [{ bn: 'dev:', n: 'thing', u, v }]])).toEqual({
      'Dev / Thing': `sensor ${facts}`,
    });
  });

  test('a name without a base is split where its end names a quantity', () => {
    expect(
      shown(
        ['a', [{ n: 'urn:dev:ow:10e2073a01080063', u: 'Cel', v: 1 }]],
        ['b', [{ n: 'urn:dev:ow:10e2073a01080064:humidity', u: '%RH', v: 2 }]],
        ['shed/node', [{ n: 'temperature', u: 'Cel', v: 3 }]],
      ),
    ).toEqual({
      'urn:dev:ow:10e2073a01080063 / Value': 'sensor temperature 1 °C',
      'urn:dev:ow:10e2073a01080064 / Humidity': 'sensor humidity 2 %',
      'Node / Temperature': 'sensor temperature 3 °C',
    });
  });

  test('sums are counters, texts and yes or no are what they are', () => {
    const { home } = heard(
      [
        [
          'x',
          [
            { bn: 'd:', n: 'water', u: 'm3', s: 5 },
            { n: 'door', vb: true },
          ],
        ],
      ],
      dialects,
    );
    expect(home.entities().map(({ kind, stateClass }) => [kind, stateClass])).toEqual([
      ['sensor', 'total_increasing'],
      ['binary_sensor', null],
    ]);
  });

  test('one name on two topics is one value', () => {
    const { home } = heard(
      [
        ['a', [{ n: 'dev:temp', v: 1 }]],
        ['b', [{ n: 'dev:temp', v: 2 }]],
      ],
      dialects,
    );
    expect(home.entities()).toHaveLength(1);
    expect(home.status(home.entities()[0]?.id ?? '').state['value']).toBe(2);
  });

  test('a restarted home goes on where it was', () => {
    const { home } = heard([['a', [{ n: 'dev:temp', v: 1 }]]], dialects);
    const later = testHome(dialects);
    later.restore({ devices: home.devices(), entities: home.entities(), statuses: {} });
    expect(later.hear('a', [{ n: 'dev:temp', v: 2 }]).defined).toEqual([]);
    expect(later.status(later.entities()[0]?.id ?? '').state['value']).toBe(2);
  });
});

describe('times', () => {
  test('are relative to now below 2^28, and the newest counts, in whatever order they stand', () => {
    const home = testHome(dialects);
    const { updates } = home.hear('x', [
      { bn: 'd:', n: 't', t: 0, v: 3 },
      { n: 't', t: -20, v: 1 },
      { n: 't', t: -10, v: 2 },
    ]);
    const values = updates
      .filter(({ property }) => property === 'value')
      .map(({ value, at }) => [value, at - START]);
    expect(values).toEqual([
      [1, -20_000],
      [2, -10_000],
      [3, 0],
    ]);
  });

  test('older readings are history at their own times, however old; the newest is shown', () => {
    const home = testHome(dialects);
    const bt = Date.parse('2010-06-08T18:01:16Z') / 1000;
    const { updates } = home.hear('x', [
      { bn: 'd:', bt, n: 't', t: -5, v: 1 },
      { n: 't', v: 2 },
    ]);
    const readings = updates.filter(({ property }) => property === 'value');
    expect(readings).toMatchObject([
      { value: 1, at: bt * 1000 - 5000 },
      { value: 2, at: START },
    ]);
    expect(home.status(home.entities()[0]?.id ?? '').state['value']).toBe(2);
  });

  test('are absolute from there on', () => {
    const bt = START / 1000 - 60;
    const { updates } = testHome(dialects).hear('x', [{ bn: 'd:', bt, n: 't', t: 1, v: 3 }]);
    expect(updates).toContainEqual(expect.objectContaining({ value: 3, at: START - 59_000 }));
  });
});

test.each([
  '[1,2,3]',
  '[{"name":"x","value":1}]',
  '[{"n":"x"}]',
  '[{"n":"x","v":"1"}]',
  '[{"n":"<script>","v":1}]',
  '[{"v":1}]',
  '[]',
  '[{"n":"x","v":1},2]',
  '{"temperature":20}',
])('%s is no list of records', (payload) => {
  expect(heard([['x', payload]], dialects).home.entities()).toEqual([]);
});

test('nothing in a list throws, and no more comes of it than is in it', () => {
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.double(), fc.constant('x:y'));
  const keys = [
    'bn',
    'bt',
    'bu',
    'bv',
    'bs',
    'n',
    'u',
    'v',
    'vs',
    'vb',
    'vd',
    's',
    't',
    '__proto__',
  ];
  const record = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 6 });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 8 }), (list) => {
      const home = testHome(dialects);
      const folded = home.hear('a/b', JSON.stringify(list));
      expect(folded.ignored?.reason ?? '').not.toMatch(/internal error/);
      expect(home.entities().length).toBeLessThanOrEqual(list.length);
    }),
    { numRuns: 500 },
  );
});
