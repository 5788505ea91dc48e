import { describe, expect, test } from 'vitest';
import { apps } from '@/lib/domain/dialect/apps/apps.ts';
import type { Dialect } from '@/lib/domain/dialect/dialect.ts';
import { guessingDialect } from '@/lib/domain/dialect/plain/plain.ts';
import { START } from '../../../support/home.ts';
import { heard, type Said } from '../plain/heard.ts';

const dialects = [apps as Dialect, guessingDialect];
const shown = (...messages: readonly Said[]) => heard(messages, dialects).shown;

function sent(messages: readonly Said[], kind: string, command: string, args: object = {}) {
  const { home } = heard(messages, dialects);
  const entity = home.entities().find((one) => one.kind === kind);
  const encoded = home.encode({ entity: entity?.id ?? '', command, ...args });
  return encoded.ok
    ? encoded.messages.map(({ topic, payload }) => `${topic} ${payload}`)
    : encoded.reason;
}

describe('many devices on one topic', () => {
  const outside = (idx: number, temperature: string) => ({
    idx,
    name: `Sensor ${idx}`,
    dtype: 'Temp + Humidity',
    stype: 'x',
    nvalue: 0,
    svalue1: temperature,
    svalue2: '48',
    Battery: 90,
  });
  const lamp: Said = [
    'domoticz/out',
    { idx: 14, name: 'Lamp', dtype: 'Light/Switch', switchType: 'On/Off', nvalue: 1, Battery: 255 },
  ];

  test('Domoticz tells them apart by idx', () => {
    const messages: readonly Said[] = [
      ['domoticz/out', outside(1, '21.5')],
      ['domoticz/out', outside(1, '21.6')],
      ['domoticz/out', outside(2, '4.5')],
      ['domoticz/out', outside(3, '5.5')],
      lamp,
    ];
    expect(shown(...messages)).toMatchObject({
      'Sensor 1 / Temperature': 'sensor temperature 21.6 °C',
      'Sensor 2 / Temperature': 'sensor temperature 4.5 °C',
      'Sensor 3 / Humidity': 'sensor humidity 48 %',
      'Sensor 3 / Battery': 'sensor battery 90 %',
      'Lamp / null': 'switch true',
    });
  });

  test('a switch of Domoticz is turned by its idx', () => {
    expect(sent([lamp], 'switch', 'turn_off')).toEqual([
      'domoticz/in {"command":"switchlight","idx":14,"switchcmd":"Off"}',
    ]);
  });

  test('Meshtastic tells them apart by the sender, and names them', () => {
    const topic = 'msh/EU_868/2/json/LongFast/!7efeee00';
    const telemetry = (from: number, voltage: number) => ({
      from,
      type: 'telemetry',
      payload: { voltage },
      rssi: -50,
    });
    expect(
      shown(
        [topic, telemetry(1, 4.1)],
        [topic, telemetry(2, 3.9)],
        [topic, telemetry(2, 3.8)],
        [topic, { from: 2, type: 'nodeinfo', payload: { longname: 'Roof' } }],
        [topic, { from: 2, type: 'text', payload: { text: 'hello' } }],
      ),
    ).toEqual({
      '!00000001 / Voltage': 'sensor voltage 4.1 V',
      '!00000001 / RSSI': 'sensor signal_strength -50 dBm',
      'Roof / Voltage': 'sensor voltage 3.8 V',
      'Roof / RSSI': 'sensor signal_strength -50 dBm',
    });
  });
});

describe('Nuki', () => {
  test.each<[readonly Said[], string, string]>([
    [[['nuki/2A3B4C5D/state', '1']], 'nuki/2A3B4C5D/lockAction 1', 'nuki/2A3B4C5D/lockAction 2'],
    [[['nuki/lock/state', 'locked']], 'nuki/lock/action unlock', 'nuki/lock/action lock'],
  ])('%j', (messages, unlock, lock) => {
    expect(Object.values(shown(...messages))).toEqual(['lock locked']);
    expect(sent(messages, 'lock', 'unlock')).toEqual([unlock]);
    expect(sent(messages, 'lock', 'lock')).toEqual([lock]);
  });

  test('its door sensor, its batteries, its name', () => {
    expect(
      shown(
        ['nuki/2A3B4C5D/state', '254'],
        ['nuki/2A3B4C5D/doorsensorState', '3'],
        ['nuki/2A3B4C5D/batteryCritical', 'false'],
        ['nuki/2A3B4C5D/batteryChargeState', '88'],
        ['nuki/2A3B4C5D/name', 'Front door'],
        ['nuki/2A3B4C5D/firmware', '3.8.1'],
      ),
    ).toEqual({
      'Front door / null': 'lock jammed',
      'Front door / DoorsensorState': 'binary_sensor door true',
      'Front door / BatteryCritical': 'binary_sensor battery false',
      'Front door / BatteryChargeState': 'sensor battery 88 %',
    });
  });
});

describe('relays of firmwares with a known way to turn them', () => {
  test.each<[Said, string]>([
    [['tuya/kitchen/state', 'ON'], 'tuya/kitchen/command OFF'],
    [['obk1/1/get', '1'], 'obk1/1/set 0'],
    [['garage/plug/relay/0', '1'], 'garage/plug/relay/0/set 0'],
  ])('%j', (message, command) => {
    expect(Object.values(shown(message))).toEqual(['switch true']);
    expect(sent([message], 'switch', 'toggle')).toEqual([command]);
  });

  test.each<Said>([
    ['obk1/1/get', ''],
    ['garage/plug/relay/0', 'on'],
    ['garage/plug/relay/0/set', '1'],
  ])('%j is no switch', (...message) => {
    const { home } = heard([message], dialects);
    expect(home.entities().filter(({ kind }) => kind === 'switch')).toEqual([]);
  });
});

describe('heating and charging', () => {
  test('ebusd groups by circuit, and is out of reach when it stops', () => {
    const { home, shown: all } = heard(
      [
        ['ebusd/bai/Status01', { temp1: { value: 45.3 }, pumpstate: { value: 'on' } }],
        ['ebusd/bai/FlowTemp', { temp: { value: 44 }, sensor: { value: 'ok' } }],
        ['ebusd/700/z1RoomTemp', '20.5'],
        ['ebusd/global/running', 'false'],
      ],
      dialects,
    );
    expect(all).toEqual({
      'Bai / Status01 temp1': 'sensor temperature 45.3 °C',
      'Bai / Status01 pumpstate': 'binary_sensor true',
      'Bai / FlowTemp temp': 'sensor temperature 44 °C',
      '700 / Z1RoomTemp': 'sensor temperature 20.5 °C',
    });
    expect(home.entities().some(({ id }) => home.available(id, START))).toBe(false);
  });

  test('EMS-ESP groups by device and circuit', () => {
    expect(
      shown(
        ['ems-esp/boiler_data', { curflowtemp: 56.3, heatingpump: 'off' }],
        ['ems-esp/thermostat_data_hc1', { seltemp: 21, mode: 'auto' }],
      ),
    ).toEqual({
      'Boiler / Curflowtemp': 'sensor temperature 56.3 °C',
      'Boiler / Heatingpump': 'binary_sensor false',
      'Thermostat hc1 / Seltemp': 'sensor temperature 21 °C',
      'Thermostat hc1 / Mode': 'sensor auto',
    });
  });

  const charger: readonly Said[] = [
    ['go-eCharger/012345/amp', '16'],
    ['go-eCharger/012345/frc', '0'],
    ['go-eCharger/012345/nrg', '[231,232,230,0,16,16,16,3600,3600,3600,0,10800,99,99,99,0]'],
    ['go-eCharger/012345/eto', '123456'],
    ['go-eCharger/012345/sse', '"012345"'],
  ];

  test("the go-eCharger's short keys have their meaning", () => {
    expect(shown(...charger)).toMatchObject({
      'go-eCharger 012345 / Charging current': 'number current 16 A',
      'go-eCharger 012345 / Charging': 'sensor enum automatic',
      'go-eCharger 012345 / Voltage L2': 'sensor voltage 232 V',
      'go-eCharger 012345 / Power': 'sensor power 10800 W',
      'go-eCharger 012345 / Energy': 'sensor energy 123456 Wh',
    });
    expect(sent(charger, 'number', 'set', { value: 10 })).toEqual([
      'go-eCharger/012345/amp/set 10',
    ]);
    expect(sent(charger, 'sensor', 'set', { value: 'off' })).toEqual([
      'go-eCharger/012345/frc/set 1',
    ]);
  });
});

test.each<[string, unknown, string]>([
  ['openWB/chargepoint/3/get/power', '3600', 'Chargepoint 3 / Power: sensor power 3600 W'],
  ['openWB/counter/0/get/voltages', '[231.5]', 'Counter 0 / Voltages 0: sensor voltage 231.5 V'],
  ['ruuvi/AA:BB', { pressure: 100_123 }, 'AA:BB / Pressure: sensor atmospheric_pressure 100123 Pa'],
  ['weewx/loop', { radiation_Wpm2: '120' }, 'Loop / Radiation Wpm2: sensor irradiance 120 W/m²'],
])('%s needs no application', (topic, payload, line) => {
  const lines = Object.entries(shown([topic, payload])).map(([name, facts]) => `${name}: ${facts}`);
  expect(lines).toEqual([line]);
});
