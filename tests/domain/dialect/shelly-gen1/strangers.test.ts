import { expect, test } from 'vitest';
import { talk } from '../talk.ts';

const deviceNames = (home: ReturnType<typeof talk>) =>
  home
    .devices()
    .filter(({ id }) => home.entities().some(({ deviceId }) => deviceId === id))
    .map(({ name }) => name);

test('what a Shelly says besides its values makes no devices of its own', () => {
  const home = talk();
  const id = 'shellies/shelly1pm-A4CF12F45F41';
  home.hear(`${id}/online`, 'true', { retain: true });
  home.hear(`${id}/relay/0`, 'on');
  home.hear(`${id}/temperature_f`, '111.5');
  home.hear(`${id}/ext_temperature_f/0`, '70.3');
  home.hear(`${id}/some_future_topic`, '1');
  expect(deviceNames(home)).toEqual(['shelly1pm-A4CF12F45F41']);
  expect(home.names()).toEqual(['Relay 0']);
});

test('a three-phase meter tells the current of its neutral, a roller why it stopped', () => {
  const home = talk();
  home.hear('shellies/shellyem3-AABBD3/emeter_n/current', '0.52');
  home.hear('shellies/shellyswitch25-AABBE0/roller/0/stop_reason', 'obstacle');
  expect(home.find('Emeter n current')).toMatchObject({ unit: 'A', deviceClass: 'current' });
  expect(home.state('Roller 0 stop reason')).toMatchObject({ value: 'obstacle' });
});

test('a bridge by script below the same root is not taken for a Shelly', () => {
  const home = talk();
  home.hear('shellies/blegateway/a4c138aabbcc/temperature', '21.3');
  expect(home.entities().map(({ source }) => source.dialect)).toEqual(['plain']);
});

test('a device of a later generation may have its topics below shellies/', () => {
  const home = talk();
  const id = 'shellies/shellyplus1-aabbcc112233';
  home.hear(`${id}/online`, 'true', { retain: true });
  home.hear(`${id}/status/switch:0`, { id: 0, output: true });
  expect(home.entities().map(({ source }) => source.dialect)).toEqual(['shelly-gen2']);
  expect(home.state('Switch 0')).toMatchObject({ on: true });
});

test('a sleeper that the broker reports as gone makes no second device', () => {
  const home = talk();
  home.hear('shellies/shellyht-771122/online', 'true', { retain: true });
  home.hear('shellies/shellyht-771122/sensor/temperature', '21.4');
  home.hear('shellies/shellyht-771122/online', 'false', { retain: true });
  expect(deviceNames(home)).toEqual(['shellyht-771122']);
  expect(home.names()).toEqual(['Temperature']);
  expect(home.reachable('Temperature')).toBe(true);
});
