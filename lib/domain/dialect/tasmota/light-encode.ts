import { type LightWish, lightCommand } from '../../command/arguments.ts';
import type { Command, Encoded } from '../../command/command.ts';
import { fitColor } from '../../command/light-color.ts';
import { invalid } from '../../command/refused.ts';
import { kelvinToMired, miredToKelvin } from '../../entity/color.ts';
import type { Capabilities, ColorMode, State, Value } from '../../entity/entity.ts';
import type { Binding } from './binding.ts';
import { SCHEMES } from './light-read.ts';
import { told } from './told.ts';

type Light = Extract<Binding, { role: 'light' }>;
/** A command with its argument. */
type Step = readonly [command: string, argument: string | number];

/** Speed counts half seconds. */
const SPEEDS = [1, 40] as const;

/** Carries out what a light is asked for, checked against what it can do. */
export function encodeLight(
  light: Light,
  capabilities: Capabilities,
  command: Command,
  before: State,
): Encoded {
  const checked = lightCommand(command, capabilities, before);
  if (!checked.ok) return checked;
  const { wish } = checked;
  if (wish.flash !== null) return invalid('flash: this light cannot flash');
  const target: Record<string, Value> = { on: wish.on };
  const power: Step = [light.power[0] ?? 'POWER', wish.on ? light.words.on : light.words.off];
  const steps = wish.on ? stepsOf(light, capabilities.colorModes ?? [], wish, target) : [];
  if (steps.length === 0) steps.push(power);
  // What sets a colour switches on as well, unless told not to; a light that is off needs the word.
  else if (light.separatePower || (before['on'] !== true && !isDimmed(wish))) steps.push(power);
  const fading = wish.transition === null ? [] : fade(light, wish, wish.transition, before);
  const { cmnd } = light.wiring;
  const messages =
    fading.length === 0
      ? steps.map(([name, argument]) => told({ cmnd }, name, argument))
      : // Together, for the fade is for what comes right after it.
        [told({ cmnd }, 'Backlog', [...fading, ...steps].map((step) => step.join(' ')).join(';'))];
  return { ok: true, messages, target };
}

function stepsOf(
  { dim, mired: [coldest, warmest] }: Light,
  modes: readonly ColorMode[],
  { brightness, color, white, effect }: Extract<LightWish, { on: true }>,
  target: Record<string, Value>,
): Step[] {
  const steps: Step[] = [];
  const said = color === null ? null : fitColor(color, modes);
  if (said?.mode === 'color_temp') {
    const mired = Math.min(warmest, Math.max(coldest, kelvinToMired(said.kelvin)));
    steps.push(['CT', mired]);
    target['color_temp_kelvin'] = miredToKelvin(mired);
  } else if (said !== null) {
    const [hue = 0, saturation = 0] = said.value.map(Math.round);
    steps.push(['HsbColor1', hue], ['HsbColor2', saturation]);
    target['hs'] = [hue, saturation];
  }
  if (white !== null) {
    const percent = atLeastOne(white);
    steps.push(['White', percent]);
    target['color_mode'] = 'white';
    target['brightness'] = percent;
  }
  if (brightness !== null) {
    const percent = atLeastOne(brightness);
    steps.push([dim, percent]);
    target['brightness'] = percent;
  }
  if (effect !== null) {
    steps.push(['Scheme', SCHEMES.indexOf(effect as (typeof SCHEMES)[number])]);
    target['effect'] = effect;
  }
  return steps;
}

const isDimmed = (wish: LightWish) => wish.on && wish.brightness !== null;

/** 0 would be off. */
const atLeastOne = (percent: number) => Math.max(1, Math.round(percent));

/**
 * Fade and Speed for this one change. Speed is for a change of 100 %, so a smaller one needs a
 * slower speed to take as long, unless the device has a fixed duration.
 */
function fade(light: Light, wish: LightWish, transition: number, before: State): Step[] {
  if (transition === 0) return [['Fade2', 0]];
  const full = wish.on ? wish.brightness : 0;
  const now = before['on'] === true ? Number(before['brightness'] ?? 100) : 0;
  const share = light.fixedFade || full === null || full === now ? 1 : Math.abs(full - now) / 100;
  const [least, most] = SPEEDS;
  const speed = Math.min(most, Math.max(least, Math.round((transition * 2) / share)));
  return [
    ['Fade2', 1],
    ['Speed2', speed],
  ];
}
