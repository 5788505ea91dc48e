/** Where a message of a gateway stands: `<base>/<gateway>/<module>toMQTT[/<rest>]`. */
export type Place = {
  /** Topic of the gateway, without a slash at the end. */
  readonly gateway: string;
  readonly name: string;
  /** `BT`, `433`, `SYS`, … */
  readonly module: string;
  readonly rest: readonly string[];
};

const MODULE = /^([A-Za-z0-9_]{1,24})toMQTT$/;
/** Modules whose messages are about the gateway's settings or are nobody's values. */
const MUTE = /^(?:LOG|WebUI|SERIALlog|RLS|SSD1306|DISP|undecoded)$/i;
const MAX_LEVELS = 12;
/** Below these the topic is a request or raw data. */
const NOT_HERE = /(?:^|\/)(?:commands|undecoded)(?:\/|$)/;

/** The place of a topic; null if no gateway speaks there. */
export function placeOf(topic: string): Place | null {
  if (!topic.includes('toMQTT') || NOT_HERE.test(topic)) return null;
  const levels = topic.split('/');
  const at = levels.findIndex((level) => MODULE.test(level));
  const module = MODULE.exec(levels[at] ?? '')?.[1] ?? '';
  if (at < 1 || levels.length > MAX_LEVELS || MUTE.test(module)) return null;
  // Radio sensors by rtl_433's decoders are that dialect's business.
  if (/^RTL_?433$/i.test(module)) return null;
  const gateway = levels.slice(0, at);
  return {
    gateway: gateway.join('/'),
    name: gateway.findLast((level) => level !== '') ?? gateway.join('/'),
    module,
    rest: levels.slice(at + 1).filter((level) => level !== ''),
  };
}

/** The gateway's last will. */
export const presenceTopic = (gateway: string): string => `${gateway}/LWT`;

/** Modules that pass on codes: each message is an occurrence. */
export const CODES: ReadonlySet<string> = new Set([
  ...['433', 'RF', 'RF2', 'IR', 'Pilight', 'SRFB', '2G', 'ONOFF2'],
]);
