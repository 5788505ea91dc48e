import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { START } from '../../../support/home.ts';
import { anyPayload, anyTopic, restarted, survives, talk } from '../talk.ts';

describe('values', () => {
  test('energy is counted in watt-minutes and shown in kilowatt-hours', () => {
    const home = talk();
    home.hear('shellies/plug/relay/0/energy', '91800');
    expect(home.find('Relay 0 energy')).toMatchObject({ unit: 'kWh', deviceClass: 'energy' });
    expect(home.state('Relay 0 energy')).toEqual({ value: 1.53 });
  });

  test('a relay that switched itself off says why', () => {
    const home = talk();
    home.hear('shellies/plug/relay/0', 'overpower');
    expect(home.state('Relay 0')).toEqual({ on: false });
    expect(home.state('Relay 0 overpower')).toEqual({ on: true });
    home.hear('shellies/plug/relay/0', 'on');
    expect(home.state('Relay 0 overpower')).toEqual({ on: false });
  });

  test.each([
    ['sensor/flood', 'true', 'Flood', { on: true }],
    ['sensor/smoke', 'false', 'Smoke', { on: false }],
    ['sensor/state', 'open', 'State', { on: true }],
    ['sensor/tilt', '45', 'Tilt', { value: 45 }],
    ['sensor/tilt', '-1', 'Tilt', { value: null }],
    ['sensor/gas', 'mild', 'Gas', { value: 'mild' }],
    ['sensor/illumination', 'twilight', 'Illumination', { value: 'twilight' }],
    ['sensor/motion', '1', 'Motion', { on: true }],
    ['ext_temperature/1', '19.5', 'Ext temperature 1', { value: 19.5 }],
    [
      'ext_temperatures',
      '{"2":{"hwID":"28","tC":8.5,"tF":47.3}}',
      'Ext temperature 2',
      { value: 8.5 },
    ],
    ['ext_humidity/0', '60', 'Ext humidity 0', { value: 60 }],
    ['adc/0', '12.1', 'ADC 0', { value: 12.1 }],
    ['loaderror', '1', 'Loaderror', { on: true }],
    ['temperature_status', 'Very High', 'Temperature status', { value: 'Very High' }],
    ['emeter/1/reactive_power', '-3.2', 'Emeter 1 reactive power', { value: -3.2 }],
  ])('%s %s', (path, payload, name, state) => {
    const home = talk();
    home.hear(`shellies/any/${path}`, payload, { retain: true });
    expect(home.state(name)).toEqual(state);
  });

  test('the same in Fahrenheit and what goes in is not shown', () => {
    const home = talk();
    for (const path of ['temperature_f', 'relay/0/command', 'light/0/set', 'command']) {
      home.hear(`shellies/any/${path}`, '1');
    }
    expect(home.entities().filter((e) => e.source.dialect === 'shelly-gen1')).toEqual([]);
  });

  test('a motion sensor tells all in one object', () => {
    const home = talk();
    const status = { motion: true, vibration: false, lux: 38, bat: 77, tmp: { value: 21.2 } };
    home.hear('shellies/shellymotionsensor-60A423976594/status', status);
    expect(home.state('Motion')).toEqual({ on: true });
    expect(home.state('Lux')).toEqual({ value: 38 });
    expect(home.state('Temperature')).toEqual({ value: 21.2 });
  });
});

describe('devices', () => {
  const announce = (id: string, more = {}) => ({
    ...{ id, model: 'SHSW-1', mac: '98F4ABD0A1B2', ip: '10.0.0.9', new_fw: false },
    ...{ fw_ver: '20230913-112003/v1.14.0', ...more },
  });

  test('keep their history when they get another id', () => {
    const home = talk();
    home.hear('shellies/announce', announce('old'));
    home.hear('shellies/old/relay/0', 'on');
    const before = home.find('Relay 0').id;
    home.hear('shellies/announce', announce('new'));
    home.hear('shellies/new/relay/0', 'off');
    expect(home.find('Relay 0').id).toBe(before);
    expect(home.send('Relay 0', 'turn_on')).toEqual(['shellies/new/relay/0/command on']);
  });

  test('tell of their firmware', () => {
    const home = talk();
    home.hear('shellies/announce', announce('a'));
    expect(home.state('Firmware')).toEqual({
      installed_version: '20230913-112003/v1.14.0',
      latest_version: '20230913-112003/v1.14.0',
    });
    home.hear('shellies/a/info', {
      wifi_sta: { rssi: -61 },
      update: { has_update: true, old_version: '1.13', new_version: '1.14' },
    });
    expect(home.state('Firmware')).toMatchObject({ latest_version: '1.14' });
    expect(home.state('Signal strength')).toEqual({ value: -61 });
    expect(home.send('Firmware', 'install')).toEqual(['shellies/a/command update_fw']);
  });

  test('that sleep are out of reach only after a long silence', () => {
    const home = talk();
    home.hear('shellies/shellyht-1A2B3C/sensor/temperature', '20');
    home.hear('shellies/shellyht-1A2B3C/online', 'false');
    expect(home.reachable('Temperature')).toBe(true);
    const { id } = home.find('Temperature');
    expect(home.available(id, START + 30 * 3_600_000)).toBe(false);
  });

  test('that are plugged in are out of reach at once', () => {
    const home = talk();
    home.hear('shellies/plug/relay/0', 'on');
    home.hear('shellies/plug/online', 'false', { retain: true });
    expect(home.reachable('Relay 0')).toBe(false);
  });
});

describe('buttons', () => {
  const topic = 'shellies/shellybutton1-A4CF12F454A3/input_event/0';

  test('a push is told once, though the device repeats it', () => {
    const home = talk();
    home.hear(topic, { event: 'SS', event_cnt: 7 });
    expect(home.state('Input 0')).toEqual({ event_cnt: 7, event_type: 'double_push' });
    const { updates } = home.hear(topic, { event: 'SS', event_cnt: 7 });
    expect(updates.some(({ property }) => property === 'event_type')).toBe(false);
    const next = home.hear(topic, { event: 'SS', event_cnt: 8 });
    expect(next.updates.some(({ property }) => property === 'event_type')).toBe(true);
  });

  test('a retained push is over, and its repetition too', () => {
    const home = talk();
    home.hear(topic, { event: 'L', event_cnt: 3 }, { retain: true });
    home.hear(topic, { event: 'L', event_cnt: 3 });
    expect(home.state('Input 0')).toEqual({ event_cnt: 3 });
  });

  test('no event is none', () => {
    const home = talk();
    home.hear(topic, { event: '', event_cnt: 0 });
    expect(home.state('Input 0')).toEqual({ event_cnt: 0 });
  });
});

describe('rollers', () => {
  test('say which way they run, and where they stand', () => {
    const home = talk();
    home.hear('shellies/r/roller/0/pos', '0');
    home.hear('shellies/r/roller/0', 'open');
    expect(home.state('Roller 0')).toEqual({ position: 0, state: 'opening' });
    home.hear('shellies/r/roller/0/pos', '100');
    home.hear('shellies/r/roller/0', 'stop');
    expect(home.state('Roller 0')).toEqual({ position: 100, state: 'open' });
    home.hear('shellies/r/roller/0/pos', '0');
    expect(home.state('Roller 0')['state']).toBe('closed');
  });

  test('that were never calibrated have no position to go to', () => {
    const home = talk();
    home.hear('shellies/r/roller/0', 'stop');
    home.hear('shellies/r/roller/0/pos', '-1');
    expect(home.state('Roller 0')).toEqual({ state: 'stopped', position: null });
    expect(home.send('Roller 0', 'set_position', { position: 5 })).toMatch(/no command/);
    expect(home.send('Roller 0 calibrate', 'press')).toEqual(['shellies/r/roller/0/command rc']);
  });
});

describe('lamps', () => {
  const bulb = {
    ...{ ison: true, mode: 'white', red: 10, green: 20, blue: 30, white: 0, gain: 40, effect: 0 },
    ...{ brightness: 70, temp: 4000, transition: 500 },
  };
  const hear = (home: ReturnType<typeof talk>, more: object) =>
    home.hear('shellies/shellybulb-3CAA09/color/0/status', { ...bulb, ...more });

  test('with colours and whites show the ones in use', () => {
    const home = talk();
    hear(home, {});
    expect(home.state('Color 0')).toMatchObject({
      ...{ brightness: 70, color_temp_kelvin: 4000, color_mode: 'color_temp' },
    });
    hear(home, { mode: 'color' });
    expect(home.state('Color 0')).toMatchObject({
      ...{ brightness: 40, rgb: [10, 20, 30], color_mode: 'rgb' },
    });
  });

  test('are told in the words of the mode that is wished', () => {
    const home = talk();
    hear(home, {});
    const set = (more: object) => {
      const sent = home.send('Color 0', 'turn_on', more);
      return JSON.parse(String(sent[0]).split('/set ')[1] ?? '{}');
    };
    expect(set({ brightness: 30 })).toEqual({ turn: 'on', brightness: 30 });
    expect(set({ rgb: [1, 2, 3], brightness: 30 })).toEqual({
      ...{ turn: 'on', red: 1, green: 2, blue: 3, mode: 'color', gain: 30 },
    });
    expect(set({ effect: 'Breath' })).toEqual({ turn: 'on', effect: 3 });
    expect(set({ transition: 2 })).toEqual({ turn: 'on', transition: 2000 });
    expect(home.find('Color 0').capabilities.colorTempKelvinRange).toEqual([3000, 6500]);
  });

  test('keep what they can do over a restart', () => {
    const first = talk();
    hear(first, {});
    const home = restarted(first.home);
    home.hear('shellies/shellybulb-3CAA09/color/0', 'off');
    expect(home.find('Color 0').capabilities.colorModes).toEqual(['rgb', 'color_temp']);
    expect(home.state('Color 0')['on']).toBe(false);
  });

  test('of a strip have their white beside the colours', () => {
    const home = talk();
    const status = { ison: true, red: 1, green: 2, blue: 3, white: 60, gain: 100, effect: 2 };
    home.hear('shellies/shellyrgbw2-3CAA09/color/0/status', status);
    expect(home.state('Color 0')).toMatchObject({ effect: 'Gradual Change' });
    expect(home.state('Color 0 white')).toEqual({ value: 60 });
    expect(home.send('Color 0 white', 'set', { value: 255 })).toEqual([
      'shellies/shellyrgbw2-3CAA09/color/0/set {"white":255}',
    ]);
  });

  test('that do as they are told show what was wished', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.option(fc.tuple(fc.integer({ min: 1, max: 255 }), fc.nat(255), fc.nat(255))),
        fc.integer({ min: 3000, max: 6500 }),
        (brightness, rgb, kelvin) => {
          const home = talk();
          hear(home, {});
          const color = rgb === null ? { color_temp_kelvin: kelvin } : { rgb };
          const encoded = home.encode('Color 0', 'turn_on', { brightness, ...color });
          if (!encoded.ok) throw new Error(encoded.reason);
          hear(home, { ison: true, ...JSON.parse(encoded.messages[0]?.payload ?? '') });
          expect(home.shows('Color 0', encoded.target)).toBe(true);
        },
      ),
    );
  });
});

test('a radiator valve is set by a topic of its own, and lowest is off', () => {
  const home = talk();
  const info = (value: number) => ({
    thermostats: [{ pos: 40, target_t: { enabled: true, value }, tmp: { value: 20.6 } }],
  });
  home.hear('shellies/trv/info', info(21));
  expect(home.state('Thermostat 0')).toEqual({
    ...{ temperature: 21, mode: 'heat', current_temperature: 20.6, action: 'heating' },
  });
  expect(home.send('Thermostat 0', 'set_temperature', { temperature: 18.5 })).toEqual([
    'shellies/trv/thermostat/0/command/target_t 18.5',
  ]);
  expect(home.send('Thermostat 0', 'turn_off')).toEqual([
    'shellies/trv/thermostat/0/command/target_t 4',
  ]);
  home.hear('shellies/trv/info', info(4));
  expect(home.state('Thermostat 0')).toMatchObject({ mode: 'off', action: 'off' });
});

test('nothing that is published makes it throw or grow without bounds', () => {
  const levels = [
    ...['relay', '0', '1', 'power', 'roller', 'pos', 'color', 'white', 'light', 'status', 'info'],
    ...['announce', 'sensor', 'temperature', 'input_event', 'ext_temperatures', 'emeter', 'energy'],
    ...['online', 'valve', 'state', 'thermostat', 'constructor', '__proto__'],
  ];
  const keys = [
    ...['id', 'mac', 'model', 'ison', 'red', 'green', 'blue', 'gain', 'temp', 'effect', 'mode'],
    ...['event', 'event_cnt', 'thermostats', 'target_t', 'value', 'update', 'old_version', '0'],
  ];
  const message = fc.tuple(
    fc.oneof(anyTopic('shellies/a/', levels), fc.constant('shellies/announce')),
    anyPayload(keys),
    fc.boolean(),
  );
  survives(message, 200);
});
