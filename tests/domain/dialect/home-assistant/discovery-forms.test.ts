import { describe, expect, test } from 'vitest';
import { DIALECTS } from '@/lib/domain/dialect/dialects.ts';
import { START, testHome } from '../../../support/home.ts';

const topic = (name: string) => `homeassistant/${name}/config`;
const sensor = (more: object = {}) => ({ state_topic: 't', unique_id: 'a', ...more });

describe('availability as firmwares tell it', () => {
  /** Configuration, what is said, whether the entity can be reached then. */
  test.each([
    ['nothing said yet', { availability_topic: 'u' }, [], false],
    ['the default words', { availability_topic: 'u' }, [['u', 'online']], true],
    [
      'words of its own',
      { avty_t: 'u', pl_avail: 'Online', pl_not_avail: 'Offline' },
      [['u', 'Online']],
      true,
    ],
    [
      'the default words do not count then',
      { avty_t: 'u', pl_avail: 'Online' },
      [['u', 'online']],
      false,
    ],
    [
      'another word changes nothing',
      { avty_t: 'u' },
      [
        ['u', 'online'],
        ['u', 'sleeping'],
      ],
      true,
    ],
    [
      'an empty word changes nothing',
      { avty_t: 'u' },
      [
        ['u', 'online'],
        ['u', ''],
      ],
      true,
    ],
    [
      'JSON through a template',
      { availability: [{ topic: 'u', value_template: '{{ value_json.state }}' }] },
      [['u', '{"state":"online"}']],
      true,
    ],
    [
      'text where the template wants JSON',
      { availability: [{ topic: 'u', value_template: '{{ value_json.state }}' }] },
      [
        ['u', '{"state":"offline"}'],
        ['u', 'online'],
      ],
      false,
    ],
    [
      'a template for both forms',
      { avty_t: 'u', avty_tpl: '{{ value_json.state if value_json is mapping else value }}' },
      [['u', 'online']],
      true,
    ],
    [
      'a choice in the template',
      { avty_t: 'u', avty_tpl: "{{ 'online' if value_json.rssi|int > -90 else 'offline' }}" },
      [['u', '{"rssi":-95}']],
      false,
    ],
    ['a single object', { availability: { topic: 'u' } }, [['u', 'online']], true],
    [
      'booleans through a template',
      { avty_t: 'u', pl_avail: true, pl_not_avail: false, avty_tpl: '{{ value_json.up }}' },
      [['u', '{"up":true}']],
      true,
    ],
    [
      'booleans sent bare',
      { avty_t: 'u', pl_avail: true, pl_not_avail: false },
      [['u', 'true']],
      true,
    ],
    ['numbers', { avty_t: 'u', pl_avail: 1, pl_not_avail: 0 }, [['u', '0']], false],
    [
      'latest: the last word of any',
      { avty: [{ t: 'u' }, { t: 'w' }] },
      [
        ['u', 'offline'],
        ['w', 'online'],
      ],
      true,
    ],
    [
      'all: both',
      { avty: [{ t: 'u' }, { t: 'w' }], avty_mode: 'all' },
      [
        ['u', 'offline'],
        ['w', 'online'],
      ],
      false,
    ],
    [
      'all: one is silent',
      { avty: [{ t: 'u' }, { t: 'w' }], avty_mode: 'all' },
      [['w', 'online']],
      false,
    ],
    [
      'any: one is enough',
      { avty: [{ t: 'u' }, { t: 'w' }], avty_mode: 'any' },
      [
        ['w', 'online'],
        ['u', 'offline'],
      ],
      true,
    ],
    ['the state topic itself', { avty_t: 't' }, [['t', 'online']], true],
    ['a base topic', { '~': 'b', avty_t: '~/u' }, [['b/u', 'online']], true],
  ] as const)('%s', (_case, config, said, available) => {
    const home = testHome(DIALECTS);
    home.hear(topic('sensor/x'), sensor(config));
    for (const [where, payload] of said) home.hear(where, payload);
    expect(home.available('sensor.a', START)).toBe(available);
  });
});

describe('device-based payloads', () => {
  const device = { ids: ['d'], name: 'D' };
  const home = (payload: object) => {
    const made = testHome(DIALECTS);
    made.hear(topic('device/d'), { dev: device, o: { name: 'x' }, ...payload });
    return made;
  };

  test("a component's own availability counts instead of the root's list", () => {
    const made = home({
      avty: [{ t: 'root' }],
      cmps: {
        a: { p: 'sensor', ...sensor(), avty_t: 'own' },
        b: { p: 'sensor', ...sensor(), unique_id: 'b' },
      },
    });
    made.hear('own', 'online');
    expect(made.available('sensor.a', START)).toBe(true);
    expect(made.available('sensor.b', START)).toBe(false);
  });

  test("a component's own list counts instead of the root's topic and words", () => {
    const made = home({
      avty_t: 'root',
      pl_avail: 'yes',
      cmps: { a: { p: 'sensor', ...sensor(), avty: [{ t: 'own' }] } },
    });
    made.hear('own', 'online');
    expect(made.available('sensor.a', START)).toBe(true);
  });

  test('the base topic of the root', () => {
    const made = home({
      '~': 'z/plug',
      cmps: { a: { p: 'switch', unique_id: 'a', stat_t: '~', cmd_t: '~/set' } },
    });
    made.hear('z/plug', 'ON');
    expect(made.status('switch.a').state['on']).toBe(true);
  });

  test('one bad component leaves the others, and is told', () => {
    const made = testHome(DIALECTS);
    const folded = made.hear(topic('device/d'), {
      dev: device,
      cmps: { a: { p: 'sensor', unique_id: 'a' }, b: { p: 'sensor', ...sensor() }, c: 7 },
    });
    expect(made.entities()).toHaveLength(1);
    expect(folded.ignored?.reason).toMatch(/^a: /);
  });
});

describe('names and devices', () => {
  test.each([
    [
      'the device is told by later entities too',
      [{ ids: 'x', name: 'Lamp' }, { ids: ['x'] }],
      1,
      'Lamp',
    ],
    [
      'by connections',
      [{ cns: [['mac', 'AA-BB-CC-DD-EE-FF']], name: 'N' }, { cns: [['mac', 'aa:bb:cc:dd:ee:ff']] }],
      1,
      'N',
    ],
    ['numbers as ids', [{ ids: [17], name: 'N' }, { ids: '17' }], 1, 'N'],
    [
      'different ids',
      [
        { ids: ['x'], name: 'N' },
        { ids: ['y'], name: 'M' },
      ],
      2,
      'N',
    ],
    [
      'a third that joins two',
      [{ ids: ['x'], name: 'N' }, { ids: ['y'] }, { ids: ['x', 'y'] }],
      1,
      'N',
    ],
  ] as const)('%s', (_case, devices, count, name) => {
    const home = testHome(DIALECTS);
    devices.forEach((device, i) => {
      home.hear(topic(`sensor/${i}`), sensor({ unique_id: `u${i}`, dev: device }));
    });
    expect(home.devices()).toHaveLength(count);
    expect(home.devices()[0]?.name).toBe(name);
  });

  test('states before the configuration count once it comes', () => {
    const home = testHome(DIALECTS);
    home.hear('t', '21.5', { retain: true });
    home.hear('u', 'online', { retain: true });
    home.hear(topic('sensor/x'), sensor({ unit_of_meas: '°C', avty_t: 'u' }));
    expect(home.status('sensor.a').state['value']).toBe(21.5);
    expect(home.available('sensor.a', START)).toBe(true);
  });

  test('a changed configuration keeps the state', () => {
    const home = testHome(DIALECTS);
    home.hear(topic('sensor/x'), sensor({ name: 'Old', unit_of_meas: 'W' }));
    home.hear('t', '5');
    home.hear(topic('sensor/x'), sensor({ name: 'New', unit_of_meas: 'W' }));
    expect(home.entity('sensor.a')?.name).toBe('New');
    expect(home.status('sensor.a').state['value']).toBe(5);
  });
});
