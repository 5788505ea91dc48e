import { createHash } from 'node:crypto';

/** Of so many messages it is known when they were heard; of so many topics that they were. */
const MOST = 100_000;
/** Longer payloads are known by their hash. */
const SHORT_BYTES = 200;

/**
 * When the ear heard messages. What a session held for a recorder that was away comes late, and through another
 * line; it counts for when it was said all the same, if anybody of this process heard it then.
 */
export function heardTimes(most: number = MOST) {
  /** The least recent first. */
  const times = new Map<string, number>();
  const topics = new Set<string>();

  return {
    /** Epoch ms. */
    note(topic: string, payload: Uint8Array, at: number): void {
      const key = keyOf(topic, payload);
      times.delete(key);
      times.set(key, at);
      topics.delete(topic);
      topics.add(topic);
      for (const oldest of times.size > most ? times.keys() : []) {
        times.delete(oldest);
        break;
      }
      for (const oldest of topics.size > most ? topics : []) {
        topics.delete(oldest);
        break;
      }
    },
    /** When the same was last heard, epoch ms; undefined: not that anybody knows. */
    of: (topic: string, payload: Uint8Array): number | undefined =>
      times.get(keyOf(topic, payload)),
    /** Whether anything was heard on a topic. */
    knows: (topic: string): boolean => topics.has(topic),
  };
}

export type HeardTimes = ReturnType<typeof heardTimes>;

function keyOf(topic: string, payload: Uint8Array): string {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const body =
    bytes.length <= SHORT_BYTES
      ? bytes.toString('latin1')
      : createHash('sha256').update(bytes).digest('base64');
  return `${topic}\0${body}`;
}
