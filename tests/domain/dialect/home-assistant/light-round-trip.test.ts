import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confirms } from '@/lib/domain/command/tracker.ts';
import { haDiscovery } from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import type { Publish } from '@/lib/domain/dialect/message.ts';
import { type TestHome, testHome } from '../../../support/home.ts';

/** A pretend lamp: hears a command, answers with its state. */
type Lamp = { readonly config: object; answer(home: TestHome, sent: Publish): void };

const TOPIC = 'homeassistant/light/lamp/config';

/** A JSON lamp takes up what it is told and reports all of it. */
function jsonLamp(more: object): Lamp {
  const state: Record<string, unknown> = {};
  return {
    config: {
      schema: 'json',
      command_topic: 'lamp/set',
      state_topic: 'lamp',
      unique_id: 'lamp',
      ...more,
    },
    answer(home, { payload }) {
      const told = JSON.parse(payload) as Record<string, unknown>;
      const color = told['color'] as Record<string, number> | undefined;
      if (color) state['color_mode'] = modeOf(color);
      if ('color_temp' in told) state['color_mode'] = 'color_temp';
      Object.assign(state, told);
      delete state['transition'];
      home.hear('lamp', state);
    },
  };
}

function modeOf(color: Record<string, number>): string {
  if ('h' in color) return 'hs';
  if ('x' in color) return 'xy';
  return 'c' in color ? 'rgbww' : 'w' in color ? 'rgbw' : 'rgb';
}

/** A lamp of the default schema says on each state topic what it heard on the command topic. */
function basicLamp(parts: readonly string[], more: object = {}): Lamp {
  const topics = parts.flatMap((part) => [
    [`${part}_command_topic`, `lamp/${part}/set`],
    [`${part}_state_topic`, `lamp/${part}`],
  ]);
  return {
    config: {
      ...{ command_topic: 'lamp/set', state_topic: 'lamp', unique_id: 'lamp' },
      ...Object.fromEntries(topics),
      ...more,
    },
    answer: (home, { topic, payload }) => void home.hear(topic.replace(/\/set$/, ''), payload),
  };
}

const templateLamp = (): Lamp => ({
  config: {
    ...{ schema: 'template', command_topic: 'lamp/set', state_topic: 'lamp', unique_id: 'lamp' },
    command_on_template:
      '{"state":"on"{% if brightness is defined %},"b":{{ brightness }}{% endif %}{% if red is defined %},"r":{{ red }},"g":{{ green }},"bl":{{ blue }}{% endif %}{% if color_temp is defined %},"ct":{{ color_temp }}{% endif %}}',
    command_off_template: '{"state":"off"}',
    state_template: '{{ value_json.state }}',
    brightness_template: '{{ value_json.b }}',
    color_temp_template: '{{ value_json.ct }}',
    red_template: '{{ value_json.r }}',
    green_template: '{{ value_json.g }}',
    blue_template: '{{ value_json.bl }}',
  },
  answer: (home, { payload }) => void home.hear('lamp', payload),
});

const scale = (brightness_scale: number) => ({ brightness_scale });
const modes = (...supported_color_modes: string[]) => ({ supported_color_modes, brightness: true });

const LAMPS: readonly (readonly [string, () => Lamp])[] = [
  ['json, brightness 0–255', () => jsonLamp(modes('brightness'))],
  ['json, brightness 0–254', () => jsonLamp({ ...modes('brightness'), ...scale(254) })],
  ['json, brightness 0–100', () => jsonLamp({ ...modes('brightness'), ...scale(100) })],
  ['json, brightness 0–4095', () => jsonLamp({ ...modes('brightness'), ...scale(4095) })],
  [
    'json, whites in mired',
    () => jsonLamp({ ...modes('color_temp'), min_mireds: 153, max_mireds: 500 }),
  ],
  ['json, whites in kelvin', () => jsonLamp({ ...modes('color_temp'), color_temp_kelvin: true })],
  ['json, hs and whites', () => jsonLamp(modes('hs', 'color_temp'))],
  ['json, xy and whites', () => jsonLamp(modes('xy', 'color_temp'))],
  ['json, rgb', () => jsonLamp(modes('rgb'))],
  ['json, rgb that carries the brightness', () => jsonLamp({ supported_color_modes: ['rgb'] })],
  ['json, rgbw', () => jsonLamp(modes('rgbw'))],
  ['json, rgbww', () => jsonLamp(modes('rgbww', 'color_temp'))],
  ['default, brightness', () => basicLamp(['brightness'])],
  [
    'default, brightness alone turns on',
    () => basicLamp(['brightness'], { on_command_type: 'brightness' }),
  ],
  ['default, percent', () => basicLamp(['brightness'], scale(100))],
  ['default, rgb with brightness', () => basicLamp(['brightness', 'rgb'])],
  ['default, rgb alone', () => basicLamp(['rgb'])],
  [
    'default, hs and whites',
    () => basicLamp(['brightness', 'hs', 'color_temp'], { on_command_type: 'first' }),
  ],
  ['default, xy', () => basicLamp(['brightness', 'xy'])],
  ['default, rgbw and rgbww', () => basicLamp(['brightness', 'rgbw', 'rgbww'])],
  ['template', templateLamp],
];

const percent = fc.double({ min: 1, max: 100, noNaN: true });
const byte = fc.integer({ min: 0, max: 255 });
const color = fc.oneof(
  fc.record({ hs: fc.tuple(fc.integer({ min: 0, max: 360 }), fc.integer({ min: 0, max: 100 })) }),
  fc.record({ rgb: fc.tuple(byte, byte, byte).filter((rgb) => Math.max(...rgb) > 0) }),
  fc.record({ color_temp_kelvin: fc.integer({ min: 2000, max: 6535 }) }),
);
const wishes = fc.record(
  { brightness: percent, color, transition: fc.constantFrom(1, 2.5) },
  { requiredKeys: [] },
);

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
            expect(encoded.reason).toMatch(/^(hs|rgb|color_temp_kelvin|brightness)/);
            continue;
          }
          for (const message of encoded.messages) lamp.answer(home, message);
          const { state } = home.status('light.lamp');
          expect(confirms(encoded.target, state), JSON.stringify({ encoded, state })).toBe(true);
          // A colour that is not at full takes its own share of the brightness where it carries it.
          const isDark = 'rgb' in hue && Math.max(...(hue.rgb as number[])) < 255;
          const told = encoded.target['brightness'];
          if (rest.brightness !== undefined && told !== undefined && !isDark) {
            expect(Math.abs(Number(state['brightness']) - rest.brightness)).toBeLessThanOrEqual(
              1.001,
            );
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
