import { climatePart } from './climate.ts';
import { coverPart, MOVEMENT } from './cover.ts';
import { type Expose, isPublished, isSettable } from './expose.ts';
import { fanPart } from './fan.ts';
import type { Part } from './form.ts';
import { genericParts } from './generic.ts';
import { lightPart } from './light.ts';
import { lockPart } from './lock.ts';
import { switchPart } from './switch.ts';

/** What exposes come to. */
export type Parts = {
  /** What the device is for and what it tells. */
  readonly main: readonly Part[];
  /** Settings inside its main features: what a lamp does when power returns, a thermostat's calibration. */
  readonly settings: readonly Part[];
};

const made = new WeakMap<readonly Expose[], Parts>();

/** Entities of a device's exposes (conventions §2.4). What is announced twice is taken once. */
export function partsOf(exposes: readonly Expose[]): Parts {
  const known = made.get(exposes);
  if (known !== undefined) return known;
  const parts = makeParts(exposes);
  made.set(exposes, parts);
  return parts;
}

function makeParts(exposes: readonly Expose[]): Parts {
  const taken = new Set<string>();
  const fresh = (parts: readonly Part[]): readonly Part[] =>
    parts.filter(({ id }) => {
      if (taken.has(id)) return false;
      taken.add(id);
      return true;
    });
  const main: Part[] = [];
  const beside: Part[] = [];
  for (const expose of exposes) {
    if (expose.features.length === 0 || expose.type === 'composite') {
      main.push(...fresh(genericParts(expose)));
      continue;
    }
    const specific = specificPart(expose, exposes);
    if (specific !== null) main.push(...fresh([specific]));
    const kept = new Set(specific?.properties ?? []);
    const rest = expose.features.filter(
      ({ property, name }) => !kept.has(property) && !SAID_OTHERWISE.has(name),
    );
    beside.push(...rest.flatMap(genericParts));
  }
  const others = fresh(beside);
  return {
    main: [...main, ...others.filter(({ isSettable }) => !isSettable)],
    settings: others
      .filter(({ isSettable }) => isSettable)
      .map((part) => ({ ...part, category: 'config' })),
  };
}

/** Features of which the same is said better by others. */
const SAID_OTHERWISE = new Set(['running_mode']);

/** The one entity that a specific expose is; null if it is of a type that nobody knows. */
export function specificPart(expose: Expose, all: readonly Expose[]): Part | null {
  const { type, endpoint } = expose;
  switch (type) {
    case 'light': {
      const effect = all.find(
        (e) => e.name === 'effect' && e.type === 'enum' && e.endpoint === endpoint,
      );
      return lightPart(expose, effect ?? null);
    }
    case 'switch':
      return switchPart(expose);
    case 'cover': {
      const movement = all.find(
        (e) =>
          (MOVEMENT as readonly string[]).includes(e.name) &&
          e.endpoint === endpoint &&
          isPublished(e) &&
          !isSettable(e),
      );
      return coverPart(expose, movement ?? null);
    }
    case 'lock':
      return lockPart(expose);
    case 'fan':
      return fanPart(expose);
    case 'climate':
      return climatePart(expose);
    default:
      return null;
  }
}
