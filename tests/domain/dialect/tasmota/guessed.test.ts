import { describe, expect, test } from 'vitest';
import { START, type TestHome, testHome } from '../../../support/home.ts';
import { announce } from './announcement.ts';

const STATE = {
  Time: '2024-01-05T10:00:00',
  Uptime: '1T02:03:04',
  Wifi: { RSSI: 80, Signal: -60 },
};

const find = (home: TestHome, name: string | null, kind?: string) =>
  home.entities().find((e) => e.name === name && (kind === undefined || e.kind === kind));
const stateOf = (home: TestHome, name: string | null) =>
  home.status(find(home, name)?.id ?? '').state;
const kinds = (home: TestHome) =>
  home
    .entities()
    .filter(({ category }) => category === null)
    .map(({ kind, name }) => `${kind} ${name}`);

describe('a device without an announcement', () => {
  test.each([
    ['tele/plug/STATE', 'stat/plug/POWER', 'cmnd/plug/POWER'],
    ['plug/tele/STATE', 'plug/stat/POWER', 'plug/cmnd/POWER'],
    ['home/up/tele/plug/STATE', 'home/up/stat/plug/POWER', 'home/up/cmnd/plug/POWER'],
  ])('is known on %s', (state, power, command) => {
    const home = testHome();
    home.hear(state, { ...STATE, POWER: 'OFF' });
    const entity = home.entities().find(({ kind }) => kind === 'switch');
    expect(home.devices().map(({ name }) => name)).toEqual(['plug']);
    home.hear(power, 'ON');
    expect(home.status(entity?.id ?? '').state).toEqual({ on: true });
    const encoded = home.encode({ entity: entity?.id ?? '', command: 'turn_off' });
    expect(encoded.ok && encoded.messages[0]).toMatchObject({ topic: command, payload: 'OFF' });
  });

  test('is there while its last will says so, also if that came first', () => {
    const home = testHome();
    home.hear('tele/plug/LWT', 'Offline', { retain: true });
    home.hear('tele/plug/STATE', { ...STATE, POWER: 'OFF' });
    expect(home.available(find(home, null)?.id ?? '', START)).toBe(false);
  });

  test('takes the names that its status tells', () => {
    const home = testHome();
    home.hear('tele/d/STATE', { ...STATE, POWER1: 'ON', POWER2: 'OFF' });
    expect(kinds(home)).toEqual(['switch Relay 1', 'switch Relay 2']);
    const before = home.entities().map(({ id }) => id);
    home.hear('stat/d/STATUS', { Status: { DeviceName: 'Boiler', FriendlyName: ['A', 'B'] } });
    home.hear('stat/d/STATUS5', { StatusNET: { Mac: 'AA:BB:CC:DD:EE:FF' } });
    home.hear('tele/d/INFO1', { Info1: { Module: 'Sonoff Dual', Version: '13.1.0' } });
    expect(kinds(home)).toEqual(['switch A', 'switch B']);
    expect(home.entities().map(({ id }) => id)).toEqual(before);
    expect(home.devices()[0]).toMatchObject({
      ...{ name: 'Boiler', model: 'Sonoff Dual', swVersion: '13.1.0' },
      identifiers: expect.arrayContaining(['mac:aa:bb:cc:dd:ee:ff']),
    });
  });

  test('keeps its names over a restart', () => {
    const old = testHome();
    old.hear('stat/d/STATUS', { Status: { DeviceName: 'Boiler', FriendlyName: ['A', 'B'] } });
    old.hear('tele/d/STATE', { ...STATE, POWER1: 'ON', POWER2: 'OFF' });
    const home = testHome();
    home.restore({ devices: old.devices(), entities: old.entities(), statuses: {} });
    home.hear('tele/d/STATE', { ...STATE, POWER1: 'OFF', POWER2: 'OFF' });
    home.hear('tele/d/SENSOR', { Time: 'x', AM2301: { Temperature: 21 } });
    expect(kinds(home)).toEqual(['switch A', 'switch B', 'sensor AM2301 Temperature']);
    expect(home.devices().map(({ name }) => name)).toEqual(['Boiler']);
    expect(stateOf(home, 'A')).toEqual({ on: false });
  });

  test('turns out to be a light, a shutter or a fan when it tells of one', () => {
    const light = testHome();
    light.hear('stat/d/POWER', 'ON');
    expect(kinds(light)).toEqual(['switch null']);
    light.hear('stat/d/RESULT', { POWER: 'ON', Dimmer: 40, Color: '66000000', White: 0 });
    expect(kinds(light)).toEqual(['light null']);
    expect(light.entities()[0]?.capabilities.colorModes).toEqual(['hs', 'white']);

    const shutter = testHome();
    shutter.hear('tele/d/STATE', { ...STATE, POWER1: 'OFF', POWER2: 'OFF', POWER3: 'ON' });
    shutter.hear('tele/d/SENSOR', { Time: 'x', Shutter1: { Position: 100, Direction: 0 } });
    expect(kinds(shutter).sort()).toEqual(['cover Shutter 1', 'switch Relay 3']);

    const fan = testHome();
    fan.hear('tele/d/STATE', { ...STATE, POWER1: 'OFF', FanSpeed: 2 });
    expect(kinds(fan).sort()).toEqual(['fan null', 'light null']);
  });

  test('gives way to its announcement', () => {
    const home = testHome();
    home.hear('tele/t/STATE', { ...STATE, POWER: 'ON' });
    announce(home, { rl: [1], fn: ['Pump'] });
    home.hear('tele/t/STATE', { ...STATE, POWER: 'OFF' });
    expect(kinds(home)).toEqual(['switch Pump']);
    expect(home.devices()).toHaveLength(1);
  });

  test('is nobody else’s to guess at', () => {
    const home = testHome();
    home.hear('tele/d/LWT', 'Online', { retain: true });
    home.hear('tele/d/INFO2', { Info2: { Hostname: 'd', IPAddress: '10.0.0.1' } });
    home.hear('stat/d/STATUS2', { StatusFWR: { Version: '12' } });
    expect(home.entities()).toEqual([]);
  });
});

test('a Zigbee device that is heard by its bridge is a device of its own', () => {
  const home = testHome();
  const topic = 'tele/zb/SENSOR';
  const say = (fields: object) =>
    home.hear(topic, { ZbReceived: { '0x1F2E': { Device: '0x1F2E', Name: 'Door', ...fields } } });
  say({ Contact: 1, Endpoint: 1, LinkQuality: 50 });
  say({ BatteryPercentage: 77, LinkQuality: 60 });
  say({ Click: 'double', LinkQuality: 60 });
  expect(home.entities().map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'binary_sensor Contact',
    'sensor LinkQuality',
    'sensor Battery',
    'event Click',
  ]);
  expect(stateOf(home, 'Contact')).toEqual({ on: true });
  expect(stateOf(home, 'Click')).toEqual({ event_type: 'double' });
  expect(stateOf(home, 'LinkQuality')).toEqual({ value: 60 });
});

test('plain topics of other devices are left to others', () => {
  const home = testHome();
  home.hear('tele/x/SENSOR', 'nan');
  home.hear('tele/x/STATE', '{"a":1}');
  home.hear('stat/x/POWER', 'maybe');
  home.hear('garden/STATE', '{"Uptime":1}');
  expect(home.entities().filter(({ source }) => source.dialect.startsWith('tasmota'))).toEqual([]);
});
