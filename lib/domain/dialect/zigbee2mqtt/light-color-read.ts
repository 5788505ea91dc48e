import { fitColor } from '../../command/light-color.ts';
import { miredToKelvin } from '../../entity/color.ts';
import type { State } from '../../entity/entity.ts';
import type { Report } from '../dialect.ts';
import {
  type Colored,
  channels,
  colorReports,
  isColored,
  othersUnknown,
} from '../home-assistant/light/color-modes.ts';
import { isObject } from '../safe-json.ts';
import { numberOf } from './expose.ts';
import { type Moment, misfit, state, type Values } from './form.ts';
import type { LightColors } from './light-colors.ts';

/** The keys of a state that are about colour; null: the light has no such thing. */
export type ColorKeys = {
  readonly mode: string;
  readonly color: string | null;
  readonly mired: string | null;
};

type Point = { readonly mode: 'xy' | 'hs'; readonly value: readonly number[] };

/**
 * The colour that a state shows: a lamp publishes all of its colours together, and `color_mode`
 * says which of them is lit. Where it is silent, what the message carries decides.
 */
export function readColor(
  keys: ColorKeys,
  colors: LightColors,
  values: Values,
  before: State,
  moment: Moment,
): readonly Report[] {
  if (colors.painted === null && colors.mired === null) return [];
  const color = keys.color === null ? undefined : values[keys.color];
  const mired = keys.mired === null ? undefined : values[keys.mired];
  const said = values[keys.mode];
  const mode = litMode(said, isObject(color), typeof mired === 'number', colors, before);
  if (mode === null) return [];
  if (mode === 'color_temp') {
    const value = numberOf(mired);
    if (mired === undefined || mired === null)
      return said === undefined ? [] : bare(mode, before, moment);
    if (value === null || value < 1)
      return [misfit(keys.mired ?? '', mired, 'a colour temperature')];
    return colorReports('color_temp', miredToKelvin(value), before, moment.at);
  }
  if (!isObject(color)) return said === undefined ? [] : bare(mode, before, moment);
  const point = pointOf(color, mode, colors, before);
  if (point === null) return [misfit(keys.color ?? '', color, 'a colour')];
  return colorReports(point.mode, point.value, before, moment.at);
}

function litMode(
  said: unknown,
  hasColor: boolean,
  hasMired: boolean,
  colors: LightColors,
  before: State,
): Colored | null {
  if (typeof said === 'string' && isColored(said)) return said;
  const current = before['color_mode'];
  const last = typeof current === 'string' && isColored(current) ? current : null;
  if (hasColor && hasMired && last !== null) return last;
  if (hasColor) return last !== null && last !== 'color_temp' ? last : (colors.painted ?? null);
  return hasMired ? 'color_temp' : null;
}

/** A mode without its colour. */
const bare = (mode: Colored, before: State, moment: Moment): readonly Report[] => [
  state('color_mode', mode, moment),
  ...othersUnknown(mode, before, moment.at),
];

/** The part of a colour object that its mode names, else any other it has; old names included. */
function pointOf(color: Values, mode: Colored, colors: LightColors, before: State): Point | null {
  const has = (key: string) => color[key] !== undefined;
  const xy = point('xy', [
    has('x') || !has('y') ? color['x'] : lastOf(before['xy'], 0),
    has('y') || !has('x') ? color['y'] : lastOf(before['xy'], 1),
  ]);
  const [hue, saturation] = [color['hue'] ?? color['h'], color['saturation'] ?? color['s']];
  const hs = point('hs', [
    hue ?? (saturation === undefined ? undefined : lastOf(before['hs'], 0)),
    saturation ?? (hue === undefined ? undefined : lastOf(before['hs'], 1)),
  ]);
  const found = mode === 'hs' ? (hs ?? xy) : (xy ?? hs);
  if (found !== null) return found;
  const rgb = channels(
    'rgb',
    ['r', 'g', 'b'].map((key) => numberOf(color[key])),
  );
  if (rgb === null || rgb.every((channel) => channel === 0)) return null;
  const own = fitColor({ mode: 'rgb', value: rgb }, [colors.painted ?? 'xy']);
  return own.mode === 'xy' || own.mode === 'hs' ? { mode: own.mode, value: own.value } : null;
}

function point(mode: 'xy' | 'hs', parts: readonly unknown[]): Point | null {
  const value = channels(mode, parts.map(numberOf));
  return value === null ? null : { mode, value };
}

/** The coordinate that was known before, for a message that brings only the other one. */
const lastOf = (value: State[string] | undefined, index: number): unknown =>
  Array.isArray(value) ? value[index] : undefined;
