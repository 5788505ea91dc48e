import type { Message } from '../dialect/message.ts';
import { type HomeLimits, MAX_KEPT_PAYLOAD } from './limits.ts';
import { isFilter, matches } from './topic-filter.ts';

/**
 * The last message of each topic, oldest forgotten first: states may arrive before the definition
 * that explains them (conventions §0, rule 6).
 */
export function createLastPayloads({ keptTopics, keptBytes }: HomeLimits) {
  const kept = new Map<string, Message>();
  let bytes = 0;
  const forget = (topic: string) => {
    const old = kept.get(topic);
    if (old === undefined) return;
    bytes -= cost(old);
    kept.delete(topic);
  };
  return {
    /** An empty payload clears the topic, as it does on the broker. */
    keep(message: Message): void {
      forget(message.topic);
      if (message.payload.length === 0 || message.payload.length > MAX_KEPT_PAYLOAD) return;
      // A copy: a client's payload is often a view that would keep a whole network buffer alive.
      kept.set(message.topic, { ...message, payload: new Uint8Array(message.payload) });
      bytes += cost(message);
      while (kept.size > keptTopics || bytes > keptBytes) {
        const oldest = kept.keys().next();
        if (oldest.done) return;
        forget(oldest.value);
      }
    },

    /** What was last said on a topic, or on each of the topics of a filter. */
    of(filter: string): readonly Message[] {
      if (!isFilter(filter)) {
        const message = kept.get(filter);
        return message === undefined ? [] : [message];
      }
      return [...kept.values()].filter(({ topic }) => matches(filter, topic));
    },
  };
}

const cost = ({ topic, payload }: Message) => topic.length + payload.length;
