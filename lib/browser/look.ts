import { hsToRgb, rgbToHs, xyToHs } from '../domain/entity/color.ts';
import type { EntityKind, State, Value } from '../domain/entity/entity.ts';
import type { EntityView } from './entity-view.ts';
import { isOn } from './words.ts';

/** The hue that says what being on means; `own` is a lamp's own colour. */
export type Tone =
  | 'lamp'
  | 'heat'
  | 'cool'
  | 'cover'
  | 'energy'
  | 'presence'
  | 'scene'
  | 'danger'
  | 'own';

const ALARMS = new Set([
  'smoke',
  'gas',
  'carbon_monoxide',
  'moisture',
  'safety',
  'tamper',
  'problem',
  'battery',
]);
const PRESENCE = new Set([
  'motion',
  'occupancy',
  'presence',
  'moving',
  'vibration',
  'sound',
  'door',
  'window',
  'opening',
  'garage_door',
  'lock',
]);

const BY_KIND: Readonly<Partial<Record<EntityKind, Tone>>> = {
  light: 'lamp',
  switch: 'energy',
  climate: 'heat',
  water_heater: 'heat',
  cover: 'cover',
  valve: 'cover',
  fan: 'cool',
  humidifier: 'cool',
  lock: 'presence',
  device_tracker: 'presence',
  scene: 'scene',
  siren: 'danger',
  alarm_control_panel: 'danger',
};

/** The hue of an entity that is on. */
export function toneOf({ entity, shown }: EntityView): Tone {
  const { kind, deviceClass } = entity;
  if (kind === 'light') return ownColour(shown) === null ? 'lamp' : 'own';
  if (kind === 'binary_sensor' && deviceClass !== null) {
    if (ALARMS.has(deviceClass)) return 'danger';
    if (PRESENCE.has(deviceClass)) return 'presence';
    if (deviceClass === 'heat') return 'heat';
    if (deviceClass === 'cold') return 'cool';
    if (deviceClass === 'light') return 'lamp';
  }
  return BY_KIND[kind] ?? 'energy';
}

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

/** A colour of a lamp at full brightness as CSS. Hue 0–360, saturation 0–100. */
export const cssColour = (hue: number, saturation: number): string =>
  `rgb(${hsToRgb([hue, saturation]).map(Math.round).join(' ')})`;

/** Hue 0–360 and saturation 0–100 of a lamp's colour, however it reports it; null: none known. */
export function hsOf(state: State): readonly [number, number] | null {
  const { hs, xy } = state;
  if (isList(hs, 2)) return [hs[0], hs[1]];
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
  Array.isArray(value) && value.length >= length;

/** How much of the tile is filled, 0–1: the level of what has one, all of what is merely on. */
export function fillOf(view: EntityView): number {
  const { state, entity, available } = view;
  if (!available) return 0;
  if (entity.kind === 'cover' || entity.kind === 'valve') {
    return typeof state.position === 'number' ? Math.max(0, Math.min(1, state.position / 100)) : 0;
  }
  if (isOn(state) !== true) return 0;
  const level = entity.kind === 'light' ? state.brightness : undefined;
  return typeof level === 'number' ? Math.max(0, Math.min(1, level / 100)) : 1;
}

/** Whether a light takes a level. */
export const isDimmable = ({ entity }: EntityView): boolean =>
  (entity.capabilities.colorModes ?? []).some((mode) => mode !== 'onoff');

/** Whether a light takes a colour. */
export const isColoured = ({ entity }: EntityView): boolean =>
  (entity.capabilities.colorModes ?? []).some((mode) =>
    ['hs', 'xy', 'rgb', 'rgbw', 'rgbww'].includes(mode),
  );

/** Whether a light takes a colour temperature. */
export const isTunable = ({ entity }: EntityView): boolean =>
  (entity.capabilities.colorModes ?? []).includes('color_temp');

/** Whether its disc switches it. */
export const isSwitchable = ({ entity }: EntityView): boolean =>
  entity.kind === 'light' || entity.kind === 'switch';
