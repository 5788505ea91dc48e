import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { homie5 } from '@/lib/domain/dialect/homie/homie-5.ts';
import { START, testHome } from '../../../support/home.ts';

const describing = (property: object) => ({
  ...{ homie: '5.0', version: 1, name: 'Device' },
  nodes: { n: { name: 'Node', properties: { p: property } } },
});

/** A home with a device of one property. */
function withProperty(property: object) {
  const home = testHome([homie5]);
  home.hear('homie/5/dev/$state', 'ready', { retain: true });
  home.hear('homie/5/dev/$description', describing(property), { retain: true });
  const [entity] = home.entities();
  const id = entity?.id ?? '';
  return { home, id, entity, state: () => home.status(id).state };
}

describe('values', () => {
  test.each([
    [{ datatype: 'boolean', format: 'open,closed' }, 'true', { on: false }],
    [{ datatype: 'boolean', format: 'closed,open' }, 'true', { on: true }],
    [{ datatype: 'boolean' }, 'TRUE', {}],
    [{ datatype: 'float' }, '-1.5e3', { value: -1500 }],
    [{ datatype: 'float' }, 'Infinity', {}],
    [{ datatype: 'string' }, '\0', { value: '' }],
    [{ datatype: 'string' }, '', { value: null }],
    [{ datatype: 'color', format: 'xyz' }, 'xyz,0.25,0.34', { xy: [0.25, 0.34] }],
    [{ datatype: 'color', format: 'rgb' }, 'rgb,256,0,0', {}],
    [{ datatype: 'datetime' }, '2024-01-01T10:00:00Z', { value: '2024-01-01T10:00:00Z' }],
    [{ datatype: 'json' }, '[1,2,3]', { value: [1, 2, 3] }],
    [{ datatype: 'json' }, '{', {}],
    [{ datatype: 'enum', format: 'a,b' }, 'c', {}],
  ])('%j: %j is %j', (property, payload, state) => {
    const device = withProperty(property);
    device.home.hear('homie/5/dev/n/p', payload);
    expect(device.state()).toEqual(state);
  });
});

describe('commands', () => {
  test.each([
    [{ datatype: 'float', format: '0:1:0.1' }, { value: 0.34 }, '0.3'],
    [{ datatype: 'integer', format: '5::10' }, { value: 27 }, '25'],
    [{ datatype: 'integer', format: ':10' }, { value: -3.4 }, '-3'],
    [{ datatype: 'string' }, { value: '' }, '\0'],
    [{ datatype: 'color', format: 'hsv,rgb' }, { rgb: [0, 0, 255] }, 'rgb,0,0,255'],
    [{ datatype: 'color', format: 'hsv' }, { hs: [120, 40] }, 'hsv,120,40,100'],
    [{ datatype: 'json' }, { value: '{"a":1}' }, '{"a":1}'],
  ])('%j set to %j is %j', (property, wish, payload) => {
    const { home, id } = withProperty({ ...property, settable: true });
    const encoded = home.encode({ entity: id, command: 'set', ...wish });
    expect(encoded).toMatchObject({
      messages: [{ topic: 'homie/5/dev/n/p/set', payload, retain: false }],
    });
  });

  test('a colour comes back as it was wished', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('rgb', 'hsv', 'xyz', 'hsv,xyz'),
        fc.tuple(fc.integer({ min: 0, max: 360 }), fc.integer({ min: 0, max: 100 })),
        (format, hs) => {
          const { home, id, state } = withProperty({ datatype: 'color', format, settable: true });
          const encoded = home.encode({ entity: id, command: 'set', hs });
          if (!encoded.ok) throw new Error(encoded.reason);
          home.hear('homie/5/dev/n/p', encoded.messages[0]?.payload ?? '');
          expect(state()).toMatchObject(encoded.target);
        },
      ),
    );
  });

  test('what may not be set has no command', () => {
    const { home, id } = withProperty({ datatype: 'color', format: 'rgb' });
    expect(home.encode({ entity: id, command: 'set', rgb: [1, 2, 3] })).toMatchObject({
      code: 'unsupported_command',
    });
  });
});

describe('a child', () => {
  const family = () => {
    const home = testHome([homie5]);
    const child = { ...describing({ datatype: 'float' }), root: 'hub', parent: 'hub' };
    home.hear('homie/5/kid/$description', child, { retain: true });
    home.hear('homie/5/kid/$state', 'ready', { retain: true });
    return home;
  };

  test('goes down with its root and comes back with it', () => {
    const home = family();
    const available = () => home.available('sensor.homie_5_kid_n_p', START);
    expect(available()).toBe(true);
    for (const [state, expected] of [
      ['lost', false],
      ['init', true],
      ['disconnected', false],
      ['ready', true],
    ] as const) {
      home.hear('homie/5/hub/$state', state);
      expect(available()).toBe(expected);
    }
    home.hear('homie/5/kid/$state', 'lost');
    expect(available()).toBe(false);
  });

  test('hangs on its parent', () => {
    expect(family().devices()).toMatchObject([{ viaDevice: 'homie/5/hub' }]);
  });
});

test('a description without a property takes its entity away', () => {
  const { home } = withProperty({ datatype: 'float' });
  home.hear('homie/5/dev/$description', { homie: '5.0', version: 2, nodes: {} });
  expect(home.entities()).toEqual([]);
});

test('a cleared $state removes the device with its alerts', () => {
  const { home } = withProperty({ datatype: 'float' });
  home.hear('homie/5/dev/$alert/leak', 'Water!');
  expect(home.entities()).toHaveLength(2);
  home.hear('homie/5/dev/$state', '');
  expect(home.devices()).toEqual([]);
});

test('an alert that came before the description is shown, and cleared when it is over', () => {
  const home = testHome([homie5]);
  home.hear('homie/5/dev/$alert/leak', 'Water!', { retain: true });
  home.hear('homie/5/dev/$description', describing({ datatype: 'float' }), { retain: true });
  const id = 'sensor.homie_5_dev_alert_leak';
  expect(home.status(id).state).toEqual({ value: 'Water!' });
  home.hear('homie/5/dev/$alert/leak', '');
  expect(home.status(id).state).toEqual({ value: null });
});

test('a description that is none is refused with its reason', () => {
  const home = testHome([homie5]);
  expect(home.hear('homie/5/dev/$description', '[]').ignored?.reason).toContain('JSON object');
});

test('no description throws, whatever stands in it', () => {
  const hostile = fc.oneof(
    fc.object({
      key: fc.constantFrom(
        'nodes',
        'properties',
        'p',
        '__proto__',
        'datatype',
        'format',
        'constructor',
        'root',
      ),
      maxDepth: 5,
    }),
    fc.json(),
    fc.uint8Array({ maxLength: 60 }),
  );
  const topic = fc.constantFrom(
    '$description',
    '$state',
    '$alert/a',
    'n/p',
    'n/p/$target',
    '$log/info',
    '$',
    '//',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(topic, hostile), { maxLength: 20 }), (said) => {
      const { home } = withProperty({ datatype: 'json', settable: true });
      for (const [rest, payload] of said) {
        const { ignored } = home.hear(`homie/5/dev/${rest}`, payload);
        expect(ignored?.reason ?? '').not.toContain('internal error');
      }
    }),
    { numRuns: 300 },
  );
});
