import type { Capabilities, EntityKind } from '../../entity/entity.ts';

/** A setting of a camera, or of all: `<camera>/<feature>/state`, changed on `…/set` (conventions §7.4). */
export type Feature = {
  readonly kind: Extract<EntityKind, 'switch' | 'number' | 'select' | 'sensor'>;
  readonly name: string;
  readonly capabilities: Capabilities;
};

/** Names that a person would not guess from the topic. */
const NAMES: Readonly<Record<string, string>> = {
  motion: 'Motion detection',
  audio: 'Audio detection',
  ptz_autotracker: 'PTZ autotracker',
};

/** Features that no other program has: they tell that it is Frigate which speaks. */
const OWN = new Set([
  ...['improve_contrast', 'ptz_autotracker', 'birdseye_mode', 'motion_contour_area'],
  ...['motion_threshold', 'review_alerts', 'review_detections'],
  ...['object_descriptions', 'review_descriptions'],
]);

export const isOwnFeature = (feature: string): boolean => OWN.has(feature);

const NUMBERS: Readonly<Record<string, readonly [number, number]>> = {
  motion_threshold: [1, 255],
  motion_contour_area: [1, 10_000],
};
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  birdseye_mode: ['CONTINUOUS', 'MOTION', 'OBJECTS'],
};
const NUMBER = /^-?\d{1,9}(\.\d+)?$/;

/** `motion_threshold`, `person/active` as a name: `Motion threshold`, `Person active`. */
export function readable(level: string): string {
  const words = level.replace(/[_/]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a feature is, by its name and by what it says; null if nothing can be said. */
export function featureOf(feature: string, payload: string): Feature | null {
  const name = Object.hasOwn(NAMES, feature) ? NAMES[feature]! : readable(feature);
  const known = Object.hasOwn(CHOICES, feature) ? CHOICES[feature] : undefined;
  if (known !== undefined) {
    return { kind: 'select', name, capabilities: { options: known } };
  }
  if (payload === 'ON' || payload === 'OFF') return { kind: 'switch', name, capabilities: {} };
  if (NUMBER.test(payload)) {
    const [min, max] = (Object.hasOwn(NUMBERS, feature) ? NUMBERS[feature] : undefined) ?? [
      0, 1_000_000,
    ];
    return { kind: 'number', name, capabilities: { min, max, step: 1, mode: 'box' } };
  }
  return payload === '' ? null : { kind: 'sensor', name, capabilities: {} };
}
