import {
  hsToRgb,
  kelvinToRgb,
  kelvinToRgbww,
  rgbToHs,
  rgbToRgbw,
  rgbToRgbww,
  rgbToXy,
  rgbwToRgb,
  rgbwwToRgb,
  xyToRgb,
} from '../entity/color.ts';
import type { ColorMode } from '../entity/entity.ts';
import type { ColorWish } from './color-argument.ts';

type Rgb = readonly [number, number, number];

type Painted = Exclude<ColorWish['mode'], 'color_temp'>;

/** In which mode a colour is said that cannot be said in its own: Home Assistant's preferences. */
const INSTEAD: Readonly<Record<ColorWish['mode'], readonly Painted[]>> = {
  color_temp: ['rgbww', 'hs', 'rgb', 'rgbw', 'xy'],
  hs: ['rgb', 'rgbw', 'rgbww', 'xy'],
  rgb: ['rgbw', 'rgbww', 'hs', 'xy'],
  xy: ['hs', 'rgb', 'rgbw', 'rgbww'],
  rgbw: ['rgbww', 'rgb', 'hs', 'xy'],
  rgbww: ['rgb', 'rgbw', 'hs', 'xy'],
};

/**
 * The colour in a mode the light has: as it is if possible, else converted. Kelvin becomes a colour
 * where a light has no shades of white; a light without colours gets the wish back.
 */
export function fitColor(color: ColorWish, modes: readonly ColorMode[]): ColorWish {
  if (modes.includes(color.mode)) return color;
  const mode = INSTEAD[color.mode].find((candidate) => modes.includes(candidate));
  if (mode === undefined) return color;
  if (color.mode === 'color_temp' && mode === 'rgbww') {
    return { mode, value: kelvinToRgbww(color.kelvin) };
  }
  const rgb = rgbOf(color);
  switch (mode) {
    case 'hs':
      return { mode, value: rgbToHs(rgb) };
    case 'rgb':
      return { mode, value: rgb.map(Math.round) };
    case 'xy':
      return { mode, value: rgbToXy(rgb) };
    case 'rgbw':
      return { mode, value: rgbToRgbw(rgb) };
    case 'rgbww':
      return { mode, value: rgbToRgbww(rgb) };
  }
}

/** The colour as red, green and blue, 0–255 at full brightness. */
export function rgbOf(color: ColorWish): Rgb {
  if (color.mode === 'color_temp') return kelvinToRgb(color.kelvin);
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = color.value;
  switch (color.mode) {
    case 'hs':
      return hsToRgb([a, b]);
    case 'xy':
      return xyToRgb([a, b]);
    case 'rgb':
      return [a, b, c];
    case 'rgbw':
      return rgbwToRgb([a, b, c, d]);
    case 'rgbww':
      return rgbwwToRgb([a, b, c, d, e]);
  }
}
