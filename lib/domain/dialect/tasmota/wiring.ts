/** Where a device is heard and told: the starts of its topics, each ending in `/`. */
export type Wiring = {
  /** Commands go to `<cmnd><Command>`. */
  readonly cmnd: string;
  /** Answers and changes. */
  readonly stat: string;
  /** What it tells by itself. */
  readonly tele: string;
};

/** What fills the places of a full topic. */
export type TopicParts = {
  readonly topic: string;
  readonly hostname: string;
  readonly mac: string;
  /** The words for commands, answers and telemetry, in this order. */
  readonly prefixes: readonly [string, string, string];
};

/** The topics of a device by its FullTopic, made as the firmware makes them. */
export function wiringOf(fullTopic: string, parts: TopicParts): Wiring {
  // Without a place for the prefix the firmware puts it at the end.
  const pattern = fullTopic.includes('%prefix%') ? fullTopic : `${fullTopic}/%prefix%`;
  const start = (prefix: string) => {
    const topic = pattern
      .replaceAll('%prefix%', () => prefix)
      .replaceAll('%topic%', () => parts.topic)
      .replaceAll('%hostname%', () => parts.hostname)
      .replaceAll('%id%', () => parts.mac.slice(-6))
      .replaceAll('#', '')
      .replaceAll('//', '/');
    return topic.endsWith('/') ? topic : `${topic}/`;
  };
  const [cmnd, stat, tele] = parts.prefixes;
  return { cmnd: start(cmnd), stat: start(stat), tele: start(tele) };
}

/** A message of a device that did not announce itself, by its topic alone. */
export type Place = {
  readonly wiring: Wiring;
  /** The full topic with a `%` for the prefix: the device's identity among those not announced. */
  readonly base: string;
  /** The last level: `STATE`, `POWER2`, … */
  readonly leaf: string;
};

const LEAF = /^(?:(LWT|STATE|SENSOR|INFO[123]|ZbReceived)|(POWER\d{0,2}|STATUS\d{0,2})|RESULT)$/;
const MAX_LEVELS = 12;

/**
 * The device that a topic belongs to if it follows Tasmota's forms with the usual prefixes, which
 * may stand in any level; null if it does not.
 */
export function placeOf(topic: string): Place | null {
  const end = topic.lastIndexOf('/');
  if (end <= 0) return null;
  const leaf = topic.slice(end + 1);
  const form = LEAF.exec(leaf);
  if (form === null) return null;
  const levels = topic.slice(0, end).split('/');
  const own = form[1] !== undefined ? 'tele' : form[2] !== undefined ? 'stat' : null;
  const at = levels.findIndex((level) =>
    own === null ? level === 'tele' || level === 'stat' : level === own,
  );
  if (at < 0 || levels.length < 2 || levels.length > MAX_LEVELS) return null;
  const start = (prefix: string) => `${levels.with(at, prefix).join('/')}/`;
  return {
    wiring: { cmnd: start('cmnd'), stat: start('stat'), tele: start('tele') },
    base: levels.with(at, '%').join('/'),
    leaf,
  };
}
