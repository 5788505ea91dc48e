import type { LightWish } from '../../../command/arguments.ts';
import type { ColorWish } from '../../../command/color-argument.ts';
import type { Encoded } from '../../../command/command.ts';
import { fitColor } from '../../../command/light-color.ts';
import { invalid } from '../../../command/refused.ts';
import type { Capabilities, State, Value } from '../../../entity/entity.ts';
import type { Template, TemplateVariables } from '../../../template/template.ts';
import type { Publish } from '../../message.ts';
import type { Basic } from './basic.ts';
import { PROPERTY_OF, splitBrightness, withBrightness } from './color-modes.ts';
import { asReported, fromPercent } from './scale.ts';

type Wish = Extract<LightWish, { on: true }>;

/** Colours whose channels carry the brightness if no topic does. */
const CHANNELED = ['rgb', 'rgbw', 'rgbww'] as const;

/**
 * The messages that turn on a light of the default schema, in Home Assistant's order: hs, rgb,
 * rgbw, rgbww, xy, brightness, color_temp, effect, white.
 */
export function turnOn(
  basic: Basic,
  capabilities: Capabilities,
  optimistic: boolean,
  wish: Wish,
  before: State,
): Encoded {
  const { commands, states, publish, scale } = basic;
  const target: Record<string, Value> = { on: true };
  const messages: Publish[] = [];
  let failure: string | null = null;
  const say = (to: { topic: string; template: Template | null }, variables: TemplateVariables) => {
    const rendered = to.template?.render(variables);
    if (rendered?.ok === false) failure ??= `template: ${rendered.error}`;
    messages.push(publish(to.topic, rendered?.ok ? rendered.text : String(variables['value'])));
  };

  const dimmer = commands.brightness;
  const channeled = CHANNELED.find((mode) => commands[mode] !== null);
  const dimsByColor = dimmer === null && channeled !== undefined;
  let { brightness, white } = wish;
  if (brightness !== null && dimmer === null && !dimsByColor) {
    if (basic.whiteTopic === null) return invalid('brightness: this light takes none');
    // A light of white alone: its level is its brightness.
    [white, brightness] = [brightness, null];
  }
  if (basic.order === 'brightness' && dimmer !== null && brightness === null && white === null) {
    // Nothing but the brightness turns this light on: its last one, else all of it.
    brightness = percentOf(before) ?? 100;
  }
  const color = colorToSay(capabilities, wish, before, dimsByColor ? brightness : null, channeled);

  if (basic.order === 'first') messages.push(publish(basic.topic, basic.words.on.exact));
  if (color !== null && color.mode !== 'color_temp') {
    const to = commands[color.mode];
    const scaled = (CHANNELED as readonly string[]).includes(color.mode) && dimmer === null;
    // Home Assistant counts in 255ths and rounds down here.
    const level = (Math.round((brightness ?? percentOf(before) ?? 100) * 2.55) / 255) * 100;
    const list = scaled
      ? withBrightness(color.value, level, (v) => Math.floor(v + 1e-9))
      : color.value;
    if (to !== null) say(to, colorVariables(color.mode, list));
    const split = scaled && states.brightness === null ? splitBrightness(list) : null;
    target[PROPERTY_OF[color.mode]] = split?.full ?? color.value;
    if (split !== null) target['brightness'] = split.percent;
  }
  if (brightness !== null && dimmer !== null) {
    say(dimmer, { value: fromPercent(scale, brightness) });
    target['brightness'] = asReported(scale, brightness);
  }
  if (color?.mode === 'color_temp' && commands.color_temp !== null) {
    const value = basic.whites.fromKelvin(color.kelvin);
    say(commands.color_temp, { value });
    target['color_temp_kelvin'] = basic.whites.toKelvin(value) ?? color.kelvin;
  }
  if (wish.effect !== null && commands.effect !== null) {
    say(commands.effect, { value: wish.effect });
    target['effect'] = wish.effect;
  }
  if (white !== null && basic.whiteTopic !== null) {
    const value = fromPercent(basic.whiteScale, white);
    messages.push(publish(basic.whiteTopic, String(value)));
    target['color_mode'] = 'white';
    if (optimistic) target['brightness'] = white;
  }
  if (basic.order === 'last') messages.push(publish(basic.topic, basic.words.on.exact));
  // A light that only brightness turns on, without a dimmer, has nothing else to be turned on with.
  if (messages.length === 0) messages.push(publish(basic.topic, basic.words.on.exact));
  if (failure !== null) return invalid(failure);
  return { ok: true, messages, target: optimistic ? target : reported(basic, target) };
}

/** Of the target only what a topic of the light will tell. */
function reported({ state, states, colorMode }: Basic, target: Record<string, Value>): State {
  const topicOf: Readonly<Record<string, unknown>> = {
    on: state,
    brightness: states.brightness ?? states.rgb ?? states.rgbw ?? states.rgbww,
    color_temp_kelvin: states.color_temp,
    hs: states.hs,
    xy: states.xy,
    rgb: states.rgb,
    rgbw: states.rgbw,
    rgbww: states.rgbww,
    effect: states.effect,
    color_mode: colorMode,
  };
  return Object.fromEntries(
    Object.entries(target).filter(([key]) => (topicOf[key] ?? null) !== null),
  );
}

/** The colour asked for, or the present one if only that can carry the new brightness. */
function colorToSay(
  { colorModes }: Capabilities,
  wish: Wish,
  before: State,
  dimming: number | null,
  channeled: (typeof CHANNELED)[number] | undefined,
): ColorWish | null {
  if (wish.color !== null) return fitColor(wish.color, colorModes ?? []);
  if (dimming === null || channeled === undefined) return null;
  const present = before[channeled];
  if (Array.isArray(present)) {
    return { mode: channeled, value: splitBrightness(present)?.full ?? present };
  }
  const full = {
    rgb: [255, 255, 255],
    rgbw: [255, 255, 255, 255],
    rgbww: [255, 255, 255, 255, 255],
  };
  return { mode: channeled, value: full[channeled] };
}

const percentOf = ({ brightness }: State) => (typeof brightness === 'number' ? brightness : null);

/** The names under which a command template knows the parts of a colour (conventions §1.8). */
function colorVariables(
  mode: Exclude<ColorWish['mode'], 'color_temp'>,
  list: readonly number[],
): TemplateVariables {
  const names = {
    hs: ['hue', 'sat'],
    xy: ['x', 'y'],
    rgb: ['red', 'green', 'blue'],
    rgbw: ['red', 'green', 'blue', 'white'],
    rgbww: ['red', 'green', 'blue', 'cold_white', 'warm_white'],
  }[mode];
  return {
    ...Object.fromEntries(names.map((name, i) => [name, list[i] ?? 0])),
    value: list.join(','),
  };
}
