import { describe, expect, test } from 'vitest';
import { MAX_ATTRIBUTES } from '@/lib/domain/dialect/home-assistant/attributes.ts';
import { haDiscovery } from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import { testHome } from '../../../support/home.ts';
import { heard } from './heard.ts';

const sensor = { uniq_id: 'u', stat_t: 't', json_attr_t: 'a' };
const homeWith = (config: object, component = 'sensor') => {
  const home = testHome([haDiscovery]);
  home.hear(`homeassistant/${component}/x/config`, config);
  return home;
};

describe('attributes', () => {
  test('are further properties under their own names, what has parts as JSON', () => {
    const said = { raw: '0521', ok: true, rate: 0.5, none: null, list: [1, 'b'], deep: { a: {} } };
    const { state } = heard('sensor', sensor, [
      ['t', '5'],
      ['a', said],
    ]);
    expect(state).toEqual({ value: '5', ...said, list: '[1,"b"]', deep: '{"a":{}}' });
  });

  test('never take the place of what the kind itself says', () => {
    const said = { value: 'x', last_reset: 1, available: false, on: true };
    const { state, available } = heard('sensor', sensor, [
      ['t', '5'],
      ['a', said],
    ]);
    expect(state).toEqual({ value: '5', on: true });
    expect(available).toBe(true);
  });

  test('are told when they change, all of them stand in every message', () => {
    const home = homeWith(sensor);
    home.hear('a', { a: 1, b: 2 });
    expect(home.hear('a', { a: 1, b: 2 })).toMatchObject({
      updates: [],
      ignored: { reason: 'no attribute has changed' },
    });
    expect(home.hear('a', { a: 3 }).updates).toMatchObject([
      { property: 'a', value: 3 },
      { property: 'b', value: null },
    ]);
    expect(home.hear('a', { a: 3 }).updates).toEqual([]);
  });

  test('come through a template, also from the topic of the state', () => {
    const config = {
      ...{ uniq_id: 'u', stat_t: 't', json_attr_t: 't', val_tpl: '{{ value_json.v }}' },
      json_attr_tpl: '{{ value_json.more | to_json }}',
    };
    const home = homeWith(config);
    expect(home.hear('t', { v: 7, more: { unit: 'A' } }).updates).toMatchObject([
      { property: 'value', value: '7' },
      { property: 'unit', value: 'A' },
    ]);
    expect(home.hear('t', { v: 8, more: { unit: 'A' } }).updates).toHaveLength(1);
  });

  test.each(['[1]', 'text', '7', ''])('%j is no object and changes nothing', (payload) => {
    const home = homeWith(sensor);
    expect(home.hear('a', payload).ignored?.reason).toBe('the attributes are not a JSON object');
  });

  test('are bounded in number, however the names change, and in length', () => {
    const home = homeWith(sensor);
    for (let round = 0; round < 5; round++) {
      const many = Object.fromEntries(
        Array.from({ length: 100 }, (_, i) => [`${round}-${i}`, 'x'.repeat(5_000)]),
      );
      home.hear('a', { many, list: 'y'.repeat(300).split(''), ...many });
    }
    const { state } = home.status('sensor.u');
    expect(Object.keys(state).length).toBe(MAX_ATTRIBUTES);
    expect(String(state['list'])).toHaveLength(255);
    expect(JSON.stringify(state).length).toBeLessThan(MAX_ATTRIBUTES * 1200);
  });

  test('with names that JavaScript knows are data or nothing', () => {
    const home = homeWith(sensor);
    home.hear('a', '{"__proto__":{"x":1},"constructor":"c","toString":2}');
    expect(home.status('sensor.u').state).toEqual({ constructor: 'c', toString: 2 });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test.each([
    ['binary_sensor', {}, 'ON', { on: true }],
    ['switch', { cmd_t: 'c' }, 'OFF', { on: false }],
    ['light', { cmd_t: 'c' }, 'ON', { on: true }],
    ['number', { cmd_t: 'c' }, '5', { value: 5 }],
    ['select', { cmd_t: 'c', ops: ['a'] }, 'a', { value: 'a' }],
    ['lock', { cmd_t: 'c' }, 'LOCKED', { state: 'locked' }],
    ['update', {}, '1.0', { installed_version: '1.0' }],
    ['device_tracker', {}, 'home', { state: 'home' }],
  ])('belong to every component: %s', (component, config, said, own) => {
    const { state } = heard(component, { stat_t: 't', json_attr_t: 'a', ...config }, [
      ['a', { linkquality: 84 }],
      ['t', said],
    ]);
    expect(state).toMatchObject({ ...own, linkquality: 84 });
  });

  test('are read again after a restart', () => {
    const first = homeWith(sensor);
    const home = testHome([haDiscovery]);
    const entities = JSON.parse(JSON.stringify(first.entities()));
    home.restore({ devices: first.devices(), entities, statuses: {} });
    home.hear('a', { a: 1 });
    expect(home.status('sensor.u').state).toEqual({ a: 1 });
  });
});

describe('trackers', () => {
  test.each([
    ['home', 'home'],
    ['daheim', 'home'],
    ['weg', 'not_home'],
    ['None', null],
    ['Büro', 'Büro'],
  ])('%s is %s', (said, state) => {
    const config = { stat_t: 't', pl_home: 'daheim', pl_not_home: 'weg' };
    expect(heard('device_tracker', config, said).state).toEqual({ state });
  });

  test('a position is numbers, however it was written, and the battery percent', () => {
    const said = { latitude: '52.5', longitude: 13.4, gps_accuracy: 'bad', battery_level: '80' };
    const { state } = heard('device_tracker', { json_attr_t: 't' }, said);
    expect(state).toEqual({
      ...{ latitude: 52.5, longitude: 13.4, gps_accuracy: null, battery: 80 },
      // Where home is, a tracker with a position alone does not say.
      state: null,
    });
  });

  test('a place on its own topic stays when the position changes', () => {
    const { state } = heard('device_tracker', { stat_t: 't', json_attr_t: 'a' }, [
      ['t', 'home'],
      ['a', { latitude: 1, longitude: 2 }],
    ]);
    expect(state).toEqual({ state: 'home', latitude: 1, longitude: 2 });
  });

  test.each([
    [['zone.home', 'zone.street'], 'home'],
    [['work'], 'work'],
    [[], 'not_home'],
  ])('newer ones name their zones: %j is %s', (in_zones, state) => {
    expect(heard('device_tracker', { json_attr_t: 't' }, { in_zones }).state).toEqual({ state });
  });

  test('one that tells nothing is refused', () => {
    expect(heard('device_tracker', { name: 'x' }, []).ignored).toContain('state_topic');
  });
});
