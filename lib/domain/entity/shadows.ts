import type { DeviceDescription, EntityDescription } from '../dialect/dialect.ts';
import { identity } from './entity-registry.ts';

/** An entity that is not shown because a better dialect shows the same thing. */
export type Shadow = {
  readonly dialect: string;
  readonly device: DeviceDescription | null;
  readonly description: EntityDescription;
};

/**
 * What devices say a second time in a lesser dialect (conventions §0, rule 1). It is kept, so that
 * it comes back when the better word is withdrawn.
 */
export function createShadows() {
  const shadows = new Map<string, Shadow>();
  return {
    size: () => shadows.size,
    all: (): readonly Shadow[] => [...shadows.values()],
    put: (shadow: Shadow) => void shadows.set(identity(shadow.description), shadow),
    drop: (description: EntityDescription) => void shadows.delete(identity(description)),

    /** The topic's definitions are withdrawn; with `uniqueIds`, only those. True if there were any. */
    withdraw(dialect: string, topic: string, uniqueIds: readonly string[] | null): boolean {
      let found = false;
      for (const [key, { dialect: speaker, description }] of shadows) {
        if (speaker !== dialect || description.source.definedBy !== topic) continue;
        if (uniqueIds !== null && !uniqueIds.includes(description.uniqueId)) continue;
        shadows.delete(key);
        found = true;
      }
      return found;
    },
  };
}
