import type { EntityView } from './entity-view.ts';
import { isOn } from './words.ts';

/** What a home, or a room, is up to in a few figures. */
export type Summary = {
  readonly lights: number;
  readonly lightsOn: number;
  /** Mean of the temperatures indoors, with its unit; null: none. */
  readonly temperature: { readonly value: number; readonly unit: string } | null;
  readonly doors: number;
  readonly doorsOpen: number;
};

const DOORS = new Set(['door', 'window', 'garage_door', 'opening']);
const OUTDOORS =
  /\b(out|outside|outdoors?|balcony|garden|terrace|patio|yard|balkon|garten|terrasse|aussen|außen|draussen|draußen|freezer|fridge|water|cpu|chip|target|setpoint|device|processor|boiler|oven)\b/i;

/** Air one lives in: a temperature that is neither outdoors nor of a machine. */
const isIndoors = (view: EntityView) =>
  view.entity.deviceClass === 'temperature' &&
  view.entity.category === null &&
  !OUTDOORS.test(`${view.room ?? ''} ${view.fullName}`);

/** Sums up what can be reached. */
export function summarize(views: readonly EntityView[]): Summary {
  let [lights, lightsOn, doors, doorsOpen, sum, count] = [0, 0, 0, 0, 0, 0];
  let unit = '';
  for (const view of views) {
    const { entity, shown, available } = view;
    if (entity.kind === 'light') {
      lights += 1;
      if (available && isOn(shown) === true) lightsOn += 1;
    } else if (entity.kind === 'binary_sensor' && DOORS.has(entity.deviceClass ?? '')) {
      doors += 1;
      if (isOn(shown) === true) doorsOpen += 1;
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
  };
}

export const sameSummary = (a: Summary, b: Summary): boolean =>
  a.lights === b.lights &&
  a.lightsOn === b.lightsOn &&
  a.doors === b.doors &&
  a.doorsOpen === b.doorsOpen &&
  a.temperature?.value === b.temperature?.value &&
  a.temperature?.unit === b.temperature?.unit;
