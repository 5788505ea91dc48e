import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Message, Publish } from '../../../domain/dialect/message.ts';
import type { Update } from '../../../domain/entity/home.ts';
import { FLUSH_TOPIC, FLUSHED_TOPIC, flushAnswer } from '../../flush.ts';

/** Longer than this nobody waits: then the history is read as it is. */
const PATIENCE_MS = 500;
/** A recorder that has not answered for so long is asked anew. */
const GIVE_UP_MS = 2_000;
const RECORDER = /^clients\/(inglenook-recorder[^/]*)\/status$/;

type Asked = {
  readonly id: string;
  readonly at: number;
  /** Recorders that have not answered yet. */
  readonly waiting: Set<string>;
  readonly over: Promise<void>;
  readonly end: () => void;
};

export type Freshness = {
  /** Takes in what recorders say of themselves; true if the message was meant for nobody else. */
  hear(message: Pick<Message, 'topic' | 'payload'>): boolean;
  /** A value has just been heard. */
  reported(update: Pick<Update, 'entityId' | 'property'>): void;
  /** A new connection: what was said before it is not known here. */
  connected(): void;
  /** Resolves when all that was heard of the property (without one: of the home) is in the history. */
  fresh(entityId?: string, property?: string): Promise<void>;
};

/**
 * Knows what has been heard and may not be stored yet, and asks the recorders to store it. What has been
 * stored once is not asked for again, so that an idle home costs no write.
 */
export function createFreshness(
  publish: (message: Publish) => Promise<void>,
  now: () => number = () => performance.now(),
): Freshness {
  const recorders = new Set<string>();
  /** When something was last heard that no flush has covered; per property, and of the whole home. */
  const heard = new Map<string, number>();
  let heardAny = -Infinity;
  let connectedAt = -Infinity;
  let covered = -Infinity;
  let asked: Asked | null = null;

  function ask(): Asked {
    let end = () => {};
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    const request = { id: randomUUID(), at: now(), waiting: new Set(recorders), over, end };
    asked = request;
    const payload = JSON.stringify({ id: request.id });
    publish({ topic: FLUSH_TOPIC, payload, qos: 0, retain: false }).catch(() => drop(request));
    return request;
  }

  function drop(request: Asked): void {
    if (asked === request) asked = null;
    request.end();
  }

  function answered(payload: Uint8Array): void {
    const answer = flushAnswer(payload);
    if (answer === null || asked === null || answer.id !== asked.id) return;
    asked.waiting.delete(answer.by);
    if (asked.waiting.size > 0) return;
    covered = asked.at;
    for (const [key, at] of heard) if (at <= covered) heard.delete(key);
    drop(asked);
  }

  function presence(recorder: string, payload: Uint8Array): void {
    if (Buffer.from(payload).toString() === 'online') {
      recorders.add(recorder);
      return;
    }
    recorders.delete(recorder);
    // It will not answer any more; what it had is with the broker.
    if (asked?.waiting.delete(recorder) && asked.waiting.size === 0) drop(asked);
  }

  async function cover(since: number): Promise<void> {
    while (since > covered && recorders.size > 0) {
      if (asked !== null && now() - asked.at > GIVE_UP_MS) drop(asked);
      // One that does not answer in time is not waited for by everybody who comes after.
      if (asked !== null && now() - asked.at > PATIENCE_MS) return;
      const before = asked;
      const request = before ?? ask();
      await request.over;
      if (before === null) return;
    }
  }

  return {
    hear({ topic, payload }) {
      if (topic === FLUSHED_TOPIC) answered(payload);
      const recorder = RECORDER.exec(topic)?.[1];
      if (recorder !== undefined) presence(recorder, payload);
      return topic === FLUSHED_TOPIC || topic === FLUSH_TOPIC;
    },
    reported({ entityId, property }) {
      heardAny = now();
      heard.set(keyOf(entityId, property), heardAny);
    },
    connected() {
      connectedAt = now();
      recorders.clear();
      if (asked !== null) drop(asked);
    },
    async fresh(entityId, property) {
      const last =
        entityId === undefined
          ? heardAny
          : (heard.get(keyOf(entityId, property ?? '')) ?? -Infinity);
      const since = Math.max(last, connectedAt);
      if (since <= covered || recorders.size === 0) return;
      const timer = new AbortController();
      const patience = delay(PATIENCE_MS, undefined, { signal: timer.signal }).catch(() => {});
      await Promise.race([cover(since), patience]);
      timer.abort();
    },
  };
}

const keyOf = (entityId: string, property: string) => `${entityId}\n${property}`;
