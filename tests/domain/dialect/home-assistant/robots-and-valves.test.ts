import { describe, expect, test } from 'vitest';
import { acting } from './acting.ts';

describe('vacuums', () => {
  const vacuum = (config: object) =>
    acting('vacuum', { command_topic: 'c', state_topic: 's', ...config });

  test('activity, suction and battery', () => {
    const robot = vacuum({});
    robot.hear('s', { state: 'cleaning', fan_speed: 'max', battery_level: 54, error: null });
    expect(robot.state()).toEqual({ state: 'cleaning', fan_speed: 'max', battery: 54 });
    robot.hear('s', { state: null });
    expect(robot.state()['state']).toBeNull();
    expect(robot.hear('s', { state: 'dancing' })).toContain('"dancing"');
    expect(robot.hear('s', 'docked')).toContain('JSON');
    expect(robot.hear('s', { map: 1 })).toContain('no activity');
  });

  test('by default it starts, stops, goes home and cleans a spot', () => {
    const { entity, sent } = vacuum({ payload_start: 'go' });
    expect(entity?.capabilities.commands).toEqual(['start', 'stop', 'return_home', 'clean_spot']);
    expect(sent('start')).toEqual(['c go']);
    expect(sent('return_to_base')).toEqual(['c return_to_base']);
    expect(sent('pause')).toContain('no command');
    expect(sent('locate')).toContain('no command');
  });

  test('suction and commands of its own', () => {
    const robot = vacuum({
      supported_features: ['start', 'fan_speed', 'send_command', 'pause', 'locate'],
      set_fan_speed_topic: 'fan',
      fan_speed_list: ['min', 'max'],
      send_command_topic: 'send',
    });
    expect(robot.entity?.capabilities.fanSpeeds).toEqual(['min', 'max']);
    expect(robot.sent('set_fan_speed', { speed: 'max' })).toEqual(['fan max']);
    expect(robot.sent('set_fan_speed', { fan_speed: 'turbo' })).toContain('one of min, max');
    expect(robot.sent('send', { message: 'zone 3' })).toEqual(['send zone 3']);
    expect(robot.target('start')).toEqual({ state: 'cleaning' });
    expect(robot.target('locate')).toEqual({});
  });

  test('keys of the old schema do no harm', () => {
    const { refused, sent } = vacuum({
      schema: 'legacy',
      supported_features: ['turn_on', 'battery', 'status', 'start'],
      battery_level_topic: 's',
      cleaning_topic: 's',
    });
    expect(refused).toBeNull();
    expect(sent('start')).toEqual(['c start']);
    expect(acting('vacuum', {}).refused).toContain('command_topic');
  });
});

describe('lawn mowers', () => {
  test('tell an activity and take three commands', () => {
    const mower = acting('lawn_mower', {
      activity_state_topic: 's',
      dock_command_topic: 'dock',
      start_mowing_command_topic: 'start',
      start_mowing_template: '{"cmd":"{{ value }}"}',
    });
    for (const state of ['mowing', 'paused', 'docked', 'returning', 'error']) {
      mower.hear('s', state);
      expect(mower.state()).toEqual({ state });
    }
    mower.hear('s', 'none');
    expect(mower.state()).toEqual({ state: null });
    expect(mower.hear('s', 'flying')).toContain('"flying"');
    expect(mower.sent('dock')).toEqual(['dock dock']);
    expect(mower.sent('start_mowing')).toEqual(['start {"cmd":"start_mowing"}']);
    expect(mower.sent('pause')).toContain('no command');
    expect(acting('lawn_mower', {}).refused).toContain('at least one topic');
  });
});

describe('valves', () => {
  const valve = (config: object) =>
    acting('valve', { command_topic: 'c', state_topic: 's', ...config });

  test('open and closed as words or JSON', () => {
    const water = valve({ device_class: 'water', state_open: 'auf' });
    water.hear('s', 'auf');
    expect(water.state()).toEqual({ state: 'open' });
    water.hear('s', { state: 'closing' });
    expect(water.state()).toEqual({ state: 'closing' });
    water.hear('s', 'None');
    expect(water.state()).toEqual({ state: null });
    expect(water.hear('s', '50')).toContain('"50"');
    expect(water.sent('open')).toEqual(['c OPEN']);
    expect(water.sent('close_valve')).toEqual(['c CLOSE']);
    expect(water.sent('stop')).toContain('no command');
    expect(water.sent('set_position', { position: 10 })).toContain('no command');
    expect(valve({ payload_stop: 'HALT' }).sent('stop')).toEqual(['c HALT']);
  });

  test('one that knows positions is told numbers', () => {
    const water = valve({ reports_position: true, position_open: 80, position_closed: 180 });
    expect(water.sent('open')).toEqual(['c 80']);
    expect(water.sent('close')).toEqual(['c 180']);
    expect(water.sent('set_position', { position: 25 })).toEqual(['c 155']);
    water.hear('s', '130');
    expect(water.state()).toEqual({ state: 'open', position: 50 });
    water.hear('s', { position: 180 });
    expect(water.state()).toEqual({ state: 'closed', position: 0 });
  });

  test('on its way it keeps moving until it has arrived', () => {
    const water = valve({ reports_position: true });
    water.hear('s', 'opening');
    expect(water.state()).toEqual({ state: 'opening' });
    water.hear('s', '40');
    expect(water.state()).toEqual({ state: 'opening', position: 40 });
    water.hear('s', '100');
    expect(water.state()).toEqual({ state: 'open', position: 100 });
    water.hear('s', { state: 'closing', position: 90 });
    expect(water.state()).toEqual({ state: 'closing', position: 90 });
    expect(water.hear('s', { state: 'x' })).toContain('no position');
  });

  test('a template may know the percentage and the ends', () => {
    const water = valve({
      reports_position: true,
      position_open: 255,
      command_template: '{{ position }} {{ value }} {{ position_open }} {{ position_closed }}',
    });
    expect(water.sent('set_position', { position: 20 })).toEqual(['c 20 51 255 0']);
  });

  test('words for one that knows positions are a mistake', () => {
    expect(valve({ reports_position: true, payload_open: 'OPEN' }).refused).toContain(
      'payload_open is not for a valve that reports its position',
    );
    expect(acting('valve', {}).refused).toContain('at least one topic');
  });
});
