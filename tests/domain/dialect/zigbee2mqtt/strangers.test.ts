import { describe, expect, test } from 'vitest';
import { feature, networkOf, only, said, stateOf } from './network.ts';

const TOPIC = 'zigbee2mqtt/thing';

/** The entity that one expose becomes. */
function made(type: string, name: string, more: Record<string, unknown> = {}) {
  const [entity] = networkOf([feature(type, name, { access: 1, ...more })]).entities();
  return entity;
}

describe('properties of other converters (Koenkk/zigbee2mqtt, homeassistant.ts)', () => {
  test.each([
    ...[['rain_rate', 'mm/h', 'precipitation_intensity', 'measurement'] as const],
    ...[['precipitation', 'mm', 'precipitation', 'total_increasing'] as const],
    ...[['gust_speed', 'm/s', 'wind_speed', 'measurement'] as const],
    ...[['soil_fertility', 'µS/cm', 'conductivity', 'measurement'] as const],
    ...[['gas', 'm³', 'gas', 'total_increasing'] as const],
  ])('%s is measured in %s', (name, unit, deviceClass, stateClass) => {
    expect(made('numeric', name, { unit })).toMatchObject({ unit, deviceClass, stateClass });
  });

  test('a quantity without a unit is measured all the same', () => {
    const density = made('numeric', 'smoke_density');
    expect(density).toMatchObject({ unit: null, deviceClass: null, stateClass: 'measurement' });
  });

  test('a unit that is spelled out keeps its class', () => {
    expect(made('numeric', 'power_reactive', { unit: 'VAR' })).toMatchObject({
      ...{ unit: 'var', deviceClass: 'reactive_power' },
    });
  });

  test('areas of a presence sensor and a rain sensor have their classes', () => {
    const words = { value_on: true, value_off: false };
    expect(made('binary', 'area2Occupancy', words)?.deviceClass).toBe('occupancy');
    expect(made('binary', 'rain_status', words)?.deviceClass).toBe('moisture');
  });

  test('what sets a device up is a setting', () => {
    expect(made('enum', 'motor_direction', { access: 3, values: ['a', 'b'] })?.category).toBe(
      'config',
    );
    expect(made('binary', 'window_detection', { access: 3 })?.category).toBe('config');
  });
});

test('a speed of three is a whole percentage, and the same speed again', () => {
  const mode = feature('enum', 'mode', {
    ...{ property: 'fan_mode', values: ['off', 'low', 'medium', 'high'] },
  });
  const home = networkOf([{ type: 'fan', features: [mode] }]);
  const fan = only(home, 'fan');
  for (const [word, percentage] of [
    ...[['low', 33] as const, ['medium', 66] as const, ['high', 100] as const],
  ]) {
    home.hear(TOPIC, { fan_mode: word });
    expect(stateOf(home, fan)['percentage']).toBe(percentage);
    expect(said(home, fan, { command: 'set_percentage', percentage })).toEqual([
      [`${TOPIC}/set`, { fan_mode: word }],
    ]);
  }
});
