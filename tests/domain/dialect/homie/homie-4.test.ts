import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { homie } from '@/lib/domain/dialect/homie/homie-4.ts';
import { START, type TestHome, testHome } from '../../../support/home.ts';

type Said = readonly (readonly [topic: string, payload: string])[];

/** A device of one node, announced as firmwares do: from the device down to the property. */
const device = (...attributes: Said): Said => [
  ['homie/dev/$homie', '4.0.0'],
  ['homie/dev/$name', 'Device'],
  ['homie/dev/$nodes', 'node'],
  ['homie/dev/$state', 'ready'],
  ['homie/dev/node/$name', 'Node'],
  ['homie/dev/node/$properties', 'prop'],
  ...attributes.map(([name, value]) => [`homie/dev/node/prop/${name}`, value] as const),
];

function hearing(said: Said, home: TestHome = testHome([homie])): TestHome {
  for (const [topic, payload] of said) home.hear(topic, payload, { retain: true });
  return home;
}

const described = (home: TestHome) =>
  home.entities().map(({ id, name, unit, deviceClass, capabilities, source }) => ({
    ...{ id, name, unit, deviceClass, capabilities, source, state: home.status(id).state },
  }));

const one = (home: TestHome) => described(home)[0];

describe('kinds follow datatype, format and who may set', () => {
  test.each([
    [
      [
        ['$datatype', 'boolean'],
        ['$settable', 'true'],
      ],
      'switch',
    ],
    [[['$datatype', 'boolean']], 'binary_sensor'],
    [
      [
        ['$datatype', 'float'],
        ['$settable', 'true'],
      ],
      'number',
    ],
    [[['$datatype', 'integer']], 'sensor'],
    [
      [
        ['$datatype', 'enum'],
        ['$format', 'a,b'],
        ['$settable', 'true'],
      ],
      'select',
    ],
    [
      [
        ['$datatype', 'enum'],
        ['$format', 'off,on'],
        ['$settable', 'true'],
      ],
      'switch',
    ],
    [
      [
        ['$datatype', 'enum'],
        ['$format', 'a,b'],
      ],
      'sensor',
    ],
    [
      [
        ['$datatype', 'string'],
        ['$settable', 'true'],
      ],
      'text',
    ],
    [
      [
        ['$datatype', 'color'],
        ['$format', 'rgb'],
      ],
      'color',
    ],
    [
      [
        ['$datatype', 'string'],
        ['$retained', 'false'],
      ],
      'event',
    ],
    [
      [
        ['$datatype', 'enum'],
        ['$format', 'GO'],
        ['$settable', 'true'],
        ['$retained', 'false'],
      ],
      'button',
    ],
  ] as const)('%j is a %s', (attributes, kind) => {
    const entities = hearing(device(...attributes)).entities();
    expect(entities.map((entity) => entity.kind)).toEqual([kind]);
  });
});

test('attributes may come in any order, values first', () => {
  const said = [
    ...device(['$datatype', 'float'], ['$unit', '°C'], ['$name', 'Flow']),
    ['homie/dev/node/prop', '31.5'],
  ] as const;
  const straight = described(hearing(said));
  expect(straight[0]?.state).toEqual({ value: 31.5 });
  fc.assert(
    fc.property(fc.shuffledSubarray([...said], { minLength: said.length }), (order) => {
      expect(described(hearing(order))).toEqual(straight);
    }),
  );
});

test('a property that becomes settable changes its kind and leaves nothing behind', () => {
  const home = hearing(device(['$datatype', 'boolean']));
  expect(one(home)?.id).toBe('binary_sensor.homie_dev_node_prop');
  hearing([['homie/dev/node/prop/$settable', 'true']], home);
  expect(home.entities().map(({ id }) => id)).toEqual(['switch.homie_dev_node_prop']);
});

test('what a device no longer lists is gone, and all of it when it clears $homie', () => {
  const home = hearing(device(['$datatype', 'boolean']));
  hearing(
    [
      ['homie/dev/node/other/$datatype', 'boolean'],
      ['homie/dev/node/$properties', 'other'],
    ],
    home,
  );
  expect(home.entities().map(({ id }) => id)).toEqual(['binary_sensor.homie_dev_node_other']);
  hearing([['homie/dev/$homie', '']], home);
  expect(home.devices()).toEqual([]);
});

test('a device that repeats its attributes at each start changes nothing', () => {
  const said = device(['$datatype', 'boolean'], ['$settable', 'true']);
  const home = hearing(said);
  const again = said.map(([topic, payload]) => home.hear(topic, payload));
  expect(again.flatMap(({ defined, removed }) => [...defined, ...removed])).toEqual([]);
});

test('without lists, what told its datatype is there', () => {
  const home = hearing([
    ['home/floor/dev/$homie', '3.0.1'],
    ['home/floor/dev/weather/temperature/$datatype', 'float'],
  ]);
  expect(one(home)).toMatchObject({ name: 'temperature', unit: '°C', deviceClass: 'temperature' });
});

test('without a datatype, a value makes a sensor of it', () => {
  const home = hearing(device());
  expect(home.entities()).toEqual([]);
  home.hear('homie/dev/node/prop', '12');
  home.hear('homie/dev/node/prop', 'dry');
  expect(one(home)).toMatchObject({ id: 'sensor.homie_dev_node_prop', state: { value: 'dry' } });
});

test('version 3: an array of nodes is one entity for each of its instances', () => {
  const home = hearing([
    ['homie/dev/$homie', '3.0.1'],
    ['homie/dev/$nodes', 'lamp[]'],
    ['homie/dev/lamp/$name', 'Lamp'],
    ['homie/dev/lamp/$properties', 'power'],
    ['homie/dev/lamp/$array', '0-2'],
    ['homie/dev/lamp/power/$datatype', 'boolean'],
    ['homie/dev/lamp/power/$settable', 'true'],
    ['homie/dev/lamp_1/$name', 'Hall'],
    ['homie/dev/lamp_1/power', 'true'],
  ]);
  expect(described(home).map(({ name, state }) => [name, state])).toEqual([
    ['Lamp 0 power', {}],
    ['Hall power', { on: true }],
    ['Lamp 2 power', {}],
  ]);
});

test.each([
  ['ready', true],
  ['alert', true],
  ['sleeping', true],
  ['init', false],
  ['disconnected', false],
  ['lost', false],
])('a device in state %s is available: %s', (state, available) => {
  const home = hearing([...device(['$datatype', 'float']), ['homie/dev/$state', state]]);
  expect(home.available('sensor.homie_dev_node_prop', START)).toBe(available);
});

test('a state that nobody knows is told and changes nothing', () => {
  const home = hearing(device(['$datatype', 'float']));
  expect(home.hear('homie/dev/$state', 'weird').ignored?.reason).toContain('weird');
  expect(home.available('sensor.homie_dev_node_prop', START)).toBe(true);
});

test('an event happens live, never out of the broker’s memory', () => {
  const home = hearing(
    device(['$datatype', 'enum'], ['$format', 'short,long'], ['$retained', 'false']),
  );
  expect(home.hear('homie/dev/node/prop', 'short', { retain: true }).updates).toEqual([]);
  const twice = [1, 2].map(() => home.hear('homie/dev/node/prop', 'long').updates[0]);
  expect(twice.map((update) => update?.value)).toEqual(['long', 'long']);
  expect(home.hear('homie/dev/node/prop', 'other').updates).toEqual([]);
});

test('colours are written in the model of the device, without prefix', () => {
  const home = hearing(device(['$datatype', 'color'], ['$format', 'hsv'], ['$settable', 'true']));
  const command = { entity: 'color.homie_dev_node_prop', command: 'set' };
  expect(home.encode({ ...command, rgb: [255, 0, 0] })).toMatchObject({
    messages: [{ topic: 'homie/dev/node/prop/set', payload: '0,100,100', retain: false }],
    target: { hsv: [0, 100, 100] },
  });
  expect(home.encode({ ...command, hs: [400, 50] })).toMatchObject({ code: 'invalid_argument' });
});

test('a restarted recorder goes on from what it had, when a single attribute changes', () => {
  const before = hearing([
    ...device(['$datatype', 'float'], ['$unit', 'K'], ['$name', 'Core']),
    ['homie/dev/$fw/version', '1.0'],
  ]);
  const home = testHome([homie]);
  home.restore({ devices: before.devices(), entities: before.entities(), statuses: {} });
  hearing([['homie/dev/$fw/version', '1.1']], home);
  expect(home.devices()).toMatchObject([{ name: 'Device', swVersion: '1.1' }]);
  expect(described(home)).toMatchObject([{ name: 'Core', unit: 'K', deviceClass: 'temperature' }]);
});

test('nothing a stranger says below the base throws or grows without bound', () => {
  const level = fc.constantFrom(
    'homie',
    'a',
    '$homie',
    '$nodes',
    '$properties',
    '$datatype',
    '__proto__',
    '$array',
    '',
    'a[]',
    '$stats/uptime',
    '5',
  );
  const payload = fc.oneof(
    fc.constantFrom(
      '4.0.0',
      'a,__proto__,a[0-99999]',
      'a[]',
      'integer',
      'enum',
      'color',
      '0-99999',
      'true',
      '1e999',
      '::',
      ',,,',
    ),
    fc.uint8Array({ maxLength: 40 }),
    fc.string(),
  );
  const messages = fc.array(fc.tuple(fc.array(level, { minLength: 1, maxLength: 6 }), payload), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(messages, (said) => {
      const home = testHome([homie]);
      for (const [levels, content] of said) {
        const folded = home.hear(levels.join('/'), content);
        expect(folded.ignored?.reason ?? '').not.toContain('internal error');
      }
      expect(home.entities().length).toBeLessThan(2_000);
    }),
    { numRuns: 300 },
  );
});
