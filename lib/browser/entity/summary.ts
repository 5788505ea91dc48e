import type { EntityView } from '../store/entity-view.ts';
import { isOn, textOf } from '../words/words.ts';
import { isActive } from './look.ts';

/** What a home, or a room, is up to in a few figures. */
export type Summary = {
  readonly lights: number;
  readonly lightsOn: number;
  /** Mean of the temperatures indoors, with its unit; null: none. */
  readonly temperature: { readonly value: number; readonly unit: string } | null;
  readonly doors: number;
  readonly doorsOpen: number;
  readonly locks: number;
  /** Those that are known to be locked now: one that is out of reach is not. */
  readonly locked: number;
};

const DOORS = new Set(['door', 'window', 'garage_door', 'opening']);
/** Covers that are doors, and not blinds. */
const MOVED_DOORS = new Set(['door', 'window', 'garage', 'gate']);

/** A door or a window, whether it only tells or is moved by a motor. */
export const isDoor = ({ entity: { kind, deviceClass } }: EntityView): boolean =>
  (kind === 'binary_sensor' && DOORS.has(deviceClass ?? '')) ||
  (kind === 'cover' && MOVED_DOORS.has(deviceClass ?? ''));
const OUTDOORS =
  /\b(out|outside|outdoors?|balcony|garden|terrace|patio|yard|balkon|garten|terrasse|aussen|außen|draussen|draußen|freezer|fridge|water|cpu|chip|target|setpoint|device|processor|boiler|oven)\b/i;

/** Air one lives in: a temperature that is neither outdoors nor of a machine. */
const isIndoors = (view: EntityView) =>
  view.entity.deviceClass === 'temperature' &&
  view.entity.category === null &&
  !OUTDOORS.test(`${view.room ?? ''} ${view.fullName}`);

/** Sums up what can be reached. */
export function summarize(views: readonly EntityView[]): Summary {
  let [lights, lightsOn, doors, doorsOpen, locks, locked] = [0, 0, 0, 0, 0, 0];
  let [sum, count] = [0, 0];
  let unit = '';
  for (const view of views) {
    const { entity, shown, available } = view;
    if (entity.kind === 'light') {
      lights += 1;
      if (available && isOn(shown) === true) lightsOn += 1;
    } else if (isDoor(view)) {
      doors += 1;
      if (isActive(view, shown)) doorsOpen += 1;
    } else if (entity.kind === 'lock') {
      locks += 1;
      if (available && textOf(shown, 'state') === 'locked') locked += 1;
    } else if (entity.kind === 'sensor' && available && isIndoors(view)) {
      const value = shown.value;
      if (typeof value !== 'number' || (unit !== '' && unit !== entity.unit)) continue;
      unit = entity.unit ?? '';
      sum += value;
      count += 1;
    }
  }
  return {
    lights,
    lightsOn,
    temperature: count > 0 ? { value: sum / count, unit } : null,
    doors,
    doorsOpen,
    locks,
    locked,
  };
}

export const sameSummary = (a: Summary, b: Summary): boolean =>
  a.lights === b.lights &&
  a.lightsOn === b.lightsOn &&
  a.doors === b.doors &&
  a.doorsOpen === b.doorsOpen &&
  a.locks === b.locks &&
  a.locked === b.locked &&
  a.temperature?.value === b.temperature?.value &&
  a.temperature?.unit === b.temperature?.unit;
