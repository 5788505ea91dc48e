import type { State, Value } from '../../domain/entity/entity.ts';

/** Reports round: a lamp that is told 50 % says 49.8. */
const ABSOLUTE = 1;
const RELATIVE = 0.02;

/** Whether a report of `state` confirms a command that asked for `target`. */
export const confirms = (state: State, target: State): boolean =>
  Object.entries(target).every(([property, wanted]) => near(state[property], wanted));

function near(seen: Value | undefined, wanted: Value): boolean {
  if (typeof seen === 'number' && typeof wanted === 'number') {
    return Math.abs(seen - wanted) <= Math.max(ABSOLUTE, Math.abs(wanted) * RELATIVE);
  }
  if (Array.isArray(seen) && Array.isArray(wanted)) {
    return seen.length === wanted.length && seen.every((part, i) => near(part, wanted[i] ?? null));
  }
  return seen === wanted;
}
