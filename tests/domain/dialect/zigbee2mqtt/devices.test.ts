import { describe, expect, test } from 'vitest';
import { START, testHome } from '../../../support/home.ts';
import { ADDRESS, device, feature, lampState, network, only, stateOf } from './network.ts';

const plug = [{ type: 'switch', features: [lampState] }];
const meter = [...plug, feature('numeric', 'power', { access: 1, unit: 'W' })];
const LIST = 'zigbee2mqtt/bridge/devices';

describe('a network', () => {
  test('is found below a base topic of any depth', () => {
    const home = network([device('lamp', plug)], 'house/upstairs/z2m');
    home.hear('house/upstairs/z2m/lamp', { state: 'ON' });
    expect(stateOf(home, only(home, 'switch'))).toEqual({ on: true });
  });

  test('is none where a list of something else is', () => {
    const home = testHome();
    home.hear('other/bridge/devices', [{ name: 'a' }, 'b', 3]);
    home.hear('another/bridge/devices', '[]');
    expect(home.entities().filter(({ source }) => source.dialect === 'zigbee2mqtt')).toEqual([]);
  });

  test('hides its coordinator and disabled devices', () => {
    const home = network([
      device('Coordinator', [], { type: 'Coordinator', ieee_address: '0x01', definition: null }),
      device('off', plug, { disabled: true, ieee_address: '0x02' }),
      device('on', plug),
    ]);
    expect(home.devices().map(({ name }) => name)).toEqual(['on']);
  });

  test('refuses a name that would listen to the whole house', () => {
    const home = testHome();
    const { ignored } = home.hear(LIST, [device('#', plug)]);
    expect(ignored?.reason).toContain('cannot be called "#"');
    expect(home.entities()).toEqual([]);
  });

  test('keeps identity and history over a rename', () => {
    const home = network([device('old name', plug)]);
    const { id } = only(home, 'switch');
    home.hear('zigbee2mqtt/old name', { state: 'ON' });
    const folded = home.hear(LIST, [device('Büro/Lampe', plug)]);
    home.hear('zigbee2mqtt/old name', '', { retain: true });
    expect(folded.removed).toEqual([]);
    expect(only(home, 'switch').id).toBe(id);
    expect(home.status(id).state).toEqual({ on: true });
    home.hear('zigbee2mqtt/Büro/Lampe', { state: 'OFF' });
    expect(home.status(id).state).toEqual({ on: false });
    expect(home.devices().map(({ name }) => name)).toEqual(['Büro/Lampe']);
  });

  test('forgets a device that has left, and what a device no longer exposes', () => {
    const home = network([device('a', meter), device('b', plug, { ieee_address: '0xb' })]);
    const { id } = only(home, 'sensor');
    expect(home.hear(LIST, [device('a', plug)]).removed).toHaveLength(2);
    expect(home.entity(id)).toBeUndefined();
    expect(home.entities()).toHaveLength(1);
    home.hear(LIST, '', { retain: true });
    expect(home.entities()).toEqual([]);
  });

  test('forgets after a restart what left in the meantime', () => {
    const before = network([device('a', meter), device('b', plug, { ieee_address: '0xb' })]);
    const home = testHome();
    home.restore({ devices: before.devices(), entities: before.entities(), statuses: {} });
    expect(home.hear(LIST, [device('a', meter)]).removed).toHaveLength(1);
    expect(home.devices().map(({ name }) => name)).toEqual(['a']);
  });

  test('knows an entity again after a restart without hearing its definition', () => {
    const before = network([device('a', meter)]);
    const home = testHome();
    home.restore({
      devices: before.devices(),
      entities: JSON.parse(JSON.stringify(before.entities())),
      statuses: {},
    });
    home.hear('zigbee2mqtt/a', { state: 'ON', power: 3 });
    expect(stateOf(home, only(home, 'switch'))).toEqual({ on: true });
    expect(stateOf(home, only(home, 'sensor'))).toEqual({ value: 3 });
  });

  test('takes in what was said before the list came', () => {
    const home = testHome();
    home.hear('zigbee2mqtt/a', { state: 'ON' }, { retain: true });
    home.hear('zigbee2mqtt/a/availability', 'offline', { retain: true });
    home.hear(LIST, [device('a', plug)]);
    const { id } = only(home, 'switch');
    expect(home.status(id).state).toMatchObject({ on: true });
    expect(home.available(id, START)).toBe(false);
  });

  test('is out of reach as a whole when its bridge is, in either form of its word', () => {
    const home = network([device('a', plug)]);
    const { id } = only(home, 'switch');
    home.hear('zigbee2mqtt/a/availability', { state: 'online' });
    for (const [word, there] of [
      ['offline', false],
      [{ state: 'online' }, true],
      [{ state: 'offline' }, false],
      ['online', true],
    ] as const) {
      home.hear('zigbee2mqtt/bridge/state', word);
      expect(home.available(id, START)).toBe(there);
    }
  });

  test('reads states that come one key a topic', () => {
    const home = network([device('a', meter)]);
    home.hear('zigbee2mqtt/a/state', 'ON');
    home.hear('zigbee2mqtt/a/power', '12.5');
    expect(stateOf(home, only(home, 'switch'))).toEqual({ on: true });
    expect(stateOf(home, only(home, 'sensor'))).toEqual({ value: 12.5 });
  });

  test('calls a device by its address and by what its discovery calls it', () => {
    const home = network([device('a', plug)]);
    expect(home.devices()[0]?.identifiers).toEqual([ADDRESS, `zigbee2mqtt_${ADDRESS}`]);
  });
});
