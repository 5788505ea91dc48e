import { describe, expect, test } from 'vitest';
import { talk } from '../talk.ts';

/** Names of the devices that have something to show. */
const deviceNames = (home: ReturnType<typeof talk>) =>
  home
    .devices()
    .filter(({ id }) => home.entities().some(({ deviceId }) => deviceId === id))
    .map(({ name }) => name);

describe('sensors of the documentation’s list', () => {
  const home = talk();
  home.hear('tele/x/SENSOR', {
    Time: '2023-01-01T10:00:00',
    SGP30: { eCO2: 450, TVOC: 12, aHumidity: 9.1 },
    VEML6070: { UvLevel: 100, UvIndex: 1.1, UvPower: 0.3 },
    HX711: { Weight: 12.3, WeightRaw: 12_334 },
    AS3935: { Event: 1, Distance: 12, Energy: 33 },
    ANALOG: { Range1: 55 },
    MT175: { E_in: 1234.5678, P: 421, HZ: 49.99 },
    LK: { Amperage_p1: 1.02 },
  });
  test.each([
    ['SGP30 aHumidity', 'g/m³', 'absolute_humidity'],
    ['VEML6070 UvLevel', null, null],
    ['VEML6070 UvPower', 'W/m²', 'irradiance'],
    ['HX711 Weight', 'kg', 'weight'],
    ['HX711 WeightRaw', null, null],
    ['AS3935 Distance', 'km', 'distance'],
    ['AS3935 Energy', null, null],
    ['ANALOG Range1', null, null],
    ['MT175 E_in', 'kWh', 'energy'],
    ['MT175 P', 'W', 'power'],
    ['MT175 HZ', 'Hz', 'frequency'],
    ['LK Amperage_p1', 'A', 'current'],
  ])('%s is in %s', (name, unit, deviceClass) => {
    expect(home.find(name)).toMatchObject({ unit, deviceClass });
  });
});

test('a power that calls itself POWER1 is commanded so, one without a number is not', () => {
  const fan = talk();
  fan.hear('tele/fan/STATE', { Uptime: '0T01:00:11', POWER1: 'ON', FanSpeed: 2 });
  const [light] = fan.entities().filter(({ kind }) => kind === 'light');
  expect(light?.source.commandTopics).toEqual(['cmnd/fan/POWER1']);
  const plug = talk();
  plug.hear('tele/plug/STATE', { Uptime: '0T01:00:11', POWER: 'ON' });
  const [relay] = plug.entities().filter(({ kind }) => kind === 'switch');
  expect(relay?.source.commandTopics).toEqual(['cmnd/plug/POWER']);
});

test('logs and other words to people make no devices', () => {
  const home = talk();
  home.hear('stat/t/LOGGING', '10:00:00.000 MQT: tele/t/STATE = {}');
  home.hear('tele/t/UPTIME', { Time: '2022', Uptime: '1T00:00:00' });
  home.hear('tele/t/HASS_STATE', { Version: '8.1' });
  home.hear('stat/t/RESULT', { Timer1: { Enable: 0 } });
  home.hear('stat/t/RESULT', { Command: 'Unknown' });
  expect(home.entities()).toEqual([]);
});

describe('a Zigbee bridge that leaves out the wrapper or adds a level', () => {
  test('tells of the same device, by name as key, below its own topic (SetOption83, 89)', () => {
    const home = talk();
    home.hear('tele/zb/STATE', { Uptime: '0T01:00:11', Wifi: { RSSI: 78 } });
    home.hear('tele/zb/Kitchen/SENSOR', {
      ZbReceived: { Kitchen: { Device: '0x5555', Temperature: 22.2, LinkQuality: 70 } },
    });
    expect(deviceNames(home)).toEqual(['zb', 'Kitchen']);
    expect(home.state('Temperature')).toMatchObject({ value: 22.2 });
  });

  test('is understood without the wrapper, and on the topic that replaces it (SetOption118)', () => {
    const home = talk();
    home.hear('tele/zb/1A2B/SENSOR', {
      '0x1A2B': { Device: '0x1A2B', Name: 'Bath', Humidity: 44.5, LinkQuality: 55 },
    });
    home.hear('tele/zb/ZbReceived', {
      '0x1A2C': { Device: '0x1A2C', Name: 'Hall', Occupancy: 1, LinkQuality: 55 },
    });
    expect(deviceNames(home)).toEqual(['Bath', 'Hall']);
    expect(home.state('Humidity')).toMatchObject({ value: 44.5 });
    expect(home.state('Occupancy')).toMatchObject({ on: true });
  });
});
