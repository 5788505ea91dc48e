import { describe, expect, test } from 'vitest';
import { plainDialect } from '@/lib/domain/dialect/plain/plain.ts';
import { START, testHome } from '../../support/home.ts';

/** The first entity after these messages, with its one value. */
function heard(...messages: readonly (readonly [topic: string, payload: unknown])[]) {
  const home = testHome([plainDialect]);
  const last = messages.map(([topic, payload]) => home.hear(topic, payload)).at(-1);
  const [entity] = home.entities();
  const state = entity === undefined ? {} : home.status(entity.id).state;
  const value = 'on' in state ? state['on'] : state['value'];
  return { home, entity, value, ignored: last?.ignored?.reason ?? null };
}

describe('the end of a name is a unit only where it goes with the quantity', () => {
  test.each([
    ['temperature_min', 'temperature', '°C'],
    ['humidity_min', 'humidity', '%'],
    ['temp_in', 'temperature', '°C'],
    ['TempIn', 'temperature', '°C'],
    ['power_a', 'power', 'W'],
    ['voltage_b', 'voltage', 'V'],
    ['energy_c', 'energy', 'kWh'],
    ['current_a', 'current', 'A'],
    ['battery_a', 'current', 'A'],
    ['battery_v', 'voltage', 'V'],
    ['soil_c', 'temperature', '°C'],
    ['rain_h', 'precipitation', 'mm'],
    ['rain_in', 'precipitation', 'in'],
    ['snow_in', 'distance', 'in'],
    ['wind_ms', 'wind_speed', 'm/s'],
    ['uptime_ms', 'duration', 'ms'],
    ['time_min', 'duration', 'min'],
    ['energy_mwh', 'energy', 'MWh'],
    ['flow_lpm', 'volume_flow_rate', 'L/min'],
    ['weight_lb', 'weight', 'lb'],
    ['ds18b20_1', 'temperature', '°C'],
    ['pressure_kPa', 'atmospheric_pressure', 'kPa'],
    ['pressureHPa', 'atmospheric_pressure', 'hPa'],
    ['battery_mV', 'voltage', 'mV'],
    ['current_mA', 'current', 'mA'],
    ['energy_kWh', 'energy', 'kWh'],
    ['energyKWh', 'energy', 'kWh'],
    ['Energy kWh', 'energy', 'kWh'],
    ['ENERGY_KWH', 'energy', 'kWh'],
    ['power_kW', 'power', 'kW'],
    ['power_mW', 'power', 'mW'],
    ['power_MW', 'power', 'MW'],
    ['temperature_C', 'temperature', '°C'],
    ['wind_avg_mi_h', 'wind_speed', 'mph'],
    ['gust_speed_m_s', 'wind_speed', 'm/s'],
    ['rain_rate_in_h', 'precipitation_intensity', 'in/h'],
  ])('%s is %s in %s', (name, deviceClass, unit) => {
    expect(heard([`sensors/x/${name}`, '7']).entity).toMatchObject({ deviceClass, unit });
  });

  test.each([
    ['plugged_in', '1', 'plug'],
    ['haustür', '1', 'door'],
    ['bewegungsmelder', 'ON', 'motion'],
    ['door_open', '1', 'door'],
    ['smoke_alarm', '1', 'smoke'],
    ['is_open', 'true', 'opening'],
    ['window_closed', 'true', null],
  ])('%s %s is a binary %s', (name, payload, deviceClass) => {
    const { entity, value } = heard([`sensors/x/${name}`, payload]);
    expect(entity).toMatchObject({ kind: 'binary_sensor', deviceClass });
    expect(value).toBe(true);
  });
});

describe('numbers and what only looks like one', () => {
  test.each([
    ['.5', 0.5],
    ['5.', 5],
    ['021.5', 21.5],
    ['-0,5', -0.5],
    ['+3', 3],
    ['1e3', 1000],
    ['"21.5"', 21.5],
    ['007', '007'],
    ['9007199254740993', '9007199254740993'],
    ['12:30', '12:30'],
    ['1.2.3', '1.2.3'],
    ['.', '.'],
    ['±5', '±5'],
  ])('%s is %s', (payload, value) => {
    expect(heard(['sensors/x/thing', payload]).value).toBe(value);
  });

  test.each([
    ['{"temperature":', /damaged/],
    [' [1,2', /damaged/],
    ['null', /no value yet/],
    ['{"value":null}', /no value yet/],
  ])('%s makes nothing, and says why', (payload, reason) => {
    const { entity, ignored } = heard(['sensors/x/data', payload]);
    expect(entity).toBeUndefined();
    expect(ignored).toMatch(reason);
  });
});

describe('units beside a value', () => {
  test.each([
    [{ temperature: 70, temperature_unit: 'F' }, '°F'],
    [{ temperature: 70, temperatureUnit: '°F' }, '°F'],
    [{ temperature: 70, unit: 'F', time: 1_704_110_400 }, '°F'],
    [{ temperature: { value: 70, unit: 'F' } }, '°F'],
    [{ temperature: 21, humidity: 40, unit: 'F' }, '°C'],
    [{ temperature: 21, unit: 'parrots' }, '°C'],
  ])('%j is in %s', (payload, unit) => {
    expect(heard(['sensors/x/data', payload]).entity?.unit).toBe(unit);
  });
});

describe('the status of a device', () => {
  test.each([
    ...['online', 'ONLINE', ' Online\n', '1', 'true', 'connected', 'alive', 'up', 'ready'],
    ...['"online"', '{"state":"online"}', '{"status":"Online"}', '{"online":true}'],
    ...['{"online":1}', '{"connected":true}', '{"available":"yes"}'],
  ])('%j is online', (payload) => {
    const { home, entity } = heard(
      ['sensors/x/temperature', '1'],
      ['devices/x/status', 'offline'],
      ['devices/x/status', payload],
    );
    expect(home.available(entity?.id ?? '', START)).toBe(true);
  });

  test.each([
    ...['offline', 'OFFLINE', '0', 'false', 'disconnected', 'dead', 'down', 'lost'],
    ...['{"state":"offline"}', '{"online":0}', '{"connected":false}'],
  ])('%j is offline', (payload) => {
    const { home, entity } = heard(['devices/x/status', payload], ['sensors/x/temperature', '1']);
    expect(home.available(entity?.id ?? '', START)).toBe(false);
  });

  test.each(['', '{}', '[]', 'sleeping', '2', '{"state":null}', '{"uptime":1}'])(
    '%j changes nothing',
    (payload) => {
      const { home, entity, ignored } = heard(
        ['sensors/x/temperature', '1'],
        ['devices/x/status', payload],
      );
      expect(home.available(entity?.id ?? '', START)).toBe(true);
      expect(ignored).toMatch(/neither online nor offline/);
    },
  );
});

describe('rooms and devices with unusual names', () => {
  test.each([
    ['home/Küche/Temperatur', '22,4', 'Küche', 'temperature', 22.4],
    ['home/Wohnzimmer OG/Luftfeuchte', '45 %', 'Wohnzimmer OG', 'humidity', 45],
    ['home/büro/fenster', 'offen', 'Büro', 'window', true],
    ['home/bad/tür', 'zu', 'Bad', 'door', false],
    ['home/salle à manger/température', '19', 'Salle à manger', 'temperature', 19],
    ['sensors/温度计/temperature', '21', '温度计', 'temperature', 21],
    ['sensors/🔥/temperature', '22', '🔥', 'temperature', 22],
    ['sensors/AA:BB:CC/temperature', '22', 'AA:BB:CC', 'temperature', 22],
  ])('%s', (topic, payload, name, deviceClass, value) => {
    const { home, entity, value: shown } = heard([topic, payload]);
    expect(entity).toMatchObject({
      deviceClass,
      id: expect.stringMatching(/^[a-z_]+\.[a-z0-9_]+$/),
    });
    expect(home.device(entity?.deviceId ?? '')?.name).toBe(name);
    expect(shown).toBe(value);
  });

  test('names that differ only in case or punctuation stay apart', () => {
    const { home } = heard(
      ['sensors/A_b/temperature', '1'],
      ['sensors/a-B/temperature', '2'],
      ['sensors/a b/temperature', '3'],
    );
    expect(home.devices()).toHaveLength(3);
    expect(new Set(home.entities().map(({ id }) => id)).size).toBe(3);
  });
});

describe('a value whose type changes', () => {
  test.each([
    ['a number stays one', ['5', 'warm'], 'sensor', 5],
    ['a text takes anything', ['auto', '5', 'true'], 'sensor', 'true'],
    ['digits under a binary name, then more', ['0', '1', '2'], 'sensor', 2],
    ['words and digits of one door', ['open', '0', 'true'], 'binary_sensor', true],
  ])('%s', (_case, payloads, kind, value) => {
    const shown = heard(...payloads.map((p) => ['sensors/x/motion_door', p] as const));
    expect(shown.entity?.kind).toBe(kind);
    expect(shown.value).toBe(value);
  });

  test('an empty retained message changes nothing', () => {
    expect(heard(['sensors/x/temperature', '5'], ['sensors/x/temperature', '']).value).toBe(5);
  });
});
