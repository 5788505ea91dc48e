import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apps } from '@/lib/domain/dialect/apps/apps.ts';
import type { Dialect } from '@/lib/domain/dialect/dialect.ts';
import { guessingDialect } from '@/lib/domain/dialect/plain/plain.ts';
import { START, testHome } from '../../../support/home.ts';
import { heard, type Said } from '../plain/heard.ts';

const dialects = [apps as Dialect, guessingDialect];
const shown = (...messages: readonly Said[]) => heard(messages, dialects).shown;

/** What is published for a command on the first entity that has this name. */
function sent(messages: readonly Said[], name: string, command: string, args: object = {}) {
  const { home } = heard(messages, dialects);
  const entity = home.entities().find((one) => one.name === name);
  const encoded = home.encode({ entity: entity?.id ?? '', command, ...args });
  return encoded.ok
    ? encoded.messages.map(({ topic, payload }) => `${topic} ${payload}`)
    : encoded.reason;
}

describe('evcc', () => {
  const charger: readonly Said[] = [
    ['evcc/loadpoints/1/mode', 'pv'],
    ['evcc/loadpoints/1/limitSoc', '80'],
    ['evcc/loadpoints/1/title', 'Carport'],
    ['evcc/site/pv', '2'],
    ['evcc/site/pv/1/power', '3120.000'],
    ['evcc/site/battery/1/soc', '64.000'],
    ['evcc/vehicles/zoe/title', 'Zoe'],
    ['evcc/vehicles/zoe/minSoc', '20'],
    ['evcc/updated', '1704110400'],
  ];

  test('site, loadpoints and vehicles are devices, by their titles', () => {
    expect(shown(...charger)).toEqual({
      'Carport / Mode': 'sensor enum pv',
      'Carport / LimitSoc': 'sensor battery 80 %',
      'Site / Pv 1 power': 'sensor power 3120 W',
      'Site / Battery 1 soc': 'sensor battery 64 %',
      'Zoe / MinSoc': 'sensor battery 20 %',
    });
  });

  test('what can be written is set on its own topic', () => {
    expect(sent(charger, 'Mode', 'set', { value: 'now' })).toEqual([
      'evcc/loadpoints/1/mode/set now',
    ]);
    expect(sent(charger, 'Mode', 'set', { value: 'fast' })).toMatch(/one of off, pv, minpv, now/);
    expect(sent(charger, 'LimitSoc', 'set', { value: 90 })).toEqual([
      'evcc/loadpoints/1/limitSoc/set 90',
    ]);
    expect(sent(charger, 'Pv 1 power', 'set', { value: 90 })).toMatch(/no command/);
  });

  test('when evcc is gone its values are out of reach', () => {
    const { home } = heard([...charger, ['evcc/status', 'offline']], dialects);
    expect(home.entities().some(({ id }) => home.available(id, START))).toBe(false);
  });
});

describe('solar inverters', () => {
  test('OpenDTU with any base; its other channels keep their number, its limit can be set', () => {
    const messages: readonly Said[] = [
      ['my/roof/116180000001/0/power', '312.5'],
      ['my/roof/116180000001/2/power', '150'],
      ['my/roof/116180000001/status/limit_relative', '100.00'],
    ];
    expect(shown(...messages)).toEqual({
      '116180000001 / Power': 'sensor power 312.5 W',
      '116180000001 / 2 power': 'sensor power 150 W',
      '116180000001 / Limit relative': 'number 100 %',
    });
    expect(sent(messages, 'Limit relative', 'set', { value: 60 })).toEqual([
      'my/roof/116180000001/cmd/limit_nonpersistent_relative 60',
    ]);
  });

  test('AhoyDTU has its units from its own field names', () => {
    expect(
      shown(
        ['inverter/balcony/ch0/P_AC', '300.1'],
        ['inverter/balcony/ch0/YieldDay', '1204'],
        ['inverter/balcony/ch1/U_DC', '33.1'],
      ),
    ).toEqual({
      'Balcony / P AC': 'sensor power 300.1 W',
      'Balcony / YieldDay': 'sensor energy 1204 Wh',
      'Balcony / Ch1 U DC': 'sensor voltage 33.1 V',
    });
  });
});

describe('Z-Wave JS UI', () => {
  const value = (v: unknown) => ({ time: START, value: v });
  const node: readonly Said[] = [
    ['zwave/Hall/Dimmer/status', { time: START, value: true, status: 'Alive', nodeId: 4 }],
    ['zwave/Hall/Dimmer/38/0/currentValue', value(50)],
    ['zwave/Hall/Dimmer/38/0/targetValue', value(50)],
    ['zwave/Hall/Dimmer/50/0/value/66049', value(12.3)],
    ['zwave/Hall/Dimmer/50/0/value/65537', value(3.5)],
    ['zwave/Hall/Dimmer/112/0/1', value(3)],
    ['zwave/Hall/Lock/98/0/currentMode', value(255)],
    ['zwave/Hall/PIR/113/0/Home_Security/Motion_sensor_status', value(8)],
    ['zwave/Hall/PIR/128/0/isLow', value(false)],
    ['zwave/Hall/TRV/64/0/mode', value(1)],
    ['zwave/Hall/TRV/67/0/setpoint/1', { time: START, value: 21, unit: '°C', label: 'Setpoint' }],
  ];

  test('the command class says what a value is', () => {
    expect(shown(...node)).toEqual({
      'Dimmer / CurrentValue': 'light true',
      'Dimmer / Power': 'sensor power 12.3 W',
      'Dimmer / Energy': 'sensor energy 3.5 kWh',
      'Lock / CurrentMode': 'lock locked',
      'PIR / Home Security Motion sensor status': 'binary_sensor motion true',
      'PIR / IsLow': 'binary_sensor battery false',
      'TRV / Mode': 'sensor enum heat',
      'TRV / Setpoint 1': 'sensor temperature 21 °C',
    });
  });

  test.each<[string, string, object, string]>([
    ['CurrentValue', 'turn_on', {}, 'zwave/Hall/Dimmer/38/0/targetValue/set 255'],
    ['CurrentValue', 'turn_on', { brightness: 100 }, 'zwave/Hall/Dimmer/38/0/targetValue/set 99'],
    ['CurrentValue', 'turn_on', { brightness: 50 }, 'zwave/Hall/Dimmer/38/0/targetValue/set 50'],
    ['CurrentValue', 'turn_off', {}, 'zwave/Hall/Dimmer/38/0/targetValue/set 0'],
    ['CurrentMode', 'unlock', {}, 'zwave/Hall/Lock/98/0/targetMode/set 0'],
    ['Mode', 'set', { value: 'cool' }, 'zwave/Hall/TRV/64/0/mode/set 2'],
    ['Setpoint 1', 'set', { value: 19.5 }, 'zwave/Hall/TRV/67/0/setpoint/1/set 19.5'],
  ])('%s, %s %j', (name, command, args, message) => {
    expect(sent(node, name, command, args)).toEqual([message]);
  });

  test('a brightness that was asked for comes back within one step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (brightness) => {
        const { home } = heard(node, dialects);
        const id = home.entities().find(({ kind }) => kind === 'light')?.id ?? '';
        const encoded = home.encode({ entity: id, command: 'turn_on', brightness });
        if (!encoded.ok) throw new Error(encoded.reason);
        const level = Number(encoded.messages[0]?.payload);
        home.hear('zwave/Hall/Dimmer/38/0/currentValue', value(level));
        expect(home.status(id).state).toMatchObject(encoded.target);
        expect(home.status(id).state['brightness']).toBeCloseTo(brightness, -0.3);
      }),
      { numRuns: 100 },
    );
  });

  test('a dead node is out of reach, a sleeping one is not', () => {
    for (const [status, isThere] of [
      ['Dead', false],
      ['Asleep', true],
    ] as const) {
      const { home } = heard(
        [...node, ['zwave/Hall/Dimmer/status', { value: false, status }]],
        dialects,
      );
      const light = home.entities().find(({ kind }) => kind === 'light');
      expect(home.available(light?.id ?? '', START)).toBe(isThere);
    }
  });

  test('a scene is an event, which a retained message does not repeat', () => {
    const home = testHome(dialects);
    const topic = 'zwave/Hall/Remote/91/0/scene/001';
    const retained = home.hear(topic, value(0), { retain: true });
    expect(retained.updates.filter(({ property }) => property === 'event_type')).toEqual([]);
    expect(home.hear(topic, value(3)).updates).toContainEqual(
      expect.objectContaining({ property: 'event_type', value: 'pressed twice' }),
    );
  });
});

describe('servers of LoRaWAN', () => {
  test('ChirpStack 3 wraps its object in a text, and its status tells of the battery', () => {
    expect(
      shown(
        [
          'application/7/device/0102030405060708/event/up',
          {
            deviceName: 'cellar',
            devEUI: '0102030405060708',
            objectJSON: '{"temperatureSensor":{"1":22.5}}',
            rxInfo: [{ gatewayID: 'x', rssi: -101, loRaSNR: 7.2 }],
          },
        ],
        [
          'application/7/device/0102030405060708/event/status',
          { deviceName: 'cellar', batteryLevel: 88.2, margin: 7, externalPowerSource: false },
        ],
      ),
    ).toEqual({
      'cellar / TemperatureSensor 1': 'sensor temperature 22.5 °C',
      'cellar / RSSI': 'sensor signal_strength -101 dBm',
      'cellar / SNR': 'sensor 7.2',
      'cellar / BatteryLevel': 'sensor battery 88.2 %',
      'cellar / Margin': 'sensor 7 dB',
    });
  });

  test('an uplink that was not decoded says what is missing', () => {
    const { home, reasons } = heard(
      [['v3/app/devices/node/up', { uplink_message: { frm_payload: 'AQ==' } }]],
      dialects,
    );
    expect(home.entities()).toEqual([]);
    expect(reasons).toEqual([expect.stringContaining('payload formatter')]);
  });
});

describe('OwnTracks', () => {
  const here = { _type: 'location', lat: 52.5, lon: 13.4, acc: 12, batt: 64, tst: START / 1000 };

  test.each<[string, object, object]>([
    ['a position', here, { latitude: 52.5, longitude: 13.4, gps_accuracy: 12, battery: 64 }],
    ['in the region Home', { ...here, inregions: ['Home'] }, { state: 'home' }],
    ['in another region', { ...here, inregions: ['Office'] }, { state: 'Office' }],
    ['in none', { ...here, inregions: [] }, { state: 'not_home' }],
  ])('%s', (_what, payload, state) => {
    const { home } = heard([['owntracks/anna/phone', payload]], dialects);
    const tracker = home.entities().find(({ kind }) => kind === 'device_tracker');
    expect(home.status(tracker?.id ?? '').state).toMatchObject(state);
  });

  test('leaving a region, and the last will of the app', () => {
    const { home } = heard(
      [
        ['owntracks/anna/phone', { ...here, inregions: ['Home'] }],
        [
          'owntracks/anna/phone/event',
          { ...here, _type: 'transition', event: 'leave', desc: 'Home' },
        ],
      ],
      dialects,
    );
    const [tracker] = home.entities();
    expect(home.status(tracker?.id ?? '').state['state']).toBe('not_home');
    home.hear('owntracks/anna/phone', { _type: 'lwt', tst: START / 1000 });
    expect(home.available(tracker?.id ?? '', START)).toBe(false);
  });

  test.each(['encrypted', 'waypoint', 'cmd', 'card'])('%s makes nothing', (_type) => {
    expect(heard([['owntracks/anna/phone', { _type }]], dialects).home.entities()).toEqual([]);
  });
});

describe('Victron', () => {
  test('null is an unknown value of a known quantity; set-up and labels are not shown', () => {
    expect(
      shown(
        ['N/c0619a/battery/256/Dc/0/Voltage', { value: 52.1 }],
        ['N/c0619a/battery/256/TimeToGo', { value: null }],
        ['N/c0619a/battery/256/ProductName', { value: 'SmartShunt' }],
        ['N/c0619a/settings/0/Settings/System/TimeZone', { value: '/Europe/Berlin' }],
        ['N/c0619a/solarcharger/279/Yield/User', { value: 812.4 }],
      ),
    ).toEqual({
      'c0619a / Battery 256 Dc 0 Voltage': 'sensor voltage 52.1 V',
      'c0619a / Battery 256 TimeToGo': 'sensor duration s',
      'c0619a / Solarcharger 279 Yield User': 'sensor energy 812.4 kWh',
    });
  });
});

test("TeslaMate's states are words, and its powers kilowatts", () => {
  expect(
    shown(
      ['teslamate/cars/1/display_name', 'Blitz'],
      ['teslamate/cars/1/state', 'online'],
      ['teslamate/cars/1/charging_state', 'Disconnected'],
      ['teslamate/cars/1/charger_power', '11'],
      ['teslamate/cars/1/est_battery_range_km', '312.4'],
      ['teslamate/cars/1/tpms_pressure_fl', '2.9'],
      ['teslamate/cars/1/model', '3'],
    ),
  ).toEqual({
    'Blitz / State': 'sensor online',
    'Blitz / Charging state': 'sensor Disconnected',
    'Blitz / Charger power': 'sensor power 11 kW',
    'Blitz / Est battery range km': 'sensor distance 312.4 km',
    'Blitz / Tpms pressure fl': 'sensor pressure 2.9 bar',
  });
});

test('no payload on any topic of an application throws, and little comes of it', () => {
  const root = fc.constantFrom(
    'N',
    'application',
    'evcc',
    'inverter',
    'owntracks',
    'teslamate',
    'v3',
    'zwave',
    'solar',
  );
  const level = fc.constantFrom(
    ...['1', 'site', 'loadpoints', 'cars', 'devices', 'device', 'event', 'up', 'status', 'name'],
    ...['38', '0', '50', 'value', '66049', 'currentValue', '116180000001', 'power', 'mode', ''],
  );
  const topic = fc
    .tuple(root, fc.array(level, { minLength: 1, maxLength: 6 }))
    .map(([first, rest]) => [first, ...rest].join('/'));
  const payload = fc.oneof(
    fc.json({ maxDepth: 4 }),
    fc.string(),
    fc.constantFrom(
      '{"__proto__":{"value":1}}',
      '{"_type":"location","lat":1e400}',
      '{"value":{}}',
    ),
    fc.constantFrom('{"_type":"location","lat":1,"lon":2}', '{"value":null}', '50', 'online'),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(topic, payload), { maxLength: 20 }), (messages) => {
      const { home, reasons } = heard(messages, dialects);
      for (const reason of reasons) expect(reason ?? '').not.toMatch(/internal error/);
      expect(home.entities().length).toBeLessThan(messages.length * 100 + 1);
    }),
    { numRuns: 500 },
  );
});
