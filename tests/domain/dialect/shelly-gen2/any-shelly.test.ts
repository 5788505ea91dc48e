import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hsToRgb } from '@/lib/domain/entity/color.ts';
import { anyObject, anyPayload, anyTopic, survives, talk } from '../talk.ts';

const KEYS = [
  ...['id', 'output', 'state', 'errors', 'apower', 'aenergy', 'total', 'current_pos', 'slat_pos'],
  ...['rgb', 'white', 'brightness', 'ct', 'mode', 'value', 'target_C', 'enable', 'percent'],
  ...['battery', 'external', 'sys', 'mac', 'available_updates', 'stable', 'version', 'events'],
  ...['switch:0', 'cover:0', 'light:0', 'rgbw:0', 'input:0', 'thermostat:0', 'number:200', 'em:0'],
  ...['src', 'dst', 'method', 'params', 'ts', 'result', 'error', 'gen', 'wakeup_period'],
];
const LEVELS = [
  ...['events', 'rpc', 'status', 'online', 'switch:0', 'cover:0', 'sys', 'wifi', 'announce'],
  'inglenook',
];

test('nothing that is published makes it throw or grow without bounds', () => {
  const topics = fc.oneof(anyTopic('', LEVELS), fc.constant('p/events/rpc'));
  const notification = fc
    .tuple(fc.constantFrom('NotifyStatus', 'NotifyFullStatus', 'NotifyEvent', 'x'), anyObject(KEYS))
    .map(([method, params]) => JSON.stringify({ src: 'shellyx-0123456789ab', method, params }));
  const message = fc.tuple(topics, fc.oneof(anyPayload(KEYS), notification), fc.boolean());
  survives(message, 200);
});

const COLORS = [
  ['rgb', 'RGB 0'],
  ['rgbw', 'RGBW 0'],
  ['cct', 'CCT 0'],
  ['light', 'Light 0'],
  ['rgbcct', 'RGBCCT 0'],
] as const;

test('a light that does as it is told shows what was wished', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...COLORS),
      fc.integer({ min: 1, max: 100 }),
      fc.tuple(fc.integer({ min: 0, max: 360 }), fc.integer({ min: 40, max: 100 })),
      fc.integer({ min: 2700, max: 6500 }),
      ([type, name], brightness, hs, kelvin) => {
        const home = talk();
        const before = { id: 0, output: false, brightness: 50, rgb: [1, 2, 3], white: 4, ct: 3000 };
        home.hear(`l/status/${type}:0`, before);
        const color =
          type === 'light'
            ? {}
            : type === 'cct'
              ? { color_temp_kelvin: kelvin }
              : { rgb: hsToRgb([hs[0], hs[1]]) };
        const encoded = home.encode(name, 'turn_on', { brightness, ...color });
        if (!encoded.ok) throw new Error(encoded.reason);
        const { on, ...params } = JSON.parse(encoded.messages[0]?.payload ?? '').params;
        home.hear(`l/status/${type}:0`, { ...before, ...params, output: on });
        expect(home.shows(name, encoded.target)).toBe(true);
        expect(home.state(name)).toMatchObject({ on: true, brightness });
      },
    ),
    { numRuns: 100 },
  );
});
