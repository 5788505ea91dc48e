import type { Entity, EntityStatus } from './entity.ts';

/**
 * What time alone does to entities: `on` that falls back by itself, and silence that makes an
 * entity unreachable. Knows no clock; epoch ms come from outside.
 */
export function createClockwork() {
  /** When `on` falls back. */
  const offAt = new Map<string, number>();
  const expiring = new Set<string>();
  return {
    /** Has an eye on an entity from now on, or on its new description. */
    watch({ id, source }: Entity): void {
      if (source.expireAfterMs === null) expiring.delete(id);
      else expiring.add(id);
      if (source.offDelayMs === null) offAt.delete(id);
    },

    forget(id: string): void {
      offAt.delete(id);
      expiring.delete(id);
    },

    /** The entity said at `at` whether it is on: every on winds the clock up again. */
    heard({ id, source }: Entity, { state }: EntityStatus, at: number): void {
      if (source.offDelayMs === null) return;
      if (state['on'] === true) offAt.set(id, at + source.offDelayMs);
      else offAt.delete(id);
    },

    /** Ids of entities whose `on` has run down, and when. They are told once. */
    fallen(now: number): readonly (readonly [string, number])[] {
      const due = [...offAt].filter(([, at]) => now >= at);
      for (const [id] of due) offAt.delete(id);
      return due;
    },

    /** Ids of the entities that silence makes unreachable. */
    expiring: (): Iterable<string> => expiring,
  };
}
