import type { ColorMode } from '../../../entity/entity.ts';
import { isObject } from '../../safe-json.ts';
import { type Config, flag, number, textList } from '../config.ts';
import { isColorMode, type Painted, soundModes } from './color-modes.ts';

/** Names of the channels in the `color` object, in the order of our lists. */
export const CHANNEL_KEYS: Readonly<Record<Painted, readonly string[]>> = {
  hs: ['h', 's'],
  xy: ['x', 'y'],
  rgb: ['r', 'g', 'b'],
  rgbw: ['r', 'g', 'b', 'w'],
  rgbww: ['r', 'g', 'b', 'c', 'w'],
};

/**
 * The modes of the light; `form` is the form in which an older publisher speaks of colours, where
 * the mode is only implied (conventions §1.12, legacy flags).
 */
export function modesOf(config: Config): {
  readonly modes: readonly ColorMode[];
  readonly form: 'rgb' | 'hs' | 'xy' | null;
} {
  const listed = textList(config, 'supported_color_modes');
  if (listed?.some(isColorMode)) return { modes: soundModes(listed), form: null };
  const form = (['hs', 'rgb', 'xy'] as const).find((key) => flag(config, key, false)) ?? null;
  const modes: ColorMode[] = [
    ...(form === null ? [] : (['hs'] as const)),
    ...(flag(config, 'color_temp', false) ? (['color_temp'] as const) : []),
  ];
  if (modes.length > 0) return { modes, form };
  return { modes: [flag(config, 'brightness', false) ? 'brightness' : 'onoff'], form };
}

/** `ON`, `OFF` or null for unknown; firmwares vary in case, and some send booleans. */
export function readState(value: unknown): boolean | null | undefined {
  if (value === null || typeof value === 'boolean') return value;
  switch (typeof value === 'string' ? value.toUpperCase() : value) {
    case 'ON':
    case 1:
      return true;
    case 'OFF':
    case 0:
      return false;
    default:
      return undefined;
  }
}

/** The mode that a state without `color_mode` speaks of, by what it holds. */
export function impliedMode(
  json: Readonly<Record<string, unknown>>,
  modes: readonly ColorMode[],
  form: 'rgb' | 'hs' | 'xy' | null,
): Exclude<ColorMode, 'onoff' | 'brightness' | 'white'> | null {
  const color = json['color'];
  if (isObject(color)) {
    const holds = (keys: readonly string[]) => keys.every((key) => numeric(color[key]) !== null);
    const fitting = (['rgbww', 'rgbw', 'hs', 'xy', 'rgb'] as const).find(
      (mode) => modes.includes(mode) && holds(CHANNEL_KEYS[mode]),
    );
    if (fitting !== undefined) return fitting;
    if (form !== null && holds(CHANNEL_KEYS[form])) return 'hs';
  }
  return modes.includes('color_temp') && numeric(json['color_temp']) !== null ? 'color_temp' : null;
}

/** How long a flash lasts, in seconds. */
export function flashSeconds(config: Config, flash: 'short' | 'long'): number {
  return flash === 'short'
    ? (number(config, 'flash_time_short') ?? 2)
    : (number(config, 'flash_time_long') ?? 10);
}

/** A JSON number, or text that is one. */
export function numeric(value: unknown): number | null {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : null;
}
