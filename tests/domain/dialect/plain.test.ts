import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dialect } from '@/lib/domain/dialect/dialect.ts';
import { createPlainDialect, plainDialect } from '@/lib/domain/dialect/plain/plain.ts';
import { createHome } from '@/lib/domain/entity/create-home.ts';
import type { Folded } from '@/lib/domain/entity/home.ts';

const NOW = Date.parse('2024-01-01T12:00:00Z');
const bytes = (text: string) => new TextEncoder().encode(text);

/** A home that heard these messages, one second apart. */
function heard(messages: readonly (readonly [string, string])[], dialect: Dialect = plainDialect) {
  const home = createHome([dialect]);
  const folded: Folded[] = messages.map(([topic, payload], i) =>
    home.fold({ topic, payload: bytes(payload), retain: false, at: NOW + i * 1000 }),
  );
  const value = (id: string) => {
    const { state } = home.status(id);
    return 'on' in state ? state['on'] : state['value'];
  };
  const last = folded.at(-1)!;
  const readings = last.updates.filter(({ property }) => property !== 'available');
  return { home, folded, last, readings, value };
}

/** The only entity of one message, with its value. */
function one(topic: string, payload: string, dialect?: Dialect) {
  const { home, value } = heard([[topic, payload]], dialect);
  const [entity] = home.entities();
  if (entity === undefined) return null;
  const { kind, deviceClass, unit, stateClass } = entity;
  return { kind, deviceClass, unit, stateClass, value: value(entity.id) };
}

describe('values', () => {
  test('a number on sensors/<device>/<quantity> is a sensor of that device', () => {
    const { home, value } = heard([['sensors/esp32/temperature', '21.5']]);
    const entity = home.entity('sensor.esp32_temperature');
    expect(entity).toMatchObject({
      name: 'Temperature',
      deviceClass: 'temperature',
      stateClass: 'measurement',
      unit: '°C',
    });
    expect(home.device(entity!.deviceId)).toMatchObject({
      name: 'Esp32',
      identifiers: ['plain:esp32'],
    });
    expect(value('sensor.esp32_temperature')).toBe(21.5);
  });

  test('a JSON object gives one entity for each measurement in it, and none for what is none', () => {
    const { home, value } = heard([
      [
        'sensors/esp32-7/data',
        '{"temperature":21.37,"battery":{"voltage":3.91,"percent":77},"ok":true,"error":null,"fw":"1.2.0","mac":"AA:BB","ts":1700000000,"values":[1,2,3]}',
      ],
    ]);
    const shown = home
      .entities()
      .map(({ id, unit, deviceClass }) => [id, unit, deviceClass, value(id)]);
    expect(shown).toEqual([
      ['sensor.esp32_7_temperature', '°C', 'temperature', 21.37],
      ['sensor.esp32_7_battery_voltage', 'V', 'voltage', 3.91],
      ['sensor.esp32_7_battery_percent', '%', 'battery', 77],
      ['binary_sensor.esp32_7_ok', null, null, true],
      ['sensor.esp32_7_values_0', null, null, 1],
      ['sensor.esp32_7_values_1', null, null, 2],
      ['sensor.esp32_7_values_2', null, null, 3],
    ]);
  });

  test('home/<room>/<quantity> belongs to the room', () => {
    const { home } = heard([['home/living_room/humidity', '48']]);
    expect(home.devices()).toMatchObject([{ name: 'Living room', room: 'Living room' }]);
  });

  test('a key that appears later becomes an entity then', () => {
    const { last, value } = heard([
      ['sensors/x/data', '{"temperature":20}'],
      ['sensors/x/data', '{"temperature":21,"humidity":50}'],
    ]);
    expect(last.defined).toEqual(['sensor.x_humidity']);
    expect(value('sensor.x_humidity')).toBe(50);
    expect(value('sensor.x_temperature')).toBe(21);
  });

  test('what is known is not defined again', () => {
    const { folded } = heard(Array.from({ length: 3 }, (_, i) => ['sensors/x/data', `{"a":${i}}`]));
    expect(folded.map(({ defined }) => defined.length)).toEqual([1, 0, 0]);
  });

  test('every report is an update, also of an equal value', () => {
    const { last } = heard([
      ['sensors/x/temperature', '20'],
      ['sensors/x/temperature', '20'],
    ]);
    expect(last.updates).toMatchObject([{ property: 'value', value: 20, at: NOW + 1000 }]);
  });

  test('a value sent in two ways is one entity', () => {
    const { home, value } = heard([
      ['sensors/x/data', '{"temperature":20}'],
      ['sensors/x/temperature', '25'],
    ]);
    expect(home.entities()).toHaveLength(1);
    expect(value('sensor.x_temperature')).toBe(20);
  });

  test('an envelope is unwrapped, with its unit and its time', () => {
    const at = NOW - 3_600_000;
    const { home, readings } = heard([
      ['sensors/x/temperature', JSON.stringify({ value: 70.5, unit: 'F', time: at / 1000 })],
    ]);
    expect(home.entities()).toMatchObject([{ id: 'sensor.x_temperature', unit: '°F' }]);
    expect(readings).toMatchObject([{ property: 'value', value: 70.5, at }]);
  });

  test.each([
    [`{"t":1,"ts":${NOW - 5000}}`, NOW - 5000],
    [`{"t":1,"ts":${(NOW - 5000) / 1000}}`, NOW - 5000],
    ['{"t":1,"timestamp":"2024-01-01T10:00:00Z"}', NOW - 7_200_000],
    ['{"t":1,"time":"2024-01-01T12:00:00+02:00"}', NOW - 7_200_000],
    ['{"t":1,"ts":1500000000}', NOW],
    ['{"t":1,"time":"2024-01-01T10:00:00"}', NOW],
    ['{"t":1,"ts":"soon"}', NOW],
  ])('the time of %s is %d', (payload, at) => {
    expect(heard([['sensors/x/data', payload]]).readings).toMatchObject([{ at }]);
  });

  test('unknown words say that the value is unknown', () => {
    const { value } = heard([
      ['sensors/x/temperature', '20'],
      ['sensors/x/temperature', 'unavailable'],
    ]);
    expect(value('sensor.x_temperature')).toBeNull();
  });

  test('a word outside its pair makes a text of what seemed binary', () => {
    const { home, last, value } = heard([
      ['sensors/x/hatch', 'open'],
      ['sensors/x/hatch', 'ajar'],
      ['sensors/x/hatch', 'open'],
    ]);
    expect(home.entities()).toMatchObject([{ kind: 'sensor', uniqueId: 'x/hatch' }]);
    expect(value('sensor.x_hatch')).toBe('open');
    expect(last.ignored).toBeNull();
  });

  test.each(['', ' ', 'NaN', '-inf', '1e999', '[]', '{}', '\u0000\u0001'])(
    'nonsense %j is refused with a reason and changes nothing',
    (payload) => {
      const fresh = heard([['sensors/x/temperature', payload]]);
      expect(fresh.last.ignored?.reason).toBeTruthy();
      expect(fresh.home.entities()).toEqual([]);
      const later = heard([
        ['sensors/x/temperature', '20'],
        ['sensors/x/temperature', payload],
      ]);
      expect(later.last.updates).toEqual([]);
      expect(later.value('sensor.x_temperature')).toBe(20);
    },
  );

  test('binary payloads are refused', () => {
    const home = createHome([plainDialect]);
    const payload = Uint8Array.from([0, 255, 254, 1]);
    const { ignored } = home.fold({ topic: 'sensors/x/y', payload, retain: false, at: NOW });
    expect(ignored?.reason).toMatch(/binary/);
  });

  test.each([
    'sensors/x/set',
    'sensors/x',
    'sensors//temperature',
    'sensors/x/',
    'home/kitchen/get',
    'commands/x',
    'control/lights/x',
    'other/x/temperature',
    '$SYS/broker/uptime',
  ])('%s makes no entity', (topic) => {
    expect(heard([[topic, '1']]).home.entities()).toEqual([]);
  });

  test('keys of the prototype are data', () => {
    const { home } = heard([
      ['sensors/x/data', '{"__proto__":{"polluted":1},"constructor":1,"temperature":20}'],
    ]);
    expect(home.entity('sensor.x_temperature')).toBeDefined();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('availability', () => {
  test('the status of a device counts for all its entities, and nothing said means available', () => {
    const { home } = heard([
      ['sensors/x/temperature', '20'],
      ['lights/x/state', '{"state":"on","brightness":40}'],
    ]);
    expect(home.available('sensor.x_temperature', NOW)).toBe(true);
    for (const online of [false, true]) {
      const payload = bytes(online ? 'online' : 'offline');
      home.fold({ topic: 'devices/x/status', payload, retain: true, at: NOW });
      expect(home.available('sensor.x_temperature', NOW)).toBe(online);
      expect(home.available('light.x', NOW)).toBe(online);
    }
  });

  test('a status heard before the first value still counts', () => {
    const { home } = heard([
      ['devices/x/status', 'offline'],
      ['sensors/x/temperature', '20'],
    ]);
    expect(home.available('sensor.x_temperature', NOW)).toBe(false);
  });
});

describe('what a value means', () => {
  test.each([
    ['temp_c', '31.2', 'temperature', '°C'],
    ['voltage', '3.01 V', 'voltage', 'V'],
    ['temperatur', '22,4', 'temperature', '°C'],
    ['außentemperatur', '-4', 'temperature', '°C'],
    ['outTemp_C', '12.3', 'temperature', '°C'],
    ['windSpeed_kph', '10.1', 'wind_speed', 'km/h'],
    ['barometer_mbar', '1009', 'atmospheric_pressure', 'mbar'],
    ['pressure', '1013.2', 'atmospheric_pressure', 'hPa'],
    ['pressure', '2.1', null, null],
    ['soil_moisture', '31', 'moisture', '%'],
    ['soil_temperature', '12', 'temperature', '°C'],
    ['battery_v', '3.55', 'voltage', 'V'],
    ['battery', '87', 'battery', '%'],
    ['battery', '61,5 %', 'battery', '%'],
    ['co2', '812', 'carbon_dioxide', 'ppm'],
    ['pm2_5', '8', 'pm25', 'µg/m³'],
    ['power_w', '431', 'power', 'W'],
    ['power', '1.2 kW', 'power', 'kW'],
    ['luftfeuchtigkeit', '55', 'humidity', '%'],
    ['humedad', '55', 'humidity', '%'],
    ['lux', '350', 'illuminance', 'lx'],
    ['rssi', '-61', 'signal_strength', 'dBm'],
    ['t', '19.9', 'temperature', '°C'],
    ['h', '61', 'humidity', '%'],
    ['rain_mm', '0.0', 'precipitation', 'mm'],
    ['wind_dir', '270', 'wind_direction', '°'],
    ['uptime', '1234 seconds', 'duration', 's'],
    ['foo', '5', null, null],
  ])('%s %s is %s in %s', (quantity, payload, deviceClass, unit) => {
    expect(one(`sensors/x/${quantity}`, payload)).toMatchObject({
      kind: 'sensor',
      deviceClass,
      unit,
    });
  });

  test.each([
    ['energy_kwh', '12034.55', 'total_increasing'],
    ['zählerstand', '3', 'total_increasing'],
    ['power', '3', 'measurement'],
    ['wind_direction', '3', 'measurement_angle'],
  ])('%s has the state class of its quantity', (quantity, payload, stateClass) => {
    expect(one(`sensors/x/${quantity}`, payload)).toMatchObject({ stateClass });
  });

  test.each([
    ['window', 'open', 'window', true],
    ['fenster', 'geschlossen', 'window', false],
    ['door', '1', 'door', true],
    ['motion', 'true', 'motion', true],
    ['presence', 'away', 'presence', false],
    ['leak', 'wet', 'moisture', true],
    ['battery_low', '0', 'battery', false],
    ['anything', 'ON', null, true],
    ['anything', 'closed', 'opening', false],
    ['light', '1', null, true],
    ['online', '1', 'connectivity', true],
  ])('%s %s is yes or no of class %s', (quantity, payload, deviceClass, value) => {
    expect(one(`sensors/x/${quantity}`, payload)).toMatchObject({
      kind: 'binary_sensor',
      deviceClass,
      value,
    });
  });

  test.each([
    ['status', 'partly cloudy'],
    ['mode', 'away'],
    ['id', '0x1F'],
    ['code', '3102980006c5'],
    ['code', '007'],
    ['code', '123456789012345678901'],
    ['weather', 'clear'],
  ])('%s %s stays text', (quantity, payload) => {
    expect(one(`home/x/${quantity}`, payload)).toMatchObject({
      kind: 'sensor',
      unit: null,
      value: payload,
    });
  });

  test('1 and 0 are numbers unless the name says otherwise', () => {
    expect(one('sensors/x/power', '1')).toMatchObject({ kind: 'sensor', unit: 'W', value: 1 });
    expect(one('sensors/x/gas', '0')).toMatchObject({ kind: 'sensor', value: 0 });
  });
});

describe('all other topics, when asked for', () => {
  const everything = createPlainDialect({ everything: true }) as Dialect;

  test('the last level is the quantity and the one before it the device', () => {
    const { home } = heard([['attic/sensor1/temp_c', '31.2']], everything);
    expect(home.devices()).toMatchObject([{ name: 'Sensor1' }]);
    expect(home.entities()).toMatchObject([{ deviceClass: 'temperature', unit: '°C' }]);
  });

  test('an object of values belongs to the device of the last level', () => {
    const { home } = heard(
      [['meteo/station', '{"outTemp_C":"12.3","usUnits":"16.0"}']],
      everything,
    );
    expect(home.devices()).toMatchObject([{ name: 'Station' }]);
    expect(home.entities()).toMatchObject([{ name: 'OutTemp C', unit: '°C' }]);
  });

  test('a nameless value takes its meaning from the level before', () => {
    expect(one('garage/door/state', 'closed', everything)).toMatchObject({
      deviceClass: 'door',
      value: false,
    });
  });

  test.each([
    '$SYS/x/y',
    'zigbee2mqtt/bridge/logging',
    'cmd/light/set',
    'cmnd/x/power',
    'a/b/config',
  ])('%s is left alone', (topic) =>
    expect(heard([[topic, '1']], everything).home.entities()).toEqual([]),
  );
});

test('no payload on any topic throws, and the home stays whole', () => {
  const level = fc.oneof(
    fc.constantFrom(
      'sensors',
      'home',
      'lights',
      'devices',
      'state',
      'status',
      'data',
      'x',
      '🌡️',
      'küche',
      '',
    ),
    fc.string({ maxLength: 6 }),
  );
  const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
  const payload = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.string().map(bytes),
    fc.json().map(bytes),
    fc.constantFrom('on', 'off', '1', '0', '21.5 °C', '{"state":"on"}', 'open', 'NaN').map(bytes),
  );
  const messages = fc.array(fc.tuple(topic, payload), { maxLength: 20 });
  fc.assert(
    fc.property(messages, (list) => {
      const home = createHome([createPlainDialect({ everything: true }) as Dialect]);
      for (const [name, content] of list) {
        const folded = home.fold({ topic: name, payload: content, retain: false, at: NOW });
        expect(folded.ignored?.reason ?? '').not.toMatch(/internal error/);
      }
      for (const entity of home.entities()) expect(entity.id).toMatch(/^[a-z_]+\.[a-z0-9_]+$/);
    }),
    { numRuns: 1_000 },
  );
});
