import type { Capabilities, ColorMode, State } from '../entity/entity.ts';
import type { Command, Encoded } from './command.ts';

export type Refused = Extract<Encoded, { ok: false }>;

/** A colour as a person asked for it. Kelvin; hue 0–360, saturation 0–100; channels 0–255. */
export type ColorWish =
  | { readonly mode: 'color_temp'; readonly kelvin: number }
  | { readonly mode: 'hs' | 'xy' | 'rgb' | 'rgbw' | 'rgbww'; readonly value: readonly number[] };

/** What a light is asked to do, checked. Brightness and white in percent, transition in seconds. */
export type LightWish =
  | {
      readonly on: true;
      readonly brightness: number | null;
      readonly color: ColorWish | null;
      readonly white: number | null;
      readonly effect: string | null;
      readonly transition: number | null;
      readonly flash: 'short' | 'long' | null;
    }
  | {
      readonly on: false;
      readonly transition: number | null;
      readonly flash: 'short' | 'long' | null;
    };

const MAX_TRANSITION_S = 6553;
/** How far outside a light's range a wish is still met by the nearest it can do (rounding of mired). */
const KELVIN_TOLERANCE = 0.02;
const ANY_KELVIN: readonly [number, number] = [1000, 20_000];

const COLOR_ARGUMENTS = ['color_temp_kelvin', 'hs', 'xy', 'rgb', 'rgbw', 'rgbww'] as const;
const LIGHT_ARGUMENTS = ['brightness', 'white', 'effect', ...COLOR_ARGUMENTS] as const;
const OFF_ARGUMENTS = ['transition', 'flash'] as const;

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

export const invalid = (reason: string): Refused => ({
  ok: false,
  code: 'invalid_argument',
  reason,
});

export const unsupported = (command: string): Refused => ({
  ok: false,
  code: 'unsupported_command',
  reason: `"${String(command).slice(0, 40)}" is no command of this entity`,
});

/** `turn_on`, `turn_off` and `toggle` without arguments, as a switch takes them. */
export function onOffCommand(
  command: Command,
  before: State,
): { readonly ok: true; readonly on: boolean } | Refused {
  const on = wishedState(command, before);
  if (on === null) return unsupported(command.command);
  return unknownArgument(command, []) ?? { ok: true, on };
}

/**
 * The command of a light, checked against what the light can do. `brightness: 0` and `white: 0`
 * turn off, as in Home Assistant. Errors: `unsupported_command`; `invalid_argument` with the argument's name.
 */
export function lightCommand(
  command: Command,
  capabilities: Capabilities,
  before: State,
): { readonly ok: true; readonly wish: LightWish } | Refused {
  const on = wishedState(command, before);
  if (on === null) return unsupported(command.command);
  // A toggle may carry a brightness for the case that it turns on.
  const known =
    command.command === 'turn_off' ? OFF_ARGUMENTS : [...LIGHT_ARGUMENTS, ...OFF_ARGUMENTS];
  const unknown = unknownArgument(command, known);
  if (unknown !== null) return unknown;

  const transition = ranged(command, 'transition', 0, MAX_TRANSITION_S);
  if (isRefused(transition)) return transition;
  const flash = command['flash'] ?? null;
  if (flash !== null && flash !== 'short' && flash !== 'long') {
    return invalid('flash must be "short" or "long"');
  }
  if (!on) return { ok: true, wish: { on, transition, flash } };

  const modes = capabilities.colorModes ?? [];
  const brightness = ranged(command, 'brightness', 0, 100);
  if (isRefused(brightness)) return brightness;
  if (brightness !== null && modes.every((mode) => mode === 'onoff')) {
    return invalid('brightness: this light cannot be dimmed');
  }
  const white = ranged(command, 'white', 0, 255);
  if (isRefused(white)) return white;
  if (white !== null && !modes.includes('white'))
    return invalid('white: this light has no white mode');
  if (brightness === 0 || white === 0) return { ok: true, wish: { on: false, transition, flash } };
  const color = colorArgument(command, capabilities);
  if (isRefused(color)) return color;
  const effect = effectArgument(command, capabilities);
  if (isRefused(effect)) return effect;
  // White is a mode with a brightness: where both are given the brightness is the white's.
  const [level, whiteLevel] =
    white === null ? [brightness, null] : [null, brightness ?? white / 2.55];
  return {
    ok: true,
    wish: { on, brightness: level, color, white: whiteLevel, effect, transition, flash },
  };
}

function wishedState({ command }: Command, before: State): boolean | null {
  switch (command) {
    case 'turn_on':
      return true;
    case 'turn_off':
      return false;
    case 'toggle':
      return before['on'] !== true;
    default:
      return null;
  }
}

function unknownArgument(command: Command, known: readonly string[]): Refused | null {
  const strange = Object.keys(command).find(
    (key) =>
      key !== 'entity' && key !== 'command' && command[key] !== undefined && !known.includes(key),
  );
  if (strange === undefined) return null;
  return invalid(`${strange.slice(0, 40)}: not an argument of ${command.command} here`);
}

/** A number within limits; null if it was not given. */
export function ranged(
  command: Command,
  key: string,
  least: number,
  most: number,
): number | null | Refused {
  const value = command[key] ?? null;
  if (value === null) return null;
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    return invalid(`${key} must be a number from ${least} to ${most}`);
  }
  return value;
}

const isRefused = (value: unknown): value is Refused =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;

function effectArgument(command: Command, { effects }: Capabilities): string | null | Refused {
  const effect = command['effect'] ?? null;
  if (effect === null) return null;
  if (typeof effect !== 'string') return invalid('effect must be a text');
  if (effects === undefined) return invalid('effect: this light has none');
  // A light that lists none may have any.
  return effects.length === 0 || effects.includes(effect)
    ? effect
    : invalid('effect is none of those this light has');
}

const COLOR_MODES: readonly ColorMode[] = ['color_temp', 'hs', 'xy', 'rgb', 'rgbw', 'rgbww'];

function colorArgument(command: Command, capabilities: Capabilities): ColorWish | null | Refused {
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
