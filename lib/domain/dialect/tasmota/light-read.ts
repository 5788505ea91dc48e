import { miredToKelvin, rgbToHs } from '../../entity/color.ts';
import type { State, Value } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { colorReports, othersUnknown } from '../home-assistant/light/color-modes.ts';
import type { Binding, LightForm } from './binding.ts';
import { bodiesOf, type Fields, numberOf, valueUnder } from './body.ts';
import { powerIn } from './power.ts';

/** Effects by the number of their Scheme. */
export const SCHEMES = ['Solid', 'Wake up', 'Cycle up', 'Cycle down', 'Random'] as const;

type Light = Extract<Binding, { role: 'light' }>;

/** What a message says about a light. */
export function readLight(light: Light, message: ParsedMessage, before: State): readonly Report[] {
  const { at } = message;
  const reports: Report[] = [];
  const state = (property: string, value: Value) =>
    reports.push({ type: 'state', property, value, at });
  const on = powerIn(message, light.power, light);
  if (typeof on === 'boolean') state('on', on);
  const bodies = bodiesOf(message);
  const level = numberOf(valueUnder(bodies, light.levels));
  // A light that is off may tell 0; how bright it will be is then unknown, not nothing.
  if (level !== null && level > 0 && level <= 100) state('brightness', level);
  for (const body of bodies) reports.push(...colorsOf(light, body, on === false, before, at));
  const scheme = hasColors(light.form) ? numberOf(valueUnder(bodies, ['Scheme'])) : null;
  if (scheme !== null) state('effect', SCHEMES[scheme] ?? `Scheme ${scheme}`);
  if (reports.length === 0 && on === undefined) {
    return [{ type: 'rejected', reason: 'the power is neither on nor off' }];
  }
  return reports;
}

export const hasColors = (form: LightForm): boolean => form !== 'dimmer' && form !== 'ct';

function colorsOf(
  { form }: Light,
  body: Fields,
  isOff: boolean,
  before: State,
  at: number,
): readonly Report[] {
  const mode = modeOf(form, body, isOff, before);
  if (mode === null) return [];
  if (mode === 'color_temp') {
    const kelvin = kelvinOf(body);
    return kelvin === null ? [] : colorReports('color_temp', kelvin, before, at);
  }
  if (mode === 'white') {
    return [
      { type: 'state', property: 'color_mode', value: 'white', at },
      ...othersUnknown('white', before, at),
    ];
  }
  const hs = hsOf(body);
  return hs === null ? [] : colorReports('hs', hs, before, at);
}

/** Which of its channels the light shows: white if those are on, as Home Assistant judges it. */
function modeOf(
  form: LightForm,
  body: Fields,
  isOff: boolean,
  before: State,
): 'hs' | 'color_temp' | 'white' | null {
  if (form === 'dimmer') return null;
  if (form === 'ct') return 'color_temp';
  if (form === 'rgb') return 'hs';
  const ofWhite = form === 'rgbcw' ? 'color_temp' : 'white';
  const white = whiteOf(body);
  if (white !== null && (white > 0 || !isOff)) return white > 0 ? ofWhite : 'hs';
  // Dark channels do not tell; then what was shown last will be shown again.
  const last = before['color_mode'];
  if (last === 'hs' || last === 'color_temp' || last === 'white') return last;
  return hsOf(body) === null ? null : 'hs';
}

/** How bright the white channels are, in percent; null if the message does not say. */
function whiteOf(body: Fields): number | null {
  const white = numberOf(body['White']);
  if (white !== null) return white;
  const channels = body['Channel'];
  if (!Array.isArray(channels) || channels.length < 4) return null;
  return Math.max(...channels.slice(3, 5).map((channel) => numberOf(channel) ?? 0));
}

function kelvinOf(body: Fields): number | null {
  const mired = numberOf(body['CT']);
  return mired !== null && mired >= 50 && mired <= 1000 ? miredToKelvin(mired) : null;
}

/** Hue and saturation from `HSBColor`, else from `Color` (hexadecimal, or decimal by SetOption17). */
function hsOf(body: Fields): readonly [number, number] | null {
  const hsb = listOf(body['HSBColor']);
  if (hsb !== null) {
    const [hue = -1, saturation = -1] = hsb;
    const isColor = hue >= 0 && hue <= 360 && saturation >= 0 && saturation <= 100;
    return isColor ? [hue, saturation] : null;
  }
  const channels = channelsOf(body['Color']);
  const [red = 0, green = 0, blue = 0] = channels ?? [];
  // Black has no hue.
  if (channels === null || channels.length < 3 || red + green + blue === 0) return null;
  return rgbToHs([red, green, blue]);
}

/** The channels of a `Color`, 0–255 each; null if it is none. */
export function channelsOf(color: unknown): readonly number[] | null {
  if (typeof color !== 'string' || color.length > 40) return null;
  if (/^#?(?:[0-9a-f]{2}){1,5}$/i.test(color) && !color.includes(',')) {
    return (color.replace('#', '').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  }
  const list = listOf(color);
  return list?.every((channel) => channel >= 0 && channel <= 255) ? list : null;
}

function listOf(value: unknown): readonly number[] | null {
  if (typeof value !== 'string' || value.length > 40) return null;
  const list = value.split(',').map(numberOf);
  return list.includes(null) ? null : (list as readonly number[]);
}
