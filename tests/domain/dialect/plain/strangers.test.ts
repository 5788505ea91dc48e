import { expect, test } from 'vitest';
import { talk } from '../talk.ts';

test.each([
  ['app/logs', { level: 'info', msg: 'started' }],
  ['service/output', { severity: 'ERROR', message: 'no route to host' }],
  ['device/x/debug', 'heap 12345'],
  ['device/x/log', '12'],
  ['pi/syslog/kernel', 'up'],
  ['notify/alexa', 'Dinner is ready'],
])('what is written on %s is for people and makes no device', (topic, payload) => {
  const home = talk();
  home.hear(topic, payload);
  expect(home.entities()).toEqual([]);
});

test('a level of a tank beside a message is no line of a log', () => {
  const home = talk();
  home.hear('tanks/rain', { level: 44.5, message: 'half full' });
  expect(home.state('Level')).toMatchObject({ value: 44.5 });
});

test('keys that begin with an underscore are a program’s own', () => {
  const home = talk();
  home.hear('lab/bench', { _timestamp: 1_704_110_300, _event: 'x', temperature: 21 });
  expect(home.names()).toEqual(['Temperature']);
});

test('1 as the state of a window is open, 21 as the state of a boiler a number', () => {
  const home = talk();
  home.hear('house/window/state', '1');
  home.hear('house/boiler/state', '21');
  const kinds = home.entities().map(({ kind, deviceClass }) => [kind, deviceClass]);
  expect(kinds).toEqual([
    ['binary_sensor', 'window'],
    ['sensor', null],
  ]);
});

test('the last will of an ESPEasy unit is the unit’s, and holds for its tasks', () => {
  const home = talk();
  home.hear('esp2/DHT/Temperature', '20.1');
  home.hear('esp2/status/LWT', 'Connection Lost', { retain: true });
  expect(home.devices().map(({ name }) => name)).toEqual(['DHT', 'Esp2']);
  expect(home.reachable('Temperature')).toBe(false);
});

test('below home/ a quantity may come before the rooms it is measured in', () => {
  const home = talk();
  home.hear('home/temperature/kitchen', '21.5');
  home.hear('home/temperature/bedroom', '19');
  home.hear('home/kitchen/humidity', '44');
  expect(home.find('Kitchen')).toMatchObject({ deviceClass: 'temperature', unit: '°C' });
  expect(home.find('Bedroom')).toMatchObject({ deviceClass: 'temperature', unit: '°C' });
  expect(home.find('Humidity')).toMatchObject({ deviceClass: 'humidity', unit: '%' });
  expect(home.devices().map(({ name, room }) => [name, room])).toEqual([
    ['Temperature', null],
    ['Kitchen', 'Kitchen'],
  ]);
});
