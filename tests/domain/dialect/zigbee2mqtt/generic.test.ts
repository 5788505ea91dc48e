import { describe, expect, test } from 'vitest';
import { feature, networkOf, only, said, stateOf } from './network.ts';

const TOPIC = 'zigbee2mqtt/thing';
const SET = 'zigbee2mqtt/thing/set';

describe('what can be set', () => {
  test('an on/off property says the words of its device, of whatever type', () => {
    const home = networkOf([
      feature('binary', 'led', { value_on: true, value_off: false }),
      feature('binary', 'lock', { value_on: 'LOCK', value_off: 'UNLOCK', property: 'child_lock' }),
      feature('binary', 'alarm', { value_on: 1, value_off: 0 }),
    ]);
    const wordsOf = (name: string) =>
      ['turn_on', 'turn_off'].map((command) => said(home, only(home, 'switch', name), { command }));
    expect(wordsOf('led')).toEqual([[[SET, { led: true }]], [[SET, { led: false }]]]);
    expect(wordsOf('lock')).toEqual([
      [[SET, { child_lock: 'LOCK' }]],
      [[SET, { child_lock: 'UNLOCK' }]],
    ]);
    expect(wordsOf('alarm')).toEqual([[[SET, { alarm: 1 }]], [[SET, { alarm: 0 }]]]);
    home.hear(TOPIC, { led: true, child_lock: 'UNLOCK', alarm: 1 });
    expect(stateOf(home, only(home, 'switch', 'led'))).toEqual({ on: true });
    expect(stateOf(home, only(home, 'switch', 'lock'))).toEqual({ on: false });
    expect(stateOf(home, only(home, 'switch', 'alarm'))).toEqual({ on: true });
  });

  test('a switch of unknown state is toggled by the device', () => {
    const home = networkOf([
      {
        type: 'switch',
        features: [
          feature('binary', 'state', { value_on: 'ON', value_off: 'OFF', value_toggle: 'TOGGLE' }),
        ],
      },
    ]);
    const entity = only(home, 'switch');
    expect(said(home, entity, { command: 'toggle' })).toEqual([[SET, { state: 'TOGGLE' }]]);
    home.hear(TOPIC, { state: 'ON' });
    expect(said(home, entity, { command: 'toggle' })).toEqual([[SET, { state: 'OFF' }]]);
  });

  test('a number keeps to its limits', () => {
    const home = networkOf([
      feature('numeric', 'delay', { value_min: 5, value_max: 60, value_step: 5, unit: 's' }),
    ]);
    const entity = only(home, 'number');
    expect(entity.capabilities).toEqual({ min: 5, max: 60, step: 5 });
    expect(entity.category).toBe('config');
    expect(said(home, entity, { command: 'set', value: 30 })).toEqual([[SET, { delay: 30 }]]);
    expect(said(home, entity, { command: 'set', value: 61 })).toBe(
      'value must be a number from 5 to 60',
    );
  });

  test('a choice among numbers goes out as a number', () => {
    const home = networkOf([feature('enum', 'level', { values: [1, 2, 3] })]);
    const entity = only(home, 'select');
    expect(said(home, entity, { command: 'select', option: '2' })).toEqual([[SET, { level: 2 }]]);
    home.hear(TOPIC, { level: 3 });
    expect(stateOf(home, entity)).toEqual({ value: '3' });
  });

  test('a choice of one is a button', () => {
    const home = networkOf([feature('enum', 'restart', { access: 2, values: ['restart_device'] })]);
    expect(only(home, 'button')).toMatchObject({ deviceClass: 'restart', category: 'config' });
    expect(said(home, only(home, 'button'), { command: 'press' })).toEqual([
      [SET, { restart: 'restart_device' }],
    ]);
  });

  test('an object is set as JSON, and its parts are checked', () => {
    const home = networkOf([
      feature('composite', 'warning', {
        access: 2,
        features: [
          feature('enum', 'mode', { values: ['stop', 'burglar'] }),
          feature('numeric', 'duration', { value_min: 0, value_max: 100 }),
        ],
      }),
    ]);
    const entity = only(home, 'structured');
    const set = (value: unknown) => said(home, entity, { command: 'set', value });
    expect(set({ mode: 'burglar', duration: 5 })).toEqual([
      [SET, { warning: { mode: 'burglar', duration: 5 } }],
    ]);
    expect(set('{"mode":"stop"}')).toEqual([[SET, { warning: { mode: 'stop' } }]]);
    expect(set({ mode: 'dance' })).toBe('warning.mode must be one of stop, burglar');
    expect(set({ duration: 500 })).toBe('warning.duration must be a number from 0 to 100');
    expect(set(5)).toBe('warning must be an object with mode, duration');
  });

  test('parts of a composite without a property of its own are entities', () => {
    const home = networkOf([
      {
        type: 'composite',
        name: 'options',
        features: [feature('numeric', 'gain'), feature('text', 'note', { access: 1 })],
      },
    ]);
    expect(home.entities().map(({ kind }) => kind)).toEqual(['number', 'sensor']);
  });
});

describe('what is told', () => {
  test('a contact is open when its raw value says so', () => {
    const home = networkOf([
      feature('binary', 'contact', { access: 1, value_on: false, value_off: true }),
      feature('binary', 'garage_door_contact', { access: 1, value_on: true, value_off: false }),
    ]);
    home.hear(TOPIC, { contact: false, garage_door_contact: false });
    const [door, garage] = home.entities();
    expect(door).toMatchObject({ kind: 'binary_sensor', deviceClass: 'door' });
    expect(garage).toMatchObject({ deviceClass: 'garage_door' });
    expect([door, garage].map((entity) => stateOf(home, entity!))).toEqual([
      { on: true },
      { on: true },
    ]);
  });

  test('a missing key keeps the value, null makes it unknown, and nonsense is refused', () => {
    const home = networkOf([feature('numeric', 'temperature', { access: 1, unit: '°C' })]);
    const entity = only(home, 'sensor');
    home.hear(TOPIC, { temperature: 20.5 });
    home.hear(TOPIC, { battery: 3 });
    expect(stateOf(home, entity)).toEqual({ value: 20.5 });
    expect(home.hear(TOPIC, { temperature: 'warm' }).ignored?.reason).toBe(
      'temperature is "warm", not a number',
    );
    home.hear(TOPIC, { temperature: null });
    expect(stateOf(home, entity)).toEqual({ value: null });
  });

  test.each([
    ['power_phase_b', 'W', 'power', 'measurement'],
    ['produced_energy', 'kWh', 'energy', 'total_increasing'],
    ['voltage', 'mV', 'voltage', 'measurement'],
    ['external_temperature', '°C', 'temperature', 'measurement'],
    ['voc', 'ppb', 'volatile_organic_compounds_parts', 'measurement'],
    ['voc', 'µg/m³', 'volatile_organic_compounds', 'measurement'],
    ['pm25', 'µg/m³', 'pm25', 'measurement'],
    ['soil_moisture', '%', 'moisture', 'measurement'],
    ['illuminance', null, null, null],
    ['water_consumed', 'L', 'water', 'total_increasing'],
    ['angle', '°', null, 'measurement'],
    ['countdown', 's', null, null],
  ])('%s in %s is of class %s, %s', (name, unit, deviceClass, stateClass) => {
    const home = networkOf([
      feature('numeric', name, { access: 1, ...(unit === null ? {} : { unit }) }),
    ]);
    expect(only(home, 'sensor')).toMatchObject({ deviceClass, stateClass, unit });
  });

  test('an action is an event each time it comes, with its details', () => {
    const home = networkOf([
      feature('enum', 'action', { access: 1, values: ['single', 'double'] }),
    ]);
    const press = () =>
      home
        .hear(TOPIC, { action: 'single', action_group: 3 })
        .updates.filter(({ property }) => property === 'event_type');
    expect(press()).toHaveLength(1);
    expect(press()).toHaveLength(1);
    expect(stateOf(home, only(home, 'event'))).toEqual({ event_type: 'single', action_group: 3 });
  });

  test('an empty action and one that the broker kept are no events', () => {
    const home = networkOf([feature('enum', 'action', { access: 1, values: ['single'] })]);
    home.hear(TOPIC, { action: '' });
    home.hear(TOPIC, { action: null });
    home.hear(TOPIC, { action: 'single' }, { retain: true });
    expect(stateOf(home, only(home, 'event'))).toEqual({});
  });

  test('an action that is published twice, as JSON and on its own topic, happened once', () => {
    const home = networkOf([feature('enum', 'action', { access: 1, values: ['single'] })]);
    const updates = [
      ...home.hear(TOPIC, { action: 'single' }).updates,
      ...home.hear(`${TOPIC}/action`, 'single').updates,
    ];
    expect(updates.filter(({ property }) => property === 'event_type')).toHaveLength(1);
  });

  test('a property that can be neither read nor set is no entity', () => {
    expect(networkOf([feature('numeric', 'linkquality', { access: 0 })]).entities()).toEqual([]);
  });

  test('signal quality is there, but not shown by itself', () => {
    const home = networkOf([feature('numeric', 'linkquality', { access: 1, unit: 'lqi' })]);
    expect(only(home, 'sensor')).toMatchObject({ enabled: false, category: 'diagnostic' });
  });
});
