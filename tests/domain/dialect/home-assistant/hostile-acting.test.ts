import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMMANDS } from '@/lib/domain/command/vocabulary.ts';
import { componentNamed } from '@/lib/domain/dialect/home-assistant/components.ts';
import { haDiscovery } from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import { bytes, START, testHome } from '../../../support/home.ts';

const COMPONENTS = [
  ...['climate', 'cover', 'fan', 'humidifier', 'valve', 'water_heater', 'vacuum', 'lawn_mower'],
  ...['lock', 'alarm_control_panel', 'siren', 'light'],
];

/** Anything a stranger may write where a configuration expects something. */
const strange = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<unknown>('t', 'u', 't/set', true, false, null) },
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    ...['', '~', '#', '+', '{{ value_json.a.b }}', '{{', '{{ value }}', '__proto__', 'None'],
    ...[-1, 0, 1e308, -1e308, 5e-324, '0', '100', 'constructor', ['a', 'None'], [null], {}],
    '{{ value_json.constructor }}',
    '^(a+)+$',
  ),
);

const keysOf = (name: string): readonly string[] => {
  const component = componentNamed(name);
  return typeof component === 'string' ? [] : component.keys;
};

const said = fc.oneof(
  fc.constantFrom<unknown>('ON', 'open', '50', 'None', '', '{}', 'null', 'NaN', '1e999', '-0'),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    '{"__proto__":{"position":1},"state":{"toString":1},"position":[5]}',
    '{"state":1e400,"position":"1e400","tilt_position":{}}',
  ),
  fc.uint8Array({ maxLength: 40 }),
);

const commandNames = [
  ...new Set(Object.values(COMMANDS).flatMap((rules) => Object.keys(rules ?? {}))),
  ...['constructor', '__proto__', 'toString', 'turn_on'],
];
const argumentNames = [
  ...new Set(
    Object.values(COMMANDS).flatMap((rules) =>
      Object.values(rules ?? {}).flatMap((args) => Object.keys(args)),
    ),
  ),
];
const wish = fc.record({
  command: fc.constantFrom(...commandNames),
  more: fc.dictionary(
    fc.constantFrom(...argumentNames),
    fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom('a', 'off', '1234', true), strange),
    { maxKeys: 3 },
  ),
});

test('what acts survives any configuration, any payload and any command', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...COMPONENTS),
      fc.array(fc.tuple(fc.nat(), strange), { maxLength: 12 }),
      fc.array(said, { maxLength: 6 }),
      fc.array(wish, { maxLength: 6 }),
      (component, changes, payloads, wishes) => {
        const keys = keysOf(component);
        const config: Record<string, unknown> = {
          ...{
            command_topic: 't/set',
            state_topic: 't',
            position_topic: 't',
            mode_state_topic: 't',
          },
          ...{ target_humidity_command_topic: 't/set', mode_command_topic: 't/set' },
        };
        for (const [i, value] of changes) config[keys[i % keys.length] as string] = value;
        const home = testHome([haDiscovery]);
        const folded = home.hear(`homeassistant/${component}/x/config`, config);
        expect(folded.defined.length > 0 || (folded.ignored?.reason ?? '') !== '').toBe(true);
        for (const payload of payloads) {
          const { updates, ignored } = home.fold({
            ...{ topic: 't', payload: bytes(payload), retain: false, at: START },
          });
          expect(ignored?.reason ?? '').not.toContain('internal error');
          expect(updates.length).toBeLessThan(32);
          for (const { value } of updates) {
            if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
          }
        }
        for (const { command, more } of wishes) {
          for (const entity of home.entities()) {
            const encoded = home.encode({ ...more, entity: entity.id, command });
            if (!encoded.ok) expect(encoded.reason).not.toContain('internal error');
            else {
              for (const { topic, payload } of encoded.messages) {
                expect(topic).not.toBe('');
                expect(payload).not.toMatch(/^(NaN|undefined|Infinity|\[object)/);
              }
            }
          }
        }
        JSON.stringify(home.entities());
      },
    ),
    { numRuns: 1200 },
  );
});
