import { expect, test } from 'vitest';
import { START, testHome } from '../../support/home.ts';

const repeater = {
  ieee_address: '0x01',
  type: 'Router',
  supported: true,
  disabled: false,
  friendly_name: 'repeater',
  definition: { model: 'E1746', vendor: 'IKEA', exposes: [] },
};
const list = 'zigbee2mqtt/bridge/devices';

test('a device that offers nothing is there, can be reached, and goes with its list', () => {
  const home = testHome();
  home.hear(list, [repeater, { ...repeater, ieee_address: '0x02', friendly_name: 'other' }]);
  const [device] = home.devices();
  expect(device).toMatchObject({ name: 'repeater', manufacturer: 'IKEA', model: 'E1746' });
  expect(home.availability(device!.id, START)).toBe('unknown');
  home.hear('zigbee2mqtt/repeater/availability', { state: 'offline' });
  expect(home.availability(device!.id, START)).toBe('offline');
  expect(home.entities()).toEqual([]);
  home.hear(list, [repeater]);
  expect(home.devices().map(({ name }) => name)).toEqual(['repeater']);
  expect(home.availability(device!.id, START)).toBe('offline');
});
