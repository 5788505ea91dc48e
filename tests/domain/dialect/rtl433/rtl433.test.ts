import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, START, type TestHome, testHome } from '../../../support/home.ts';

const EVENTS = 'rtl_433/attic/events';
const STATION = {
  ...{ time: '2024-01-01 12:00:00', model: 'Fineoffset-WH65B', id: 112, battery_ok: 1 },
  ...{ temperature_C: 8.2, humidity: 80, wind_dir_deg: 120, wind_max_m_s: 2.1, rain_mm: 44.1 },
  ...{ light_lux: 1200, mic: 'CRC' },
};
const find = (home: TestHome, name: string) => home.entities().find((e) => e.name === name);
const stateOf = (home: TestHome, name: string) => home.status(find(home, name)?.id ?? '').state;

describe('a radio sensor', () => {
  test('is known by model, channel and id, on whatever topic', () => {
    const home = testHome();
    home.hear('some/where/else', STATION);
    home.hear('some/where/else', { ...STATION, id: 113, temperature_C: 1 });
    home.hear('some/where/else', { ...STATION, id: 113, channel: 2, temperature_C: 2 });
    expect(home.devices().map(({ name }) => name)).toEqual([
      ...['Fineoffset-WH65B 112', 'Fineoffset-WH65B 113', 'Fineoffset-WH65B 113'],
    ]);
    expect(stateOf(home, 'Temperature C')).toEqual({ value: 8.2 });
  });

  test('that two receivers hear is one device', () => {
    const home = testHome();
    home.hear('rtl_433/attic/events', STATION);
    const ids = home.entities().map(({ id }) => id);
    home.hear('rtl_433/cellar/events', { ...STATION, temperature_C: 9 });
    expect(home.entities().map(({ id }) => id)).toEqual(ids);
    expect(stateOf(home, 'Temperature C')).toEqual({ value: 9 });
    home.hear('rtl_433/attic/events', { ...STATION, temperature_C: 10 });
    expect(stateOf(home, 'Temperature C')).toEqual({ value: 10 });
  });

  test('that is told as events and as topics is shown once', () => {
    const home = testHome();
    home.hear('rtl_433/attic/devices/Fineoffset-WH65B/112/temperature_C', '7.5', { retain: true });
    home.hear(EVENTS, STATION);
    expect(home.entities().map(({ name }) => name)).toEqual(['Temperature C']);
    expect(home.devices()).toHaveLength(1);
  });

  test('has units by the end of its fields’ names', () => {
    const home = testHome();
    home.hear(EVENTS, {
      ...{ time: 'x', model: 'Meter-X', id: 'a0', temperature_F: 70, wind_avg_mi_h: 3, rain_in: 1 },
      ...{ pressure_kPa: 230, power_W: 100, energy_kWh: 5, co2_ppm: 500, pm2_5_ug_m3: 3 },
      ...{ rain_rate_mm_h: 2, battery_V: 1.4, depth_cm: 80, strike_count: 4, uvi: 3 },
    });
    const shown = home.entities().map((e) => [e.name, e.unit, e.deviceClass, e.stateClass]);
    expect(shown).toEqual([
      ['Temperature F', '°F', 'temperature', 'measurement'],
      ['Wind avg mi h', 'mph', 'wind_speed', 'measurement'],
      ['Rain in', 'in', 'precipitation', 'total_increasing'],
      ['Pressure kPa', 'kPa', 'pressure', 'measurement'],
      ['Power W', 'W', 'power', 'measurement'],
      ['Energy kWh', 'kWh', 'energy', 'total_increasing'],
      ['CO2 ppm', 'ppm', 'carbon_dioxide', 'measurement'],
      [expect.anything(), 'µg/m³', 'pm25', 'measurement'],
      ['Rain rate mm h', 'mm/h', 'precipitation_intensity', 'measurement'],
      ['Battery V', 'V', 'voltage', 'measurement'],
      ['Depth cm', 'cm', 'distance', 'measurement'],
      ['Strike count', null, null, 'total_increasing'],
      ['Uvi', null, null, 'measurement'],
    ]);
  });

  test('tells yes and no in its own words', () => {
    const home = testHome();
    const door = { time: 'x', model: 'Door-1', id: 9, battery_ok: 0.1, tamper: 0, closed: 0 };
    home.hear(EVENTS, { ...door, reed_open: 1, motion: 'ON' });
    expect(stateOf(home, 'Battery low')).toEqual({ on: true });
    expect(stateOf(home, 'Tamper')).toEqual({ on: false });
    expect(stateOf(home, 'Closed')).toEqual({ on: true });
    expect(stateOf(home, 'Reed open')).toEqual({ on: true });
    expect(stateOf(home, 'Motion')).toEqual({ on: true });
  });

  test('that is a remote makes an event of every press, but not of an old one', () => {
    const home = testHome();
    const press = { time: 'x', model: 'Remote-1', id: 7, button: 2 };
    for (const _ of [1, 2]) {
      const { updates } = home.hear(EVENTS, press);
      expect(updates.map(({ property }) => property)).toContain('event_type');
    }
    expect(home.hear(EVENTS, press, { retain: true }).updates).toEqual([]);
    expect(stateOf(home, 'Button')).toEqual({ event_type: '2' });
  });

  test('keeps its identity over a restart, whichever receiver speaks first', () => {
    const old = testHome();
    old.hear('rtl_433/attic/events', STATION);
    const home = testHome();
    home.restore({ devices: old.devices(), entities: old.entities(), statuses: {} });
    home.hear('rtl_433/cellar/events', STATION);
    home.hear('rtl_433/attic/events', { ...STATION, temperature_C: 5 });
    expect(home.entities().map(({ id }) => id)).toEqual(old.entities().map(({ id }) => id));
    expect(stateOf(home, 'Temperature C')).toEqual({ value: 5 });
  });
});

test('a device on the network that tells its model and id is none of these', () => {
  const home = testHome();
  home.hear('x/announce', { id: 'shellyplug', model: 'SHPLG-S', mac: 'AABBCCDDEEFF', time: 'x' });
  home.hear('x/info', { id: 1, model: 'Car', value: 3 });
  expect(home.entities().filter(({ source }) => source.dialect === 'rtl433')).toEqual([]);
});

test('whatever is said on such topics never breaks', () => {
  const keys = [...Object.keys(STATION), 'channel', 'subtype', 'button', '__proto__', 'x_C'];
  const strange = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('', 1e308, '#', '+'));
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom(EVENTS, 'a', 'rtl_433/x/devices/A-1/2/temperature_C', 'rtl_433/devices'),
          fc.oneof(
            fc.uint8Array({ maxLength: 60 }),
            fc
              .dictionary(fc.constantFrom(...keys), strange)
              .map((x) => bytes({ ...STATION, ...x })),
          ),
        ),
        { maxLength: 6 },
      ),
      (messages) => {
        const home = testHome();
        for (const [topic, payload] of messages) {
          const folded = home.fold({ topic, payload, retain: false, at: START });
          expect(folded.ignored?.reason ?? '').not.toContain('internal error');
        }
      },
    ),
    { numRuns: 500 },
  );
});
