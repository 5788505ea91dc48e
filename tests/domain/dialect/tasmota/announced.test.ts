import { describe, expect, test } from 'vitest';
import { confirms } from '@/lib/domain/command/tracker.ts';
import { START, type TestHome, testHome } from '../../../support/home.ts';
import { announce, announcement, MAC } from './announcement.ts';

const named = (home: TestHome, name: string | null) =>
  home.entities().find((entity) => entity.name === name);
const stateOf = (home: TestHome, name: string | null) => {
  const entity = named(home, name);
  return entity === undefined ? undefined : home.status(entity.id).state;
};
const send = (home: TestHome, name: string | null, command: string, more: object = {}) => {
  const encoded = home.encode({ entity: named(home, name)?.id ?? '', command, ...more });
  return encoded.ok
    ? encoded.messages.map(({ topic, payload }) => `${topic} ${payload}`.trim())
    : encoded.reason;
};

describe('a device that announces itself', () => {
  test('is told by its own full topic, with its own words', () => {
    const home = testHome();
    announce(home, {
      ...{ ft: 'home/%prefix%/x/%topic%', tp: ['c', 's', 't'], t: 'lamp', rl: [1] },
      ...{ fn: ['Pump'], state: ['AUS', 'AN', 'TOGGLE', 'HOLD'], onln: 'da', ofln: 'weg' },
    });
    home.hear('home/s/x/lamp/POWER', 'AN');
    expect(stateOf(home, 'Pump')).toEqual({ on: true });
    expect(send(home, 'Pump', 'turn_off')).toEqual(['home/c/x/lamp/POWER AUS']);
    home.hear('home/t/x/lamp/LWT', 'weg', { retain: true });
    expect(home.available(named(home, 'Pump')?.id ?? '', START)).toBe(false);
    home.hear('home/t/x/lamp/LWT', 'da');
    expect(home.available(named(home, 'Pump')?.id ?? '', START)).toBe(true);
  });

  test('keeps its history when it is renamed', () => {
    const home = testHome();
    announce(home, { rl: [1], fn: ['A'], t: 'old' });
    const before = home.entities().map(({ id }) => id);
    announce(home, { rl: [1], fn: ['B'], t: 'new', dn: 'Other' });
    expect(home.entities().map(({ id }) => id)).toEqual(before);
    home.hear('stat/new/RESULT', { POWER: 'ON' });
    expect(stateOf(home, 'B')).toEqual({ on: true });
  });

  test('loses what its settings no longer have, and everything when it is withdrawn', () => {
    const home = testHome();
    announce(home, { rl: [1, 1], fn: ['A', 'B'] });
    announce(home, { rl: [1, 0], fn: ['A', null] });
    expect(home.entities().map(({ name }) => name)).toEqual(['A']);
    home.hear('tele/t/SENSOR', { Time: 'x', AM2301: { Temperature: 20 } });
    home.hear(`tasmota/discovery/${MAC}/config`, '');
    expect(home.entities()).toEqual([]);
  });

  test('shows sensors that were announced before the device itself', () => {
    const home = testHome();
    const sn = { Time: 'x', AM2301: { Temperature: 20.5, Humidity: null }, TempUnit: 'F' };
    home.hear(`tasmota/discovery/${MAC}/sensors`, { sn, ver: 1 }, { retain: true });
    announce(home, {});
    expect(stateOf(home, 'AM2301 Temperature')).toEqual({ value: 20.5 });
    expect(named(home, 'AM2301 Temperature')?.unit).toBe('°F');
    expect(named(home, 'AM2301 Humidity')).toMatchObject({ unit: '%', deviceClass: 'humidity' });
  });

  test('takes no old value from its announcement once there was a newer one', () => {
    const home = testHome();
    announce(home, {});
    home.hear('tele/t/SENSOR', { Time: 'x', AM2301: { Temperature: 25 } });
    const sn = { Time: 'x', AM2301: { Temperature: 20 } };
    home.hear(`tasmota/discovery/${MAC}/sensors`, { sn }, { retain: true });
    expect(stateOf(home, 'AM2301 Temperature')).toEqual({ value: 25 });
  });

  test('shows sensors that it did not announce, and forgets those it no longer has', () => {
    const home = testHome();
    announce(home, {});
    const topic = `tasmota/discovery/${MAC}/sensors`;
    home.hear(topic, { sn: { DS18B20: { Id: 'a', Temperature: 20 } } }, { retain: true });
    home.hear('tele/t/SENSOR', { BME280: { Pressure: 990 } });
    expect(named(home, 'BME280 Pressure')?.unit).toBe('hPa');
    home.hear(topic, { sn: { 'DS18B20-1': { Id: 'a', Temperature: 20 } } }, { retain: true });
    expect(named(home, 'DS18B20 Temperature')).toBeUndefined();
    expect(named(home, 'DS18B20-1 Temperature')).toBeDefined();
    expect(named(home, 'BME280 Pressure')).toBeDefined();
  });

  test('is the same device as the one that Home Assistant discovery tells of', () => {
    const home = testHome();
    const config = {
      ...{ name: 'X', uniq_id: 'BBCCDD_RL_1', cmd_t: 'cmnd/t/POWER', stat_t: 'tele/t/STATE' },
      ...{ val_tpl: '{{value_json.POWER}}', dev: { ids: [MAC.slice(-6)], name: 'X' } },
    };
    home.hear('homeassistant/switch/BBCCDD_RL_1/config', config, { retain: true });
    announce(home, { rl: [1], fn: ['X'] });
    expect(home.entities().filter(({ kind }) => kind === 'switch')).toHaveLength(1);
    expect(home.devices()).toHaveLength(1);
  });
});

describe('its relays', () => {
  test('are lamps where the owner said so (SetOption30)', () => {
    const home = testHome();
    announce(home, { rl: [1], fn: ['Lamp'], so: { 30: 1 } });
    expect(named(home, 'Lamp')).toMatchObject({
      kind: 'light',
      capabilities: { colorModes: ['onoff'] },
    });
    expect(send(home, 'Lamp', 'turn_on')).toEqual(['cmnd/t/POWER ON']);
    expect(send(home, 'Lamp', 'turn_on', { brightness: 5 })).toContain('brightness');
  });

  test('answer on topics of their own by SetOption4', () => {
    const home = testHome();
    announce(home, { rl: [1, 1], fn: ['A', 'B'], so: { 4: 1 } });
    home.hear('stat/t/POWER2', { POWER2: 'ON' });
    expect(stateOf(home, 'B')).toEqual({ on: true });
    expect(stateOf(home, 'A')).toEqual({});
  });

  test('that move a shutter are no switches; half a pair is nothing', () => {
    const home = testHome();
    announce(home, { rl: [3, 3, 1, 3], fn: ['S', null, 'R'] });
    expect(home.entities().map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'switch R',
      'cover Shutter 1',
    ]);
  });
});

test('nothing else is guessed from what an announced device says', () => {
  const home = testHome();
  announce(home, { rl: [3, 3] });
  home.hear('stat/t/POWER1', 'ON');
  home.hear('stat/t/RESULT', { POWER1: 'ON' });
  home.hear('tele/t/INFO1', { Info1: { Module: 'x', Version: '1' } });
  home.hear('stat/t/STATUS', { Status: { DeviceName: 'x', FriendlyName: ['y'] } });
  expect(home.entities().map(({ kind }) => kind)).toEqual(['cover']);
  expect(home.devices()).toHaveLength(1);
});

describe('its shutter', () => {
  const shutter = (sho: number, sht?: unknown) => {
    const home = testHome();
    announce(home, { rl: [3, 3], sho: [sho], ...(sht === undefined ? {} : { sht }) });
    return home;
  };

  test('opens and closes, and tells so', () => {
    const home = shutter(0);
    home.hear('stat/t/RESULT', { Shutter1: { Position: 10, Direction: 1, Target: 100 } });
    expect(stateOf(home, 'Shutter 1')).toEqual({ position: 10, state: 'opening' });
    home.hear('stat/t/SHUTTER1', '50');
    expect(stateOf(home, 'Shutter 1')).toEqual({ position: 50, state: 'opening' });
    home.hear('stat/t/RESULT', { Shutter1: { Position: 0, Direction: 0, Target: 0 } });
    expect(stateOf(home, 'Shutter 1')).toEqual({ position: 0, state: 'closed' });
  });

  test('is turned round where it is inverted', () => {
    const home = shutter(1);
    home.hear('tele/t/SENSOR', { Shutter1: { Position: 30, Direction: -1, Target: 0 } });
    expect(stateOf(home, 'Shutter 1')).toEqual({ position: 70, state: 'opening' });
    expect(send(home, 'Shutter 1', 'set_position', { position: 80 })).toEqual([
      'cmnd/t/ShutterPosition1 20',
    ]);
  });

  test('turns its slats between its own limits, if it has any', () => {
    const home = shutter(0, [[-90, 90, 15]]);
    home.hear('tele/t/SENSOR', { Shutter1: { Position: 0, Direction: 0, Tilt: 0 } });
    expect(stateOf(home, 'Shutter 1')).toMatchObject({ tilt: 50 });
    expect(send(home, 'Shutter 1', 'set_tilt', { tilt: 75 })).toEqual(['cmnd/t/ShutterTilt1 45']);
    expect(send(shutter(0, [[0, 0, 0]]), 'Shutter 1', 'open_tilt')).toContain('no command');
  });
});

describe('its fan', () => {
  test('has three speeds, and the lamp of an iFan is a lamp', () => {
    const home = testHome();
    announce(home, { rl: [1, 1, 1, 1], if: 1, fn: ['Lamp', null, null, null], md: 'iFan03' });
    expect(home.entities().map(({ kind }) => kind)).toEqual(['light', 'fan']);
    const speeds = [1, 33, 34, 50, 66, 67, 75, 100].map((percentage) =>
      send(home, null, 'set_percentage', { percentage }),
    );
    expect(speeds).toEqual([1, 1, 1, 2, 2, 2, 3, 3].map((speed) => [`cmnd/t/FanSpeed ${speed}`]));
    expect(send(home, null, 'turn_on')).toEqual(['cmnd/t/FanSpeed 2']);
    home.hear('stat/t/RESULT', { FanSpeed: 1 });
    expect(stateOf(home, null)).toEqual({ on: true, percentage: 33 });
  });
});

describe('its inputs', () => {
  test('that are pushed tell of every push, but not of old ones', () => {
    const home = testHome();
    announce(home, { btn: [1], so: { 73: 1 }, swc: [11], swn: ['Wall'] });
    const press = { Button1: { Action: 'DOUBLE' } };
    expect(home.hear('stat/t/RESULT', press, { retain: true }).updates).toEqual([]);
    expect(home.hear('stat/t/RESULT', press).updates).toHaveLength(1);
    expect(home.hear('stat/t/RESULT', press).updates).toHaveLength(1);
    expect(stateOf(home, 'Button1')).toEqual({ event_type: 'DOUBLE' });
    home.hear('stat/t/RESULT', { Wall: { Action: 'HOLD' } });
    expect(stateOf(home, 'Wall')).toEqual({ event_type: 'HOLD' });
  });

  test('that only pulse fall back by themselves', () => {
    const home = testHome();
    announce(home, { swc: [13], swn: [null] });
    home.hear('stat/t/RESULT', { Switch1: { Action: 'ON' } });
    expect(stateOf(home, 'Switch1')).toEqual({ on: true });
    home.advance(START + 1000);
    expect(stateOf(home, 'Switch1')).toEqual({ on: false });
  });
});

test('codes by radio are events with what came with them, each time', () => {
  const home = testHome();
  announce(home, {});
  const heard = { Time: 'x', RfReceived: { Data: '7028D2', RfKey: 'None', Sync: 12220 } };
  for (const _ of [1, 2])
    expect(home.hear('tele/t/RESULT', heard).updates.length).toBeGreaterThan(0);
  expect(stateOf(home, 'RfReceived')).toEqual({
    ...{ event_type: 'RfReceived', data: '7028D2', rfkey: 'None', sync: 12220 },
  });
});

test('a command is confirmed by what the device answers', () => {
  const home = testHome();
  announce(home, { rl: [1], fn: ['R'] });
  const encoded = home.encode({ entity: named(home, 'R')?.id ?? '', command: 'toggle' });
  home.hear('stat/t/RESULT', { POWER: 'ON' });
  expect(encoded.ok && confirms(encoded.target, stateOf(home, 'R') ?? {})).toBe(true);
});

test.each([
  ['no JSON', '{"mac":', 'JSON'],
  ['another MAC', { ...announcement({}), mac: 'FFFFFFFFFFFF' }, 'MAC'],
  ['no topic', { ...announcement({}), t: '' }, 'topic'],
])('an announcement with %s is refused with the reason', (_what, payload, reason) => {
  const folded = testHome().hear(`tasmota/discovery/${MAC}/config`, payload, { retain: true });
  expect(folded.ignored?.reason).toContain(reason);
});
