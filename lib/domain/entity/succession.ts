import type { Entity } from './entity.ts';

/** One capability of an old device and the one of its successor that goes on for it. */
export type Pair = { readonly old: string; readonly new: string };

/**
 * Which entity of a new device goes on for which of the old one: same kind, the same meaning, the
 * most alike in name. What has no counterpart is left out.
 */
export function proposePairs(
  old: readonly Entity[],
  successors: readonly Entity[],
): readonly Pair[] {
  const candidates = old.flatMap((before) =>
    successors.flatMap((after) => {
      const score = likeness(before, after);
      return score === 0 ? [] : [{ old: before.id, new: after.id, score }];
    }),
  );
  candidates.sort((a, b) => b.score - a.score || (a.old + a.new < b.old + b.new ? -1 : 1));
  const taken = new Set<string>();
  return candidates.flatMap(({ old: before, new: after }) => {
    if (taken.has(before) || taken.has(after)) return [];
    taken.add(before).add(after);
    return [{ old: before, new: after }];
  });
}

/** Why one entity cannot go on for another; null if it can. */
export function pairObjection(old: Entity, successor: Entity): string | null {
  return old.kind === successor.kind
    ? null
    : `a ${successor.kind} cannot continue the history of a ${old.kind}`;
}

function likeness(a: Entity, b: Entity): number {
  if (a.kind !== b.kind) return 0;
  if (a.deviceClass !== b.deviceClass && a.deviceClass !== null && b.deviceClass !== null) return 0;
  // Readings of another unit are another series.
  if (a.unit !== b.unit && a.kind === 'sensor') return 0;
  const words = (text: string | null) =>
    new Set(
      (text ?? '')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean),
    );
  const mine = words(a.name);
  const theirs = words(b.name);
  const common = [...mine].filter((word) => theirs.has(word)).length;
  const names = mine.size + theirs.size === 0 ? 1 : (2 * common) / (mine.size + theirs.size);
  const sameClass = a.deviceClass === b.deviceClass;
  // Two nameless numbers say too little to be taken for one another.
  if (a.kind === 'sensor' && a.deviceClass === null && names === 0) return 0;
  return 1 + names + (sameClass ? 1 : 0);
}
