import { describe, expect, test } from 'vitest';
import { haDiscovery } from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import { testHome } from '../../../support/home.ts';

/** Brightness as devices count it, 0–255. */
const of255 = (brightness: number) => (brightness / 255) * 100;

type Said = readonly (readonly [topic: string, payload: unknown])[];

/** What goes out for a command, after what the lamp said before. */
function sent(config: object, command: object, said: Said = []) {
  const home = testHome([haDiscovery]);
  home.hear('homeassistant/light/x/config', { unique_id: 'x', command_topic: 'c', ...config });
  for (const [topic, payload] of said) home.hear(topic, payload);
  return home.encode({ entity: 'light.x', command: 'turn_on', ...command });
}

const JSON_LIGHT = { schema: 'json' };
const modes = (...supported_color_modes: string[]) => ({ ...JSON_LIGHT, supported_color_modes });
const bright = (...list: string[]) => ({ ...modes(...list), brightness: true });
const OFF = { command: 'turn_off' };

/** Lamp, command, the JSON that goes out. */
type Row = readonly [string, object, object, object];
const JSON_ROWS: readonly Row[] = [
  [
    'a mode that is no list',
    { ...JSON_LIGHT, supported_color_modes: 'rgb', brightness: true },
    { rgb: [1, 2, 3] },
    { state: 'ON', color: { r: 1, g: 2, b: 3 } },
  ],
  ['nothing but on', modes('rgb'), {}, { state: 'ON' }],
  ['off', modes('rgb'), OFF, { state: 'OFF' }],
  [
    'off with transition',
    modes('rgb'),
    { ...OFF, transition: 30 },
    { state: 'OFF', transition: 30 },
  ],
  [
    'off with flash',
    { ...modes('rgb'), flash_time_short: 5 },
    { ...OFF, flash: 'short' },
    { state: 'OFF', flash: 5 },
  ],
  ['long flash', modes('rgb'), { flash: 'long' }, { state: 'ON', flash: 10 }],
  [
    'a lamp without transitions',
    { ...modes('rgb'), transition: false },
    { transition: 3 },
    { state: 'ON' },
  ],
  ['half a second', modes('rgb'), { transition: 0.5 }, { state: 'ON', transition: 0.5 }],
  ['rgb', modes('rgb'), { rgb: [255, 128, 0] }, { state: 'ON', color: { r: 255, g: 128, b: 0 } }],
  [
    'rgb and brightness in one',
    modes('rgb'),
    { rgb: [255, 128, 0], brightness: of255(255) },
    { state: 'ON', color: { r: 255, g: 128, b: 0 } },
  ],
  [
    'hs and brightness as rgb',
    modes('rgb'),
    { hs: [359, 78], brightness: of255(50) },
    { state: 'ON', color: { r: 50, g: 11, b: 12 } },
  ],
  [
    'xy and brightness as rgb',
    modes('rgb'),
    { xy: [0.123, 0.123], brightness: of255(50) },
    { state: 'ON', color: { r: 0, g: 24, b: 50 } },
  ],
  [
    'rgbw and brightness in one',
    modes('rgb', 'rgbw', 'rgbww'),
    { rgbw: [128, 64, 32, 16], brightness: of255(128) },
    { state: 'ON', color: { r: 64, g: 32, b: 16, w: 8 } },
  ],
  [
    'rgbww and brightness in one',
    modes('rgb', 'rgbw', 'rgbww'),
    { rgbww: [128, 64, 32, 16, 8], brightness: of255(64) },
    { state: 'ON', color: { r: 32, g: 16, b: 8, c: 4, w: 2 } },
  ],
  [
    'brightness alone of such a lamp',
    modes('rgb'),
    { brightness: of255(50) },
    { state: 'ON', brightness: 50 },
  ],
  [
    'rgb beside brightness',
    bright('rgb'),
    { hs: [359, 78], brightness: 100 },
    { state: 'ON', color: { r: 255, g: 56, b: 59 }, brightness: 255 },
  ],
  ['the least brightness', bright('rgb'), { brightness: of255(1) }, { state: 'ON', brightness: 1 }],
  [
    'scale 100',
    { ...bright('rgb'), brightness_scale: 100 },
    { brightness: of255(50) },
    { state: 'ON', brightness: 20 },
  ],
  [
    'scale 100, never 0',
    { ...bright('rgb'), brightness_scale: 100 },
    { brightness: 0.2 },
    { state: 'ON', brightness: 1 },
  ],
  [
    'scale 1',
    { ...bright('brightness'), brightness_scale: 1 },
    { brightness: 30 },
    { state: 'ON', brightness: 1 },
  ],
  [
    'scale 65535',
    { ...bright('brightness'), brightness_scale: 65535 },
    { brightness: 50 },
    { state: 'ON', brightness: 32768 },
  ],
  [
    'scale as text',
    { ...bright('brightness'), brightness_scale: '1000' },
    { brightness: 25 },
    { state: 'ON', brightness: 250 },
  ],
  ['rgb as hs', modes('hs'), { rgb: [255, 128, 0] }, { state: 'ON', color: { h: 30.118, s: 100 } }],
  [
    'hs as xy',
    modes('xy'),
    { hs: [359, 78], brightness: of255(50) },
    { state: 'ON', color: { x: 0.654, y: 0.301 }, brightness: 50 },
  ],
  [
    'rgb as xy',
    modes('xy'),
    { rgb: [255, 128, 0] },
    { state: 'ON', color: { x: 0.611, y: 0.375 } },
  ],
  [
    'rgb as rgbw',
    bright('rgbw'),
    { rgb: [255, 255, 255] },
    { state: 'ON', color: { r: 0, g: 0, b: 0, w: 255 } },
  ],
  [
    'hs as rgbww',
    bright('rgbww'),
    { hs: [240, 100] },
    { state: 'ON', color: { r: 0, g: 0, b: 255, c: 0, w: 0 } },
  ],
  [
    'kelvin as cold and warm white',
    bright('rgbww'),
    { color_temp_kelvin: 2000 },
    { state: 'ON', color: { r: 0, g: 0, b: 0, c: 0, w: 255 } },
  ],
  [
    'kelvin as a colour',
    bright('hs'),
    { color_temp_kelvin: 6600 },
    { state: 'ON', color: { h: 0, s: 0 } },
  ],
  [
    'mired',
    { ...bright('color_temp', 'hs'), max_kelvin: 12000 },
    { color_temp_kelvin: 11111 },
    { state: 'ON', color_temp: 90 },
  ],
  [
    'kelvin on the wire',
    { ...bright('color_temp'), color_temp_kelvin: true },
    { color_temp_kelvin: 2712 },
    { state: 'ON', color_temp: 2712 },
  ],
  ['white', bright('hs', 'white'), { white: 75 }, { state: 'ON', white: 75 }],
  [
    'white has its own scale',
    { ...bright('hs', 'white'), brightness_scale: 100, white_scale: 50 },
    { white: 25 },
    { state: 'ON', white: 5 },
  ],
  [
    'the brightness of white',
    { ...bright('hs', 'white'), white_scale: 50 },
    { white: 25, brightness: 100 },
    { state: 'ON', white: 50 },
  ],
  ['white 0 is off', bright('hs', 'white'), { white: 0 }, { state: 'OFF' }],
  [
    'brightness 0 is off',
    bright('hs'),
    { brightness: 0, transition: 2 },
    { state: 'OFF', transition: 2 },
  ],
  [
    'an effect',
    { ...modes('rgb'), effect: true, effect_list: ['Fire 2012'] },
    { effect: 'Fire 2012' },
    { state: 'ON', effect: 'Fire 2012' },
  ],
  [
    'any effect where none is listed',
    { ...modes('rgb'), effect: true },
    { effect: 'rainbow' },
    { state: 'ON', effect: 'rainbow' },
  ],
  [
    'legacy rgb',
    { ...JSON_LIGHT, rgb: true, brightness: true },
    { hs: [120, 100], brightness: 100 },
    { state: 'ON', color: { r: 0, g: 255, b: 0 }, brightness: 255 },
  ],
  [
    'legacy hs',
    { ...JSON_LIGHT, hs: true },
    { rgb: [0, 255, 0] },
    { state: 'ON', color: { h: 120, s: 100 } },
  ],
  [
    'null means nothing',
    bright('rgb'),
    { brightness: null, rgb: null, transition: undefined },
    { state: 'ON' },
  ],
];

/** Lamp, command, the messages that go out in order, what the lamp said before. */
type Topics = readonly [string, object, object, readonly string[], Said?];
const dimmer = { brightness_command_topic: 'b' };
const BASIC_ROWS: readonly Topics[] = [
  ['on', {}, {}, ['c ON']],
  ['off with words of its own', { payload_off: 'aus' }, OFF, ['c aus']],
  ['last is the default', dimmer, { brightness: of255(50) }, ['b 50', 'c ON']],
  ['first', { ...dimmer, on_command_type: 'first' }, { brightness: of255(50) }, ['c ON', 'b 50']],
  ['brightness turns on, to the full', { ...dimmer, on_command_type: 'brightness' }, {}, ['b 255']],
  [
    'brightness turns on, to what it was',
    { ...dimmer, on_command_type: 'brightness', brightness_state_topic: 'bs' },
    {},
    ['b 50'],
    [['bs', '50']],
  ],
  [
    'brightness turns on with a colour',
    {
      ...dimmer,
      on_command_type: 'brightness',
      rgb_command_topic: 'r',
      brightness_state_topic: 'bs',
    },
    { rgb: [255, 128, 0] },
    ['r 255,128,0', 'b 50'],
    [['bs', '50']],
  ],
  [
    'brightness turns on, scale 100',
    { ...dimmer, on_command_type: 'brightness', brightness_scale: 100 },
    { brightness: of255(50) },
    ['b 20'],
  ],
  [
    'off of a lamp that brightness turns on',
    { ...dimmer, on_command_type: 'brightness' },
    OFF,
    ['c OFF'],
  ],
  [
    'a number into its template',
    { ...dimmer, brightness_command_template: '{"level": {{ (value / 2.55) | round }} }' },
    { brightness: 100 },
    ['b {"level": 100 }', 'c ON'],
  ],
  [
    'rgb alone: white at the level',
    { rgb_command_topic: 'r' },
    { brightness: of255(127) },
    ['r 127,127,127', 'c ON'],
  ],
  [
    'rgb alone: the least level',
    { rgb_command_topic: 'r' },
    { brightness: of255(1) },
    ['r 1,1,1', 'c ON'],
  ],
  [
    'rgb alone: its colour at another level',
    { rgb_command_topic: 'r', rgb_state_topic: 'rs' },
    { brightness: 100 },
    ['r 255,128,0', 'c ON'],
    [['rs', '128,64,0']],
  ],
  [
    'rgb alone: a colour at the level it has',
    { rgb_command_topic: 'r', rgb_state_topic: 'rs' },
    { rgb: [255, 128, 0] },
    ['r 51,25,0', 'c ON'],
    [['rs', '51,51,51']],
  ],
  [
    'rgb alone: colour and level are multiplied',
    { rgb_command_topic: 'r' },
    { rgb: [128, 64, 0], brightness: of255(128) },
    ['r 64,32,0', 'c ON'],
  ],
  [
    'rgbw alone',
    { rgbw_command_topic: 'r' },
    { brightness: of255(127) },
    ['r 127,127,127,127', 'c ON'],
  ],
  [
    'rgbww alone',
    {
      rgbww_command_topic: 'r',
      rgbww_command_template: '{{ red }}/{{ green }}/{{ blue }}/{{ cold_white }}/{{ warm_white }}',
    },
    { brightness: of255(127) },
    ['r 127/127/127/127/127', 'c ON'],
  ],
  [
    'rgb beside a level',
    { ...dimmer, rgb_command_topic: 'r' },
    { rgb: [80, 40, 20], brightness: of255(10) },
    ['r 80,40,20', 'b 10', 'c ON'],
  ],
  [
    'rgb as hexadecimal',
    {
      rgb_command_topic: 'r',
      rgb_command_template: '{{ "#%02x%02x%02x" | format(red, green, blue)}}',
      payload_on: 'on',
    },
    { rgb: [255, 128, 64] },
    ['r #ff8040', 'c on'],
  ],
  [
    'rgbw as hexadecimal',
    {
      rgbw_command_topic: 'r',
      rgbw_command_template: '{{ "#%02x%02x%02x%02x" | format(red, green, blue, white)}}',
    },
    { rgbw: [255, 128, 64, 32] },
    ['r #ff804020', 'c ON'],
  ],
  ['hs', { hs_command_topic: 'h' }, { hs: [359, 78] }, ['h 359,78', 'c ON']],
  [
    'hs by its template',
    {
      hs_command_topic: 'h',
      hs_command_template: '{"hue": {{ hue | int }}, "sat": {{ sat | int }}}',
    },
    { hs: [30.118, 100] },
    ['h {"hue": 30, "sat": 100}', 'c ON'],
  ],
  ['xy', { xy_command_topic: 'x' }, { xy: [0.2, 0.3] }, ['x 0.2,0.3', 'c ON']],
  [
    'xy by its template',
    { xy_command_topic: 'x', xy_command_template: '{{ x * 2 }}/{{ y }}' },
    { xy: [0.25, 0.3] },
    ['x 0.5/0.3', 'c ON'],
  ],
  [
    'rgb of a lamp in xy',
    { xy_command_topic: 'x' },
    { rgb: [255, 128, 0] },
    ['x 0.6112,0.375', 'c ON'],
  ],
  [
    'mired',
    { color_temp_command_topic: 'k', max_kelvin: 9000 },
    { color_temp_kelvin: 8000 },
    ['k 125', 'c ON'],
  ],
  [
    'kelvin',
    { color_temp_command_topic: 'k', color_temp_kelvin: true },
    { color_temp_kelvin: 2700 },
    ['k 2700', 'c ON'],
  ],
  [
    'mired by its template',
    {
      color_temp_command_topic: 'k',
      max_kelvin: 10000,
      color_temp_command_template: '{{ (1000 / value) | round(0) }}',
    },
    { color_temp_kelvin: 10000 },
    ['k 10', 'c ON'],
  ],
  [
    'an effect',
    { effect_command_topic: 'e', effect_list: ['rainbow', 'colorloop'] },
    { effect: 'colorloop' },
    ['e colorloop', 'c ON'],
  ],
  [
    'an effect by its template',
    {
      effect_command_topic: 'e',
      effect_list: ['rainbow'],
      effect_command_template: '{ "effect": "{{ value }}" }',
    },
    { effect: 'rainbow' },
    ['e { "effect": "rainbow" }', 'c ON'],
  ],
  [
    'white',
    { ...dimmer, hs_command_topic: 'h', white_command_topic: 'w', white_scale: 100 },
    { white: 255 },
    ['w 100', 'c ON'],
  ],
  [
    'a lamp of white alone',
    { white_command_topic: 'w', white_scale: 100 },
    { brightness: 50 },
    ['w 50', 'c ON'],
  ],
  [
    'white, brightness turns on',
    { ...dimmer, hs_command_topic: 'h', white_command_topic: 'w', on_command_type: 'brightness' },
    { white: 75 },
    ['w 75'],
  ],
  [
    'all at once, in order',
    { ...dimmer, hs_command_topic: 'h', effect_command_topic: 'e', effect_list: ['x'] },
    { hs: [1, 2], brightness: 100, effect: 'x' },
    ['h 1,2', 'b 255', 'e x', 'c ON'],
  ],
  [
    'toggle to on',
    dimmer,
    { command: 'toggle', brightness: 100 },
    ['b 255', 'c ON'],
    [['t', 'OFF']],
  ],
  [
    'toggle to off',
    { state_topic: 't', ...dimmer },
    { command: 'toggle', brightness: 100 },
    ['c OFF'],
    [['t', 'ON']],
  ],
];

const TEMPLATE = {
  schema: 'template',
  command_on_template:
    'on,{{ brightness|d }},{{ color_temp|d }},{{ red|d }}-{{ green|d }}-{{ blue|d }},{{ hue|d }}-{{ sat|d }},{{ effect|d }},{{ transition|d }},{{ flash|d }}',
  command_off_template: 'off,{{ transition|d }},{{ flash|d }}',
  effect_list: ['rainbow'],
};
const LEVEL = { brightness_template: '{{ value }}' };
const WHITES = { color_temp_template: '{{ value }}' };
const COLORS = {
  red_template: '{{ value }}',
  green_template: '{{ value }}',
  blue_template: '{{ value }}',
};
const TEMPLATE_ROWS: readonly Topics[] = [
  ['on', TEMPLATE, {}, ['c on,,,--,-,,,']],
  ['off', TEMPLATE, OFF, ['c off,,']],
  ['off with transition', TEMPLATE, { ...OFF, transition: 4, flash: 'short' }, ['c off,4,short']],
  ['brightness', { ...TEMPLATE, ...LEVEL }, { brightness: of255(50) }, ['c on,50,,--,-,,,']],
  ['mired', { ...TEMPLATE, ...WHITES }, { color_temp_kelvin: 5000 }, ['c on,,200,--,-,,,']],
  [
    'kelvin',
    { ...TEMPLATE, ...WHITES, color_temp_kelvin: true },
    { color_temp_kelvin: 5000 },
    ['c on,,5000,--,-,,,'],
  ],
  [
    'a colour beside a level',
    { ...TEMPLATE, ...LEVEL, ...COLORS },
    { rgb: [255, 128, 0], brightness: of255(50) },
    ['c on,50,,255-128-0,30.118-100,,,'],
  ],
  [
    'a colour that carries the level',
    { ...TEMPLATE, ...COLORS },
    { hs: [0, 100], brightness: of255(51) },
    ['c on,51,,51-0-0,0-100,,,'],
  ],
  [
    'effect, transition, flash',
    TEMPLATE,
    { effect: 'rainbow', transition: 2.5, flash: 'long' },
    ['c on,,,--,-,rainbow,2.5,long'],
  ],
];

describe('lights of the JSON schema are told', () => {
  test.each(JSON_ROWS)('%s', (_case, config, command, payload) => {
    const encoded = sent(config, command);
    expect(encoded).toMatchObject({ ok: true });
    const [message] = encoded.ok ? encoded.messages : [];
    expect(JSON.parse(message?.payload ?? 'null')).toEqual(near(payload));
  });
});

/** x and y as near as Home Assistant's three digits are. */
function near(payload: object): object {
  const color = 'color' in payload ? (payload.color as Record<string, number>) : {};
  if (!('x' in color)) return payload;
  const { x = 0, y = 0 } = color;
  return { ...payload, color: { x: expect.closeTo(x, 2), y: expect.closeTo(y, 2) } };
}

describe.each([
  ['default', BASIC_ROWS],
  ['template', TEMPLATE_ROWS],
])('lights of the %s schema are told', (_schema, rows) => {
  test.each(rows.map((row) => [row[0], row] as const))('%s', (_case, row) => {
    const [, config, command, messages, said = []] = row;
    const encoded = sent(config, command, said);
    const shown = encoded.ok
      ? encoded.messages.map(({ topic, payload }) => `${topic} ${payload}`)
      : encoded;
    expect(shown).toEqual(messages);
  });
});

describe('what a light cannot do is refused, and says which argument', () => {
  test.each([
    ['a level of a relay', modes('onoff'), { brightness: 50 }, /^brightness/],
    ['a colour of shades of white', bright('color_temp'), { hs: [1, 1] }, /^hs/],
    ['whites of a dimmer', bright('brightness'), { color_temp_kelvin: 3000 }, /^color_temp_kelvin/],
    ['white of a lamp without', bright('hs'), { white: 3 }, /^white/],
    [
      'an effect that is not listed',
      { ...modes('rgb'), effect: true, effect_list: ['a'] },
      { effect: 'b' },
      /^effect/,
    ],
    ['an effect of a lamp without', modes('rgb'), { effect: 'b' }, /^effect/],
    ['two colours', bright('hs', 'xy'), { hs: [1, 1], xy: [0.1, 0.1] }, /exclude/],
    ['a level as text', bright('brightness'), { brightness: '50' }, /^brightness/],
    ['a level beyond', bright('brightness'), { brightness: 101 }, /^brightness/],
    ['a level that is none', bright('brightness'), { brightness: Number.NaN }, /^brightness/],
    ['a transition backwards', bright('brightness'), { transition: -1 }, /^transition/],
    ['a flash of three', bright('brightness'), { flash: 3 }, /^flash/],
    ['an unknown argument', bright('brightness'), { speed: 3 }, /^speed/],
    ['half a colour', bright('rgb'), { rgb: [1, 2] }, /^rgb/],
    ['kelvin far outside', bright('color_temp'), { color_temp_kelvin: 9999 }, /^color_temp_kelvin/],
  ])('%s', (_case, config, command, reason) => {
    const encoded = sent(config, command);
    expect(encoded).toMatchObject({ ok: false, code: 'invalid_argument' });
    expect(encoded.ok ? '' : encoded.reason).toMatch(reason);
  });
});
