import { describe, expect, test } from 'vitest';
import { acting } from './acting.ts';

const cover = (config: object) => acting('cover', config);

/** A roller shutter that tells both, as ESPHome and Tasmota's shutters do. */
const SHUTTER = {
  command_topic: 'c',
  state_topic: 's',
  position_topic: 'p',
  set_position_topic: 'p/set',
};

describe('the state of a cover', () => {
  test('a topic for the state alone', () => {
    const garage = cover({ command_topic: 'c', state_topic: 's', device_class: 'garage' });
    expect(garage.entity?.deviceClass).toBe('garage');
    for (const state of ['opening', 'open', 'closing', 'closed']) {
      garage.hear('s', state);
      expect(garage.state()).toEqual({ state });
    }
    garage.hear('s', 'None');
    expect(garage.state()).toEqual({ state: null });
    expect(garage.hear('s', 'ajar')).toContain('"ajar" is no state of this cover');
  });

  test('own words are compared as text, also where the configuration has them as JSON', () => {
    const gate = cover({ state_topic: 's', state_open: 1, state_closed: 0, state_opening: true });
    gate.hear('s', '1');
    expect(gate.state()['state']).toBe('open');
    gate.hear('s', '0');
    expect(gate.state()['state']).toBe('closed');
    gate.hear('s', 'true');
    expect(gate.state()['state']).toBe('opening');
    expect(gate.hear('s', 'OPEN')).not.toBeNull();
  });

  test('stopped is closed only if it was closing, where no position tells', () => {
    const blind = cover({ command_topic: 'c', state_topic: 's' });
    blind.hear('s', 'closing');
    blind.hear('s', 'stopped');
    expect(blind.state()['state']).toBe('closed');
    blind.hear('s', 'opening');
    blind.hear('s', 'stopped');
    expect(blind.state()['state']).toBe('open');
  });

  test('stopped is decided by the position where one tells', () => {
    const blind = cover(SHUTTER);
    blind.hear('s', 'closing');
    blind.hear('p', '35');
    blind.hear('s', 'stopped');
    expect(blind.state()).toEqual({ state: 'open', position: 35 });
    blind.hear('p', '0');
    blind.hear('s', 'stopped');
    expect(blind.state()).toEqual({ state: 'closed', position: 0 });
  });

  test('state and position in one message: the position decides what stopped means', () => {
    const blind = cover({
      state_topic: 's',
      position_topic: 's',
      value_template: '{{ value_json.state }}',
      position_template: '{{ value_json.pos }}',
    });
    blind.hear('s', { state: 'stopped', pos: 0 });
    expect(blind.state()).toEqual({ state: 'closed', position: 0 });
    blind.hear('s', { pos: 20 });
    expect(blind.state()).toEqual({ state: 'closed', position: 20 });
    blind.hear('s', { state: 'stopped' });
    expect(blind.state()).toEqual({ state: 'open', position: 20 });
  });

  test('without a topic for the state the position is the state', () => {
    const blind = cover({ position_topic: 'p', set_position_topic: 'p/set' });
    blind.hear('p', '0');
    expect(blind.state()).toEqual({ state: 'closed', position: 0 });
    blind.hear('p', '1');
    expect(blind.state()).toEqual({ state: 'open', position: 1 });
  });
});

describe('positions', () => {
  test.each([
    [{ position_open: 0, position_closed: 100 }, '30', 70],
    [{ position_open: 100, position_closed: 0 }, '30.7', 30],
    [{ position_open: 255, position_closed: 0 }, '128', 50],
    [{ position_open: 80, position_closed: 180 }, '130', 50],
    [{ position_open: 99 }, '99', 100],
    [{ position_open: 1, position_closed: 0 }, '0.57', 57],
    [{}, '120', 100],
    [{}, '-5', 0],
  ])('%j hears %s as %d %%', (range, payload, percent) => {
    const blind = cover({ ...SHUTTER, ...range });
    blind.hear('p', payload);
    expect(blind.state()['position']).toBe(percent);
  });

  test('JSON with a position and a tilt', () => {
    const blind = cover({ ...SHUTTER, tilt_status_topic: 't', tilt_command_topic: 't/set' });
    blind.hear('p', { position: 40, tilt_position: 75 });
    expect(blind.state()).toEqual({ position: 40, tilt: 75 });
    expect(blind.hear('p', { percent: 4 })).toContain('no position');
    expect(blind.hear('p', 'half')).toContain('no position');
  });

  test('a position is commanded in the numbers of the device, halves to the even one', () => {
    const inverse = cover({ ...SHUTTER, position_open: 0, position_closed: 100 });
    expect(inverse.sent('set_position', { position: 30 })).toEqual(['p/set 70']);
    const wide = cover({ ...SHUTTER, position_open: 255 });
    expect(wide.sent('set_position', { position: 50 })).toEqual(['p/set 128']);
    expect(wide.sent('set_position', { position: 30 })).toEqual(['p/set 76']);
    expect(wide.sent('set_position', { position: 101 })).toContain('position must be');
  });

  test('a template knows the percentage, the number and the ends', () => {
    const { sent } = cover({
      ...SHUTTER,
      position_open: 0,
      position_closed: 200,
      set_position_template:
        '{"p":{{ position }},"v":{{ value }},"o":{{ position_open }},"c":{{ position_closed }}}',
    });
    expect(sent('set_position', { position: 25 })).toEqual([
      'p/set {"p":25,"v":150,"o":0,"c":200}',
    ]);
  });
});

describe('tilt', () => {
  const BLIND = { ...SHUTTER, tilt_command_topic: 't/set', tilt_status_topic: 't' };

  test('is scaled, and refused outside its range', () => {
    const blind = cover({ ...BLIND, tilt_min: 0, tilt_max: 180 });
    blind.hear('t', '90');
    expect(blind.state()['tilt']).toBe(50);
    expect(blind.hear('t', '181')).toContain('not from 0 to 180');
    expect(blind.sent('set_tilt', { tilt: 25 })).toEqual(['t/set 45']);
    expect(blind.sent('set_cover_tilt_position', { tilt_position: 25 })).toEqual(['t/set 45']);
  });

  test('opened and closed have numbers of their own, and stop a word', () => {
    const blind = cover({ ...BLIND, tilt_opened_value: 50, tilt_closed_value: 7 });
    expect(blind.sent('open_tilt')).toEqual(['t/set 50']);
    expect(blind.sent('close_tilt')).toEqual(['t/set 7']);
    expect(blind.sent('stop_tilt')).toEqual(['t/set stop']);
  });

  test('a range that runs down', () => {
    const blind = cover({ ...BLIND, tilt_min: 100, tilt_max: 0 });
    blind.hear('t', '20');
    expect(blind.state()['tilt']).toBe(80);
    expect(blind.sent('set_tilt', { tilt: 80 })).toEqual(['t/set 20']);
  });

  test('a template knows the percentage', () => {
    const blind = cover({
      ...BLIND,
      tilt_max: 90,
      tilt_command_template: '{{ tilt_position }}/{{ value }}/{{ tilt_min }}-{{ tilt_max }}',
    });
    expect(blind.sent('set_tilt', { tilt: 50 })).toEqual(['t/set 50/45/0-90']);
  });
});

describe('commands of a cover', () => {
  test('words go to the command topic; null means that there is no such command', () => {
    const gate = cover({
      ...{ command_topic: 'c', state_topic: 's', payload_open: 'up', pl_cls: 'down' },
      payload_stop: null,
    });
    expect(gate.sent('open')).toEqual(['c up']);
    expect(gate.sent('close_cover')).toEqual(['c down']);
    expect(gate.sent('stop')).toContain('no command');
    expect(gate.entity?.capabilities.commands).toEqual(['open', 'close', 'toggle']);
  });

  test('a cover that only knows positions is opened and closed by them', () => {
    const blind = cover({ position_topic: 'p', set_position_topic: 'p/set' });
    expect(blind.sent('open')).toEqual(['p/set 100']);
    expect(blind.sent('close')).toEqual(['p/set 0']);
  });

  test('one that cannot be told anything takes nothing', () => {
    expect(cover({ state_topic: 's' }).entity?.capabilities.commands).toEqual([]);
    expect(cover({}).refused).toContain('at least one topic');
  });

  test('a toggle stops what moves, else goes the other way', () => {
    const blind = cover({ command_topic: 'c', state_topic: 's' });
    for (const [state, word] of [
      ['opening', 'STOP'],
      ['closed', 'OPEN'],
      ['open', 'CLOSE'],
    ]) {
      blind.hear('s', state);
      expect(blind.sent('toggle')).toEqual([`c ${word}`]);
    }
    const gate = cover({ command_topic: 'c', state_topic: 's', payload_stop: null });
    gate.hear('s', 'closing');
    expect(gate.sent('toggle')).toEqual(['c OPEN']);
  });

  test('retain and qos as the configuration says', () => {
    const { encode } = cover({ command_topic: 'c', qos: 1, retain: true });
    expect(encode('open')).toMatchObject({ ok: true, messages: [{ qos: 1, retain: true }] });
  });

  test('what is waited for is what a topic will tell', () => {
    expect(cover(SHUTTER).target('open')).toEqual({ state: 'open' });
    expect(cover(SHUTTER).target('set_position', { position: 0 })).toEqual({ position: 0 });
    expect(cover(SHUTTER).target('stop')).toEqual({});
    const blind = cover({ position_topic: 'p', set_position_topic: 'p/set', command_topic: 'c' });
    expect(blind.target('close')).toEqual({ state: 'closed', position: 0 });
    const deaf = cover({ command_topic: 'c', tilt_command_topic: 't' });
    expect(deaf.entity?.source.optimistic).toBe(true);
    expect(deaf.target('open')).toEqual({ state: 'open' });
    expect(deaf.target('set_tilt', { tilt: 30 })).toEqual({ tilt: 30 });
  });

  test('a range without an extent is refused', () => {
    expect(cover({ ...SHUTTER, position_open: 0 }).refused).toContain('position_open');
    expect(cover({ ...SHUTTER, tilt_max: 0 }).refused).toContain('tilt_min');
  });
});
