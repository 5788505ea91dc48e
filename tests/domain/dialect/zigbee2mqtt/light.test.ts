import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shows } from '@/lib/domain/command/shows.ts';
import {
  feature,
  lampBrightness,
  lampHs,
  lampMired,
  lampState,
  lampXy,
  networkOf,
  only,
  said,
  stateOf,
} from './network.ts';

const TOPIC = 'zigbee2mqtt/thing';
const SET = 'zigbee2mqtt/thing/set';
const lamp = (...features: readonly unknown[]) =>
  networkOf([{ type: 'light', features: [lampState, ...features] }]);

describe('what a lamp can do', () => {
  test.each([
    [[], ['onoff']],
    [[lampBrightness], ['brightness']],
    [[lampBrightness, lampMired], ['color_temp']],
    [[lampBrightness, lampXy, lampHs], ['xy']],
    [[lampBrightness, lampHs, lampXy], ['hs']],
    [
      [lampBrightness, lampMired, lampHs],
      ['hs', 'color_temp'],
    ],
  ])('features decide its modes (%#)', (features, colorModes) => {
    expect(only(lamp(...features), 'light').capabilities.colorModes).toEqual(colorModes);
  });

  test('its whites are told in kelvin', () => {
    const { colorTempKelvinRange } = only(lamp(lampBrightness, lampMired), 'light').capabilities;
    expect(colorTempKelvinRange).toEqual([2202, 6535]);
  });

  test('its effects are those of its own endpoint, and two of them are its flash', () => {
    const home = networkOf([
      {
        type: 'light',
        endpoint: 'l1',
        features: [{ ...lampState, property: 'state_l1', endpoint: 'l1' }],
      },
      feature('enum', 'effect', {
        ...{
          access: 2,
          endpoint: 'l1',
          property: 'effect_l1',
          values: ['blink', 'breathe', 'colorloop'],
        },
      }),
    ]);
    const light = only(home, 'light');
    expect(light).toMatchObject({ name: 'l1', capabilities: { flash: true } });
    expect(said(home, light, { command: 'turn_on', effect: 'colorloop' })).toEqual([
      [SET, { state_l1: 'ON', effect_l1: 'colorloop' }],
    ]);
    expect(said(home, light, { command: 'turn_on', flash: 'long' })).toEqual([
      [SET, { state_l1: 'ON', effect_l1: 'breathe' }],
    ]);
  });
});

describe('what a lamp shows', () => {
  const all = [lampBrightness, lampMired, lampXy, lampHs];

  test('is the colour of its mode, of all that it publishes', () => {
    const home = lamp(...all);
    const light = only(home, 'light');
    const color = { x: 0.3, y: 0.4, hue: 100, saturation: 50 };
    const hear = (color_mode: string) => {
      home.hear(TOPIC, { state: 'ON', brightness: 127, color, color_temp: 250, color_mode });
      return stateOf(home, light);
    };
    expect(hear('xy')).toMatchObject({
      on: true,
      brightness: 50,
      color_mode: 'xy',
      xy: [0.3, 0.4],
    });
    expect(hear('hs')).toMatchObject({ color_mode: 'hs', hs: [100, 50], xy: null });
    expect(hear('color_temp')).toMatchObject({ color_temp_kelvin: 4000, hs: null, xy: null });
  });

  test('follows messages that bring a part of it', () => {
    const home = lamp(...all);
    const light = only(home, 'light');
    home.hear(TOPIC, { color: { x: 0.3, y: 0.4 } });
    expect(stateOf(home, light)).toMatchObject({ color_mode: 'xy', xy: [0.3, 0.4] });
    home.hear(TOPIC, { brightness: 254 });
    expect(stateOf(home, light)).toMatchObject({ brightness: 100, xy: [0.3, 0.4] });
    home.hear(TOPIC, { color_temp: 370 });
    expect(stateOf(home, light)).toMatchObject({ color_mode: 'color_temp', xy: null });
  });

  test('is put together from single keys', () => {
    const home = lamp(...all);
    for (const [key, value] of Object.entries({ state: 'ON', 'color-x': '0.3', 'color-y': '0.4' }))
      home.hear(`${TOPIC}/${key}`, value);
    home.hear(TOPIC, { color: { x: 0.3, y: 0.4 } });
    home.hear(`${TOPIC}/color-x`, '0.35');
    expect(stateOf(home, only(home, 'light'))).toMatchObject({ on: true, xy: [0.35, 0.4] });
  });

  test('is understood in the words of old versions', () => {
    const home = lamp(lampBrightness, lampHs);
    home.hear(TOPIC, { color: { h: 20, s: 70 } });
    expect(stateOf(home, only(home, 'light'))).toMatchObject({ hs: [20, 70] });
    home.hear(TOPIC, { color: { r: 255, g: 0, b: 0 } });
    expect(stateOf(home, only(home, 'light'))).toMatchObject({ hs: [0, 100] });
  });
});

describe('what a lamp is told', () => {
  test('colours go out in the mode it works in', () => {
    const byXy = lamp(lampBrightness, lampXy, lampHs);
    expect(said(byXy, only(byXy, 'light'), { command: 'turn_on', xy: [0.3, 0.3] })).toEqual([
      [SET, { state: 'ON', color: { x: 0.3, y: 0.3 } }],
    ]);
    const byHue = lamp(lampBrightness, lampHs, lampXy);
    expect(said(byHue, only(byHue, 'light'), { command: 'turn_on', rgb: [0, 0, 255] })).toEqual([
      [SET, { state: 'ON', color: { hue: 240, saturation: 100 } }],
    ]);
  });

  test('brightness on its own scale, with the time to get there', () => {
    const home = lamp({ ...lampBrightness, value_max: 1000 });
    const command = { command: 'turn_on', brightness: 50, transition: 3 };
    expect(said(home, only(home, 'light'), command)).toEqual([
      [SET, { state: 'ON', brightness: 500, transition: 3 }],
    ]);
  });

  test('its report confirms every wish within one unit of the lamp', () => {
    const wish = fc.oneof(
      fc.record({ brightness: fc.double({ min: 1, max: 100, noNaN: true }) }),
      fc.record({ color_temp_kelvin: fc.integer({ min: 2203, max: 6535 }) }),
      fc.record({
        xy: fc.tuple(
          fc.double({ min: 0.16, max: 0.6, noNaN: true }),
          fc.double({ min: 0.1, max: 0.6, noNaN: true }),
        ),
      }),
      fc.record({
        hs: fc.tuple(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 10, max: 100 })),
      }),
    );
    const lamps = [
      lamp(lampBrightness, lampMired, lampXy),
      lamp(lampBrightness, lampMired, lampHs, lampXy),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...lamps), wish, (home, wanted) => {
        const light = only(home, 'light');
        const encoded = home.encode({ entity: light.id, command: 'turn_on', ...wanted });
        if (!encoded.ok) throw new Error(encoded.reason);
        const told = JSON.parse(encoded.messages[0]?.payload ?? '') as Record<string, unknown>;
        const color = told['color'] as Record<string, number> | undefined;
        const mode =
          color === undefined
            ? 'color_temp' in told
              ? 'color_temp'
              : undefined
            : 'x' in color
              ? 'xy'
              : 'hs';
        home.hear(TOPIC, { ...told, ...(mode === undefined ? {} : { color_mode: mode }) });
        const state = stateOf(home, light);
        for (const [property, value] of Object.entries(encoded.target)) {
          expect([property, shows(property, value, state)]).toEqual([property, true]);
        }
        for (const [property, value] of Object.entries(wanted)) {
          expect([property, shows(property, value, state)]).toEqual([property, true]);
        }
      }),
    );
  });
});
