import { type LightWish, lightCommand } from '../../../command/arguments.ts';
import type { Command, Encoded } from '../../../command/command.ts';
import { fitColor, rgbOf } from '../../../command/light-color.ts';
import { invalid } from '../../../command/refused.ts';
import { rgbToHs } from '../../../entity/color.ts';
import type { State, Value } from '../../../entity/entity.ts';
import type { ParsedMessage, Report } from '../../dialect.ts';
import { isObject } from '../../safe-json.ts';
import { type Opened, PLAIN, publisher, topics } from '../component.ts';
import { type Config, flag, textList, textOrNull } from '../config.ts';
import { hears } from '../topic-reader.ts';
import {
  channels,
  colorReports,
  isPainted,
  lightCapabilities,
  othersUnknown,
  type Painted,
  PROPERTY_OF,
  splitBrightness,
  withBrightness,
} from './color-modes.ts';
import {
  CHANNEL_KEYS,
  flashSeconds,
  impliedMode,
  modesOf,
  numeric,
  readState,
} from './json-form.ts';
import { asReported, fromPercent, scaleOf, toPercent, whitesOf } from './scale.ts';

const CHANNELED: readonly string[] = ['rgb', 'rgbw', 'rgbww'];

export const JSON_KEYS = [
  ...['supported_color_modes', 'brightness', 'brightness_scale', 'white_scale', 'effect'],
  ...['flash', 'flash_time_short', 'flash_time_long', 'transition'],
  ...['color_mode', 'rgb', 'hs', 'xy', 'color_temp'],
] as const;

/** A light of the JSON schema. */
export function openJson(config: Config): Opened | string {
  const commandTopic = textOrNull(config, 'command_topic');
  if (commandTopic === null) return 'a light needs a command_topic';
  const stateTopic = textOrNull(config, 'state_topic');
  const { modes, form } = modesOf(config);
  const scale = scaleOf(config, 'brightness_scale');
  const whiteScale = scaleOf(config, 'white_scale');
  const whites = whitesOf(config);
  const hasTransition = flag(config, 'transition', true);
  const hasFlash = flag(config, 'flash', true);
  const listed = textList(config, 'effect_list');
  const effects = flag(config, 'effect', listed !== null) ? (listed ?? []) : null;
  const capabilities = lightCapabilities(modes, whites, effects, hasTransition, hasFlash);
  const optimistic = stateTopic === null || flag(config, 'optimistic', false);
  const publish = publisher(config);
  /** A colour and a brightness are said as one: the channels carry both (conventions §1.12). */
  const dimsByColor =
    modes.every((mode) => CHANNELED.includes(mode)) && !flag(config, 'brightness', false);

  function read(message: ParsedMessage, before: State): readonly Report[] {
    if (stateTopic === null || !hears({ topic: stateTopic, template: null }, message)) return [];
    const json = message.json();
    if (!isObject(json)) return [{ type: 'rejected', reason: 'the state is not a JSON object' }];
    const { at } = message;
    const state = (property: string, value: Value): Report => ({
      type: 'state',
      property,
      value,
      at,
    });
    const reports: Report[] = [];
    const on = readState(json['state']);
    if (on !== undefined) reports.push(state('on', on));
    const percent = numeric(json['brightness']);
    const brightness = percent === null ? null : toPercent(scale, percent);
    if (brightness !== null && modes[0] !== 'onoff') reports.push(state('brightness', brightness));
    reports.push(...readColor(json, before, at));
    const effect = json['effect'];
    if (typeof effect === 'string' && effects !== null) reports.push(state('effect', effect));
    if (effect === null && (before['effect'] ?? null) !== null) reports.push(state('effect', null));
    if (reports.length > 0) return reports;
    return [{ type: 'rejected', reason: 'nothing in the state is known to a light' }];
  }

  function readColor(json: Readonly<Record<string, unknown>>, before: State, at: number) {
    const given = json['color_mode'];
    const isOurs = typeof given === 'string' && (modes as readonly string[]).includes(given);
    // Some firmwares have modes of their own: the colour says nothing then (conventions §1.12). But
    // an older publisher, who lists none, may name the form in which it speaks of its colour.
    if (typeof given === 'string' && !isOurs && given !== form) return [];
    const mode = isOurs ? given : impliedMode(json, modes, form);
    if (mode === null) return [];
    if (mode === 'color_temp') {
      const value = numeric(json['color_temp']);
      const kelvin = value === null || value <= 0 ? null : whites.toKelvin(value);
      return kelvin === null ? [] : colorReports('color_temp', kelvin, before, at);
    }
    if (!isPainted(mode)) {
      const report: Report = { type: 'state', property: 'color_mode', value: mode, at };
      return [report, ...othersUnknown(mode, before, at)];
    }
    const color = json['color'];
    if (!isObject(color)) return [];
    const spoken = spokenForm(mode, color);
    const list = channels(
      spoken,
      CHANNEL_KEYS[spoken].map((key) => numeric(color[key])),
    );
    if (list === null) return [];
    if (dimsByColor && numeric(json['brightness']) === null) {
      const split = splitBrightness(list);
      if (split === null) return [];
      const report: Report = { type: 'state', property: 'brightness', value: split.percent, at };
      return [report, ...colorReports(mode, split.full, before, at)];
    }
    const value = fitColor({ mode: spoken, value: list }, [mode]);
    return value.mode === 'color_temp' ? [] : colorReports(mode, value.value, before, at);
  }

  /** An older publisher of a light in mode hs may speak in rgb or xy. */
  function spokenForm(mode: Painted, color: object) {
    const direct = CHANNEL_KEYS[mode].every((key) => key in color);
    return form === null || direct ? mode : form;
  }

  const encode = (command: Command, before: State): Encoded => {
    const checked = lightCommand(command, capabilities, before);
    if (!checked.ok) return checked;
    const { wish } = checked;
    const message: Record<string, unknown> = { state: wish.on ? 'ON' : 'OFF' };
    if (wish.transition !== null && hasTransition) message['transition'] = wish.transition;
    if (wish.flash !== null && hasFlash) message['flash'] = flashSeconds(config, wish.flash);
    const target: Record<string, Value> = { on: wish.on };
    if (wish.on) {
      const problem = say(wish, message, target);
      if (problem !== null) return invalid(problem);
    }
    return { ok: true, messages: [publish(commandTopic, JSON.stringify(message))], target };
  };

  /** Adds to the message what was asked for, and to the target what the light will report. */
  function say(
    wish: Extract<LightWish, { on: true }>,
    message: Record<string, unknown>,
    target: Record<string, Value>,
  ): string | null {
    const color = wish.color === null ? null : fitColor(wish.color, modes);
    const inColor = color !== null && dimsByColor;
    if (color?.mode === 'color_temp') {
      message['color_temp'] = whites.fromKelvin(color.kelvin);
      target['color_temp_kelvin'] =
        whites.toKelvin(whites.fromKelvin(color.kelvin)) ?? color.kelvin;
    } else if (color !== null) {
      const shown = form !== null ? fitColor(color, [form]) : color;
      if (shown.mode === 'color_temp') return 'this colour cannot be shown';
      const list = inColor
        ? withBrightness(shown.value, wish.brightness ?? 100, Math.round)
        : shown.value;
      message['color'] = Object.fromEntries(
        CHANNEL_KEYS[shown.mode].map((key, i) => [key, list[i]]),
      );
      // Whether such a light reports the channels as told or its brightness apart is its own affair:
      // the hue is the same.
      if (inColor && !optimistic) target['hs'] = rgbToHs(rgbOf({ mode: shown.mode, value: list }));
      else target[PROPERTY_OF[color.mode]] = color.value;
      if (inColor && optimistic) target['brightness'] = wish.brightness ?? 100;
    }
    if (wish.brightness !== null && !inColor) {
      message['brightness'] = fromPercent(scale, wish.brightness);
      target['brightness'] = asReported(scale, wish.brightness);
    }
    if (wish.effect !== null) {
      message['effect'] = wish.effect;
      target['effect'] = wish.effect;
    }
    if (wish.white !== null) {
      message['white'] = fromPercent(whiteScale, wish.white);
      target['color_mode'] = 'white';
      if (optimistic) target['brightness'] = wish.white;
    }
    return null;
  }

  return {
    ...PLAIN,
    capabilities,
    stateTopics: topics(stateTopic),
    commandTopics: topics(commandTopic),
    optimistic,
    read,
    encode,
  };
}
