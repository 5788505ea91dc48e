import { describe, expect, test } from 'vitest';
import { heard } from './heard.ts';

const JSON_LIGHT = { schema: 'json', command_topic: 'c', state_topic: 't', brightness: true };
const modes = (...supported_color_modes: string[]) => ({ ...JSON_LIGHT, supported_color_modes });

/** Lamp, what it says one after another, its state then. */
type Row = readonly [string, object, readonly unknown[], object];

const JSON_ROWS: readonly Row[] = [
  [
    'Hue bulb in colour',
    modes('xy', 'color_temp'),
    [
      '{"state":"ON","brightness":254,"color":{"h":10,"hue":10,"s":90,"saturation":90,"x":0.6,"y":0.3},"color_mode":"xy","color_temp":250}',
    ],
    { on: true, color_mode: 'xy', xy: [0.6, 0.3] },
  ],
  [
    'Hue bulb in white, with the colour beside',
    modes('xy', 'color_temp'),
    ['{"state":"ON","color":{"x":0.4599,"y":0.4106},"color_mode":"color_temp","color_temp":370}'],
    { on: true, color_mode: 'color_temp', color_temp_kelvin: 2702 },
  ],
  [
    'an old bulb in hs',
    modes('hs', 'color_temp'),
    ['{"state":"ON","color":{"hue":200,"saturation":80,"h":200,"s":80},"color_mode":"hs"}'],
    { on: true, color_mode: 'hs', hs: [200, 80] },
  ],
  [
    'only the level changes',
    modes('xy'),
    [
      '{"state":"ON","brightness":100,"color_mode":"xy","color":{"x":0.3,"y":0.3}}',
      '{"brightness":204}',
    ],
    { on: true, brightness: 80, xy: [0.3, 0.3] },
  ],
  [
    'off keeps the level',
    modes('brightness'),
    ['{"state":"ON","brightness":51}', '{"state":"OFF"}'],
    { on: false, brightness: 20 },
  ],
  [
    'off with level 0',
    modes('brightness'),
    ['{"state":"ON","brightness":51}', '{"state":"OFF","brightness":0}'],
    { on: false, brightness: 20 },
  ],
  [
    'null state',
    modes('brightness'),
    ['{"state":null,"brightness":255}'],
    { on: null, brightness: 100 },
  ],
  [
    'null everywhere',
    modes('xy', 'color_temp'),
    [
      '{"state":"ON","brightness":128,"color_mode":"color_temp","color_temp":250}',
      '{"state":"ON","brightness":null,"color":null,"color_mode":null,"color_temp":null,"effect":null}',
    ],
    { on: true, color_mode: 'color_temp', color_temp_kelvin: 4000 },
  ],
  [
    'mode missing, colour there',
    modes('rgb', 'color_temp'),
    ['{"state":"ON","color":{"r":1,"g":2,"b":3}}'],
    { color_mode: 'rgb', rgb: [1, 2, 3] },
  ],
  [
    'mode missing, temperature there',
    modes('rgb', 'color_temp'),
    ['{"state":"ON","color_temp":200}'],
    { color_mode: 'color_temp', color_temp_kelvin: 5000 },
  ],
  [
    'mode missing, an rgb lamp that reports rgbw',
    modes('rgbw'),
    ['{"state":"ON","color":{"r":255,"g":0,"b":0,"w":20}}'],
    { color_mode: 'rgbw', rgbw: [255, 0, 0, 20] },
  ],
  [
    'ESPHome rgbww',
    modes('rgbww'),
    [
      '{"color_mode":"rgbww","state":"ON","brightness":178,"color":{"r":255,"g":200,"b":10,"c":30,"w":40},"white_value":30}',
    ],
    { on: true, color_mode: 'rgbww', rgbww: [255, 200, 10, 30, 40] },
  ],
  [
    'ESPHome mode of its own',
    modes('color_temp'),
    ['{"color_mode":"cwww","state":"ON","brightness":255,"color":{"c":255,"w":20}}'],
    { on: true, brightness: 100 },
  ],
  [
    'ESPHome white',
    modes('rgbw', 'white'),
    [
      '{"color_mode":"rgbw","state":"ON","color":{"r":1,"g":2,"b":3,"w":4}}',
      '{"color_mode":"white","state":"ON","brightness":102}',
    ],
    { color_mode: 'white', brightness: 40, rgbw: null },
  ],
  [
    'ESPHome onoff',
    { ...modes('onoff'), brightness: false },
    ['{"color_mode":"onoff","state":"ON"}'],
    { on: true },
  ],
  [
    'kelvin on the wire',
    { ...modes('color_temp'), color_temp_kelvin: true },
    ['{"state":"ON","color_mode":"color_temp","color_temp":2703}'],
    { color_temp_kelvin: 2703 },
  ],
  [
    'strings for numbers',
    modes('rgb'),
    ['{"state":"ON","brightness":"128","color_mode":"rgb","color":{"r":"255","g":"0","b":"7"}}'],
    { brightness: 50.196, rgb: [255, 0, 7] },
  ],
  [
    'lower case and booleans',
    modes('brightness'),
    ['{"state":"on"}', '{"state":false}'],
    { on: false },
  ],
  [
    'an effect not in the list',
    { ...modes('rgb'), effect: true, effect_list: ['a'] },
    ['{"state":"ON","effect":"party"}'],
    { effect: 'party' },
  ],
  [
    'an effect ends',
    { ...modes('rgb'), effect: true, effect_list: ['a'] },
    ['{"state":"ON","effect":"a"}', '{"state":"ON","effect":null}'],
    { effect: null },
  ],
  [
    'scale 100',
    { ...modes('brightness'), brightness_scale: 100 },
    ['{"state":"ON","brightness":37}'],
    { brightness: 37 },
  ],
  [
    'scale 65535',
    { ...modes('brightness'), brightness_scale: 65535 },
    ['{"state":"ON","brightness":16384}'],
    { brightness: 25.0004 },
  ],
  [
    'scale 1',
    { ...modes('brightness'), brightness_scale: 1 },
    ['{"state":"ON","brightness":1}'],
    { brightness: 100 },
  ],
  [
    'more than the scale',
    { ...modes('brightness'), brightness_scale: 254 },
    ['{"state":"ON","brightness":255}'],
    { brightness: 100 },
  ],
  [
    'a level as a float',
    modes('brightness'),
    ['{"state":"ON","brightness":127.5}'],
    { brightness: 50 },
  ],
  [
    'without brightness in the configuration, told all the same',
    { ...modes('rgb'), brightness: undefined },
    ['{"state":"ON","brightness":128,"color_mode":"rgb","color":{"r":255,"g":0,"b":0}}'],
    { brightness: 50.196, rgb: [255, 0, 0] },
  ],
  [
    'without brightness anywhere',
    { ...modes('rgb'), brightness: undefined },
    ['{"state":"ON","color_mode":"rgb","color":{"r":51,"g":0,"b":0}}'],
    { brightness: 20, rgb: [255, 0, 0] },
  ],
  [
    'illegal modes: brightness beside rgb',
    modes('onoff', 'brightness', 'rgb'),
    ['{"state":"ON","brightness":255,"color_mode":"rgb","color":{"r":0,"g":9,"b":0}}'],
    { color_mode: 'rgb', rgb: [0, 9, 0] },
  ],
  [
    'illegal modes: white alone',
    modes('white'),
    ['{"state":"ON","brightness":255}'],
    { on: true, brightness: 100 },
  ],
  [
    'modes nobody knows',
    modes('rainbow'),
    ['{"state":"ON","brightness":255}'],
    { on: true, brightness: 100 },
  ],
  [
    'a mode that the lamp does not have',
    modes('color_temp'),
    ['{"state":"ON","color_mode":"hs","color":{"h":1,"s":2}}'],
    { on: true },
  ],
  [
    'legacy flags: rgb',
    { ...JSON_LIGHT, rgb: true },
    ['{"state":"ON","color":{"r":0,"g":0,"b":255}}'],
    { color_mode: 'hs', hs: [240, 100] },
  ],
  [
    'legacy flags: xy and whites',
    { ...JSON_LIGHT, xy: true, color_temp: true },
    ['{"state":"ON","color_temp":400,"color":{}}'],
    { color_mode: 'color_temp', color_temp_kelvin: 2500 },
  ],
  ['an empty colour', modes('hs'), ['{"state":"ON","color_mode":"hs","color":{}}'], { on: true }],
  [
    'a colour out of range',
    modes('rgb'),
    ['{"state":"ON","color_mode":"rgb","color":{"r":300,"g":0,"b":0}}'],
    { on: true },
  ],
  [
    'half a colour',
    modes('rgb'),
    ['{"state":"ON","color_mode":"rgb","color":{"r":30,"g":0}}'],
    { on: true },
  ],
  [
    'mired 0',
    modes('color_temp'),
    ['{"state":"ON","color_mode":"color_temp","color_temp":0}'],
    { on: true },
  ],
  [
    'Luciferin: no mode at all',
    { ...modes('rgb'), effect: true, rgb: true },
    ['{"deviceName":"GW","state":"ON","brightness":51,"lednum":"112"}'],
    { on: true, brightness: 20 },
  ],
];

const BASIC = { command_topic: 'c', state_topic: 't' };
const tasmota = {
  command_topic: 'cmnd/l/POWER',
  state_topic: 't',
  value_template: '{{value_json.POWER}}',
  bri_cmd_t: 'cmnd/l/Dimmer',
  bri_stat_t: 't',
  bri_scl: 100,
  on_cmd_type: 'brightness',
  bri_val_tpl: '{{value_json.Dimmer}}',
  rgb_cmd_t: 'cmnd/l/Color2',
  rgb_stat_t: 't',
  rgb_val_tpl: "{{value_json.Color.split(',')[0:3]|join(',')}}",
  clr_temp_cmd_t: 'cmnd/l/CT',
  clr_temp_stat_t: 't',
  clr_temp_val_tpl: '{{value_json.CT}}',
  fx_cmd_t: 'cmnd/l/Scheme',
  fx_stat_t: 't',
  fx_val_tpl: '{{value_json.Scheme}}',
  fx_list: ['0', '1', '2'],
};
/** Lamp, what it says on which topic, its state then. */
type Topics = readonly [string, object, readonly (readonly [string, unknown])[], object];
const BASIC_ROWS: readonly Topics[] = [
  ['on and off alone', BASIC, [['t', 'ON']], { on: true }],
  [
    'Tasmota',
    tasmota,
    [['t', '{"POWER":"ON","Dimmer":40,"Color":"102,51,0,0,0","Scheme":1}']],
    { on: true, brightness: 40, rgb: [102, 51, 0], color_mode: 'rgb', effect: '1' },
  ],
  [
    'Tasmota in white',
    { ...tasmota, rgb_stat_t: undefined },
    [['t', '{"POWER":"OFF","Dimmer":40,"CT":153}']],
    { on: false, brightness: 40, color_temp_kelvin: 6535, color_mode: 'color_temp' },
  ],
  [
    'rgb alone carries the level',
    { ...BASIC, rgb_command_topic: 'r', rgb_state_topic: 'rt' },
    [['rt', '128,0,64']],
    { brightness: 50.196, rgb: [255, 0, 128] },
  ],
  [
    'black says nothing',
    { ...BASIC, rgb_command_topic: 'r', rgb_state_topic: 'rt' },
    [
      ['rt', '128,0,64'],
      ['rt', '0,0,0'],
    ],
    { brightness: 50.196, rgb: [255, 0, 128] },
  ],
  [
    'rgb beside a level',
    {
      ...BASIC,
      rgb_command_topic: 'r',
      rgb_state_topic: 'rt',
      brightness_command_topic: 'b',
      brightness_state_topic: 'bt',
    },
    [
      ['bt', '51'],
      ['rt', '128, 0, 64'],
    ],
    { brightness: 20, rgb: [128, 0, 64] },
  ],
  [
    'level 0 says nothing',
    { ...BASIC, brightness_command_topic: 'b', brightness_state_topic: 'bt' },
    [
      ['bt', '51'],
      ['bt', '0'],
    ],
    { brightness: 20 },
  ],
  [
    'the colour heard last counts',
    {
      ...BASIC,
      hs_command_topic: 'h',
      hs_state_topic: 'ht',
      color_temp_command_topic: 'k',
      color_temp_state_topic: 'kt',
    },
    [
      ['ht', '120,50'],
      ['kt', '250'],
    ],
    { color_mode: 'color_temp', color_temp_kelvin: 4000, hs: null },
  ],
  [
    'the mode has a topic',
    {
      ...BASIC,
      hs_command_topic: 'h',
      hs_state_topic: 'ht',
      color_temp_command_topic: 'k',
      color_temp_state_topic: 'kt',
      color_mode_state_topic: 'mt',
    },
    [
      ['mt', 'hs'],
      ['ht', '120,50'],
      ['kt', '250'],
    ],
    { color_mode: 'hs', hs: [120, 50] },
  ],
  [
    'kelvin',
    {
      ...BASIC,
      color_temp_command_topic: 'k',
      color_temp_state_topic: 'kt',
      color_temp_kelvin: true,
    },
    [['kt', '2700']],
    { color_temp_kelvin: 2700 },
  ],
  [
    'xy',
    { ...BASIC, xy_command_topic: 'x', xy_state_topic: 'xt' },
    [['xt', '0.675,0.322']],
    { xy: [0.675, 0.322], color_mode: 'xy' },
  ],
  [
    'rgbww',
    {
      ...BASIC,
      rgbww_command_topic: 'w',
      rgbww_state_topic: 'wt',
      brightness_state_topic: 'bt',
      brightness_command_topic: 'b',
    },
    [['wt', '1,2,3,4,5']],
    { rgbww: [1, 2, 3, 4, 5], color_mode: 'rgbww' },
  ],
  [
    'colour by a template',
    {
      ...BASIC,
      rgb_command_topic: 'r',
      rgb_state_topic: 't',
      rgb_value_template: "{{ value_json.rgb | join(',') }}",
      brightness_state_topic: 't',
      brightness_value_template: '{{ value_json.b }}',
      brightness_command_topic: 'b',
      state_value_template: '{{ value_json.s }}',
    },
    [['t', '{"s":"ON","b":255,"rgb":[9,8,7]}']],
    { on: true, brightness: 100, rgb: [9, 8, 7] },
  ],
  [
    'a colour as hexadecimal',
    {
      ...BASIC,
      rgb_command_topic: 'r',
      rgb_state_topic: 'rt',
      brightness_state_topic: 'bt',
      brightness_command_topic: 'b',
      rgb_value_template:
        '{{ value[1:3]|int(base=16) }},{{ value[3:5]|int(base=16) }},{{ value[5:7]|int(base=16) }}',
    },
    [['rt', '#ff8000']],
    { rgb: [255, 128, 0] },
  ],
  [
    'Shelly bulb',
    {
      ...BASIC,
      state_value_template: "{{ 'ON' if value_json.ison else 'OFF' }}",
      brightness_command_topic: 'b',
      brightness_state_topic: 't',
      brightness_scale: 100,
      brightness_value_template: '{{ value_json.brightness }}',
      effect_command_topic: 'e',
      effect_state_topic: 't',
      effect_value_template: '{{ value_json.effect }}',
      effect_list: ['0', '1'],
    },
    [['t', '{"ison":true,"brightness":73,"effect":0}']],
    { on: true, brightness: 73, effect: '0' },
  ],
  [
    'zwave-js-ui dimmer',
    {
      command_topic: 'c',
      state_topic: 't',
      state_value_template: '{{ "OFF" if value_json.value == 0 else "ON" }}',
      on_command_type: 'brightness',
      brightness_scale: 99,
      brightness_state_topic: 't',
      brightness_command_topic: 'c',
      brightness_value_template: '{{ value_json.value }}',
    },
    [['t', '{"value":99}']],
    { on: true, brightness: 100 },
  ],
  [
    'OpenMQTTGateway-like words',
    { ...BASIC, payload_on: 1, payload_off: 0 },
    [['t', '0']],
    { on: false },
  ],
  [
    'None',
    BASIC,
    [
      ['t', 'ON'],
      ['t', 'None'],
    ],
    { on: null },
  ],
];

const TEMPLATE = {
  schema: 'template',
  command_topic: 'c',
  state_topic: 't',
  command_on_template: 'on',
  command_off_template: 'off',
  state_template: "{{ value.split(',')[0] }}",
  brightness_template: "{{ value.split(',')[1] }}",
};
const COLORS = {
  red_template: "{{ value.split(',')[2].split('-')[0] }}",
  green_template: "{{ value.split(',')[2].split('-')[1] }}",
  blue_template: "{{ value.split(',')[2].split('-')[2] }}",
};
const TEMPLATE_ROWS: readonly Row[] = [
  ['a level', TEMPLATE, ['on,51'], { on: true, brightness: 20 }],
  ['nothing for the level', TEMPLATE, ['on,51', 'off,'], { on: false, brightness: 20 }],
  [
    'a colour',
    { ...TEMPLATE, ...COLORS },
    ['on,255,255-0-0'],
    { on: true, hs: [0, 100], color_mode: 'hs' },
  ],
  [
    'no colour',
    { ...TEMPLATE, ...COLORS, color_temp_template: "{{ value.split(',')[3] }}" },
    ['on,255,None-None-None,400'],
    { color_mode: 'color_temp', color_temp_kelvin: 2500 },
  ],
  ['another word', TEMPLATE, ['on,51', 'maybe,51'], { on: true }],
  ['None', TEMPLATE, ['on,51', 'None,'], { on: null }],
  [
    'an effect',
    { ...TEMPLATE, effect_list: ['x'], effect_template: "{{ value.split(',')[2] }}" },
    ['on,51,x'],
    { effect: 'x' },
  ],
];

function expectState(state: Readonly<Record<string, unknown>>, wanted: object) {
  for (const [key, value] of Object.entries(wanted)) {
    if (typeof value === 'number') expect(state[key], key).toBeCloseTo(value, 3);
    else expect(state[key], key).toEqual(value);
  }
}

describe.each([
  ['JSON', JSON_ROWS],
  ['template', TEMPLATE_ROWS],
])('lights of the %s schema report', (_schema, rows) => {
  test.each(rows)('%s', (_case, config, said, wanted) => {
    const list = said.map((payload) => ['t', payload] as const);
    expectState(heard('light', config, list).state, wanted);
  });
});

describe('lights of the default schema report', () => {
  test.each(BASIC_ROWS)('%s', (_case, config, said, wanted) => {
    expectState(heard('light', config, said).state, wanted);
  });
});
