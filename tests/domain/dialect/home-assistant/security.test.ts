import { describe, expect, test } from 'vitest';
import { acting } from './acting.ts';

describe('locks', () => {
  const lock = (config: object) => acting('lock', { command_topic: 'c', ...config });

  test('all states in the usual words', () => {
    const door = lock({ state_topic: 's' });
    for (const state of [
      ...['locked', 'unlocked', 'locking', 'unlocking', 'jammed', 'open', 'opening'],
    ]) {
      door.hear('s', state.toUpperCase());
      expect(door.state()).toEqual({ state });
    }
    expect(door.hear('s', 'locked')).toContain('"locked" is no state of this lock');
    door.hear('s', 'None');
    expect(door.state()).toEqual({ state: null });
  });

  test('a word used twice means what Home Assistant asks for first', () => {
    const door = lock({ state_topic: 's', state_unlocked: '2', state_unlocking: '2' });
    door.hear('s', '2');
    expect(door.state()['state']).toBe('unlocking');
  });

  test('the reset word is unknown', () => {
    const door = lock({ state_topic: 's', payload_reset: 'undefined' });
    door.hear('s', 'LOCKED');
    door.hear('s', 'undefined');
    expect(door.state()['state']).toBeNull();
  });

  test('a latch is pulled only where there is a word for it', () => {
    const door = lock({ state_topic: 's' });
    expect(door.sent('open')).toContain('no command');
    const nuki = lock({ state_topic: 's', payload_open: 'OPEN' });
    expect(nuki.entity?.capabilities.commands).toEqual(['lock', 'unlock', 'open']);
    expect(nuki.sent('open')).toEqual(['c OPEN']);
    expect(nuki.target('open')).toEqual({});
    expect(nuki.target('lock')).toEqual({ state: 'locked' });
  });

  test('a code is checked against the pattern and goes into the template', () => {
    const door = lock({
      state_topic: 's',
      code_format: '^\\d{4}$',
      command_template: '{"action":"{{ value }}","code":"{{ code }}"}',
    });
    expect(door.entity?.capabilities.codeFormat).toBe('number');
    expect(door.sent('lock', { code: '1234' })).toEqual(['c {"action":"LOCK","code":"1234"}']);
    expect(door.sent('unlock')).toBe('code is missing');
    expect(door.sent('unlock', { code: '12' })).toContain('right form');
    expect(door.sent('unlock', { code: '12345' })).toContain('right form');
  });

  test.each([
    ['^[0-9]+$', 'number'],
    ['\\d{4,6}', 'number'],
    ['(1234|5678)', 'number'],
    ['.*', 'text'],
    ['^[a-z]{4}$', 'text'],
    ['^\\w+$', 'text'],
  ])('the pattern %s asks for a %s', (code_format, format) => {
    expect(lock({ code_format }).entity?.capabilities.codeFormat).toBe(format);
  });

  test('a template may do without a code', () => {
    const door = lock({
      command_template: '{{ value }}{% if code is defined %}-{{ code }}{% endif %}',
    });
    expect(door.sent('lock')).toEqual(['c LOCK']);
    expect(door.sent('lock', { code: '7' })).toEqual(['c LOCK-7']);
  });

  test('a pattern that would take for ever ends, and the device decides', () => {
    const door = lock({ code_format: '^(a+)+$' });
    expect(door.sent('lock', { code: `${'a'.repeat(60)}!` })).toEqual(['c LOCK']);
  });
});

describe('alarm control panels', () => {
  const alarm = (config: object) =>
    acting('alarm_control_panel', { command_topic: 'c', state_topic: 's', ...config });

  test('all states; others are no state', () => {
    const panel = alarm({});
    for (const state of [
      ...['disarmed', 'armed_home', 'armed_away', 'armed_night', 'armed_vacation'],
      ...['armed_custom_bypass', 'pending', 'arming', 'disarming', 'triggered'],
    ]) {
      panel.hear('s', state);
      expect(panel.state()).toEqual({ state });
    }
    expect(panel.hear('s', 'armed')).toContain('"armed"');
    panel.hear('s', 'None');
    expect(panel.state()).toEqual({ state: null });
  });

  test('without a code every command goes out', () => {
    const panel = alarm({ payload_arm_night: 'NIGHT' });
    expect(panel.sent('disarm')).toEqual(['c DISARM']);
    expect(panel.sent('alarm_arm_night')).toEqual(['c NIGHT']);
    expect(panel.sent('arm_custom_bypass')).toEqual(['c ARM_CUSTOM_BYPASS']);
    expect(panel.sent('trigger')).toEqual(['c TRIGGER']);
    expect(panel.target('arm_vacation')).toEqual({ state: 'armed_vacation' });
    expect(panel.entity?.capabilities.codeFormat).toBeUndefined();
  });

  test('only the features it has', () => {
    const panel = alarm({ supported_features: ['arm_away'] });
    expect(panel.entity?.capabilities.commands).toEqual(['disarm', 'arm_away']);
    expect(panel.sent('arm_home')).toContain('no command');
    expect(alarm({ supported_features: [] }).entity?.capabilities.commands).toEqual(['disarm']);
  });

  test('a code of its own is compared here, and only where it is required', () => {
    const panel = alarm({ code: 4711, code_arm_required: false });
    expect(panel.entity?.capabilities.codeFormat).toBe('number');
    expect(panel.sent('arm_home')).toEqual(['c ARM_HOME']);
    expect(panel.sent('disarm')).toBe('code is missing');
    expect(panel.sent('disarm', { code: '1' })).toBe('the code is wrong');
    expect(panel.sent('disarm', { code: '4711' })).toEqual(['c DISARM']);
    expect(panel.sent('trigger')).toBe('code is missing');
    expect(alarm({ code: 'secret' }).entity?.capabilities.codeFormat).toBe('text');
  });

  test('a code that the panel checks itself is sent on', () => {
    const remote = alarm({
      code: 'REMOTE_CODE_TEXT',
      command_template: '{"action":"{{ action }}","code":"{{ code }}"}',
    });
    expect(remote.entity?.capabilities.codeFormat).toBe('text');
    expect(remote.sent('arm_away', { code: 'abc' })).toEqual([
      'c {"action":"ARM_AWAY","code":"abc"}',
    ]);
    expect(remote.sent('arm_away')).toBe('code is missing');
  });

  test('needs both topics', () => {
    expect(acting('alarm_control_panel', { command_topic: 'c' }).refused).toContain('state_topic');
    expect(acting('alarm_control_panel', { state_topic: 's' }).refused).toContain('command_topic');
  });
});

describe('sirens', () => {
  const siren = (config: object) => acting('siren', { command_topic: 'c', ...config });

  test('without a template JSON goes out, with what was asked for', () => {
    const horn = siren({ available_tones: ['ping', 'siren'] });
    expect(horn.sent('turn_on')).toEqual(['c {"state":"ON"}']);
    expect(horn.sent('turn_on', { tone: 'ping', duration: 22, volume_level: 0.88 })).toEqual([
      'c {"state":"ON","tone":"ping","duration":22,"volume_level":0.88}',
    ]);
    expect(horn.sent('turn_off')).toEqual(['c {"state":"OFF"}']);
    expect(horn.sent('turn_on', { tone: 'moo' })).toContain('one of ping, siren');
  });

  test('what the siren cannot do is refused', () => {
    const horn = siren({ support_duration: false, support_volume_set: false });
    expect(horn.sent('turn_on', { duration: 5 })).toContain('duration');
    expect(horn.sent('turn_on', { volume_level: 1 })).toContain('volume_level');
    expect(horn.sent('turn_on', { tone: 'x' })).toContain('tone');
  });

  test('one template serves both commands unless off has its own', () => {
    const one = siren({ command_template: '{{ value }}:{{ state }}:{{ tone }}' });
    expect(one.sent('turn_off')).toEqual(['c OFF:OFF:']);
    const two = siren({ command_template: 'on {{ duration }}', command_off_template: 'quiet' });
    expect(two.sent('turn_on', { duration: 3 })).toEqual(['c on 3']);
    expect(two.sent('turn_off')).toEqual(['c quiet']);
  });

  test('the state is a word, or JSON with more', () => {
    const horn = siren({ state_topic: 's', available_tones: ['ping'] });
    horn.hear('s', 'ON');
    expect(horn.state()).toEqual({ on: true });
    horn.hear('s', { state: 'OFF', tone: 'ping', duration: 5, volume_level: 0.5 });
    expect(horn.state()).toEqual({ on: false, tone: 'ping', duration: 5, volume_level: 0.5 });
    horn.hear('s', { volume_level: 0.6 });
    expect(horn.state()).toMatchObject({ on: false, volume_level: 0.6 });
    expect(horn.hear('s', '{}')).not.toBeNull();
    expect(horn.hear('s', 'LOUD')).not.toBeNull();
    horn.hear('s', 'None');
    expect(horn.state()['on']).toBeNull();
  });

  test('the words of the state may differ from those of the commands', () => {
    const horn = siren({ state_topic: 's', payload_on: 'go', state_on: 'beep_on', state_off: 'x' });
    horn.hear('s', 'beep_on');
    expect(horn.state()['on']).toBe(true);
    expect(horn.sent('turn_on')).toEqual(['c {"state":"go"}']);
  });

  test('one that only tells takes no commands', () => {
    const { entity } = acting('siren', { state_topic: 's' });
    expect(entity?.capabilities.commands).toEqual([]);
    expect(acting('siren', {}).refused).toContain('command_topic');
  });
});
