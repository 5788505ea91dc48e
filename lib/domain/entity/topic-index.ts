import { isFilter, matches } from './topic-filter.ts';

const MAX_CACHED = 20_000;

/**
 * Which ids listen to which topics and filters. Exact topics cost one look-up; filters are
 * compared once per topic and remembered, so that a stream of messages costs one look-up too.
 */
export function createTopicIndex() {
  const exact = new Map<string, Set<string>>();
  const filters = new Map<string, Set<string>>();
  const cache = new Map<string, readonly string[]>();
  const table = (filter: string) => (isFilter(filter) ? filters : exact);
  const forget = (filter: string) => {
    if (isFilter(filter)) cache.clear();
    else cache.delete(filter);
  };
  return {
    add(filter: string, id: string): void {
      const entries = table(filter);
      const ids = entries.get(filter);
      if (ids === undefined) entries.set(filter, new Set([id]));
      else ids.add(id);
      forget(filter);
    },

    remove(filter: string, id: string): void {
      const entries = table(filter);
      const ids = entries.get(filter);
      if (ids === undefined) return;
      ids.delete(id);
      if (ids.size === 0) entries.delete(filter);
      forget(filter);
    },

    /** Ids that listen to a topic, each once. */
    lookup(topic: string): readonly string[] {
      const known = cache.get(topic);
      if (known !== undefined) return known;
      const ids = new Set(exact.get(topic));
      for (const [filter, listeners] of filters) {
        if (matches(filter, topic)) for (const id of listeners) ids.add(id);
      }
      const list = [...ids];
      if (cache.size >= MAX_CACHED) cache.clear();
      cache.set(topic, list);
      return list;
    },

    /** Ids that listen to a topic, or to any of the topics that a filter matches. */
    listeners(filter: string): readonly string[] {
      if (!isFilter(filter)) return this.lookup(filter);
      const ids = [...exact].flatMap(([topic, set]) => (matches(filter, topic) ? [...set] : []));
      return [...new Set([...ids, ...(filters.get(filter) ?? [])])];
    },

    filterCount: () => filters.size,
  };
}

export type TopicIndex = ReturnType<typeof createTopicIndex>;
