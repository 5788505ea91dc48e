/** MQTT allows 65,535 bytes; the product's own limit (reliability promise P13). */
export const MAX_TOPIC_LENGTH = 512;

/** Has the filter a wildcard, so that it is no topic name? */
export function isFilter(filter: string): boolean {
  return filter.includes('+') || filter.includes('#');
}

/**
 * Does the filter take the topic in? `+` is one level, `#` at the end all below and the level
 * itself; a wildcard in the first level does not take in `$…` topics (MQTT 3.1.1, 4.7.2).
 */
export function matches(filter: string, topic: string): boolean {
  if (topic.charCodeAt(0) === 0x24 && filter.charCodeAt(0) !== 0x24) return false;
  let f = 0;
  let t = 0;
  while (f < filter.length) {
    const code = filter.charCodeAt(f);
    if (code === 0x23) return true;
    if (code === 0x2b) {
      while (t < topic.length && topic.charCodeAt(t) !== 0x2f) t++;
      f++;
    } else if (t < topic.length && code === topic.charCodeAt(t)) {
      f++;
      t++;
    } else {
      // `a/#` also takes in `a`.
      return t === topic.length && filter.slice(f) === '/#';
    }
  }
  return t === topic.length;
}

/** A topic one may publish to: not empty, no wildcard, no NUL, within the limit. */
export function isTopicName(topic: string): boolean {
  return isTopicLike(topic) && !isFilter(topic);
}

/**
 * A filter worth a subscription: wildcards stand alone in their level, `#` last; not everything at
 * once (`#`, `+/#`), for a device that claims the whole broker is broken or hostile.
 */
export function isTopicFilter(filter: string): boolean {
  if (!isTopicLike(filter)) return false;
  if (!isFilter(filter)) return true;
  const levels = filter.split('/');
  const wellFormed = levels.every(
    (level, i) => level === '+' || (level === '#' && i === levels.length - 1) || !isFilter(level),
  );
  return wellFormed && levels.some((level) => level !== '+' && level !== '#' && level !== '');
}

function isTopicLike(topic: string): boolean {
  return topic !== '' && topic.length <= MAX_TOPIC_LENGTH && !topic.includes('\0');
}
