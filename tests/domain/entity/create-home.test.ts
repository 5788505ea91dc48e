import { describe, expect, test } from 'vitest';
import type { Dialect } from '@/lib/domain/dialect/dialect.ts';
import { haDiscovery } from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import { NO_STATUS } from '@/lib/domain/entity/entity.ts';
import { START, testHome } from '../../support/home.ts';

const SENSOR = 'homeassistant/sensor/k/config';
const sensor = (more: object = {}) => ({
  name: 'Temperature',
  unique_id: 'k_t',
  state_topic: 'kitchen/t',
  unit_of_measurement: '°C',
  device: { identifiers: ['k'], name: 'Kitchen' },
  ...more,
});

/** A dialect that guesses: every message on `guess/…` is a sensor. */
const guesser: Dialect<Set<string>> = {
  name: 'guesser',
  infers: true,
  announces: [],
  start: () => new Set(),
  define(memory, { topic }) {
    if (!/^(guess|kitchen)\//.test(topic) || memory.has(topic)) return [];
    memory.add(topic);
    return [
      {
        type: 'define',
        device: null,
        complete: false,
        entities: [
          {
            uniqueId: topic,
            kind: 'sensor',
            name: topic,
            ...{ deviceClass: null, stateClass: null, unit: null, category: null, icon: null },
            ...{ enabled: true, capabilities: {} },
            source: {
              ...{ dialect: 'guesser', definedBy: topic, stateTopics: [topic], commandTopics: [] },
              ...{ availability: null, expireAfterMs: null, offDelayMs: null },
              ...{ optimistic: false, binding: {} },
            },
          },
        ],
      },
    ];
  },
  read: (_entity, message) => [
    { type: 'state', property: 'value', value: message.text(), at: message.at },
  ],
  encode: () => ({ ok: false, code: 'unsupported_command', reason: 'none' }),
};

const only = [haDiscovery];

describe('definitions', () => {
  test('a definition makes a device and an entity with ids made of their identities', () => {
    const home = testHome(only);
    const folded = home.hear(SENSOR, sensor());
    expect(folded.defined).toEqual(['sensor.k_t']);
    expect(home.entity('sensor.k_t')).toMatchObject({ deviceId: 'k', name: 'Temperature' });
    expect(home.device('k')).toMatchObject({ name: 'Kitchen', dialect: 'home-assistant' });
  });

  test('the same definition again changes nothing and is not ignored', () => {
    const home = testHome(only);
    home.hear(SENSOR, sensor());
    const again = home.hear(SENSOR, sensor());
    expect(again).toMatchObject({ defined: [], updates: [], ignored: null });
  });

  test('a changed definition changes the entity in place and keeps its state', () => {
    const home = testHome(only);
    home.hear(SENSOR, sensor());
    home.hear('kitchen/t', '21.5');
    const folded = home.hear(SENSOR, sensor({ name: 'Air' }));
    expect(folded.defined).toEqual(['sensor.k_t']);
    expect(folded.updates).toEqual([]);
    expect(home.entity('sensor.k_t')?.name).toBe('Air');
    expect(home.status('sensor.k_t').state).toEqual({ value: 21.5 });
  });

  test('an entity that moves to another topic leaves the old one', () => {
    const home = testHome(only);
    home.hear(SENSOR, sensor());
    home.hear(SENSOR, sensor({ state_topic: 'other/t' }));
    expect(home.fedBy('kitchen/t')).toEqual([]);
    expect(home.hear('kitchen/t', '1').ignored?.reason).toMatch(/no entity/);
    expect(home.hear('other/t', '2').updates).toMatchObject([{ value: 2 }]);
  });

  test('a second topic that claims the same unique id is refused', () => {
    const home = testHome(only);
    home.hear(SENSOR, sensor());
    const folded = home.hear('homeassistant/sensor/other/config', sensor({ name: 'Second' }));
    expect(folded.defined).toEqual([]);
    expect(folded.ignored?.reason).toContain('already defined by');
    home.hear('homeassistant/sensor/other/config', '');
    expect(home.entity('sensor.k_t')?.name).toBe('Temperature');
  });

  test('two unique ids with one spelling get two ids', () => {
    const home = testHome(only);
    home.hear(SENSOR, sensor({ unique_id: 'Küche-1' }));
    home.hear('homeassistant/sensor/b/config', sensor({ unique_id: 'kuche_1' }));
    const ids = home.entities().map(({ id }) => id);
    expect(ids[0]).toBe('sensor.kuche_1');
    expect(ids[1]).toMatch(/^sensor\.kuche_1_[0-9a-f]{8}$/);
  });

  test('an empty definition removes the entity, and the device with its last entity', () => {
    const home = testHome(only);
    home.hear(SENSOR, sensor());
    expect(home.hear(SENSOR, '').removed).toEqual(['sensor.k_t']);
    expect(home.devices()).toEqual([]);
    expect(home.entities()).toEqual([]);
  });

  test('devices that turn out to be one are merged', () => {
    const home = testHome(only);
    const other = (id: string, device: object) =>
      home.hear(`homeassistant/sensor/${id}/config`, sensor({ unique_id: id, device }));
    other('a', { identifiers: ['a'], name: 'A' });
    other('b', { identifiers: ['b'], name: 'B' });
    const folded = other('c', { identifiers: ['a', 'b'], manufacturer: 'Maker' });
    expect(home.devices()).toHaveLength(1);
    expect(home.devices()[0]).toMatchObject({ id: 'a', name: 'A', manufacturer: 'Maker' });
    expect(home.entities().map(({ deviceId }) => deviceId)).toEqual(['a', 'a', 'a']);
    expect([...folded.defined].sort()).toEqual(['sensor.b', 'sensor.c']);
  });

  test('a topic that claims the whole broker is refused', () => {
    const home = testHome(only);
    for (const state_topic of ['#', '+/#', 'a/#/b', 'x+', 'y\0']) {
      expect(home.hear(SENSOR, sensor({ state_topic })).ignored?.reason).toContain('no topic');
    }
    expect(home.entities()).toEqual([]);
  });
});

describe('states', () => {
  test('a state that came before its definition is read when the definition comes', () => {
    const home = testHome(only);
    expect(home.hear('kitchen/t', '21.5').ignored).not.toBeNull();
    const folded = home.hear(SENSOR, sensor(), { at: START + 5 });
    const at = START;
    expect(folded.updates).toContainEqual({
      entityId: 'sensor.k_t',
      property: 'value',
      value: 21.5,
      at,
    });
  });

  test('the same value again is a reading again', () => {
    const home = testHome(only);
    home.hear(SENSOR, sensor());
    home.hear('kitchen/t', '21.5');
    expect(home.hear('kitchen/t', '21.5', { at: START + 1 }).updates).toMatchObject([
      { value: 21.5 },
    ]);
  });

  test('nonsense keeps the state and is told with a reason', () => {
    const home = testHome(only);
    home.hear(SENSOR, sensor());
    home.hear('kitchen/t', '21.5');
    for (const payload of ['', 'NaN', 'inf', 'warm', new Uint8Array([0xff, 0xfe])]) {
      expect(home.hear('kitchen/t', payload).ignored?.reason).toBeTruthy();
    }
    expect(home.status('sensor.k_t').state).toEqual({ value: 21.5 });
  });

  test('a long text is cut', () => {
    const home = testHome(only);
    home.hear(SENSOR, { name: 'Text', unique_id: 'k_t', state_topic: 'kitchen/t' });
    home.hear('kitchen/t', 'x'.repeat(5000));
    expect(home.status('sensor.k_t').state['value']).toHaveLength(1024);
  });

  test('commands are not read', () => {
    const home = testHome();
    home.hear('homeassistant/switch/s/config', {
      command_topic: 's/set',
      state_topic: 's',
      unique_id: 's',
    });
    expect(home.hear('s/set', 'ON').ignored?.reason).toBe('commands are not read');
    expect(home.status('switch.s').state).toEqual({});
  });

  test('an entity without a state topic takes the target of its command as its state', () => {
    const home = testHome(only);
    home.hear('homeassistant/switch/s/config', { command_topic: 's/set', unique_id: 's' });
    home.hear(SENSOR, sensor());
    expect(home.assume('switch.s', { on: true }, START).updates).toHaveLength(1);
    expect(home.status('switch.s').state).toEqual({ on: true });
    expect(home.assume('sensor.k_t', { value: 3 }, START).updates).toEqual([]);
  });
});

describe('availability', () => {
  const availability = { availability_topic: 'kitchen/lwt' };

  test('an entity with an availability topic is out of reach until the topic speaks', () => {
    const home = testHome(only);
    home.hear(SENSOR, sensor(availability));
    expect(home.available('sensor.k_t', START)).toBe(false);
    expect(home.availability('k', START)).toBe('unknown');
    expect(home.hear('kitchen/lwt', 'online').updates).toMatchObject([
      { property: 'available', value: true },
    ]);
    expect(home.availability('k', START)).toBe('online');
    expect(home.hear('kitchen/lwt', 'online')).toMatchObject({ updates: [], ignored: null });
    expect(home.hear('kitchen/lwt', 'offline').updates).toMatchObject([
      { property: 'available', value: false },
    ]);
    expect(home.availability('k', START)).toBe('offline');
    expect(home.status('sensor.k_t').state).toEqual({});
  });

  test('a silent sensor expires, and comes back with its next report', () => {
    const home = testHome(only);
    home.hear(SENSOR, sensor({ expire_after: 60 }));
    home.hear('kitchen/t', '20');
    expect(home.advance(START + 60_000).updates).toEqual([]);
    expect(home.advance(START + 60_001).updates).toEqual([
      { entityId: 'sensor.k_t', property: 'available', value: false, at: START + 60_000 },
    ]);
    expect(home.advance(START + 99_000).updates).toEqual([]);
    expect(home.available('sensor.k_t', START + 99_000)).toBe(false);
    expect(home.hear('kitchen/t', '20', { at: START + 100_000 }).updates).toContainEqual({
      ...{ entityId: 'sensor.k_t', property: 'available', value: true, at: START + 100_000 },
    });
  });

  test('a motion sensor that never says off falls back by itself', () => {
    const home = testHome(only);
    home.hear('homeassistant/binary_sensor/m/config', {
      unique_id: 'm',
      state_topic: 'm',
      off_delay: 5,
    });
    home.hear('m', 'ON');
    home.hear('m', 'ON', { at: START + 3000 });
    expect(home.advance(START + 6000).updates).toEqual([]);
    expect(home.advance(START + 9000).updates).toEqual([
      { entityId: 'binary_sensor.m', property: 'on', value: false, at: START + 8000 },
    ]);
    expect(home.advance(START + 20_000).updates).toEqual([]);
  });
});

describe('guesses', () => {
  test('a guess yields to a definition that claims its topic, and returns when that goes', () => {
    const home = testHome([haDiscovery, guesser]);
    home.hear('kitchen/t', '21.5');
    expect(home.entity('sensor.kitchen_t')).toBeDefined();
    const folded = home.hear(SENSOR, sensor());
    expect(folded.removed).toEqual(['sensor.kitchen_t']);
    expect(home.status('sensor.k_t').state).toEqual({ value: 21.5 });
    expect(home.hear('kitchen/t', '22').defined).toEqual([]);
    home.hear(SENSOR, '');
    expect(home.hear('kitchen/t', '23').defined).toEqual(['sensor.kitchen_t']);
  });

  test('a definition with a wildcard takes guesses in too', () => {
    const home = testHome([haDiscovery, guesser]);
    home.hear('kitchen/t', '21.5');
    expect(home.hear(SENSOR, sensor({ state_topic: '+/t' })).removed).toEqual(['sensor.kitchen_t']);
    expect(home.status('sensor.k_t').state).toEqual({ value: 21.5 });
  });

  test('nobody guesses about the topic of a known command', () => {
    const home = testHome([haDiscovery, guesser]);
    home.hear('homeassistant/switch/s/config', { command_topic: 'kitchen/set', unique_id: 's' });
    expect(home.hear('kitchen/set', 'ON').defined).toEqual([]);
  });
});

describe('restoring', () => {
  const stored = () => {
    const home = testHome(only);
    home.hear(SENSOR, sensor({ availability_topic: 'kitchen/lwt' }));
    home.hear('kitchen/lwt', 'online');
    home.hear('kitchen/t', '21.5');
    const known = {
      devices: home.devices(),
      entities: home.entities(),
      statuses: Object.fromEntries(home.entities().map(({ id }) => [id, home.status(id)])),
    };
    return JSON.parse(JSON.stringify(known)) as typeof known;
  };

  test('a restored entity reads states without its definition', () => {
    const home = testHome(only);
    home.restore(stored());
    expect(home.status('sensor.k_t').state).toEqual({ value: 21.5 });
    expect(home.available('sensor.k_t', START)).toBe(true);
    expect(home.hear('kitchen/t', '22').updates).toMatchObject([{ value: 22 }]);
  });

  test('the same definition after a restart changes nothing', () => {
    const home = testHome(only);
    home.restore(stored());
    const folded = home.hear(SENSOR, sensor({ availability_topic: 'kitchen/lwt' }));
    expect(folded).toMatchObject({ defined: [], updates: [], ignored: null });
  });

  test('after a restart another topic may take a restored entity over', () => {
    const home = testHome(only);
    home.restore(stored());
    const folded = home.hear('homeassistant/sensor/new/config', sensor());
    expect(folded).toMatchObject({ defined: ['sensor.k_t'], ignored: null });
    expect(home.status('sensor.k_t').state).toEqual({ value: 21.5 });
  });

  test('what was heard live is newer than what is restored', () => {
    const home = testHome(only);
    home.hear(SENSOR, sensor());
    home.hear('kitchen/t', '30', { at: START + 1000 });
    home.restore(stored());
    expect(home.status('sensor.k_t').state).toEqual({ value: 30 });
  });

  test('an entity nobody knows has no status', () => {
    expect(testHome(only).status('sensor.none')).toBe(NO_STATUS);
    expect(testHome(only).available('sensor.none', START)).toBe(false);
  });
});
