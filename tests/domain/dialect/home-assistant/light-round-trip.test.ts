import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confirms } from '@/lib/domain/command/tracker.ts';
import { haDiscovery } from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import type { State } from '@/lib/domain/entity/entity.ts';
import { type TestHome, testHome } from '../../../support/home.ts';
import { jsonLamp, LAMPS, type Lamp, modes, scale, TOPIC } from './lamps.ts';

const percent = fc.double({ min: 1, max: 100, noNaN: true });
const byte = fc.integer({ min: 0, max: 255 });
const color = fc.oneof(
  fc.record({ hs: fc.tuple(fc.integer({ min: 0, max: 360 }), fc.integer({ min: 0, max: 100 })) }),
  fc.record({ rgb: fc.tuple(byte, byte, byte).filter((rgb) => Math.max(...rgb) > 0) }),
  fc.record({ color_temp_kelvin: fc.integer({ min: 2000, max: 6535 }) }),
  fc.record({ xy: fc.constantFrom([0.3227, 0.329], [0.5, 0.4], [0.2, 0.3], [0.6, 0.33]) }),
  fc.record({ white: fc.integer({ min: 1, max: 255 }) }),
);
const wishes = fc.record(
  { brightness: percent, color, transition: fc.constantFrom(1, 2.5) },
  { requiredKeys: [] },
);

/**
 * Can the lamp show that colour as it is? A white on a lamp of colours is another thing, and channels
 * that carry the brightness have few steps when it is dark: they are rounded down, as Home Assistant does, which
 * from two thirds on is one step of the colour at most.
 */
function carriesColor(home: TestHome, { config }: Lamp, hue: object, wished = 100): boolean {
  const can = home.entity('light.lamp')?.capabilities.colorModes ?? [];
  if ('color_temp_kelvin' in hue) return can.includes('color_temp');
  const isDimmedApart = /brightness_|"brightness":true/.test(JSON.stringify(config));
  const { brightness = 100 } = home.status('light.lamp').state;
  if (!isDimmedApart && Math.min(Number(brightness), wished) < 67) return false;
  return !('rgb' in hue) || Math.max(...(hue.rgb as number[])) === 255;
}

describe('what a lamp is told comes back as its state', () => {
  test.each(LAMPS)('%s', (_name, make) => {
    fc.assert(
      fc.property(fc.array(wishes, { minLength: 1, maxLength: 4 }), (list) => {
        const lamp = make();
        const home = testHome([haDiscovery]);
        home.hear(TOPIC, lamp.config);
        // A lamp whose state is only told when something was set begins switched on.
        if (JSON.stringify(lamp.config).includes('"on_command_type":"brightness"'))
          home.hear('lamp', 'ON');
        for (const { color: hue = {}, ...rest } of list) {
          const command = { entity: 'light.lamp', command: 'turn_on', ...rest, ...hue };
          const encoded = home.encode(command);
          if (!encoded.ok) {
            // The lamp has no such colours: then it says which argument is at fault.
            expect(encoded.reason).toMatch(/^(hs|rgb|xy|white|color_temp_kelvin|brightness)/);
            continue;
          }
          for (const message of encoded.messages) lamp.answer(home, message);
          const { state } = home.status('light.lamp');
          expect(confirms(encoded.target, state), JSON.stringify({ encoded, state })).toBe(true);
          // A colour that is not at full takes its own share of the brightness where it carries it.
          const isDark = 'rgb' in hue && Math.max(...(hue.rgb as number[])) < 255;
          // Two whites that make one are rounded each for itself.
          const isMixed = 'color_temp_kelvin' in hue && 'rgbww' in encoded.target;
          const told = encoded.target['brightness'];
          if (rest.brightness !== undefined && told !== undefined && !isDark && !isMixed) {
            expect(Math.abs(Number(state['brightness']) - rest.brightness)).toBeLessThanOrEqual(
              1.001,
            );
          }
          if (Object.keys(hue).length === 0) continue;
          if ('white' in hue) expect(state['color_mode']).toBe('white');
          else if (carriesColor(home, lamp, hue, rest.brightness)) {
            expect(confirms(hue as State, state), JSON.stringify({ hue, state })).toBe(true);
          }
        }
        const off = home.encode({ entity: 'light.lamp', command: 'turn_off' });
        expect(off.ok).toBe(true);
        if (off.ok) for (const message of off.messages) lamp.answer(home, message);
        expect(home.status('light.lamp').state['on']).not.toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

test('every step of every scale survives the round trip', () => {
  for (const top of [99, 100, 254, 255]) {
    const home = testHome([haDiscovery]);
    home.hear(TOPIC, jsonLamp({ ...modes('brightness'), ...scale(top) }).config);
    for (let value = 1; value <= top; value++) {
      home.hear('lamp', { state: 'ON', brightness: value });
      const { brightness } = home.status('light.lamp').state;
      const encoded = home.encode({ entity: 'light.lamp', command: 'turn_on', brightness });
      expect(encoded.ok && JSON.parse(encoded.messages[0]?.payload ?? '')).toMatchObject({
        brightness: value,
      });
    }
  }
});

test('half of 254 is 50 %', () => {
  const home = testHome([haDiscovery]);
  home.hear(TOPIC, jsonLamp({ ...modes('brightness'), ...scale(254) }).config);
  home.hear('lamp', { state: 'ON', brightness: 127 });
  expect(home.status('light.lamp').state['brightness']).toBe(50);
});
