import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, START, testHome } from '../../../support/home.ts';
import { allFixtures } from '../../../support/mqtt-fixture.ts';

const captured = allFixtures().flatMap(([, { messages }]) => messages);
const configs = captured.flatMap(({ topic, payload = '' }) => {
  try {
    const json: unknown = JSON.parse(payload);
    return topic.endsWith('/config') && typeof json === 'object' && json !== null
      ? [{ topic, json: json as Record<string, unknown> }]
      : [];
  } catch {
    return [];
  }
});
const topics = [...new Set(captured.map(({ topic }) => topic))];

const strange = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '',
    '~',
    '#',
    '+/+',
    '{{',
    '{{ value.__class__ }}',
    '__proto__',
    'constructor',
    -1,
    1e308,
  ),
);

describe('whatever arrives', () => {
  test('any bytes on any topic are folded, and told if they lead to nothing', () => {
    const home = testHome();
    for (const { topic, json } of configs) home.hear(topic, json);
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...topics), fc.string({ unit: 'binary', maxLength: 600 })),
        fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.json().map(bytes), fc.constant(bytes(''))),
        fc.boolean(),
        (topic, payload, retain) => {
          const folded = home.fold({ topic, payload, retain, at: START });
          for (const { value } of folded.updates) {
            if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
          }
          home.advance(START + 1e9);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('a configuration with anything anywhere is taken in or refused, and can be read and commanded', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...configs),
        fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('turn_on', 'turn_off', 'toggle', 'constructor', '__proto__'),
        fc.dictionary(
          fc.constantFrom('brightness', 'hs', 'rgb', 'white', 'effect', 'flash'),
          strange,
        ),
        ({ topic, json }, changes, command, more) => {
          const home = testHome();
          const config = { ...json };
          const keys = Object.keys(config);
          for (const [at, value] of changes) config[keys[at % keys.length] as string] = value;
          const folded = home.hear(topic, config);
          expect(
            folded.defined.length > 0 || folded.ignored !== null || folded.removed.length === 0,
          ).toBe(true);
          for (const entity of home.entities()) {
            for (const heard of entity.source.stateTopics) {
              home.hear(
                heard.replaceAll('+', 'x').replaceAll('#', 'y'),
                '{"state":"ON","brightness":-5}',
              );
            }
            home.encode({ ...more, entity: entity.id, command });
          }
          JSON.stringify(home.entities());
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('keys that JavaScript knows are plain data', () => {
    const home = testHome();
    home.hear('homeassistant/sensor/p/config', {
      unique_id: '__proto__',
      state_topic: '__proto__',
      availability_topic: 'constructor',
    });
    home.hear('constructor', 'online');
    home.hear('__proto__', '{"__proto__":{"polluted":true}}');
    expect(home.available('sensor.proto', START)).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    home.hear(
      'homeassistant/device/p/config',
      '{"cmps":{"__proto__":{"p":"sensor","stat_t":"x"}},"dev":{"ids":["__proto__"]}}',
    );
    expect(home.hear('x', 'text').updates).toHaveLength(1);
  });

  test('JSON deeper than any device nests is no JSON', () => {
    const home = testHome();
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    expect(home.hear('homeassistant/sensor/d/config', deep).ignored?.reason).toContain('JSON');
  });
});
