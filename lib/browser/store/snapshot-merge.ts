import type { EntityStatus, Value } from '../../domain/entity/entity.ts';

/**
 * Joins what the page knows with what the server knows: of each property the newer report counts,
 * so that a slow answer never overwrites what was heard meanwhile.
 * @param heardNow whether the page has heard this availability topic on the present connection:
 * then its own word is the newer one
 */
export function mergeStatus(
  mine: EntityStatus,
  theirs: EntityStatus,
  heardNow: (topic: string) => boolean,
): EntityStatus {
  const state: Record<string, Value> = { ...mine.state };
  const times: Record<string, number> = { ...mine.times };
  for (const [property, at] of Object.entries(theirs.times)) {
    const value = theirs.state[property];
    if (value === undefined || at < (times[property] ?? Number.NEGATIVE_INFINITY)) continue;
    state[property] = value;
    times[property] = at;
  }
  const heard: Record<string, boolean> = { ...mine.heard };
  for (const [topic, word] of Object.entries(theirs.heard)) {
    if (heard[topic] === undefined || !heardNow(topic)) heard[topic] = word;
  }
  const mineIsLater = mine.lastHeard !== null && heardNow(mine.lastHeard);
  return {
    state,
    times,
    heard,
    lastHeard: mineIsLater ? mine.lastHeard : (theirs.lastHeard ?? mine.lastHeard),
    reportedAt: latest(mine.reportedAt, theirs.reportedAt),
  };
}

/** Whether two values of a property are equal, colours included. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((part, i) => part === b[i]);
}

function latest(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.max(a, b);
}
