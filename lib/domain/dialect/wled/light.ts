import { lightCommand } from '../../command/arguments.ts';
import type { Command, Encoded } from '../../command/command.ts';
import { fitColor } from '../../command/light-color.ts';
import { invalid } from '../../command/refused.ts';
import type { Capabilities, State, Value } from '../../entity/entity.ts';
import type { ParsedMessage } from '../dialect.ts';
import type { Publish } from '../message.ts';
import { effects } from './names.ts';
import { integerIn, scanTags } from './tags.ts';

const HEX_COLOR = /^#?([0-9a-f]{2})?([0-9a-f]{6})$/i;

/** What WLED's light can do. Effects are told by index; the select beside it has their names. */
export const capabilitiesOf = (hasWhite: boolean): Capabilities => ({
  colorModes: [hasWhite ? 'rgbw' : 'rgb'],
  effects: [],
  transition: true,
});

export const isColor = (text: string): boolean => text.startsWith('#') && HEX_COLOR.test(text);
export const isLevel = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) <= 255;

/** `#RRGGBB`, or `#WWRRGGBB` where there is white (conventions §7.1). */
function channelsOf(text: string): readonly [number, number, number, number] | null {
  const match = HEX_COLOR.exec(text.trim());
  if (match === null) return null;
  const [red, green, blue] = (match[2] ?? '').match(/../g) ?? [];
  const byte = (hex: string | undefined) => Number.parseInt(hex ?? '0', 16);
  return [byte(red), byte(green), byte(blue), byte(match[1])];
}

type Values = Readonly<Record<string, Value>>;

const levelOf = (level: number): Values =>
  // Off has no level: the last one stays.
  level > 0 ? { on: true, brightness: (level / 255) * 100 } : { on: false };

const colorOf = (channels: readonly number[], hasWhite: boolean): Values =>
  hasWhite
    ? { rgbw: channels, color_mode: 'rgbw' }
    : { rgb: channels.slice(0, 3), color_mode: 'rgb' };

/** What one of the device's topics says about its light, or why it says nothing. */
export function readLight(
  message: ParsedMessage,
  hasWhite: boolean,
  before: State,
): Values | string {
  const text = message.text()?.trim() ?? '';
  switch (message.topic.slice(message.topic.lastIndexOf('/') + 1)) {
    case 'g':
      return isLevel(text) ? levelOf(Number(text)) : 'the brightness is no number from 0 to 255';
    case 'c': {
      const channels = channelsOf(text);
      return channels === null ? 'the colour is not #RRGGBB' : colorOf(channels, hasWhite);
    }
    default: {
      const tags = scanTags(text);
      if (tags === null) return 'this is no state of WLED';
      const level = integerIn(tags, 'ac');
      const effect = integerIn(tags, 'fx');
      const bytes = [0, 1, 2].map((i) => integerIn(tags, 'cl', i));
      // The colour has a topic of its own, which counts where both speak.
      const isKnown = Array.isArray(before[hasWhite ? 'rgbw' : 'rgb']);
      const isWhole = bytes.every((byte) => byte !== null && byte >= 0 && byte <= 255);
      const white = Math.max(0, integerIn(tags, 'wv') ?? 0);
      return {
        ...(level !== null && level >= 0 && level <= 255 ? levelOf(level) : {}),
        ...(isWhole && !isKnown ? colorOf([...(bytes as number[]), white], hasWhite) : {}),
        ...(effect !== null && effect >= 0 ? { effect: String(effect) } : {}),
      };
    }
  }
}

const hex = (channel: number): string =>
  Math.round(channel).toString(16).padStart(2, '0').toUpperCase();

/** `ON`, a brightness, a colour: each has its topic; what has none is said as JSON on `/api`. */
export function encodeLight(
  topic: string,
  command: Command,
  hasWhite: boolean,
  before: State,
): Encoded {
  const publish = (to: string, payload: string): Publish => ({
    topic: to,
    payload,
    qos: 1,
    retain: false,
  });
  const api = (state: object) => publish(`${topic}/api`, JSON.stringify(state));
  if (command.command === 'activate_preset') {
    const { preset } = command;
    if (typeof preset !== 'number' || !Number.isInteger(preset) || preset < 1 || preset > 250) {
      return invalid('preset must be a whole number from 1 to 250');
    }
    return { ok: true, messages: [api({ ps: preset })], target: {} };
  }
  const capabilities = capabilitiesOf(hasWhite);
  const checked = lightCommand(command, capabilities, before);
  if (!checked.ok) return checked;
  const { wish } = checked;
  if (wish.flash !== null) return invalid('flash: this light cannot flash');
  const target: Record<string, Value> = { on: wish.on };
  // In tenths of a second, for this change alone.
  const pace = wish.transition === null ? {} : { tt: Math.round(wish.transition * 10) };
  const isPaced = wish.transition !== null;
  if (!wish.on) {
    const off = isPaced ? api({ on: false, ...pace }) : publish(topic, 'OFF');
    return { ok: true, messages: [off], target };
  }
  const level =
    wish.brightness === null ? null : Math.max(1, Math.round((wish.brightness / 100) * 255));
  const color = wish.color === null ? null : fitColor(wish.color, capabilities.colorModes ?? []);
  const channels =
    color === null || color.mode === 'color_temp' ? null : color.value.map(Math.round);
  const index = wish.effect === null ? null : effects.indexOf(wish.effect);
  if (wish.effect !== null && index === null) return invalid('effect: WLED has none of that name');
  if (level !== null) target['brightness'] = (level / 255) * 100;
  if (channels !== null) target[hasWhite ? 'rgbw' : 'rgb'] = channels;
  if (index !== null) target['effect'] = String(index);
  if (isPaced) {
    const segment = {
      ...(channels === null ? {} : { col: [channels] }),
      ...(index === null ? {} : { fx: index }),
    };
    const state = { on: true, ...(level === null ? {} : { bri: level }), ...pace };
    const isBare = Object.keys(segment).length === 0;
    return { ok: true, messages: [api(isBare ? state : { ...state, seg: segment })], target };
  }
  const messages: Publish[] = [];
  if (level !== null) messages.push(publish(topic, String(level)));
  // A colour or an effect alone leaves the light off.
  else if (before['on'] !== true || (channels === null && index === null)) {
    messages.push(publish(topic, 'ON'));
  }
  if (channels !== null) {
    const [red = 0, green = 0, blue = 0, white = 0] = channels;
    const color = [...(white > 0 ? [white] : []), red, green, blue].map(hex).join('');
    messages.push(publish(`${topic}/col`, `#${color}`));
  }
  if (index !== null) messages.push(api({ seg: { fx: index } }));
  return { ok: true, messages, target };
}
