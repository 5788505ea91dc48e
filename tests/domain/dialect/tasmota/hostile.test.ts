import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, START, testHome } from '../../../support/home.ts';
import { announcement, MAC } from './announcement.ts';

const BASES = ['tele/d/', 'stat/d/', 'd/tele/', '/tele//', 'tele/__proto__/', 'tele/t/', 'stat/t/'];
const LEAVES = [
  ...['LWT', 'STATE', 'SENSOR', 'RESULT', 'POWER', 'POWER1', 'POWER99', 'STATUS', 'STATUS5'],
  ...['STATUS8', 'STATUS10', 'STATUS11', 'INFO1', 'SHUTTER1'],
];
const topics = [
  ...BASES.flatMap((base) => LEAVES.map((leaf) => base + leaf)),
  ...[`tasmota/discovery/${MAC}/config`, `tasmota/discovery/${MAC}/sensors`],
  ...['tasmota/discovery/x/config', 'tasmota/discovery/', 'stat/#/STATE'],
];
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(
    1e308,
    -1e308,
    '',
    '__proto__',
    'ON',
    '1,2,3',
    'FF00FF',
    '#',
    null,
    [],
    {},
    '0T0',
  ),
);
const KEYS = [
  ...['POWER', 'POWER1', 'Dimmer', 'Dimmer1', 'Dimmer2', 'Color', 'HSBColor', 'White', 'CT'],
  ...['Channel', 'Channel1', 'Scheme', 'FanSpeed', 'Wifi', 'Uptime', 'UptimeSec', 'Time', 'ENERGY'],
  ...['Shutter1', 'Switch1', 'ZbReceived', 'RfReceived', 'TempUnit', 'StatusSTS', 'StatusSNS'],
  ...['Status', 'StatusNET', 'Info1', 'PN532', 'sn', '__proto__', 'constructor', 'AM2301', ''],
];
const body = fc.dictionary(fc.constantFrom(...KEYS), strange);
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.constantFrom('', 'Online', 'ON', 'OFF', '[', 'null').map(bytes),
  body.map(bytes),
  fc.record({ ZbReceived: fc.dictionary(fc.string(), body) }).map(bytes),
  fc
    .dictionary(fc.constantFrom(...Object.keys(announcement({}))), strange)
    .map((given) => bytes(announcement({ ...given, mac: MAC }))),
);

test('whatever is said on a device’s topics is taken in or refused, and never breaks', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...topics), payload, fc.boolean()), { maxLength: 12 }),
      fc.dictionary(
        fc.constantFrom('brightness', 'hs', 'position', 'percentage', 'white'),
        strange,
      ),
      (messages, more) => {
        const home = testHome();
        for (const [topic, content, retain] of messages) {
          const folded = home.fold({ topic, payload: content, retain, at: START });
          expect(folded.ignored?.reason ?? '').not.toContain('internal error');
          expect(folded.defined.length).toBeLessThan(500);
          for (const { value } of folded.updates)
            if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        }
        for (const entity of home.entities()) {
          for (const command of ['turn_on', 'toggle', 'set_position', 'set_percentage', 'press']) {
            const encoded = home.encode({ ...more, entity: entity.id, command });
            if (!encoded.ok) expect(encoded.reason).not.toContain('internal error');
          }
        }
        expect(() => JSON.stringify(home.entities())).not.toThrow();
      },
    ),
    { numRuns: 600 },
  );
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('a message with a thousand sensors makes no thousand entities', () => {
  const home = testHome();
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`S${i}`, { V: i }]));
  home.hear('tele/d/SENSOR', { Time: 'x', ...many });
  home.hear('tele/d/SENSOR', { Time: 'x', ...Object.fromEntries(Object.entries(many).reverse()) });
  expect(home.entities().length).toBeLessThanOrEqual(600);
});
