import { describe, expect, test } from 'vitest';
import type { Dialect } from '@/lib/domain/dialect/dialect.ts';
import { createPlainDialect } from '@/lib/domain/dialect/plain/plain.ts';
import { START, testHome } from '../../../support/home.ts';
import { heard, type Said } from './heard.ts';

describe('a value on a topic of its own', () => {
  test.each<[string, unknown, string, string]>([
    ['haus/küche/temperatur', '22,4', 'Küche / Temperatur', 'sensor temperature 22.4 °C'],
    ['house/bath/window', 'open', 'Bath / Window', 'binary_sensor window true'],
    ['ufficio/luce', 'acceso', 'Ufficio / Luce', 'binary_sensor true'],
    ['maison/salon/fenêtre', 'fermée', 'Salon / Fenêtre', 'binary_sensor window false'],
    ['casa/puerta', 'abierta', 'Casa / Puerta', 'binary_sensor door true'],
    ['huis/keuken/raam', 'dicht', 'Keuken / Raam', 'binary_sensor window false'],
    ['meter/stand', '12.345,678 kWh', 'Meter / Stand', 'sensor energy 12345.678 kWh'],
    ['meter/power', '1,234.5 W', 'Meter / Power', 'sensor power 1234.5 W'],
    ['emon/emontx4/vrms', '238.1', 'Emontx4 / Vrms', 'sensor voltage 238.1 V'],
    ['emon/emonpi/power1', '312', 'Emonpi / Power1', 'sensor power 312 W'],
    ['openWB/lp/1/%Soc', '61', 'Lp 1 / %Soc', 'sensor battery 61 %'],
    ['plant/3/moisture', '41', 'Plant 3 / Moisture', 'sensor moisture 41 %'],
    ['a/b/cpu_temp', '51.2', 'B / CPU temp', 'sensor temperature 51.2 °C'],
    ['heizung/vorlauf', '38.5', 'Heizung / Vorlauf', 'sensor temperature 38.5 °C'],
    ['weather/status', 'partly cloudy', 'Weather / Status', 'sensor partly cloudy'],
    ['phone/anna/location', '52.5170,13.3889', 'Anna / Location', 'device_tracker'],
    ['x/y/updated', '2024-01-01T10:00:00Z', 'Y / Updated', 'sensor timestamp 2024-01-01T10:00:00Z'],
  ])('%s %j', (topic, payload, name, facts) => {
    expect(heard([[topic, payload]]).shown).toEqual({ [name]: facts });
  });

  test('a level that is the name of a room says where the device is', () => {
    const { home } = heard([
      ['upstairs_1/node/temperature', '20'],
      ['x/Küche/temp', '21'],
    ]);
    expect(home.devices().map(({ room }) => room)).toEqual(['Upstairs 1', 'Küche']);
  });

  test('what more is known makes the guess surer', () => {
    const sure = ([topic, payload]: Said) =>
      heard([[topic, payload]]).home.entities()[0]?.confidence;
    const guesses = [
      sure(['a/b/thing', '5']),
      sure(['a/b/temperature', '21']),
      sure(['a/b/temperature', '21 °C']),
      sure(['sensors/b/temperature', '21']),
    ];
    expect(guesses).toEqual([...guesses].sort());
    expect(guesses[0]).toBeLessThan(0.4);
    expect(guesses.at(-1)).toBe(0.9);
  });
});

describe('what is no value', () => {
  test.each<[string, unknown]>([
    ['$SYS/broker/uptime', '1234 seconds'],
    ['x/light/set', 'ON'],
    ['cmnd/x/POWER', 'ON'],
    ['solar/1/cmd/limit', '5'],
    ['zigbee2mqtt/bridge/logging', { level: 'info', message: 'x' }],
    ['zigbee2mqtt/bridge/info', { version: '2.0.0' }],
    ['homeassistant/status', 'online'],
    ['homeassistant/sensor/x/config', '{}'],
    ['clients/inglenook/status', 'online'],
    ['W/portal/vebus/257/Mode', { value: 3 }],
    ['a/$name', 'x'],
    ['a/b', 'A whole sentence, written for a person, is nothing that a device measures or is.'],
    ['a/b', '<vs><ac>128</ac></vs>'],
    ['a/b', 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9abcdefghijk'],
    ['a/b', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0])],
    ['a/b', { name: 'x', ip: '192.0.2.1', mac: 'AA:BB', version: '1.0' }],
  ])('%s %j makes no entity', (topic, payload) => {
    expect(heard([[topic, payload]]).home.entities()).toEqual([]);
  });

  test('a flood of topics stays cheap, and says why it is not looked at', () => {
    const dialect = createPlainDialect({ everything: true, maxTopics: 50 }) as Dialect;
    const home = testHome([dialect]);
    const reasons = new Map<string, number>();
    for (let i = 0; i < 20_000; i++) {
      const reason = home.hear(`flood/${i}/temperature`, '20').ignored?.reason ?? 'none';
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    expect(home.entities()).toHaveLength(50);
    expect([...reasons]).toEqual([
      ['none', 50],
      ['too many topics are guessed at (50); this one is not looked at', 19_950],
    ]);
  });
});

describe('objects', () => {
  test('an object on …/data belongs to the level before, also with bare values beside it', () => {
    const { shown } = heard([
      ['greenhouse/7/data', { temperature: 20.5, humidity: 61 }],
      ['greenhouse/7/battery', '87'],
    ]);
    expect(shown).toEqual({
      'Greenhouse 7 / Temperature': 'sensor temperature 20.5 °C',
      'Greenhouse 7 / Humidity': 'sensor humidity 61 %',
      'Greenhouse 7 / Battery': 'sensor battery 87 %',
    });
  });

  test('nested objects, units beside values, words and lists', () => {
    const { shown } = heard([
      [
        'shed/node',
        {
          climate: { temp: { value: 70.1, unit: '°F' }, hum: 40 },
          pump: 'ON',
          state: 'idle',
          owner: 'Anna',
          phases: [1, 2, 3],
          forecast: [{ t: 1 }, { t: 2 }],
          meters: [{ id: 'grid', power_w: 412 }],
          wifi: { rssi: -61, ssid: 'x' },
        },
      ],
    ]);
    expect(shown).toEqual({
      'Node / Climate temp': 'sensor temperature 70.1 °F',
      'Node / Climate hum': 'sensor humidity 40 %',
      'Node / Pump': 'binary_sensor running true',
      'Node / State': 'sensor idle',
      'Node / Phases 0': 'sensor 1',
      'Node / Phases 1': 'sensor 2',
      'Node / Phases 2': 'sensor 3',
      'Node / Meters grid power w': 'sensor power 412 W',
      'Node / Wifi RSSI': 'sensor signal_strength -61 dBm',
    });
  });

  test('a position is a tracker, but the place of a weather station is none', () => {
    const { home, shown } = heard([
      ['car/gps', { lat: 52.5, lon: 13.4, hdop: 1.1, battery: 80 }],
      ['station/x', { temperature: 20, lat: 52.5, lon: 13.4 }],
    ]);
    expect(Object.keys(shown)).toEqual(['Car / Gps', 'Car / Gps battery', 'X / Temperature']);
    expect(home.status(home.entities()[0]?.id ?? '').state).toEqual({
      latitude: 52.5,
      longitude: 13.4,
    });
  });

  test('a key that appears later, and a word outside its pair, are noticed in a steady stream', () => {
    const { shown } = heard([
      ['shed/node', { temperature: 20, door: 'open' }],
      ...Array.from({ length: 5 }, (_, i): Said => ['shed/node', { temperature: i, door: 'open' }]),
      ['shed/node', { temperature: 20, door: 'ajar', humidity: 50 }],
    ]);
    expect(shown).toEqual({
      'Node / Temperature': 'sensor temperature 20 °C',
      'Node / Door': 'sensor ajar',
      'Node / Humidity': 'sensor humidity 50 %',
    });
  });
});

describe('what is told beside a value', () => {
  const orders: readonly [string, (list: readonly Said[]) => readonly Said[]][] = [
    ['before', (list) => [...list].reverse()],
    ['after', (list) => list],
  ];

  test.each(orders)('a name that comes %s the value names the device', (_when, ordered) => {
    const { home } = heard(
      ordered([
        ['plant/7/moisture', '40'],
        ['plant/7/name', 'Ficus'],
      ]),
    );
    expect(home.devices().map(({ name }) => name)).toEqual(['Ficus']);
    expect(home.entities()).toHaveLength(1);
  });

  test.each(orders)('a unit that comes %s the value is its unit', (_when, ordered) => {
    const { shown } = heard(
      ordered([
        ['room/temperature/value', '70'],
        ['room/temperature/unit', '°F'],
      ]),
    );
    expect(shown).toEqual({ 'Temperature / Value': 'sensor temperature 70 °F' });
  });

  test.each(orders)('a last will that comes %s the value counts', (_when, ordered) => {
    const { home } = heard(
      ordered([
        ['esp/kitchen/bme/temperature', '20'],
        ['esp/kitchen/status/LWT', 'Connection Lost'],
      ]),
    );
    const [sensor] = home.entities().filter(({ deviceClass }) => deviceClass === 'temperature');
    expect(home.available(sensor?.id ?? '', START)).toBe(false);
    home.hear('esp/kitchen/status/LWT', 'Connected');
    expect(home.available(sensor?.id ?? '', START)).toBe(true);
  });

  test('an object that only says that a device is there is no value of it', () => {
    const { home } = heard([
      ['zb/window', { contact: true }],
      ['zb/window/availability', { state: 'offline' }],
    ]);
    expect(home.entities().map(({ name }) => name)).toEqual(['Contact']);
    expect(home.available(home.entities()[0]?.id ?? '', START)).toBe(false);
  });

  test('a name survives a restart, and later values do not undo it', () => {
    const { home } = heard([
      ['plant/7/moisture', '40'],
      ['plant/7/name', 'Ficus'],
    ]);
    const later = testHome();
    later.restore({ devices: home.devices(), entities: home.entities(), statuses: {} });
    later.hear('plant/7/temperature', '21');
    expect(later.devices().map(({ name }) => name)).toEqual(['Ficus']);
    expect(later.entities()).toHaveLength(2);
  });
});
