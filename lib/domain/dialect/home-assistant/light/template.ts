import { type LightWish, lightCommand } from '../../../command/arguments.ts';
import type { Encoded } from '../../../command/command.ts';
import { fitColor, rgbOf } from '../../../command/light-color.ts';
import { invalid } from '../../../command/refused.ts';
import type { ColorMode, State, Value } from '../../../entity/entity.ts';
import type { Template, TemplateValue } from '../../../template/template.ts';
import type { ParsedMessage, Report } from '../../dialect.ts';
import { type Opened, PLAIN, publisher, topics } from '../component.ts';
import { type Config, flag, parseNumber, textOrNull } from '../config.ts';
import { hears, readText, templateOf } from '../topic-reader.ts';
import { colorReports, effectList, lightCapabilities } from './color-modes.ts';
import { asReported, fromPercent, toPercent, whitesOf } from './scale.ts';

export const TEMPLATE_KEYS = [
  ...['command_on_template', 'command_off_template', 'state_template', 'brightness_template'],
  ...['color_temp_template', 'red_template', 'green_template', 'blue_template', 'effect_template'],
];

/** The template schema has no scale of its own: 0 to 255. */
const SCALE = { top: 255 };

/** A light of the template schema: templates make one payload out of everything, and read it. */
export function openTemplate(config: Config): Opened | string {
  const topic = textOrNull(config, 'command_topic');
  const turnOn = templateOf(config, 'command_on_template');
  const turnOff = templateOf(config, 'command_off_template');
  if (topic === null) return 'a light needs a command_topic';
  if (turnOn === null || turnOff === null) {
    return 'a light of the template schema needs command_on_template and command_off_template';
  }
  const stateTopic = textOrNull(config, 'state_topic');
  const [state, brightness, temperature, red, green, blue, effect] = [
    ...['state', 'brightness', 'color_temp', 'red', 'green', 'blue', 'effect'],
  ].map((part) => templateOf(config, `${part}_template`));
  const hasColor = Boolean(red && green && blue);
  const whites = whitesOf(config);
  const modes = modesOf(hasColor, Boolean(temperature), Boolean(brightness));
  const capabilities = lightCapabilities(modes, whites, effectList(config), true, true);
  const publish = publisher(config);

  function read(message: ParsedMessage, before: State): readonly Report[] {
    if (stateTopic === null || !hears({ topic: stateTopic, template: null }, message)) return [];
    const { at } = message;
    const reports: Report[] = [];
    let reason = 'the state says nothing a light knows';
    /** What a part's template gives; null if it fails or says nothing, which changes nothing. */
    const part = (template: Template | null | undefined): string | null => {
      if (!template) return null;
      const reading = readText(template, message);
      if (!reading.ok) reason = reading.reason;
      return reading.ok && reading.text !== '' ? reading.text : null;
    };
    const numeric = (template: Template | null | undefined) => parseNumber(part(template) ?? '');
    const tell = (property: string, value: Value) =>
      reports.push({ type: 'state', property, value, at });

    const on = part(state);
    if (on === 'on' || on === 'off') tell('on', on === 'on');
    else if (on === 'None') tell('on', null);
    const level = numeric(brightness);
    const percent = level === null ? null : toPercent(SCALE, level);
    if (percent !== null) tell('brightness', percent);
    const mired = numeric(temperature);
    const kelvin = mired === null || mired <= 0 ? null : whites.toKelvin(mired);
    const rgb = [red, green, blue].map(numeric);
    const isColor = hasColor && rgb.every((v) => v !== null && v >= 0 && v <= 255);
    if (isColor) {
      const shown = fitColor({ mode: 'rgb', value: rgb as readonly number[] }, ['hs']);
      if (shown.mode === 'hs') reports.push(...colorReports('hs', shown.value, before, at));
      tell('rgb', rgb as readonly number[]);
    } else if (kelvin !== null) {
      reports.push(...colorReports('color_temp', kelvin, before, at));
    }
    const shownEffect = part(effect);
    if (shownEffect !== null) tell('effect', shownEffect === 'None' ? null : shownEffect);
    return reports.length > 0 ? reports : [{ type: 'rejected', reason }];
  }

  function encode(command: Parameters<Opened['encode']>[0], before: State): Encoded {
    const checked = lightCommand(command, capabilities, before);
    if (!checked.ok || turnOn === null || turnOff === null || topic === null) {
      return checked.ok ? invalid('no template') : checked;
    }
    const { wish } = checked;
    const variables: Record<string, TemplateValue> = { state: wish.on };
    const target: Record<string, Value> = { on: wish.on };
    if (wish.transition !== null) variables['transition'] = wish.transition;
    if (wish.flash !== null) variables['flash'] = wish.flash;
    if (wish.on) say(wish, before, variables, target);
    const rendered = (wish.on ? turnOn : turnOff).render(variables);
    if (!rendered.ok) return invalid(`template: ${rendered.error}`);
    return {
      ok: true,
      messages: [publish(topic, rendered.text)],
      target: optimistic ? target : reported(target),
    };
  }

  /** Adds what was asked for to the variables, and what the light will report to the target. */
  function say(
    wish: Extract<LightWish, { on: true }>,
    before: State,
    variables: Record<string, TemplateValue>,
    target: Record<string, Value>,
  ): void {
    if (wish.brightness !== null) {
      variables['brightness'] = fromPercent(SCALE, wish.brightness);
      target['brightness'] = asReported(SCALE, wish.brightness);
    }
    const color = wish.color === null ? null : fitColor(wish.color, modes);
    if (color?.mode === 'color_temp') {
      const value = whites.fromKelvin(color.kelvin);
      variables['color_temp'] = value;
      target['color_temp_kelvin'] = whites.toKelvin(value) ?? color.kelvin;
    } else if (color?.mode === 'hs') {
      const [hue = 0, sat = 0] = color.value;
      const known = typeof before['brightness'] === 'number' ? before['brightness'] : 100;
      // Without a template for it, the brightness is in the colour.
      const factor = brightness ? 1 : (wish.brightness ?? known) / 100;
      const [r, g, b] = rgbOf(color).map((v) => Math.round(v * factor));
      Object.assign(variables, { red: r ?? 0, green: g ?? 0, blue: b ?? 0, hue, sat });
      target['hs'] = color.value;
    }
    if (wish.effect !== null) {
      variables['effect'] = wish.effect;
      target['effect'] = wish.effect;
    }
  }

  const optimistic = stateTopic === null || !state || flag(config, 'optimistic', false);
  /** Of the target only what a template reads back. */
  const reported = (target: Record<string, Value>): State => {
    const readers = { on: state, brightness, color_temp_kelvin: temperature, hs: red, effect };
    return Object.fromEntries(
      Object.entries(target).filter(([key]) => Boolean(readers[key as keyof typeof readers])),
    );
  };
  return {
    ...PLAIN,
    capabilities,
    stateTopics: topics(stateTopic),
    commandTopics: topics(topic),
    optimistic,
    read,
    encode,
  };
}

function modesOf(color: boolean, temperature: boolean, brightness: boolean): readonly ColorMode[] {
  if (color || temperature) {
    return [...(color ? (['hs'] as const) : []), ...(temperature ? (['color_temp'] as const) : [])];
  }
  return [brightness ? 'brightness' : 'onoff'];
}
