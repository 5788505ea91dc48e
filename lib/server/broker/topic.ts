/** Number of levels of a topic or filter: `a/b` has two. */
export function levels(topic: string): number {
  let count = 1;
  for (let i = topic.indexOf('/'); i !== -1; i = topic.indexOf('/', i + 1)) count++;
  return count;
}

/** A topic name to publish to: not empty, no wildcards [MQTT-3.3.2-2, 4.7.3-1]. */
export function isTopicName(topic: string): boolean {
  return topic !== '' && !topic.includes('+') && !topic.includes('#');
}

/** A filter to subscribe to: wildcards stand alone in their level, `#` comes last [MQTT-4.7.1]. */
export function isTopicFilter(filter: string): boolean {
  if (filter === '') return false;
  const parts = filter.split('/');
  return parts.every(
    (part, i) =>
      part === '+' ||
      (part === '#' && i === parts.length - 1) ||
      (!part.includes('+') && !part.includes('#')),
  );
}

export function hasWildcard(filter: string): boolean {
  return filter.includes('+') || filter.includes('#');
}

/**
 * True if a valid filter matches a topic name. `a/#` matches `a` too; a wildcard in the first level
 * matches no topic that starts with `$` [MQTT-4.7.2-1].
 */
export function matches(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && (filter.startsWith('+') || filter.startsWith('#'))) return false;
  let f = 0;
  let t = 0;
  for (;;) {
    const filterEnd = levelEnd(filter, f);
    if (filterEnd - f === 1 && filter[f] === '#') return true;
    const topicEnd = levelEnd(topic, t);
    const any = filterEnd - f === 1 && filter[f] === '+';
    if (!any && !sameLevel(filter, f, filterEnd, topic, t, topicEnd)) return false;
    if (topicEnd === topic.length) {
      return filterEnd === filter.length || filter.slice(filterEnd) === '/#';
    }
    if (filterEnd === filter.length) return false;
    f = filterEnd + 1;
    t = topicEnd + 1;
  }
}

function levelEnd(text: string, from: number): number {
  const slash = text.indexOf('/', from);
  return slash === -1 ? text.length : slash;
}

function sameLevel(
  filter: string,
  f: number,
  filterEnd: number,
  topic: string,
  t: number,
  topicEnd: number,
): boolean {
  const length = filterEnd - f;
  if (length !== topicEnd - t) return false;
  for (let i = 0; i < length; i++) {
    if (filter.charCodeAt(f + i) !== topic.charCodeAt(t + i)) return false;
  }
  return true;
}
