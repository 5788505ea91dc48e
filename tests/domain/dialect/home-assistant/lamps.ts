import type { Publish } from '@/lib/domain/dialect/message.ts';
import type { TestHome } from '../../../support/home.ts';

/** A pretend lamp: hears a command, answers with its state. */
export type Lamp = { readonly config: object; answer(home: TestHome, sent: Publish): void };

export const TOPIC = 'homeassistant/light/lamp/config';

/** A JSON lamp takes up what it is told and reports all of it. */
export function jsonLamp(more: object): Lamp {
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
      if ('white' in told) state['color_mode'] = 'white';
      const { transition, white, ...kept } = told;
      Object.assign(state, kept, white === undefined ? {} : { brightness: white });
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

/** One that says besides which of its colours is the current one. */
function modeLamp(parts: readonly string[], more: object = {}): Lamp {
  const lamp = basicLamp(parts, {
    ...{ color_mode_state_topic: 'lamp/mode', white_command_topic: 'lamp/white/set' },
    ...more,
  });
  return {
    ...lamp,
    answer(home, sent) {
      const part = sent.topic.split('/')[1] ?? '';
      if (['color_temp', 'hs', 'xy', 'rgb', 'rgbw', 'rgbww', 'white'].includes(part)) {
        home.hear('lamp/mode', part);
      }
      if (part === 'white') home.hear('lamp/brightness', sent.payload);
      else lamp.answer(home, sent);
    },
  };
}

const TEMPLATES = {
  brightness_template: '{{ value_json.b }}',
  color_temp_template: '{{ value_json.ct }}',
  red_template: '{{ value_json.r }}',
  green_template: '{{ value_json.g }}',
  blue_template: '{{ value_json.bl }}',
};
const TEMPLATE_PARTS = ['brightness', 'color_temp', 'red', 'green', 'blue'];

/** A template lamp remembers nothing: it says what it heard last. `parts` are those it reads back. */
const templateLamp = (parts: readonly string[] = TEMPLATE_PARTS, more: object = {}): Lamp => ({
  config: {
    ...{ schema: 'template', command_topic: 'lamp/set', state_topic: 'lamp', unique_id: 'lamp' },
    command_on_template:
      '{"state":"on"{% if brightness is defined %},"b":{{ brightness }}{% endif %}{% if red is defined %},"r":{{ red }},"g":{{ green }},"bl":{{ blue }}{% endif %}{% if color_temp is defined %},"ct":{{ color_temp }}{% endif %}}',
    command_off_template: '{"state":"off"}',
    state_template: '{{ value_json.state }}',
    ...Object.fromEntries(
      Object.entries(TEMPLATES).filter(([key]) => parts.includes(key.replace('_template', ''))),
    ),
    ...more,
  },
  answer: (home, { payload }) => void home.hear('lamp', payload),
});

const whiteScale = (white_scale: number) => ({ white_scale, brightness_scale: white_scale });
export const scale = (brightness_scale: number) => ({ brightness_scale });
export const modes = (...supported_color_modes: string[]) => ({
  supported_color_modes,
  brightness: true,
});

/** Every schema with every mode it can have. */
export const LAMPS: readonly (readonly [string, () => Lamp])[] = [
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
  ['template', () => templateLamp()],
  ['template, on and off', () => templateLamp([])],
  ['template, brightness', () => templateLamp(['brightness'])],
  ['template, whites in mired', () => templateLamp(['brightness', 'color_temp'])],
  [
    'template, whites in kelvin',
    () => templateLamp(['brightness', 'color_temp'], { color_temp_kelvin: true }),
  ],
  ['template, colours', () => templateLamp(['brightness', 'red', 'green', 'blue'])],
  ['json, on and off', () => jsonLamp(modes('onoff'))],
  ['json, hs', () => jsonLamp(modes('hs'))],
  ['json, xy', () => jsonLamp(modes('xy'))],
  ['json, rgbww alone', () => jsonLamp(modes('rgbww'))],
  ['json, rgbw and white', () => jsonLamp(modes('rgbw', 'white'))],
  ['json, all modes', () => jsonLamp(modes('color_temp', 'hs', 'rgb', 'rgbw', 'rgbww', 'xy'))],
  ['json, rgb of old', () => jsonLamp({ brightness: true, rgb: true, color_temp: true })],
  ['json, hs of old', () => jsonLamp({ brightness: true, hs: true })],
  ['json, xy of old', () => jsonLamp({ brightness: true, xy: true, color_temp: true })],
  ['default, on and off', () => basicLamp([])],
  ['default, whites in mired', () => basicLamp(['brightness', 'color_temp'])],
  [
    'default, whites in kelvin',
    () => basicLamp(['brightness', 'color_temp'], { color_temp_kelvin: true }),
  ],
  ['default, rgbw alone', () => basicLamp(['rgbw'])],
  ['default, rgbww alone', () => basicLamp(['rgbww'])],
  ['default, hs with a mode', () => modeLamp(['brightness', 'hs', 'color_temp'])],
  ['default, all with a mode', () => modeLamp(['brightness', 'hs', 'xy', 'rgb', 'rgbw', 'rgbww'])],
  ['default, white on a scale of its own', () => modeLamp(['brightness', 'rgb'], whiteScale(100))],
];
