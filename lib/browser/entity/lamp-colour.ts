import { hsToRgb, rgbToHs, xyToHs } from '../../domain/entity/color.ts';
import type { State, Value } from '../../domain/entity/entity.ts';

/** Below this saturation a colour is a white, and a white lamp looks like a lamp. */
const NEARLY_WHITE = 12;

/** The colour a lamp shows now as CSS; null: white, or none that is known. */
export function ownColour(state: State): string | null {
  const mode = state.color_mode;
  if (mode === 'color_temp' || mode === 'white' || mode === 'brightness' || mode === 'onoff')
    return null;
  const hs = hsOf(state);
  if (!hs || hs[1] < NEARLY_WHITE) return null;
  return cssColour(hs[0], hs[1]);
}

const channels = (hue: number, saturation: number) => hsToRgb([hue, saturation]).map(Math.round);

/** A colour of a lamp at full brightness as CSS. Hue 0–360, saturation 0–100. */
export const cssColour = (hue: number, saturation: number): string =>
  `rgb(${channels(hue, saturation).join(' ')})`;

/** The same as people write it: `#ff8800`. */
export const cssHex = (hue: number, saturation: number): string =>
  `#${channels(hue, saturation)
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`;

/** Hue 0–360 and saturation 0–100 of a colour, however it is reported; null: none known. */
export function hsOf(state: State): readonly [number, number] | null {
  const { hs, hsv, xy } = state;
  for (const list of [hs, hsv]) if (isList(list, 2)) return [list[0], list[1]];
  for (const list of [state.rgb, state.rgbw, state.rgbww]) {
    if (isList(list, 3)) return rgbToHs([list[0], list[1], list[2]]);
  }
  if (isList(xy, 2)) return xyToHs([xy[0], xy[1]]);
  return null;
}

const isList = <N extends 2 | 3>(
  value: Value | undefined,
  length: N,
): value is N extends 2 ? readonly [number, number] : readonly [number, number, number] =>
  Array.isArray(value) &&
  value.length >= length &&
  value.every((part) => typeof part === 'number' && Number.isFinite(part));
