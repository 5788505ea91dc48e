import type { Ignored, Publish } from '../dialect/message.ts';
import type { Folded, Update } from './home.ts';

/** Why a message that no dialect and no entity cares for is ignored. */
export const NOBODY_READS = 'no entity reads this topic';

/** What a message changes, while it is being folded in. */
export function createOutcome() {
  const updates: Update[] = [];
  const defined = new Set<string>();
  const removed = new Set<string>();
  const publishes: Publish[] = [];
  let understood = false;
  let refusal: string | null = null;
  let complaint: string | null = null;
  return {
    update(more: readonly Update[]): void {
      for (const update of more) updates.push(update);
    },
    define(id: string): void {
      defined.add(id);
      removed.delete(id);
    },
    remove(id: string): void {
      removed.add(id);
      defined.delete(id);
    },
    publish: (message: Publish) => publishes.push(message),
    /** The message was somebody's business and made sense, even if nothing changed. */
    understand(): void {
      understood = true;
    },
    /** A definition, or a part of one, is wrong: always told. */
    refuse(reason: string): void {
      refusal ??= reason;
    },
    /** One reader could make nothing of it: told only if all others could not either. */
    complain(reason: string): void {
      complaint ??= reason;
    },
    folded(topic: string): Folded {
      return {
        updates,
        defined: [...defined],
        removed: [...removed],
        publishes,
        ignored: why(topic),
      };
    },
  };

  function why(topic: string): Ignored | null {
    if (refusal !== null) return { topic, reason: refusal };
    const changed = updates.length + defined.size + removed.size + publishes.length > 0;
    if (changed || understood) return null;
    // Where there was no message, none was ignored.
    if (topic === '' && complaint === null) return null;
    return { topic, reason: complaint ?? NOBODY_READS };
  }
}

export type Outcome = ReturnType<typeof createOutcome>;
