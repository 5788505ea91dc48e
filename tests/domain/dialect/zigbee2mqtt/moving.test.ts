import { describe, expect, test } from 'vitest';
import { feature, networkOf, only, said, stateOf } from './network.ts';

const TOPIC = 'zigbee2mqtt/thing';
const SET = 'zigbee2mqtt/thing/set';
const orders = feature('enum', 'state', { access: 3, values: ['OPEN', 'CLOSE', 'STOP'] });
const position = feature('numeric', 'position', { value_min: 0, value_max: 100 });
const tilt = feature('numeric', 'tilt', { value_min: 0, value_max: 100 });

describe('a cover', () => {
  test('can do what its features say', () => {
    const commandsOf = (features: readonly unknown[]) =>
      only(networkOf([{ type: 'cover', features }]), 'cover').capabilities.commands;
    expect(commandsOf([orders])).toEqual(['open', 'close', 'toggle', 'stop']);
    expect(commandsOf([orders, position])).toContain('set_position');
    expect(commandsOf([tilt])).toEqual(['open_tilt', 'close_tilt', 'set_tilt']);
    expect(commandsOf([feature('enum', 'state', { values: ['OPEN', 'CLOSE'] })])).not.toContain(
      'stop',
    );
  });

  test('is where its position says, whatever it was last told', () => {
    const home = networkOf([{ type: 'cover', features: [orders, position] }]);
    home.hear(TOPIC, { state: 'CLOSE', position: 40 });
    expect(stateOf(home, only(home, 'cover'))).toEqual({ position: 40, state: 'open' });
    home.hear(TOPIC, { position: 0 });
    expect(stateOf(home, only(home, 'cover'))).toEqual({ position: 0, state: 'closed' });
  });

  test('tells which way its motor turns', () => {
    const moving = feature('enum', 'moving', { access: 1, values: ['UP', 'STOP', 'DOWN'] });
    const home = networkOf([{ type: 'cover', features: [orders, position, moving] }]);
    home.hear(TOPIC, { position: 40, moving: 'DOWN' });
    expect(stateOf(home, only(home, 'cover'))).toMatchObject({ state: 'closing' });
    home.hear(TOPIC, { moving: 'STOP' });
    expect(stateOf(home, only(home, 'cover'))).toMatchObject({ state: 'open' });
  });

  test('without a position is what it was told, and what its motor does', () => {
    const motor = feature('enum', 'motor_state', {
      access: 1,
      values: ['opening', 'closing', 'stopped'],
    });
    const home = networkOf([{ type: 'cover', features: [orders] }, motor]);
    home.hear(TOPIC, { state: 'OPEN' });
    expect(stateOf(home, only(home, 'cover'))).toEqual({ state: 'open' });
    home.hear(TOPIC, { motor_state: 'closing' });
    expect(stateOf(home, only(home, 'cover'))).toEqual({ state: 'closing' });
  });

  test('is moved and tilted', () => {
    const home = networkOf([{ type: 'cover', features: [orders, position, tilt] }]);
    const cover = only(home, 'cover');
    expect(said(home, cover, { command: 'open' })).toEqual([[SET, { state: 'OPEN' }]]);
    expect(said(home, cover, { command: 'stop' })).toEqual([[SET, { state: 'STOP' }]]);
    expect(said(home, cover, { command: 'set_position', position: 35 })).toEqual([
      [SET, { position: 35 }],
    ]);
    expect(said(home, cover, { command: 'close_tilt' })).toEqual([[SET, { tilt: 0 }]]);
    home.hear(TOPIC, { position: 0 });
    expect(said(home, cover, { command: 'toggle' })).toEqual([[SET, { state: 'OPEN' }]]);
  });
});

describe('a fan', () => {
  const onOff = feature('binary', 'state', {
    property: 'fan_state',
    value_on: 'ON',
    value_off: 'OFF',
  });
  const mode = feature('enum', 'mode', {
    ...{ property: 'fan_mode', values: ['off', 'low', 'medium', 'high', 'on', 'auto'] },
  });

  test('has speeds in percent and modes that are none', () => {
    const home = networkOf([{ type: 'fan', features: [onOff, mode] }]);
    const fan = only(home, 'fan', null);
    expect(fan.capabilities).toMatchObject({ speedCount: 3, presetModes: ['on', 'auto'] });
    home.hear(TOPIC, { fan_state: 'ON', fan_mode: 'medium' });
    expect(stateOf(home, fan)).toEqual({ on: true, percentage: 66, preset_mode: null });
    home.hear(TOPIC, { fan_mode: 'auto' });
    expect(stateOf(home, fan)).toMatchObject({ percentage: null, preset_mode: 'auto' });
    expect(said(home, fan, { command: 'set_percentage', percentage: 67 })).toEqual([
      [SET, { fan_mode: 'high' }],
    ]);
    expect(said(home, fan, { command: 'set_percentage', percentage: 66 })).toEqual([
      [SET, { fan_mode: 'medium' }],
    ]);
    expect(said(home, fan, { command: 'turn_on', preset_mode: 'auto' })).toEqual([
      [SET, { fan_mode: 'auto' }],
    ]);
    expect(said(home, fan, { command: 'turn_off' })).toEqual([[SET, { fan_state: 'OFF' }]]);
  });

  test('may count its speeds', () => {
    const speed = feature('numeric', 'speed', { value_min: 1, value_max: 10 });
    const home = networkOf([{ type: 'fan', features: [onOff, speed] }]);
    const fan = only(home, 'fan');
    expect(fan.capabilities.speedCount).toBe(10);
    expect(said(home, fan, { command: 'set_percentage', percentage: 30 })).toEqual([
      [SET, { speed: 3 }],
    ]);
    home.hear(TOPIC, { speed: 3, fan_state: 'ON' });
    expect(stateOf(home, fan)).toEqual({ on: true, percentage: 30 });
  });
});

describe('a lock', () => {
  const features = [
    feature('binary', 'state', { value_on: 'LOCK', value_off: 'UNLOCK' }),
    feature('enum', 'lock_state', {
      access: 1,
      values: ['not_fully_locked', 'locked', 'unlocked'],
    }),
  ];

  test('is what its bolt says, and jammed until the bolt is free', () => {
    const home = networkOf([{ type: 'lock', features }]);
    const hear = (payload: unknown) => {
      home.hear(TOPIC, payload);
      return stateOf(home, only(home, 'lock'))['state'];
    };
    expect(hear({ state: 'UNLOCK' })).toBe('unlocked');
    expect(hear({ state: 'LOCK', lock_state: 'not_fully_locked' })).toBe('jammed');
    expect(hear({ state: 'LOCK' })).toBe('jammed');
    expect(hear({ state: 'LOCK', lock_state: 'locked' })).toBe('locked');
    expect(said(home, only(home, 'lock'), { command: 'unlock' })).toEqual([
      [SET, { state: 'UNLOCK' }],
    ]);
  });

  test('a child lock of type lock does not carry the name of its device', () => {
    const child = feature('binary', 'state', {
      property: 'child_lock',
      value_on: 'LOCK',
      value_off: 'UNLOCK',
    });
    const home = networkOf([{ type: 'lock', features: [child] }]);
    expect(only(home, 'lock').name).toBe('Child lock');
  });
});
