import { describe, expect, test } from 'vitest';
import { feature, networkOf, only, said, stateOf } from './network.ts';

const TOPIC = 'zigbee2mqtt/thing';
const SET = 'zigbee2mqtt/thing/set';
const setpoint = (name: string) =>
  feature('numeric', name, { value_min: 5, value_max: 30, value_step: 0.5, unit: '°C' });
const local = feature('numeric', 'local_temperature', { access: 5, unit: '°C' });
const modes = (...values: readonly string[]) => feature('enum', 'system_mode', { values });

describe('a thermostat', () => {
  test('with one setpoint', () => {
    const running = feature('enum', 'running_state', { access: 5, values: ['idle', 'heat'] });
    const preset = feature('enum', 'preset', { values: ['eco', 'comfort'] });
    const home = networkOf([
      {
        type: 'climate',
        features: [
          setpoint('current_heating_setpoint'),
          local,
          modes('off', 'heat', 'auto'),
          running,
          preset,
        ],
      },
    ]);
    const climate = only(home, 'climate');
    expect(climate).toMatchObject({ name: null, unit: '°C' });
    expect(climate.capabilities).toMatchObject({
      minTemp: 5,
      maxTemp: 30,
      tempStep: 0.5,
      presetModes: ['eco', 'comfort'],
    });
    home.hear(TOPIC, {
      ...{ current_heating_setpoint: 21, local_temperature: 19.5, system_mode: 'auto' },
      ...{ running_state: 'heat', preset: 'eco' },
    });
    expect(stateOf(home, climate)).toEqual({
      ...{
        temperature: 21,
        current_temperature: 19.5,
        mode: 'auto',
        action: 'heating',
        preset_mode: 'eco',
      },
    });
    expect(said(home, climate, { command: 'set_temperature', temperature: 22.5 })).toEqual([
      [SET, { current_heating_setpoint: 22.5 }],
    ]);
    expect(
      said(home, climate, { command: 'set_temperature', temperature: 20, mode: 'heat' }),
    ).toEqual([[SET, { system_mode: 'heat', current_heating_setpoint: 20 }]]);
    expect(
      said(home, climate, {
        command: 'set_temperature',
        temperature_low: 20,
        temperature_high: 24,
      }),
    ).toBe('temperature_low: this thermostat has one temperature');
    expect(said(home, climate, { command: 'turn_on' })).toEqual([[SET, { system_mode: 'heat' }]]);
  });

  test('that heats and cools has the setpoint of its mode', () => {
    const features = [
      setpoint('occupied_heating_setpoint'),
      setpoint('occupied_cooling_setpoint'),
      modes('off', 'heat', 'cool'),
    ];
    const home = networkOf([{ type: 'climate', features }]);
    const climate = only(home, 'climate');
    const both = { occupied_heating_setpoint: 20, occupied_cooling_setpoint: 25 };
    home.hear(TOPIC, { ...both, system_mode: 'cool' });
    expect(stateOf(home, climate)).toEqual({ mode: 'cool', temperature: 25 });
    expect(said(home, climate, { command: 'set_temperature', temperature: 24 })).toEqual([
      [SET, { occupied_cooling_setpoint: 24 }],
    ]);
    home.hear(TOPIC, { ...both, system_mode: 'heat' });
    expect(stateOf(home, climate)).toEqual({ mode: 'heat', temperature: 20 });
  });

  test('in a mode that does both has a low and a high one', () => {
    const features = [
      setpoint('occupied_heating_setpoint'),
      setpoint('occupied_cooling_setpoint'),
      modes('off', 'auto', 'cool'),
    ];
    const home = networkOf([{ type: 'climate', features }]);
    const climate = only(home, 'climate');
    home.hear(TOPIC, {
      occupied_heating_setpoint: 20,
      occupied_cooling_setpoint: 25,
      system_mode: 'auto',
    });
    expect(stateOf(home, climate)).toEqual({
      mode: 'auto',
      temperature_low: 20,
      temperature_high: 25,
    });
    expect(
      said(home, climate, {
        command: 'set_temperature',
        temperature_low: 19,
        temperature_high: 26,
      }),
    ).toEqual([[SET, { occupied_heating_setpoint: 19, occupied_cooling_setpoint: 26 }]]);
  });

  test('without presets has being away as one', () => {
    const away = feature('binary', 'away_mode', { value_on: 'ON', value_off: 'OFF' });
    const home = networkOf([
      { type: 'climate', features: [setpoint('current_heating_setpoint'), local, away] },
    ]);
    const climate = only(home, 'climate');
    home.hear(TOPIC, { away_mode: 'ON' });
    expect(stateOf(home, climate)).toEqual({ preset_mode: 'away' });
    expect(said(home, climate, { command: 'set_preset_mode', preset_mode: 'none' })).toEqual([
      [SET, { away_mode: 'OFF' }],
    ]);
  });

  test('tells how far its valve is open as a sensor', () => {
    const demand = feature('numeric', 'pi_heating_demand', { access: 1, unit: '%' });
    const home = networkOf([
      { type: 'climate', features: [setpoint('current_heating_setpoint'), local, demand] },
    ]);
    home.hear(TOPIC, { pi_heating_demand: 30 });
    expect(stateOf(home, only(home, 'sensor'))).toEqual({ value: 30 });
  });
});
