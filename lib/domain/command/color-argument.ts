import type { Capabilities, ColorMode } from '../entity/entity.ts';
import type { Command } from './command.ts';
import { invalid, type Refused } from './refused.ts';

/** A colour as a person asked for it. Kelvin; hue 0–360, saturation 0–100; channels 0–255. */
export type ColorWish =
  | { readonly mode: 'color_temp'; readonly kelvin: number }
  | { readonly mode: 'hs' | 'xy' | 'rgb' | 'rgbw' | 'rgbww'; readonly value: readonly number[] };

/** How far outside a light's range a wish is still met by the nearest it can do (rounding of mired). */
const KELVIN_TOLERANCE = 0.02;
const ANY_KELVIN: readonly [number, number] = [1000, 20_000];

/** The arguments that ask for a colour; they exclude each other. */
export const COLOR_ARGUMENTS = ['color_temp_kelvin', 'hs', 'xy', 'rgb', 'rgbw', 'rgbww'] as const;

/** Limits of the numbers in a colour; a hue of 360 is the hue 0. */
const CHANNELS = [0, 255] as const;
const COLOR_RANGES = {
  hs: [
    [0, 360],
    [0, 100],
  ],
  xy: [
    [0, 1],
    [0, 1],
  ],
  rgb: [CHANNELS, CHANNELS, CHANNELS],
  rgbw: [CHANNELS, CHANNELS, CHANNELS, CHANNELS],
  rgbww: [CHANNELS, CHANNELS, CHANNELS, CHANNELS, CHANNELS],
} as const;

const COLOR_MODES: readonly ColorMode[] = ['color_temp', 'hs', 'xy', 'rgb', 'rgbw', 'rgbww'];

/** The one colour a command asks for; null if it asks for none. Errors: `invalid_argument`. */
export function colorArgument(
  command: Command,
  capabilities: Capabilities,
): ColorWish | null | Refused {
  const given = COLOR_ARGUMENTS.filter((key) => (command[key] ?? null) !== null);
  const [key] = given;
  if (key === undefined) return null;
  if (given.length > 1) return invalid(`${given.join(' and ')} exclude each other`);
  const modes = capabilities.colorModes ?? [];
  if (!modes.some((mode) => COLOR_MODES.includes(mode))) {
    return invalid(`${key}: this light has no colours`);
  }
  if (key === 'color_temp_kelvin') return kelvinArgument(command, capabilities);
  if (modes.every((mode) => !COLOR_MODES.includes(mode) || mode === 'color_temp')) {
    return invalid(`${key}: this light has shades of white only`);
  }
  const ranges = COLOR_RANGES[key];
  const value = command[key];
  const fits =
    Array.isArray(value) &&
    value.length === ranges.length &&
    ranges.every(([least, most], i) => {
      const channel: unknown = value[i];
      return typeof channel === 'number' && channel >= least && channel <= most;
    });
  if (!fits) {
    const limits = ranges.map(([least, most]) => `${least}–${most}`).join(', ');
    return invalid(`${key} must be a list of ${ranges.length} numbers: ${limits}`);
  }
  const channels = value as readonly number[];
  if (key.startsWith('rgb') && channels.every((channel) => channel === 0)) {
    return invalid(`${key}: black is no light; use turn_off`);
  }
  return { mode: key, value: channels };
}

function kelvinArgument(command: Command, capabilities: Capabilities): ColorWish | Refused {
  const [warmest, coldest] = capabilities.colorModes?.includes('color_temp')
    ? (capabilities.colorTempKelvinRange ?? ANY_KELVIN)
    : ANY_KELVIN;
  const kelvin = command['color_temp_kelvin'];
  if (
    typeof kelvin !== 'number' ||
    !(kelvin >= warmest * (1 - KELVIN_TOLERANCE) && kelvin <= coldest * (1 + KELVIN_TOLERANCE))
  ) {
    return invalid(`color_temp_kelvin must be a number from ${warmest} to ${coldest}`);
  }
  return { mode: 'color_temp', kelvin: Math.min(Math.max(kelvin, warmest), coldest) };
}
