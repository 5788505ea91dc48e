import type { Command } from '../../command/command.ts';
import { invalid, isRefused, type Refused } from '../../command/refused.ts';
import { hsToRgb, rgbBrightness, rgbToHs, rgbToXy, xyToRgb } from '../../entity/color.ts';
import type { State } from '../../entity/entity.ts';
import { type ColorModel, numberOf } from './property.ts';

/** Limits of the parts of each model as Homie writes them. */
const LIMITS: Readonly<Record<ColorModel, readonly number[]>> = {
  rgb: [255, 255, 255],
  hsv: [360, 100, 100],
  xyz: [1, 1],
};

/**
 * A colour as a device reports it: `rgb,255,100,0` in version 5, `255,100,0` before. Properties
 * `rgb`, `hsv` or `xy`; null if it is no colour of one of the models.
 */
export function readColor(text: string, models: readonly ColorModel[]): State | null {
  const parts = text.split(',', 5).map((part) => part.trim());
  const prefix = parts[0]?.toLowerCase() as ColorModel;
  const model = Object.hasOwn(LIMITS, prefix) ? prefix : models[0];
  if (model === undefined) return null;
  const numbers = (model === prefix ? parts.slice(1) : parts).map(numberOf);
  // Some send z, which follows from x and y.
  const values = model === 'xyz' && numbers.length === 3 ? numbers.slice(0, 2) : numbers;
  const limits = LIMITS[model];
  const isColor =
    values.length === limits.length &&
    values.every((value, i) => value !== null && value >= 0 && value <= (limits[i] ?? 0));
  return isColor ? { [model === 'xyz' ? 'xy' : model]: values as readonly number[] } : null;
}

/** The colour of a command in a model that the device takes, as its payload and as it will report it. */
export function writeColor(
  command: Command,
  models: readonly ColorModel[],
  generation: 4 | 5,
  before: State,
): { readonly payload: string; readonly target: State } | Refused {
  const given = (['rgb', 'hs', 'xy'] as const).filter((key) => (command[key] ?? null) !== null);
  const [key] = given;
  if (key === undefined || given.length > 1) return invalid('give one of rgb, hs and xy');
  const wish = checked(key, command[key]);
  if (isRefused(wish)) return wish;
  const native = ({ rgb: 'rgb', hs: 'hsv', xy: 'xyz' } as const)[key];
  const model = models.includes(native) ? native : (models[0] ?? 'rgb');
  const values = inModel(model, key, wish, before);
  const prefix = generation === 5 ? `${model},` : '';
  return {
    payload: prefix + values.join(','),
    target: { [model === 'xyz' ? 'xy' : model]: values },
  };
}

type Key = 'rgb' | 'hs' | 'xy';

function checked(key: Key, value: unknown): readonly number[] | Refused {
  const limits = { rgb: LIMITS.rgb, hs: [360, 100], xy: LIMITS.xyz }[key];
  const isColor =
    Array.isArray(value) &&
    value.length === limits.length &&
    value.every((part, i) => typeof part === 'number' && part >= 0 && part <= (limits[i] ?? 0));
  if (isColor) return value as readonly number[];
  return invalid(
    `${key} must be a list of numbers: ${limits.map((most) => `0–${most}`).join(', ')}`,
  );
}

function inModel(
  model: ColorModel,
  key: Key,
  wish: readonly number[],
  before: State,
): readonly number[] {
  const [a = 0, b = 0, c = 0] = wish;
  const rgb =
    key === 'rgb' ? ([a, b, c] as const) : key === 'hs' ? hsToRgb([a, b]) : xyToRgb([a, b]);
  switch (model) {
    case 'rgb':
      return rgb.map(Math.round);
    case 'hsv': {
      const [hue, saturation] = key === 'hs' ? [a, b] : rgbToHs(rgb);
      // Hue and saturation say nothing of brightness: that stays.
      const level = key === 'rgb' ? rgbBrightness(rgb) : brightnessOf(before);
      return [hue, saturation, level].map(Math.round);
    }
    case 'xyz':
      return key === 'xy' ? [a, b] : rgbToXy(rgb);
  }
}

function brightnessOf({ hsv }: State): number {
  const level = Array.isArray(hsv) ? hsv[2] : undefined;
  return typeof level === 'number' && level > 0 ? level : 100;
}
