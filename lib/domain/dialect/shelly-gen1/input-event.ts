import { isObject } from '../safe-json.ts';
import { finite, type Part } from './part.ts';

/** What the letters mean (Shelly Gen1 API, input events). */
const TYPES: Readonly<Record<string, string>> = {
  S: 'single_push',
  SS: 'double_push',
  SSS: 'triple_push',
  L: 'long_push',
  SL: 'short_long_push',
  LS: 'long_short_push',
};

/**
 * `input_event/<n>` tells the last event and how many there were. The firmware repeats it with
 * every update, so it is news only when the count has changed.
 */
export function inputEvent(n: string): Part {
  const key = `input_event/${n}`;
  return {
    key,
    kind: 'event',
    name: `Input ${n}`,
    deviceClass: 'button',
    capabilities: () => ({ eventTypes: Object.values(TYPES) }),
    listens: [key],
    read({ message }, before) {
      const json = message.json();
      if (!isObject(json)) return 'the event is not a JSON object';
      const count = finite(json['event_cnt']);
      const event = typeof json['event'] === 'string' ? json['event'] : '';
      const counted = count === undefined ? {} : { event_cnt: count };
      // A retained event is long over (conventions §0, rule 4); its count tells the next one apart.
      const isNews = !message.retain && (count === undefined || before['event_cnt'] !== count);
      if (event === '' || !isNews) return counted;
      return { ...counted, event_type: Object.hasOwn(TYPES, event) ? TYPES[event] : event };
    },
  };
}
