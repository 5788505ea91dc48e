import type { Capabilities, State } from '../entity/entity.ts';
import { COLOR_ARGUMENTS, type ColorWish, colorArgument } from './color-argument.ts';
import type { Command } from './command.ts';
import { invalid, isRefused, type Refused, unsupported } from './refused.ts';

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
const LIGHT_ARGUMENTS = ['brightness', 'white', 'effect', ...COLOR_ARGUMENTS] as const;
const OFF_ARGUMENTS = ['transition', 'flash'] as const;

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
