import { describe, expect, test } from 'vitest';
import {
  createHaDiscovery,
  haDiscovery,
} from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import { START, testHome } from '../../../support/home.ts';

const home = () => testHome([haDiscovery]);
const device = { identifiers: ['d'], name: 'Pump' };
const define = (config: unknown, component = 'sensor') => {
  const made = home();
  const folded = made.hear(`homeassistant/${component}/x/config`, config);
  return { home: made, folded, entity: made.entities()[0] };
};

describe('names', () => {
  test.each([
    ['missing, with a class', { device_class: 'humidity' }, 'Humidity'],
    ['missing, without a class', {}, 'Sensor'],
    ['null: the device itself', { name: null }, null],
    ['empty: the device itself', { name: '' }, null],
    ['the device name alone', { name: 'pump' }, null],
    ['the device name in front', { name: 'Pump power' }, 'Power'],
    ['the device name in front, with another mark', { name: 'Pump_power' }, 'Power'],
    ['a word that begins like the device', { name: 'Pumping' }, 'Pumping'],
    ['a number', { name: 7 }, '7'],
  ])('%s', (_case, config, name) => {
    const { entity } = define({ state_topic: 's', unique_id: 'u', device, ...config });
    expect(entity?.name).toBe(name);
  });
});

describe('configurations', () => {
  test('short and full keys, and the base topic at both ends', () => {
    const { entity } = define({
      '~': 'base/dev',
      stat_t: '~/state',
      avty: [{ t: 'up/~' }],
      uniq_id: 'u',
      unit_of_measurement: 'degC',
      dev_cla: 'temperature',
    });
    expect(entity).toMatchObject({ unit: '°C', deviceClass: 'temperature' });
    expect(entity?.source.stateTopics).toEqual(['base/dev/state']);
    expect(entity?.source.availability?.topics).toEqual(['up/base/dev']);
  });

  test.each([
    ['no topic', { name: 'x' }, /state_topic/],
    ['a wrong topic', { state_topic: 7 }, /^$/],
    ['a list', [], /not a JSON object/],
    ['text', 'hello', /not a JSON object/],
  ])('%s', (_case, config, reason) => {
    const { folded } = define(config);
    if (reason.source === '^$') expect(folded.defined).toHaveLength(1);
    else expect(folded.ignored?.reason).toMatch(reason);
  });

  test('a component that does not exist is refused by name', () => {
    expect(define({ name: 'x' }, 'toaster').folded.ignored?.reason).toBe(
      '"toaster" is no component of Home Assistant',
    );
  });

  test('wrong types are read for what they mean', () => {
    const { entity } = define({
      state_topic: 's',
      unique_id: 42,
      enabled_by_default: 'false',
      expire_after: '51840.0',
      entity_category: 'nonsense',
      icon: 'javascript:alert(1)',
      device: { ids: 4711, name: 5, sw: 2, mf: null },
    });
    expect(entity).toMatchObject({
      ...{ uniqueId: '42', enabled: false, category: null, icon: null },
      source: { expireAfterMs: 51_840_000 },
    });
  });

  test('a class that does not go with its unit is dropped, the value stays', () => {
    const made = define({
      state_topic: 's',
      unique_id: 'u',
      device_class: 'temperature',
      unit_of_meas: 'W',
    });
    expect(made.entity).toMatchObject({ deviceClass: null, unit: 'W' });
    expect(made.home.hear('s', '12').updates).toMatchObject([{ value: 12 }]);
  });

  test('an entity without a unique id is known by its topic', () => {
    const { entity } = define({ state_topic: 's', name: 'Bare' });
    expect(entity).toMatchObject({ uniqueId: 'homeassistant/sensor/x', name: 'Bare' });
  });

  test('a topic whose unique id changes stands for the new entity alone', () => {
    const { home: made } = define({ state_topic: 's', unique_id: 'old' });
    const folded = made.hear('homeassistant/sensor/x/config', {
      state_topic: 's',
      unique_id: 'new',
    });
    expect(folded).toMatchObject({ defined: ['sensor.new'], removed: ['sensor.old'] });
  });

  test('another prefix of several levels', () => {
    const made = testHome([createHaDiscovery('my/ha')]);
    expect(made.hear('my/ha/sensor/x/config', { state_topic: 's' }).defined).toHaveLength(1);
    expect(made.hear('homeassistant/sensor/x/config', { state_topic: 's' }).defined).toEqual([]);
  });
});

describe('device-based discovery', () => {
  const topic = 'homeassistant/device/d/config';
  const part = (more: object = {}) => ({ p: 'sensor', unique_id: 'a', unit_of_meas: 'W', ...more });

  test('components inherit topics and availability from the root', () => {
    const made = home();
    made.hear(topic, {
      '~': 'dev',
      ...{ dev: device, o: { name: 'x' }, stat_t: '~/state', avty_t: '~/lwt' },
      cmps: {
        a: part({ val_tpl: '{{ value_json.a }}' }),
        b: part({ unique_id: 'b', stat_t: '~/b' }),
      },
    });
    const [a, b] = made.entities();
    expect(a?.source).toMatchObject({
      stateTopics: ['dev/state'],
      availability: { topics: ['dev/lwt'] },
    });
    expect(b?.source).toMatchObject({
      stateTopics: ['dev/b'],
      availability: { topics: ['dev/lwt'] },
    });
    expect(made.hear('dev/state', { a: 3.5 }).updates).toMatchObject([{ value: 3.5 }]);
  });

  test('a component left out stays, one with its platform alone goes, also after a restart', () => {
    const first = home();
    first.hear(topic, {
      dev: device,
      stat_t: 's',
      cmps: { a: part(), b: part({ unique_id: 'b' }) },
    });
    first.hear(topic, { dev: device, stat_t: 's', cmps: { a: part() } });
    expect(first.entities()).toHaveLength(2);
    const made = home();
    made.restore({ devices: first.devices(), entities: first.entities(), statuses: {} });
    const folded = made.hear(topic, {
      dev: device,
      stat_t: 's',
      cmps: { a: part(), b: { p: 'sensor' } },
    });
    expect(folded.removed).toEqual(['sensor.b']);
    expect(folded.defined).toEqual([]);
  });

  test('good components count although others are wrong, and the wrong ones are told', () => {
    const made = home();
    const folded = made.hear(topic, {
      dev: device,
      stat_t: 's',
      cmps: { a: part(), b: 7, c: { p: 'tag' } },
    });
    expect(folded.defined).toEqual(['sensor.a']);
    expect(folded.ignored?.reason).toContain('b: ');
  });

  test('an empty payload removes all components', () => {
    const made = home();
    made.hear(topic, {
      dev: device,
      stat_t: 's',
      cmps: { a: part(), b: part({ unique_id: 'b' }) },
    });
    expect(made.hear(topic, '').removed).toEqual(['sensor.a', 'sensor.b']);
  });

  test('migration to the device form and back keeps the entity and its state', () => {
    const single = 'homeassistant/sensor/d/a/config';
    const made = home();
    const config = { uniq_id: 'a', stat_t: 's', unit_of_meas: 'W', dev: device };
    made.hear(single, config);
    made.hear('s', '5');
    made.hear(single, { migrate_discovery: true });
    expect(
      made.hear(topic, { dev: device, cmps: { a: part({ stat_t: 's' }) } }).ignored,
    ).toBeNull();
    made.hear(single, '');
    expect(made.status('sensor.a').state).toEqual({ value: 5 });
    made.hear(topic, { migr_discvry: true });
    expect(made.hear(single, config).ignored).toBeNull();
    made.hear(topic, '');
    expect(made.status('sensor.a').state).toEqual({ value: 5 });
    expect(made.entity('sensor.a')?.source.definedBy).toBe(single);
  });
});

describe('switches', () => {
  const topic = 'homeassistant/switch/x/config';
  const config = { unique_id: 's', command_topic: 'c', state_topic: 's', qos: 1, retain: true };

  test('commands follow template, qos and retain; a target says what the report must show', () => {
    const made = home();
    made.hear(topic, {
      ...config,
      command_template: '{"v":"{{ value }}"}',
      payload_on: 1,
      payload_off: 0,
    });
    expect(made.encode({ entity: 'switch.s', command: 'turn_on' })).toEqual({
      ok: true,
      messages: [{ topic: 'c', payload: '{"v":"1"}', qos: 1, retain: true }],
      target: { on: true },
    });
    made.hear('s', '1', { at: START });
    expect(made.encode({ entity: 'switch.s', command: 'toggle' })).toMatchObject({
      target: { on: false },
    });
  });

  test('what is no command of a switch is refused by name', () => {
    const made = home();
    made.hear(topic, config);
    const refused = (command: string, more: object = {}) => {
      const encoded = made.encode({ entity: 'switch.s', command, ...more });
      return encoded.ok ? null : encoded.code;
    };
    expect(refused('explode')).toBe('unsupported_command');
    expect(refused('turn_on', { brightness: 5 })).toBe('invalid_argument');
    expect(made.encode({ entity: 'switch.none', command: 'turn_on' }).ok).toBe(false);
  });
});
