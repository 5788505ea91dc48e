import {
  type Capabilities,
  COLOR_MODES,
  type ColorMode,
  type State,
} from '../../../entity/entity.ts';
import type { Report } from '../../dialect.ts';
import { type Config, textList } from '../config.ts';
import type { Whites } from './scale.ts';

/** The property in which each mode shows its colour. */
export const PROPERTY_OF = {
  color_temp: 'color_temp_kelvin',
  hs: 'hs',
  xy: 'xy',
  rgb: 'rgb',
  rgbw: 'rgbw',
  rgbww: 'rgbww',
} as const;

export type Colored = keyof typeof PROPERTY_OF;

export const isColored = (mode: string): mode is Colored => Object.hasOwn(PROPERTY_OF, mode);

/** The modes whose colour is a list of channels. */
export type Painted = Exclude<Colored, 'color_temp'>;

export const isPainted = (mode: string): mode is Painted =>
  isColored(mode) && mode !== 'color_temp';

export const isColorMode = (text: string): text is ColorMode =>
  (COLOR_MODES as readonly string[]).includes(text);

/** On/off and mere brightness must stand alone; some publishers list them beside colours. */
export function soundModes(given: readonly string[]): readonly ColorMode[] {
  const modes = [...new Set(given.filter(isColorMode))];
  const better = modes.filter((mode) => mode !== 'onoff' && mode !== 'brightness');
  if (better.some((mode) => mode !== 'white')) return better;
  if (modes.includes('brightness') || modes.includes('white')) return ['brightness'];
  return ['onoff'];
}

/** The effects a light can be told; null if it lists none. */
export function effectList(config: Config): readonly string[] | null {
  const effects = textList(config, 'effect_list');
  return effects !== null && effects.length > 0 ? effects : null;
}

/** What a light with these modes can do. */
export function lightCapabilities(
  colorModes: readonly ColorMode[],
  whites: Whites,
  effects: readonly string[] | null,
  transition: boolean,
  flash: boolean,
): Capabilities {
  return {
    colorModes,
    ...(colorModes.includes('color_temp') ? { colorTempKelvinRange: whites.range } : {}),
    ...(effects !== null ? { effects } : {}),
    transition,
    flash,
  };
}

/** The current colour; colours of other modes are past and become unknown. */
export function colorReports(
  mode: Colored,
  value: number | readonly number[],
  before: State,
  at: number,
): readonly Report[] {
  return [
    { type: 'state', property: 'color_mode', value: mode, at },
    { type: 'state', property: PROPERTY_OF[mode], value, at },
    ...othersUnknown(mode, before, at),
  ];
}

/** Reports that end the colours of all modes but this. */
export function othersUnknown(mode: string, before: State, at: number): readonly Report[] {
  return Object.entries(PROPERTY_OF).flatMap(([other, property]): Report[] =>
    other !== mode && (before[property] ?? null) !== null
      ? [{ type: 'state', property, value: null, at }]
      : [],
  );
}

/** Channels of a colour within their limits, or null. */
export function channels(mode: Colored, values: readonly unknown[]): readonly number[] | null {
  const limits = LIMITS[mode];
  if (limits.length !== values.length) return null;
  const list = values.map((value, i) =>
    typeof value === 'number' && value >= 0 && value <= (limits[i] ?? 0) ? value : null,
  );
  return list.includes(null) ? null : (list as readonly number[]);
}

const LIMITS: Readonly<Record<Colored, readonly number[]>> = {
  color_temp: [],
  hs: [360, 100],
  xy: [1, 1],
  rgb: [255, 255, 255],
  rgbw: [255, 255, 255, 255],
  rgbww: [255, 255, 255, 255, 255],
};

/** A colour whose channels carry the brightness, taken apart: 0–100 % and the colour at full. */
export function splitBrightness(
  list: readonly number[],
): { readonly percent: number; readonly full: readonly number[] } | null {
  const top = Math.max(...list);
  if (!(top > 0)) return null;
  return {
    percent: (top / 255) * 100,
    full: list.map((channel) => Math.min(255, Math.round((channel / top) * 255))),
  };
}

/** A colour with the brightness in its channels; never black, for black would be off. */
export function withBrightness(
  list: readonly number[],
  percent: number,
  round: (value: number) => number,
): readonly number[] {
  const scaled = list.map((channel) => round((channel * percent) / 100));
  if (scaled.some((channel) => channel > 0)) return scaled;
  const top = Math.max(...list);
  return list.map((channel) => (channel === top ? 1 : 0));
}
