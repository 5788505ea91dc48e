import { rgbToHs } from '../entity/color.ts';
import type { State, Value } from '../entity/entity.ts';
import type { ColorWish } from './color-argument.ts';
import { rgbOf } from './light-color.ts';

/** A device rounds to its own scale: one unit, or 2 % of the value, is the same (design, 3). */
const UNIT = 1;
const SHARE = 0.02;
const XY_TOLERANCE = 0.02;
/** Colours that went through another model: degrees of hue at full saturation, points of it. */
const HUE_TOLERANCE = 5;
const SATURATION_TOLERANCE = 5;

/** What a device says while it is doing as it was told, in `state`. */
const ON_ITS_WAY: ReadonlyMap<Value, string> = new Map([
  ['open', 'opening'],
  ['closed', 'closing'],
  ['locked', 'locking'],
  ['unlocked', 'unlocking'],
  ['docked', 'returning'],
  // A robot that is already at home has no way to go.
  ['returning', 'docked'],
  ['disarmed', 'disarming'],
  ['armed_home', 'arming'],
  ['armed_away', 'arming'],
  ['armed_night', 'arming'],
  ['armed_vacation', 'arming'],
  ['armed_custom_bypass', 'arming'],
  ['triggered', 'pending'],
]);

/**
 * Does a reported state show the wanted value of one property? Numbers within one unit or 2 %,
 * colours in whatever mode the device reports them, the rest exactly. A device that takes its time
 * shows that it obeys by being on its way: a shutter moves for half a minute.
 */
export function shows(property: string, wanted: Value, state: State): boolean {
  const actual = Object.hasOwn(state, property) ? (state[property] ?? null) : null;
  switch (property) {
    case 'color_temp_kelvin':
    case 'hs':
    case 'xy':
    case 'rgb':
    case 'rgbw':
    case 'rgbww':
      return showsColor(property, wanted, actual, state);
    case 'state':
      return alike(wanted, actual) || (actual !== null && ON_ITS_WAY.get(wanted) === actual);
    case 'position':
      return alike(wanted, actual) || isMovingTo(wanted, actual, state['state'] ?? null);
    default:
      return alike(wanted, actual);
  }
}

/** Equal, for numbers within the tolerance. */
function alike(wanted: Value, actual: Value): boolean {
  if (typeof wanted === 'number' && typeof actual === 'number') {
    return Math.abs(wanted - actual) <= Math.max(UNIT, Math.abs(wanted) * SHARE);
  }
  if (Array.isArray(wanted) && Array.isArray(actual)) {
    return wanted.length === actual.length && wanted.every((v, i) => alike(v, actual[i]));
  }
  return wanted === actual;
}

/** On its way to a position, in the right direction. */
function isMovingTo(wanted: Value, actual: Value, moving: Value): boolean {
  if (moving !== 'opening' && moving !== 'closing') return false;
  if (typeof wanted !== 'number') return false;
  if (typeof actual !== 'number') return true;
  return moving === 'opening' ? wanted > actual : wanted < actual;
}

type ColorProperty = 'color_temp_kelvin' | 'hs' | 'xy' | 'rgb' | 'rgbw' | 'rgbww';

function showsColor(property: ColorProperty, wanted: Value, actual: Value, state: State): boolean {
  const mode = property === 'color_temp_kelvin' ? 'color_temp' : property;
  const current = state['color_mode'] ?? null;
  // A value of a mode that is not the current one is history.
  if (actual !== null && (current === null || current === mode)) {
    if (property === 'hs') return sameHue(wanted, actual, UNIT * 2);
    if (property === 'xy') return sameXy(wanted, actual);
    return alike(wanted, actual);
  }
  const reported = typeof current === 'string' ? colorOf(current, state) : null;
  const asked = colorOf(mode, { [property]: wanted });
  if (reported === null || asked === null) return false;
  if (mode === 'color_temp' || reported.mode === 'color_temp') return false;
  return sameHue(rgbToHs(rgbOf(asked)), rgbToHs(rgbOf(reported)), HUE_TOLERANCE);
}

function sameXy(wanted: Value, actual: Value): boolean {
  if (!Array.isArray(wanted) || !Array.isArray(actual)) return false;
  return [0, 1].every((i) => Math.abs((wanted[i] ?? 0) - (actual[i] ?? 0)) <= XY_TOLERANCE);
}

/** Hue goes round, and matters the less the paler the colour is. */
function sameHue(wanted: Value, actual: Value, tolerance: number): boolean {
  if (!Array.isArray(wanted) || !Array.isArray(actual)) return false;
  const [hue = 0, saturation = 0] = wanted as readonly number[];
  const [otherHue = 0, otherSaturation = 0] = actual as readonly number[];
  const turn = Math.abs(hue - otherHue) % 360;
  const paleness = Math.max(saturation, 1) / 100;
  const pale = Math.max(UNIT * 2, tolerance === HUE_TOLERANCE ? SATURATION_TOLERANCE : 0);
  return (
    Math.abs(saturation - otherSaturation) <= pale &&
    Math.min(turn, 360 - turn) <= Math.min(180, tolerance / paleness)
  );
}

/** The colour that a state shows in a mode. */
function colorOf(mode: string, state: State): ColorWish | null {
  switch (mode) {
    case 'color_temp': {
      const kelvin = state['color_temp_kelvin'];
      return typeof kelvin === 'number' ? { mode, kelvin } : null;
    }
    case 'hs':
    case 'xy':
    case 'rgb':
    case 'rgbw':
    case 'rgbww': {
      const value = state[mode];
      return Array.isArray(value) ? { mode, value } : null;
    }
    default:
      return null;
  }
}
