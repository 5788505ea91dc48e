import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lightCommand, onOffCommand } from '@/lib/domain/command/arguments.ts';
import type { Capabilities } from '@/lib/domain/entity/entity.ts';

const full: Capabilities = {
  colorModes: ['hs', 'color_temp', 'white'],
  colorTempKelvinRange: [2202, 4000],
  effects: ['rainbow'],
};
const ask = (more: object, capabilities = full, command = 'turn_on') =>
  lightCommand({ entity: 'light.a', command, ...more }, capabilities, {});
const reason = (more: object, capabilities = full) => {
  const checked = ask(more, capabilities);
  return checked.ok ? null : `${checked.code}: ${checked.reason}`;
};

test.each([
  [{ brightness: 101 }, /brightness must be a number from 0 to 100/],
  [{ brightness: -1 }, /brightness/],
  [{ brightness: '40' }, /brightness/],
  [{ brightness: Number.NaN }, /brightness/],
  [{ transition: -1 }, /transition/],
  [{ flash: 'sometimes' }, /flash/],
  [{ hs: [361, 0] }, /hs must be a list of 2 numbers/],
  [{ hs: 'red' }, /hs/],
  [{ rgb: [1, 2] }, /rgb must be a list of 3/],
  [{ rgb: [0, 0, 0] }, /black/],
  [{ hs: [1, 1], rgb: [1, 1, 1] }, /exclude each other/],
  [{ color_temp_kelvin: 1500 }, /from 2202 to 4000/],
  [{ effect: 'fire' }, /effect/],
  [{ white: 500 }, /white/],
  [{ brigthness: 40 }, /brigthness: not an argument/],
])('%j is refused', (more, expected) => {
  expect(reason(more)).toMatch(expected);
});

test('what a light cannot do is refused with the argument', () => {
  expect(reason({ brightness: 5 }, { colorModes: ['onoff'] })).toContain('cannot be dimmed');
  expect(reason({ hs: [1, 1] }, { colorModes: ['brightness'] })).toContain('no colours');
  expect(reason({ rgb: [1, 1, 1] }, { colorModes: ['color_temp'] })).toContain('shades of white');
  expect(reason({ white: 5 }, { colorModes: ['hs'] })).toContain('no white mode');
  expect(reason({ effect: 'x' }, { colorModes: ['hs'] })).toContain('none');
});

test('a temperature a little outside the range, by rounding of mired, is brought into it', () => {
  expect(ask({ color_temp_kelvin: 2200 })).toMatchObject({ wish: { color: { kelvin: 2202 } } });
});

test('brightness 0 turns off', () => {
  expect(ask({ brightness: 0, transition: 2 })).toEqual({
    ok: true,
    wish: { on: false, transition: 2, flash: null },
  });
});

test('null counts as not given', () => {
  expect(ask({ brightness: null, hs: null, effect: undefined })).toMatchObject({ ok: true });
});

test('toggle turns on what is off or unknown', () => {
  const toggle = (state: object) =>
    onOffCommand({ entity: 'switch.a', command: 'toggle' }, { ...state });
  expect(toggle({ on: true })).toEqual({ ok: true, on: false });
  expect(toggle({ on: false })).toEqual({ ok: true, on: true });
  expect(toggle({})).toEqual({ ok: true, on: true });
});

test('any arguments are taken or refused, never thrown at', () => {
  const key = fc.constantFrom(
    'brightness',
    'hs',
    'rgb',
    'xy',
    'rgbw',
    'color_temp_kelvin',
    'effect',
    'flash',
  );
  fc.assert(
    fc.property(fc.dictionary(key, fc.anything()), (more) => {
      const checked = ask(more);
      expect(checked.ok || checked.reason.length > 0).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
