import { type LightWish, lightCommand } from '../../command/arguments.ts';
import type { Command, Encoded } from '../../command/command.ts';
import { fitColor } from '../../command/light-color.ts';
import { kelvinToMired, miredToKelvin } from '../../entity/color.ts';
import type { Entity, State, Value } from '../../entity/entity.ts';
import type { Report } from '../dialect.ts';
import { type Expose, featureNamed, numberOf } from './expose.ts';
import { type Form, misfit, setMessage, state } from './form.ts';
import { FLASHES, suffixOf } from './light.ts';
import { readColor } from './light-color-read.ts';
import { lightColors } from './light-colors.ts';
import { isOn, wordFor } from './words.ts';

const STATE = { property: 'state', valueOn: null, valueOff: null, valueToggle: 'TOGGLE' } as const;

/** Reads and commands a light. `effect` is the key that takes its effects. */
export function light(expose: Expose, effect: string | null): Form {
  const colors = lightColors(expose);
  const onOff = featureNamed(expose, 'state') ?? STATE;
  const brightness = featureNamed(expose, 'brightness');
  const colorTemp = featureNamed(expose, 'color_temp');
  const paint = featureNamed(expose, 'color_xy', 'color_hs');
  const keys = {
    mode: `color_mode${suffixOf(expose)}`,
    color: paint?.property ?? null,
    mired: colorTemp?.property ?? null,
  };

  const read: Form['read'] = (values, before, moment) => {
    const reports: Report[] = [];
    const word = values[onOff.property];
    if (word !== undefined) {
      const on = isOn(word, onOff);
      reports.push(
        on === undefined ? misfit(onOff.property, word, 'on or off') : state('on', on, moment),
      );
    }
    const level = brightness === null ? undefined : values[brightness.property];
    if (level !== undefined && brightness !== null && colors.top !== null) {
      const number = numberOf(level);
      if (level === null) reports.push(state('brightness', null, moment));
      else if (number === null || number < 0)
        reports.push(misfit(brightness.property, level, 'a brightness'));
      // At 0 the lamp is off, and how bright it will be is not told.
      else if (number > 0)
        reports.push(state('brightness', Math.min(100, (number / colors.top) * 100), moment));
    }
    reports.push(...readColor(keys, colors, values, before, moment));
    const shown = effect === null ? undefined : values[effect];
    if (typeof shown === 'string' || shown === null)
      reports.push(state('effect', shown || null, moment));
    return reports;
  };

  const encode = (entity: Entity, command: Command, before: State): Encoded => {
    const checked = lightCommand(command, entity.capabilities, before);
    if (!checked.ok) return checked;
    const { wish } = checked;
    const isBlind =
      command.command === 'toggle' &&
      typeof before['on'] !== 'boolean' &&
      onOff.valueToggle !== null &&
      Object.keys(command).length === 2;
    if (isBlind) return setMessage(entity, { [onOff.property]: onOff.valueToggle });
    const payload: Record<string, unknown> = { [onOff.property]: wordFor(onOff, wish.on) };
    const target: Record<string, Value> = { on: wish.on };
    if (wish.transition !== null) payload['transition'] = wish.transition;
    if (wish.flash !== null && effect !== null) payload[effect] = FLASHES[wish.flash];
    if (wish.on) turnOn(wish, payload, target);
    return setMessage(entity, payload, target);
  };

  /** Adds what was asked for to the message, and to the target what the lamp will report. */
  function turnOn(
    wish: Extract<LightWish, { on: true }>,
    payload: Record<string, unknown>,
    target: Record<string, Value>,
  ): void {
    if (wish.brightness !== null && brightness !== null && colors.top !== null) {
      const level = Math.max(
        1,
        Math.min(colors.top, Math.round((wish.brightness / 100) * colors.top)),
      );
      payload[brightness.property] = level;
      target['brightness'] = (level / colors.top) * 100;
    }
    const color = wish.color === null ? null : fitColor(wish.color, colors.colorModes);
    if (color?.mode === 'color_temp' && keys.mired !== null && colors.mired !== null) {
      const [least, most] = colors.mired;
      const mired = Math.max(least, Math.min(most, kelvinToMired(color.kelvin)));
      payload[keys.mired] = mired;
      target['color_temp_kelvin'] = miredToKelvin(mired);
    } else if (
      color !== null &&
      keys.color !== null &&
      (color.mode === 'xy' || color.mode === 'hs')
    ) {
      const [a = 0, b = 0] = color.value.map((channel) => round(channel));
      payload[keys.color] = color.mode === 'xy' ? { x: a, y: b } : { hue: a, saturation: b };
      target[color.mode] = [a, b];
    }
    // Effects pass and are not reported.
    if (wish.effect !== null && effect !== null) payload[effect] = wish.effect;
  }

  const properties = [
    onOff.property,
    ...(brightness === null ? [] : [brightness.property]),
    ...(keys.color === null ? [] : [keys.color]),
    ...(keys.mired === null ? [] : [keys.mired]),
    keys.mode,
  ];
  return { properties, read, encode };
}

const round = (value: number) => Number(value.toFixed(4));
