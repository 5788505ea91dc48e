import {
  hsToRgb,
  kelvinToRgb,
  rgbToHs,
  rgbToRgbw,
  rgbToXy,
  rgbwToRgb,
  rgbwwToRgb,
  xyToRgb,
} from '../entity/color.ts';
import type { ColorMode } from '../entity/entity.ts';
import type { ColorWish } from './arguments.ts';

type Rgb = readonly [number, number, number];

/** Modes in the order of preference in which a colour is said that cannot be said directly. */
const SPOKEN = ['hs', 'rgb', 'xy', 'rgbww', 'rgbw'] as const;

/**
 * The colour in a mode the light has: as it is if possible, else converted. Kelvin becomes a colour
 * where a light has no shades of white; a light without colours gets the wish back.
 */
export function fitColor(color: ColorWish, modes: readonly ColorMode[]): ColorWish {
  if (modes.includes(color.mode)) return color;
  const mode = SPOKEN.find((candidate) => modes.includes(candidate));
  if (mode === undefined) return color;
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
      return { mode, value: [...rgb.map(Math.round), 0, 0] };
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
