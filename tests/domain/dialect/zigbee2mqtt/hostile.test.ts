import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, START, testHome } from '../../../support/home.ts';
import { allFixtures } from '../../../support/mqtt-fixture.ts';

const captured = allFixtures()
  .filter(([file]) => file.startsWith('zigbee2mqtt/'))
  .flatMap(([, { messages }]) => messages)
  .flatMap(({ topic, payload = '' }) =>
    payload.startsWith('{') || payload.startsWith('[')
      ? [{ topic, json: JSON.parse(payload) as unknown }]
      : [],
  );
const lists = captured.filter(({ topic }) => /\/bridge\/(devices|groups|info)$/.test(topic));

const strange = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '',
    '#',
    '+/+',
    '__proto__',
    'constructor',
    'toString',
    -1,
    1e308,
    -1e308,
    null,
    true,
  ),
  fc.constant(Array.from({ length: 3000 }, () => ({ type: 'numeric' }))),
  fc.constant(JSON.parse('{"__proto__":{"type":"light"},"constructor":1}')),
);

/** Puts `value` in the place of the nth part, somewhere inside. */
function put(json: unknown, n: number, value: unknown): unknown {
  if (typeof json !== 'object' || json === null) return value;
  const keys = Object.keys(json);
  if (keys.length === 0) return value;
  const key = keys[n % keys.length] as string;
  const inner = (json as Record<string, unknown>)[key];
  const changed = n % 5 === 0 ? value : put(inner, Math.floor(n / keys.length), value);
  if (Array.isArray(json)) return json.map((item, i) => (String(i) === key ? changed : item));
  return { ...json, [key]: changed };
}

test('a list with anything anywhere is taken in or refused, and can be read and commanded', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...lists),
      fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...captured),
      strange,
      ({ topic, json }, changes, state, value) => {
        const home = testHome();
        home.hear(
          topic,
          changes.reduce((list, [n, odd]) => put(list, n, odd), json),
        );
        home.hear(topic, json);
        for (const { topic: at, json: told } of [
          state,
          { topic: state.topic, json: put(state.json, 3, value) },
        ]) {
          for (const { value: shown } of home.hear(at, told).updates) {
            if (typeof shown === 'number') expect(Number.isFinite(shown)).toBe(true);
          }
        }
        for (const entity of home.entities().slice(0, 60)) {
          for (const command of ['turn_on', 'set', 'toggle', 'set_temperature', 'select', 'open']) {
            const encoded = home.encode({ entity: entity.id, command, value, temperature: 21 });
            if (!encoded.ok) expect(encoded.reason).not.toContain('internal error');
          }
        }
      },
    ),
    { numRuns: 120 },
  );
});

test('any bytes below a base topic never throw and never blame the program', () => {
  const home = testHome();
  for (const { topic, json } of captured) home.hear(topic, json);
  const topics = [
    ...new Set(
      home
        .entities()
        .flatMap(({ source }) => [...source.stateTopics, ...(source.availability?.topics ?? [])]),
    ),
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(
        ...topics,
        'zigbee2mqtt/bridge/devices',
        'zigbee2mqtt/bridge/groups',
        'x/bridge/info',
      ),
      fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(bytes), strange.map(bytes)),
      (topic, payload) => {
        const { ignored } = home.fold({ topic, payload, retain: false, at: START });
        expect(ignored?.reason ?? '').not.toContain('internal error');
      },
    ),
    { numRuns: 600 },
  );
});

test('a device with more than any has is bounded', () => {
  const home = testHome();
  const exposes = Array.from({ length: 5000 }, (_, i) => ({
    type: 'numeric',
    name: `n${i}`,
    access: 1,
  }));
  home.hear('z/bridge/devices', [
    { ieee_address: '0x1', friendly_name: 'a', definition: { exposes } },
  ]);
  expect(home.entities().length).toBeLessThanOrEqual(256);
});
