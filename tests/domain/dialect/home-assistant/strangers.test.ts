import { describe, expect, test } from 'vitest';
import { acting } from './acting.ts';
import { heard } from './heard.ts';

describe('lamps of other firmwares', () => {
  test('OpenBeken writes colours in hex (openshwprojects/OpenBK7231T_App)', () => {
    const lamp = acting('light', {
      ...{ '~': 'lamp', name: 'lamp', qos: 1, pl_on: '1', pl_off: '0' },
      ...{ stat_t: '~/led_enableAll/get', cmd_t: 'cmnd/lamp/led_enableAll' },
      ...{ bri_stat_t: '~/led_dimmer/get', bri_cmd_t: 'cmnd/lamp/led_dimmer', bri_scl: '100' },
      ...{ rgb_stat_t: '~/rgb/get', rgb_cmd_t: 'cmnd/lamp/led_basecolor_rgb' },
      rgb_cmd_tpl: "{{'#%02x%02x%02x0000'|format(red,green,blue)}}",
      rgb_val_tpl:
        '{{value[1:3]|int(base=16)}},{{value[3:5]|int(base=16)}},{{value[5:7]|int(base=16)}}',
      ...{ clr_temp_cmd_t: 'cmnd/lamp/led_temperature', clr_temp_stat_t: '~/led_temperature/get' },
    });
    expect(lamp.hear('lamp/led_enableAll/get', '1')).toBeNull();
    expect(lamp.hear('lamp/led_dimmer/get', '40')).toBeNull();
    expect(lamp.hear('lamp/rgb/get', '#FF8000')).toBeNull();
    expect(lamp.state()).toMatchObject({ on: true, brightness: 40, rgb: [255, 128, 0] });
    expect(lamp.sent('turn_on', { rgb: [255, 0, 10] })).toEqual([
      ...['cmnd/lamp/led_basecolor_rgb #ff000a0000', 'cmnd/lamp/led_enableAll 1'],
    ]);
  });

  test('a Z-Wave dimmer is turned on by its brightness (zwave-js/zwave-js-ui)', () => {
    const dimmer = acting('light', {
      ...{ command_topic: 'n/target/set', state_topic: 'n/current' },
      ...{ brightness_command_topic: 'n/target/set', brightness_state_topic: 'n/current' },
      state_value_template: '{{ "OFF" if value_json.value == 0 else "ON" }}',
      brightness_value_template: '{{ value_json.value }}',
      ...{ brightness_scale: 99, on_command_type: 'brightness' },
    });
    dimmer.hear('n/current', { time: 1, value: 33 });
    expect(dimmer.state()['on']).toBe(true);
    expect(dimmer.sent('turn_on')).toEqual(['n/target/set 33']);
    expect(dimmer.sent('turn_on', { brightness: 100 })).toEqual(['n/target/set 99']);
    dimmer.hear('n/current', { time: 2, value: 0 });
    expect(dimmer.state()['on']).toBe(false);
  });
});

test('of the colours that Tasmota 8 tells in one message one is lit', () => {
  const lamp = acting('light', {
    ...{ cmd_t: 'cmnd/t/POWER', stat_t: 's', val_tpl: '{{value_json.POWER}}' },
    ...{ rgb_cmd_t: 'cmnd/t/Color2', rgb_stat_t: 's', clr_temp_cmd_t: 'cmnd/t/CT' },
    rgb_val_tpl: "{{value_json.Color.split(',')[0:3]|join(',')}}",
    ...{ clr_temp_stat_t: 's', clr_temp_val_tpl: '{{value_json.CT}}' },
    ...{ bri_cmd_t: 'cmnd/t/Dimmer', bri_stat_t: 's', bri_scl: 100 },
    bri_val_tpl: '{{value_json.Dimmer}}',
  });
  lamp.hear('s', { POWER: 'ON', Dimmer: 60, Color: '153,0,0,0,0', CT: 300 });
  expect(lamp.state()).toEqual({
    ...{ on: true, brightness: 60, color_mode: 'color_temp', color_temp_kelvin: 3333 },
  });
});

describe('thermostats of other firmwares', () => {
  test('Mitsubishi2MQTT puts its limits in quotes and its guards in templates', () => {
    const pump = acting('climate', {
      ...{ min_temp: '16', max_temp: '31', temp_step: '1', temperature_unit: 'C' },
      ...{ modes: ['heat_cool', 'cool', 'off'], mode_cmd_t: 'm/set', mode_stat_t: 's' },
      mode_stat_tpl:
        "{{ value_json.mode if (value_json is defined and value_json.mode is defined and value_json.mode|length) else 'off' }}",
      ...{ temp_cmd_t: 't/set', temp_stat_t: 's', curr_temp_t: 's' },
      temp_stat_tpl:
        '{% if value_json.temperature|int < 16 %}16{% else %}{{ value_json.temperature }}{% endif %}',
      curr_temp_tpl:
        '{{ value_json.roomTemperature if (value_json.roomTemperature is defined and value_json.roomTemperature|int > 0) }}',
    });
    pump.hear('s', { roomTemperature: 23.5, temperature: 10, mode: '' });
    expect(pump.state()).toEqual({ mode: 'off', temperature: 16, current_temperature: 23.5 });
    expect(pump.entity?.capabilities).toMatchObject({ minTemp: 16, maxTemp: 31, tempStep: 1 });
    expect(pump.sent('set_temperature', { temperature: 22 })).toEqual(['t/set 22.0']);
  });

  test('Z-Wave JS looks its modes up in a table, both ways', () => {
    const valve = acting('climate', {
      ...{ modes: ['off', 'heat'], mode_state_topic: 'm', mode_command_topic: 'm/set' },
      mode_state_template: "{{ {0: 'off', 1: 'heat'}[value_json.value] | default('off') }}",
      mode_command_template: "{{ {'off': 0, 'heat': 1}[value] | default(0) }}",
    });
    valve.hear('m', { value: 1 });
    expect(valve.state()).toEqual({ mode: 'heat' });
    expect(valve.sent('set_mode', { mode: 'off' })).toEqual(['m/set 0']);
  });
});

describe('covers of other firmwares', () => {
  test('one that counts how closed it is', () => {
    const garage = acting('cover', {
      ...{ cmd_t: 'set', pos_t: 'pos', set_pos_t: 'pos/set', stat_t: 'state' },
      ...{ pos_open: 0, pos_clsd: 100 },
    });
    garage.hear('pos', '25');
    expect(garage.state()).toEqual({ position: 75 });
    expect(garage.sent('set_position', { position: 75 })).toEqual(['pos/set 25']);
  });

  test('an older one has one template for its position too', () => {
    const shutter = acting('cover', {
      ...{ command_topic: 'set', position_topic: 'pos', set_position_topic: 'set' },
      ...{ position_open: 99, value_template: '{{ value_json.value }}' },
    });
    shutter.hear('pos', { value: 99 });
    expect(shutter.state()).toEqual({ position: 100, state: 'open' });
  });

  test('a barrier speaks in numbers', () => {
    const barrier = acting('cover', {
      ...{ command_topic: 'set', state_topic: 's', value_template: '{{ value_json.value }}' },
      ...{ payload_open: 255, payload_close: 0, payload_stop: 253, state_open: 255 },
      ...{ state_opening: 254, state_closed: 0, state_closing: 252 },
    });
    barrier.hear('s', { value: 254 });
    expect(barrier.state()).toEqual({ state: 'opening' });
    expect(barrier.sent('stop')).toEqual(['set 253']);
  });
});

describe('templates that ask about their own entity (home-assistant.io)', () => {
  test('every message is the opposite of what was', () => {
    const config = {
      ...{ unique_id: 'x', state_topic: 't' },
      value_template: '{%if is_state(entity_id,"on")-%}OFF{%-else-%}ON{%-endif%}',
    };
    expect(heard('binary_sensor', config, [['t', 'TOGGLE']]).value).toBe(true);
    const twice = [['t', 'TOGGLE'] as const, ['t', 'TOGGLE'] as const];
    expect(heard('binary_sensor', config, twice).value).toBe(false);
  });

  test('a position is compared with the last one', () => {
    const cover = acting('cover', {
      ...{ set_position_topic: 'set', position_topic: 'pos' },
      position_template:
        '{% if not state_attr(entity_id, "current_position") %}{{ value }}{% elif state_attr(entity_id, "current_position") < (value | int) %}{{ value | int + 1 }}{% else %}{{ value | int - 1 }}{% endif %}',
    });
    for (const [said, shown] of [
      ...[['40', 40] as const, ['50', 51] as const, ['20', 19] as const],
    ]) {
      cover.hear('pos', said);
      expect(cover.state()['position']).toBe(shown);
    }
  });

  test('of other entities they learn nothing', () => {
    const config = {
      ...{ unique_id: 'x', state_topic: 't' },
      value_template: '{{ entity_id != "" }} {{ states("sensor.other") }}',
    };
    expect(heard('sensor', config, '1').value).toBe('True unknown');
  });
});

describe('units that are spelled oddly', () => {
  test.each([
    ...[['uS/cm', 'µS/cm', 'conductivity'] as const, ['VAR', 'var', 'reactive_power'] as const],
    ...[['minutes', 'min', 'duration'] as const, ['W/m2', 'W/m²', 'irradiance'] as const],
    ...[['Lux', 'lx', 'illuminance'] as const, ['l/min', 'L/min', 'volume_flow_rate'] as const],
  ])('%s is %s and keeps the class', (given, unit, deviceClass) => {
    const config = { stat_t: 't', unit_of_meas: given, dev_cla: deviceClass };
    expect(heard('sensor', config, '1').entity).toMatchObject({ unit, deviceClass });
  });

  test('a class is called by its own name', () => {
    const named = (dev_cla: string) => heard('sensor', { stat_t: 't', dev_cla }, '1').entity?.name;
    expect(['pm25', 'ph', 'aqi', 'signal_strength'].map(named)).toEqual([
      ...['PM2.5', 'pH', 'Air quality index', 'Signal strength'],
    ]);
  });
});

test('an instant that Python printed is ISO 8601', () => {
  const config = { stat_t: 't', dev_cla: 'timestamp', val_tpl: '{{ as_datetime(value) }}' };
  expect(heard('sensor', config, '1704100000').value).toBe('2024-01-01T09:06:40+00:00');
});

test('a select that names no options is refused; one that names none yet is not', () => {
  expect(acting('select', { cmd_t: 'set' }).refused).toBe('a select needs its options');
  expect(acting('select', { cmd_t: 'set', ops: [] }).refused).toBeNull();
});
