import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessingDialect } from '@/lib/domain/dialect/plain/plain.ts';
import { ioBroker } from '@/lib/domain/dialect/smarthome/iobroker.ts';
import { mqttSmarthome } from '@/lib/domain/dialect/smarthome/mqtt-smarthome.ts';
import { START, type TestHome, testHome } from '../../../support/home.ts';

const home = () => testHome([mqttSmarthome, ioBroker, guessingDialect]);
const kinds = (of: TestHome) =>
  of.entities().map(({ kind, name, source }) => `${source.dialect} ${kind} ${name}`);

describe('mqtt-smarthome', () => {
  const val = (value: unknown, ts = START) => ({ val: value, ts, lc: ts });

  test('bare values wait for the interface to show itself', () => {
    const said = [
      ['knx/status/Kitchen/temperature', '21.5'],
      ['knx/connected', '2'],
    ] as const;
    for (const order of [said, [...said].reverse()]) {
      const one = home();
      for (const [topic, payload] of order) one.hear(topic, payload, { retain: true });
      expect(kinds(one)).toEqual(['mqtt-smarthome sensor temperature']);
      expect(one.devices()).toMatchObject([{ name: 'Kitchen', viaDevice: 'mqtt-smarthome:knx' }]);
      expect(one.available(one.entities()[0]?.id ?? '', START)).toBe(true);
    }
  });

  test('another device’s status is not taken for it', () => {
    const one = home();
    one.hear('shellyplus1/status/switch', '1');
    expect(kinds(one).filter((kind) => kind.startsWith('mqtt-smarthome'))).toEqual([]);
  });

  test.each([
    ['hm/status/Licht Flur/STATE', true, 'switch'],
    ['hm/status/Tür/STATE', false, 'binary_sensor'],
    ['hm/status/Rollo/LEVEL', 0.2, 'number'],
    ['hm/status/Bad/SET_TEMPERATURE', 21, 'number'],
    ['hm/status/Bad/HUMIDITY', 45, 'sensor'],
    ['hm/status/Taster/PRESS_LONG', true, 'event'],
  ])('%s with %j is a %s', (topic, value, kind) => {
    const one = home();
    one.hear(topic, val(value));
    expect(one.entities()).toMatchObject([{ kind }]);
  });

  test('the time of the value counts', () => {
    const one = home();
    const { updates } = one.hear('hm/status/Bad/HUMIDITY', val(45, START - 60_000));
    expect(updates.filter(({ property }) => property === 'value')).toMatchObject([
      { value: 45, at: START - 60_000 },
    ]);
  });

  test('a value of null is unknown', () => {
    const one = home();
    one.hear('hm/status/Bad/HUMIDITY', val(45));
    one.hear('hm/status/Bad/HUMIDITY', val(null));
    expect(one.status(one.entities()[0]?.id ?? '').state).toEqual({ value: null });
  });

  test('a boolean that somebody sets becomes a switch', () => {
    const one = home();
    one.hear('x/status/Garden/Fountain', val(false));
    expect(one.entities()).toMatchObject([{ kind: 'binary_sensor' }]);
    one.hear('x/set/Garden/Fountain', 'true');
    expect(one.entities()).toMatchObject([{ kind: 'switch' }]);
    const encoded = one.encode({ entity: one.entities()[0]?.id ?? '', command: 'turn_on' });
    expect(encoded).toMatchObject({
      messages: [{ topic: 'x/set/Garden/Fountain', payload: 'true', retain: false }],
    });
  });

  test('a button is pressed live, never out of the broker’s memory', () => {
    const one = home();
    const pressed = (retain: boolean) =>
      one
        .hear('hm/status/Taster/PRESS_SHORT', val(true), { retain })
        .updates.filter(({ property }) => property !== 'available');
    expect(pressed(true)).toEqual([]);
    expect(pressed(false)).toMatchObject([{ property: 'event_type', value: 'PRESS_SHORT' }]);
  });

  test.each([
    ['0', false],
    ['1', false],
    ['2', true],
  ])('connected %s: available %s', (word, is) => {
    const one = home();
    one.hear('hm/status/Bad/HUMIDITY', val(45));
    one.hear('hm/connected', word);
    expect(one.available(one.entities()[0]?.id ?? '', START)).toBe(is);
  });
});

describe('ioBroker', () => {
  test.each([
    ['iobroker/hm-rpc/0/ABC/1/HUMIDITY', '40', 'ABC', '1 HUMIDITY'],
    ['iobroker/anything/0/Room/temperature', '20', 'Room', 'temperature'],
    ['system/adapter/admin/0/alive', 'true', 'admin.0', 'alive'],
    ['my/own/tree', { val: 3, ack: true, ts: START }, 'own', 'tree'],
  ])('%s belongs to %s', (topic, payload, device, name) => {
    const one = home();
    one.hear(topic, payload);
    expect(one.devices()).toMatchObject([{ name: device, dialect: 'iobroker' }]);
    expect(one.entities()).toMatchObject([{ name }]);
  });

  test('an address of somebody else is not its instance', () => {
    const one = home();
    one.hear('solar/116180400143/0/power', '12');
    one.hear('knx/1/2/3', '12');
    expect(kinds(one).filter((kind) => kind.startsWith('iobroker'))).toEqual([]);
  });

  test('a bad quality is no value', () => {
    const one = home();
    const state = (q: number) => one.hear('mqtt/0/a/level', { val: 5, ack: true, ts: START, q });
    state(0);
    state(0x40);
    expect(one.status(one.entities()[0]?.id ?? '').state).toEqual({ value: null });
  });

  test('commands are no states', () => {
    const one = home();
    one.hear('mqtt/0/lamp/set', 'true');
    expect(one.entities()).toEqual([]);
  });
});

test('nothing a stranger says throws', () => {
  const level = fc.constantFrom(
    'hm',
    'status',
    'set',
    'connected',
    'mqtt',
    '0',
    '',
    '__proto__',
    'STATE',
    'iobroker',
  );
  const topic = fc.array(level, { minLength: 1, maxLength: 6 }).map((levels) => levels.join('/'));
  const payload = fc.oneof(
    fc.constantFrom(
      '0',
      '1',
      '2',
      '{"val":{}}',
      '{"val":1e400,"ts":"x"}',
      '{"val":true,"ack":null}',
      '[',
      '"',
    ),
    fc.object({ key: fc.constantFrom('val', 'ts', 'q', 'ack', '__proto__') }),
    fc.uint8Array({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(topic, payload), { maxLength: 30 }), (said) => {
      const one = home();
      for (const [where, content] of said) {
        const { ignored } = one.hear(where === '' ? 'a' : where, content);
        expect(ignored?.reason ?? '').not.toContain('internal error');
      }
    }),
    { numRuns: 100 },
  );
});
