import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMMANDS } from '@/lib/domain/command/vocabulary.ts';
import {
  createHaDiscovery,
  haDiscovery,
} from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import { parseMessage } from '@/lib/domain/dialect/parse-message.ts';
import { bytes, START, testHome } from '../../../support/home.ts';
import { allFixtures } from '../../../support/mqtt-fixture.ts';

const COMPONENTS = [
  ...['alarm_control_panel', 'binary_sensor', 'button', 'camera', 'climate', 'cover', 'date'],
  ...['datetime', 'device_automation', 'device_tracker', 'event', 'fan', 'humidifier', 'image'],
  ...['lawn_mower', 'light', 'lock', 'notify', 'number', 'scene', 'select', 'sensor', 'siren'],
  ...['switch', 'tag', 'text', 'time', 'update', 'vacuum', 'valve', 'water_heater', 'device'],
];
const captured = allFixtures().flatMap(([, { messages }]) => messages);
const configs = captured.flatMap(({ topic, payload = '' }) => {
  if (!/^homeassistant\/.*\/config$/.test(topic)) return [];
  try {
    const json: unknown = JSON.parse(payload);
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? [{ topic, json }]
      : [];
  } catch {
    return [];
  }
});
const KEYS = [...new Set(configs.flatMap(({ json }) => Object.keys(json)))];

const strange = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    ...['', '~', '#', 't', '{{', '{{ value_json.a.b }}', '{{ value | unpack("<Q") }}', '__proto__'],
    ...['[A-Z', '(a*)*b', 1e308, -1, true, null, [], {}, { p: 'sensor' }, ['t'], [[[]]], 'utf-16'],
  ),
);
const said = fc.oneof(
  fc.uint8Array({ maxLength: 64 }),
  fc.json().map(bytes),
  fc
    .constantFrom(
      ...['', 'ON', 'None', '21.5', '{}', '{"event_type":"single"}', '{"state":"ON"}'],
      ...['{"latitude":1,"longitude":"x","in_zones":[{}],"battery_level":{}}', '1e999', '"', '\0'],
    )
    .map(bytes),
);
const WISHES = Object.values(COMMANDS).flatMap((rules) => Object.entries(rules));
const wish = fc
  .constantFrom(...WISHES, ['turn_on', {}] as const, ['toggle', {}] as const)
  .chain(([command, rules]) =>
    fc.record({
      command: fc.constant(command),
      given: fc.record(Object.fromEntries(Object.keys(rules).map((name) => [name, strange]))),
    }),
  );

type Wish = { readonly command: string; readonly given: object };

/** Lets a home hear a configuration, what is said on its topics, and a wish for it. */
function live(topic: string, config: object, payloads: readonly Uint8Array[], asked: Wish) {
  const home = testHome([haDiscovery]);
  const { defined, removed, ignored } = home.hear(topic, config);
  const isMarker = 'migrate_discovery' in config || 'migr_discvry' in config;
  expect(isMarker || defined.length > 0 || removed.length > 0 || ignored !== null).toBe(true);
  expect(ignored?.reason ?? '').not.toContain('internal error');
  for (const entity of home.entities()) {
    const heard = [...entity.source.stateTopics, ...(entity.source.availability?.topics ?? [])];
    for (const filter of heard) {
      const on = filter.replaceAll('+', 'x').replaceAll('#', 'y');
      for (const payload of payloads) {
        const folded = home.fold({ topic: on, payload, retain: payload.length % 2 > 0, at: START });
        expect(folded.ignored?.reason ?? '').not.toContain('internal error');
      }
    }
    const { state } = home.status(entity.id);
    expect(Object.keys(state).length).toBeLessThan(100);
    for (const value of Object.values(state)) {
      if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
    }
    const encoded = home.encode({ ...asked.given, entity: entity.id, command: asked.command });
    if (!encoded.ok) expect(encoded.reason).not.toContain('internal error');
    else for (const { payload } of encoded.messages) expect(payload).toBeTypeOf('string');
    // What the database keeps is what was there.
    expect(JSON.parse(JSON.stringify(entity.source))).toEqual(entity.source);
  }
}

test('any configuration of any component is taken in or refused, read and commanded', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...COMPONENTS),
      fc.dictionary(fc.constantFrom(...KEYS, '__proto__'), strange, { maxKeys: 25 }),
      fc.array(said, { maxLength: 3 }),
      wish,
      (component, config, payloads, asked) =>
        live(`homeassistant/${component}/a/b/config`, config, payloads, asked),
    ),
    { numRuns: 1500 },
  );
});

test('real configurations with something strange in them, too', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...configs),
      fc.array(fc.tuple(fc.constantFrom(...KEYS), strange), { maxLength: 5 }),
      fc.array(said, { maxLength: 3 }),
      wish,
      ({ topic, json }, changes, payloads, asked) =>
        live(topic, { ...json, ...Object.fromEntries(changes) }, payloads, asked),
    ),
    { numRuns: 1500 },
  );
});

test('any topic and any bytes: a list of definitions, never an exception', () => {
  const level = fc.oneof(fc.constantFrom(...COMPONENTS, 'config', '', '+', '#'), fc.string());
  fc.assert(
    fc.property(fc.array(level, { maxLength: 6 }), said, (levels, payload) => {
      const topic = ['homeassistant', ...levels, 'config'].join('/');
      const message = parseMessage({ topic, payload, retain: true, at: START });
      expect(haDiscovery.define(haDiscovery.start(), message).length).toBeLessThan(10);
    }),
    { numRuns: 2000 },
  );
});

test('device-based topics without end leave the notebook bounded', () => {
  const dialect = createHaDiscovery('ha');
  const memory = dialect.start();
  const payload = bytes({ cmps: { a: { p: 'sensor', stat_t: 't', uniq_id: 'u' } } });
  for (let i = 0; i < 10_500; i++) {
    dialect.define(
      memory,
      parseMessage({ topic: `ha/device/d${i}/config`, payload, retain: true, at: START }),
    );
  }
  expect(memory.parts.size).toBeLessThanOrEqual(10_000);
});
