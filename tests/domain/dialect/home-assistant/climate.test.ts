import { describe, expect, test } from 'vitest';
import { acting } from './acting.ts';

const climate = (config: object) => acting('climate', config);

/** A radiator valve, every part on topics of its own. */
const PARTS = {
  mode_command_topic: 'mode/set',
  mode_state_topic: 'mode',
  modes: ['off', 'heat', 'auto'],
  temperature_command_topic: 'temp/set',
  temperature_state_topic: 'temp',
};

describe('what a climate tells', () => {
  test('each part on its own topic', () => {
    const valve = climate({
      ...PARTS,
      action_topic: 'action',
      current_temperature_topic: 'now',
      current_humidity_topic: 'air',
      target_humidity_state_topic: 'humidity',
      target_humidity_command_topic: 'humidity/set',
      fan_mode_state_topic: 'fan',
      swing_mode_state_topic: 'swing',
      swing_horizontal_mode_state_topic: 'swing_h',
      preset_mode_state_topic: 'preset',
      preset_mode_command_topic: 'preset/set',
      preset_modes: ['eco', 'boost'],
    });
    for (const [topic, payload] of [
      ...[['mode', 'heat'] as const, ['temp', '21.5'] as const, ['action', 'heating'] as const],
      ...[['now', '19.25'] as const, ['air', '48'] as const, ['humidity', '50'] as const],
      ...[['fan', 'low'] as const, ['swing', 'on'] as const, ['swing_h', 'off'] as const],
      ['preset', 'eco'] as const,
    ]) {
      expect(valve.hear(topic, payload), topic).toBeNull();
    }
    expect(valve.state()).toEqual({
      ...{ mode: 'heat', action: 'heating', temperature: 21.5, current_temperature: 19.25 },
      ...{ current_humidity: 48, humidity: 50, fan_mode: 'low', swing_mode: 'on' },
      ...{ swing_horizontal_mode: 'off', preset_mode: 'eco' },
    });
    expect(valve.entity?.capabilities).toMatchObject({
      modes: ['off', 'heat', 'auto'],
      presetModes: ['eco', 'boost'],
      fanModes: ['auto', 'low', 'medium', 'high'],
      swingModes: ['on', 'off'],
      swingHorizontalModes: ['on', 'off'],
      ...{ minTemp: 7, maxTemp: 35, tempStep: 1, minHumidity: 30, maxHumidity: 99 },
    });
  });

  test('None is unknown, empty text and strange words change nothing', () => {
    const valve = climate({ ...PARTS, action_topic: 'action' });
    valve.hear('mode', 'heat');
    valve.hear('temp', '20');
    expect(valve.hear('temp', '')).toBe('empty value');
    expect(valve.hear('temp', 'warm')).toContain('"warm" is not a number');
    expect(valve.hear('mode', 'cool')).toContain('"cool"');
    expect(valve.hear('action', 'Heating')).toContain('"Heating"');
    expect(valve.state()).toEqual({ mode: 'heat', temperature: 20 });
    valve.hear('temp', 'None');
    valve.hear('mode', 'None');
    expect(valve.state()).toEqual({ mode: null, temperature: null });
  });

  test('parts of one JSON message: what is not in it stays', () => {
    const trv = climate({
      mode_state_topic: 's',
      mode_state_template: '{{ value_json.mode }}',
      temperature_state_topic: 's',
      temperature_state_template: '{{ value_json.target }}',
      current_temperature_topic: 's',
      current_temperature_template: '{{ value_json.local.temperature }}',
    });
    expect(trv.hear('s', { mode: 'heat', target: 21, local: { temperature: 20.5 } })).toBeNull();
    expect(trv.hear('s', { target: 22 })).toBeNull();
    expect(trv.state()).toEqual({ mode: 'heat', temperature: 22, current_temperature: 20.5 });
    expect(trv.hear('s', { battery: 80 })).not.toBeNull();
  });

  test('value_template stands in for every template that is missing', () => {
    const trv = climate({
      ...PARTS,
      value_template: '{{ value_json.v }}',
      mode_state_template: '{{ value }}',
    });
    trv.hear('temp', { v: 19 });
    trv.hear('mode', 'heat');
    expect(trv.state()).toEqual({ temperature: 19, mode: 'heat' });
  });

  test('Fahrenheit stays Fahrenheit, with limits of its own', () => {
    const { entity } = climate({ ...PARTS, temp_unit: 'F', temp_step: '0.5', min_temp: '50' });
    expect(entity?.unit).toBe('°F');
    expect(entity?.capabilities).toMatchObject({ minTemp: 50, maxTemp: 95, tempStep: 0.5 });
  });

  test('a preset ends with none', () => {
    const trv = climate({
      preset_mode_state_topic: 'p',
      preset_mode_command_topic: 'p/set',
      preset_modes: ['eco'],
    });
    trv.hear('p', 'eco');
    trv.hear('p', 'none');
    expect(trv.state()['preset_mode']).toBe('none');
    expect(trv.entity?.capabilities.presetModes).toEqual(['eco']);
    expect(trv.sent('set_preset_mode', { preset_mode: 'none' })).toEqual(['p/set none']);
  });

  test('a thermometer that calls itself a climate takes no commands', () => {
    const { entity, refused } = climate({ current_temperature_topic: 't' });
    expect(refused).toBeNull();
    expect(entity?.capabilities).toEqual({ commands: [] });
    expect(climate({ name: 'nothing' }).refused).toContain('at least one topic');
  });
});

describe('what a climate is told', () => {
  test('a temperature has a decimal point, as Home Assistant sends it', () => {
    const { sent } = climate({ ...PARTS, max_temp: 30 });
    expect(sent('set_temperature', { temperature: 21 })).toEqual(['temp/set 21.0']);
    expect(sent('set_temperature', { temperature: 20.5 })).toEqual(['temp/set 20.5']);
    expect(sent('set_temperature', { temperature: 31 })).toContain('from 7 to 30');
    expect(sent('set_temperature', {})).toContain('needs one of');
    const trv = climate({
      ...PARTS,
      temperature_command_template: '{"t":{{ value }},"i":{{ value | int }}}',
    });
    expect(trv.sent('set_temperature', { temperature: 21 })).toEqual([
      'temp/set {"t":21.0,"i":21}',
    ]);
  });

  test('a temperature with a mode: the mode first', () => {
    const { sent, target } = climate(PARTS);
    const wish = { temperature: 21, hvac_mode: 'heat' };
    expect(sent('set_temperature', wish)).toEqual(['mode/set heat', 'temp/set 21.0']);
    expect(target('set_temperature', wish)).toEqual({ mode: 'heat', temperature: 21 });
  });

  test('low and high set points', () => {
    const { sent } = climate({
      ...PARTS,
      temperature_low_command_topic: 'low/set',
      temperature_high_command_topic: 'high/set',
    });
    expect(sent('set_temperature', { temperature_low: 18, target_temp_high: 24.5 })).toEqual([
      'low/set 18.0',
      'high/set 24.5',
    ]);
    expect(sent('set_temperature', { temperature_low: 25, temperature_high: 20 })).toContain(
      'must not be above',
    );
    expect(climate(PARTS).sent('set_temperature', { temperature_low: 18 })).toContain(
      'temperature_low: this device takes none',
    );
  });

  test('a mode goes through its template', () => {
    const { sent } = climate({
      ...PARTS,
      mode_command_template:
        "{% set modes = {'off':'pause','heat':'manual'} %}{\"m\":\"{{ modes[value] | default('schedule') }}\"}",
    });
    expect(sent('set_hvac_mode', { hvac_mode: 'heat' })).toEqual(['mode/set {"m":"manual"}']);
    expect(sent('set_mode', { mode: 'auto' })).toEqual(['mode/set {"m":"schedule"}']);
    expect(sent('set_mode', { mode: 'dry' })).toContain('one of off, heat, auto');
  });

  test('fan, swing, humidity', () => {
    const { sent } = climate({
      fan_mode_command_topic: 'fan/set',
      swing_mode_command_topic: 'swing/set',
      swing_modes: ['up', 'down'],
      swing_horizontal_mode_command_topic: 'swing_h/set',
      target_humidity_command_topic: 'humidity/set',
    });
    expect(sent('set_fan_mode', { fan_mode: 'high' })).toEqual(['fan/set high']);
    expect(sent('set_swing_mode', { swing_mode: 'up' })).toEqual(['swing/set up']);
    expect(sent('set_swing_horizontal_mode', { swing_horizontal_mode: 'on' })).toEqual([
      'swing_h/set on',
    ]);
    expect(sent('set_humidity', { humidity: 55 })).toEqual(['humidity/set 55']);
    expect(sent('set_humidity', { humidity: 20 })).toContain('30 to 99');
  });

  test('a power topic switches; without one the mode does', () => {
    const split = climate({
      ...PARTS,
      power_command_topic: 'power',
      payload_on: 1,
      payload_off: 0,
    });
    expect(split.sent('turn_on')).toEqual(['power 1']);
    expect(split.sent('turn_off')).toEqual(['power 0']);
    const trv = climate(PARTS);
    expect(trv.sent('turn_on')).toEqual(['mode/set heat']);
    expect(trv.sent('turn_off')).toEqual(['mode/set off']);
    trv.hear('mode', 'auto');
    expect(trv.sent('toggle')).toEqual(['mode/set off']);
    const heater = climate({ ...PARTS, modes: ['heat'] });
    expect(heater.entity?.capabilities.commands).not.toContain('turn_off');
  });

  test('only what a topic will tell is waited for; a deaf one counts at once', () => {
    const half = climate({ ...PARTS, fan_mode_command_topic: 'fan/set' });
    expect(half.target('set_fan_mode', { fan_mode: 'low' })).toEqual({});
    const deaf = climate({ mode_command_topic: 'm', temperature_command_topic: 't' });
    expect(deaf.entity?.source.optimistic).toBe(true);
    expect(deaf.target('set_mode', { mode: 'cool' })).toEqual({ mode: 'cool' });
  });
});

describe('water heaters', () => {
  const heater = (config: object) => acting('water_heater', config);
  const BOILER = { mode_state_topic: 'm', mode_command_topic: 'm/set' };

  test('have modes, a target and limits of their own', () => {
    const boiler = heater({
      ...BOILER,
      temperature_command_topic: 't/set',
      temperature_state_topic: 't',
      current_temperature_topic: 'now',
      power_command_topic: 'power',
      precision: 0.5,
    });
    boiler.hear('m', 'heat_pump');
    boiler.hear('t', '55');
    boiler.hear('now', '48.1');
    expect(boiler.state()).toEqual({
      ...{ mode: 'heat_pump', temperature: 55, current_temperature: 48.1 },
    });
    expect(boiler.entity?.capabilities).toMatchObject({
      minTemp: 43.3,
      maxTemp: 60,
      tempStep: 0.5,
    });
    expect(boiler.sent('set_temperature', { temperature: 50 })).toEqual(['t/set 50.0']);
    expect(boiler.sent('set_operation_mode', { operation_mode: 'eco' })).toEqual(['m/set eco']);
    expect(boiler.sent('turn_on')).toEqual(['power ON']);
    expect(boiler.sent('turn_off')).toEqual(['power OFF']);
  });

  test('without a power topic only the mode switches', () => {
    expect(heater(BOILER).sent('turn_off')).toContain('no command');
    expect(heater(BOILER).sent('set_mode', { mode: 'off' })).toEqual(['m/set off']);
    expect(heater({}).refused).toContain('at least one topic');
  });
});
