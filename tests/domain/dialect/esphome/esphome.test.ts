import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPayload, anyTopic, restarted, survives, talk } from '../talk.ts';

const own = (home: ReturnType<typeof talk>) =>
  home.entities().filter((e) => e.source.dialect === 'esphome');

describe('what is ESPHome', () => {
  test.each([
    ['sensor/co2/state', '955', 'co2', { value: 955 }],
    ['sensor/co2/state', 'nan', 'co2', { value: null }],
    ['binary_sensor/motion/state', 'ON', 'motion', { on: true }],
    ['text_sensor/ip/state', '10.0.0.7', 'ip', { value: '10.0.0.7' }],
    ['switch/pump/state', 'OFF', 'pump', { on: false }],
    ['lock/door/state', 'JAMMED', 'door', { state: 'jammed' }],
    ['number/delay/state', '2.5', 'delay', { value: 2.5 }],
    ['select/scene/state', 'Night', 'scene', { value: 'Night' }],
    ['text/label/state', 'hello', 'label', { value: 'hello' }],
    ['valve/water/state', 'opening', 'water', { state: 'opening' }],
    ['alarm_control_panel/house/state', 'ARMED_AWAY', 'house', { state: 'armed_away' }],
    ['date/start/state', '{"year":2024,"month":5,"day":1}', 'start', { value: '2024-05-01' }],
    ['time/wake/state', '{"hour":6,"minute":5,"second":0}', 'wake', { value: '06:05:00' }],
    [
      'update/fw/state',
      '{"installed_version":"1","latest_version":"2","title":"x"}',
      'fw',
      { installed_version: '1', latest_version: '2', title: 'x' },
    ],
  ])('is told by %s', (path, payload, name, state) => {
    const home = talk();
    home.hear(`floor/node/${path}`, payload, { retain: true });
    expect(home.state(name)).toEqual(state);
    expect(home.devices()).toMatchObject([{ name: 'node' }]);
    expect(home.find(name).confidence).toBeGreaterThan(0.5);
  });

  test('is not told by words that ESPHome does not use, nor in the trees of others', () => {
    const home = talk();
    home.hear('app/switch/pump/state', 'maybe');
    home.hear('app/binary_sensor/x/state', 'on');
    home.hear('app/sensor/x/state', 'warm');
    home.hear('homeassistant/sensor/x/state', '21');
    home.hear('sensor/x/state', '21');
    expect(own(home)).toEqual([]);
  });

  test('gives way to discovery, whichever comes first', () => {
    const config = {
      ...{ name: 'Pump', uniq_id: 'p', stat_t: 'n/switch/pump/state' },
      ...{ cmd_t: 'n/switch/pump/command', dev: { ids: 'a4cf12f0b1c2', name: 'Node' } },
    };
    for (const order of [0, 1]) {
      const home = talk();
      const messages = [
        () => home.hear('n/switch/pump/state', 'ON', { retain: true }),
        () => home.hear('homeassistant/switch/n/pump/config', config, { retain: true }),
      ];
      for (const say of order === 0 ? messages : messages.reverse()) say();
      expect(home.names()).toEqual(['Pump']);
      expect(home.state('Pump')).toEqual({ on: true });
    }
  });
});

describe('a node', () => {
  const told = {
    ...{ ip: '10.0.0.7', name: 'attic', friendly_name: 'Attic', version: '2025.1.0' },
    ...{ mac: 'a4cf12f0b1c2', board: 'esp32dev', port: 6053 },
  };

  test('that tells of itself names its device, before or after its states', () => {
    for (const order of [0, 1]) {
      const home = talk();
      const messages = [
        () => home.hear('attic/sensor/co2/state', '600'),
        () => home.hear('esphome/discover/attic', told, { retain: true }),
      ];
      for (const say of order === 0 ? messages : messages.reverse()) say();
      home.hear('attic/sensor/co2/state', '610');
      expect(home.devices()).toMatchObject([
        { name: 'Attic', swVersion: '2025.1.0', model: 'esp32dev' },
      ]);
      expect(home.find('co2').confidence).toBeGreaterThan(0.9);
    }
  });

  test('is one device with what discovery by MAC address says', () => {
    const home = talk();
    home.hear('esphome/discover/attic', told, { retain: true });
    home.hear('homeassistant/sensor/attic/t/config', {
      ...{ name: 'T', uniq_id: 't', stat_t: 'attic/sensor/t/state', unit_of_meas: '°C' },
      dev: { ids: 'a4cf12f0b1c2', name: 'Attic' },
    });
    expect(home.devices()).toHaveLength(1);
  });

  test('out of reach keeps its last values', () => {
    const home = talk();
    home.hear('attic/status', 'offline', { retain: true });
    home.hear('attic/sensor/co2/state', '600', { retain: true });
    expect(home.reachable('co2')).toBe(false);
    expect(home.state('co2')).toEqual({ value: 600 });
    expect(own(home)).toHaveLength(1);
  });

  test('withdraws its address', () => {
    const home = talk();
    home.hear('esphome/discover/attic', told, { retain: true });
    expect(home.state('IP address')).toEqual({ value: '10.0.0.7' });
    home.hear('esphome/discover/attic', '');
    expect(home.entities()).toEqual([]);
  });

  test('writes a log that is never an entity', () => {
    const home = talk();
    home.hear('attic/debug', '\u001b[0;36m[D][sensor:093]: Temperature: 21.7\u001b[0m');
    home.hear('attic/debug', '[I][app:100]: ESPHome version 2025.1.0');
    expect(home.entities()).toEqual([]);
  });
});

describe('what has several topics', () => {
  test('a cover learns what it can do', () => {
    const home = talk();
    home.hear('n/cover/blind/state', 'open');
    expect(home.send('blind', 'set_position', { position: 5 })).toMatch(/no command/);
    home.hear('n/cover/blind/position/state', '40');
    home.hear('n/cover/blind/tilt/state', '10');
    expect(home.state('blind')).toEqual({ state: 'open', position: 40, tilt: 10 });
    expect(home.send('blind', 'stop')).toEqual(['n/cover/blind/command STOP']);
    expect(home.send('blind', 'toggle')).toEqual(['n/cover/blind/command TOGGLE']);
    expect(home.send('blind', 'set_tilt', { tilt: 30 })).toEqual(['n/cover/blind/tilt/command 30']);
  });

  test('and still knows it after a restart', () => {
    const first = talk();
    first.hear('n/cover/blind/position/state', '40');
    const home = restarted(first.home);
    home.hear('n/cover/blind/state', 'closing');
    expect(home.send('blind', 'set_position', { position: 5 })).toEqual([
      'n/cover/blind/position/command 5',
    ]);
  });

  test('a thermostat is put together of its parts', () => {
    const home = talk();
    const say = (part: string, text: string) => home.hear(`n/climate/room/${part}/state`, text);
    say('mode', 'heat_cool');
    say('action', 'IDLE');
    say('target_temperature_low', '19');
    say('target_temperature_high', '24.5');
    say('fan_mode', 'auto');
    say('preset', 'Siesta');
    expect(home.state('room')).toEqual({
      ...{ mode: 'heat_cool', action: 'idle', temperature_low: 19, temperature_high: 24.5 },
      ...{ fan_mode: 'auto', preset_mode: 'Siesta' },
    });
    expect(home.find('room').capabilities.presetModes).toContain('Siesta');
    expect(
      home.send('room', 'set_temperature', { temperature_low: 18, temperature_high: 25 }),
    ).toEqual([
      'n/climate/room/target_temperature_low/command 18',
      'n/climate/room/target_temperature_high/command 25',
    ]);
    expect(home.send('room', 'turn_off')).toEqual(['n/climate/room/mode/command off']);
    expect(home.send('room', 'set_swing_mode', { swing_mode: 'off' })).toMatch(/no command/);
  });

  test('a fan turns, swings and changes direction', () => {
    const home = talk();
    home.hear('n/fan/vent/state', 'ON');
    home.hear('n/fan/vent/speed_level/state', '40');
    home.hear('n/fan/vent/oscillation/state', 'oscillate_on');
    home.hear('n/fan/vent/direction/state', 'reverse');
    expect(home.state('vent')).toEqual({
      ...{ on: true, percentage: 40, oscillating: true, direction: 'reverse' },
    });
    expect(home.send('vent', 'set_percentage', { percentage: 70 })).toEqual([
      'n/fan/vent/speed_level/command 70',
    ]);
    expect(home.send('vent', 'oscillate', { oscillating: false })).toEqual([
      'n/fan/vent/oscillation/command oscillate_off',
    ]);
    expect(home.send('vent', 'set_percentage', { percentage: 0 })).toEqual([
      'n/fan/vent/command OFF',
    ]);
  });

  test('an event is told when it happens', () => {
    const home = talk();
    home.hear('n/event/bell/state', { event_type: 'ring' }, { retain: true });
    expect(home.state('bell')).toEqual({});
    home.hear('n/event/bell/state', { event_type: 'double' });
    expect(home.state('bell')).toEqual({ event_type: 'double' });
    expect(home.find('bell').capabilities.eventTypes).toEqual(['double', 'ring']);
  });

  test('a date is set as a date', () => {
    const home = talk();
    home.hear('n/date/start/state', { year: 2024, month: 5, day: 1 });
    expect(home.send('start', 'set', { value: '2025-02-03' })).toEqual([
      'n/date/start/command {"year":2025,"month":2,"day":3}',
    ]);
    expect(home.send('start', 'set', { value: 'tomorrow' })).toMatch(/date like/);
  });
});

describe('lights', () => {
  const TOPIC = 'n/light/lamp/state';

  test("ESPHome's own colour modes are understood", () => {
    const home = talk();
    home.hear(TOPIC, { state: 'ON', color_mode: 'cwww', brightness: 255, color: { c: 255, w: 0 } });
    expect(home.state('lamp')).toMatchObject({ color_mode: 'color_temp', color_temp_kelvin: 6535 });
    home.hear('n/light/strip/state', {
      ...{ state: 'ON', color_mode: 'rgbct', brightness: 100, color_temp: 250 },
      color: { r: 255, g: 0, b: 0 },
    });
    expect(home.state('strip')).toMatchObject({ color_mode: 'rgb', rgb: [255, 0, 0] });
  });

  test('a light learns its modes one by one', () => {
    const home = talk();
    home.hear(TOPIC, { state: 'OFF', color_mode: 'brightness', brightness: 10, color: {} });
    expect(home.send('lamp', 'turn_on', { rgb: [1, 2, 3] })).toMatch(/no colours/);
    home.hear(TOPIC, {
      state: 'ON',
      color_mode: 'rgb',
      brightness: 10,
      color: { r: 1, g: 2, b: 3 },
    });
    home.hear(TOPIC, { state: 'ON', color_mode: 'color_temp', color_temp: 300, effect: 'None' });
    expect(home.find('lamp').capabilities).toMatchObject({
      colorModes: ['color_temp', 'rgb'],
      effects: [],
    });
    expect(home.send('lamp', 'turn_on', { effect: 'Rainbow' })).toEqual([
      'n/light/lamp/command {"state":"ON","effect":"Rainbow"}',
    ]);
  });

  test('a light that does as it is told shows what was wished', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.tuple(fc.integer({ min: 1, max: 255 }), fc.nat(255), fc.nat(255)),
        (brightness, rgb) => {
          const home = talk();
          const now = {
            state: 'OFF',
            color_mode: 'rgb',
            brightness: 9,
            color: { r: 1, g: 1, b: 1 },
          };
          home.hear(TOPIC, now);
          const encoded = home.encode('lamp', 'turn_on', { brightness, rgb });
          if (!encoded.ok) throw new Error(encoded.reason);
          home.hear(TOPIC, { ...now, ...JSON.parse(encoded.messages[0]?.payload ?? '') });
          expect(home.shows('lamp', encoded.target)).toBe(true);
          expect(home.state('lamp')['rgb']).toEqual(rgb);
        },
      ),
    );
  });
});

test('nothing that is published makes it throw or grow without bounds', () => {
  const levels = [
    ...['sensor', 'light', 'cover', 'climate', 'fan', 'date', 'event', 'update', 'x', 'state'],
    ...['position', 'mode', 'target_temperature', 'speed_level', 'debug', 'status', 'preset'],
    ...['constructor', '__proto__'],
  ];
  const keys = [
    ...['state', 'brightness', 'color', 'color_mode', 'color_temp', 'effect', 'r', 'g', 'b', 'c'],
    ...['event_type', 'year', 'month', 'day', 'installed_version', 'ip', 'name', 'mac'],
  ];
  const topics = fc.oneof(
    anyTopic('n/', levels).map((topic) => `${topic}/state`),
    anyTopic('n/', levels),
    fc.constantFrom('esphome/discover/n', 'esphome/discover/', 'n/debug'),
  );
  const message = fc.tuple(topics, anyPayload(keys), fc.boolean());
  survives(message, 100);
});
