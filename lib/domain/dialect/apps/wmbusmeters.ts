import type { Refinement } from '../plain/place.ts';
import { isObject, jsonText } from '../safe-json.ts';
import { type App, appDevice, valuesAt } from './app.ts';

/** What a meter counts, by what it says to be a meter of. */
const MEDIA: readonly (readonly [RegExp, Refinement])[] = [
  [/water/, { deviceClass: 'water', stateClass: 'total_increasing' }],
  [/gas/, { deviceClass: 'gas', stateClass: 'total_increasing' }],
];
/** The reading now, and those of the last due dates. */
const COUNTS = /^(?:total|target|last_month_total|last_year_total)\w*_m3$/;
const HOUSEKEEPING = new Set(['media', 'meter', 'name', 'id', 'timestamp', 'device', 'driver']);

/** wmbusmeters: a JSON object for each meter, with `media`, `meter`, `name`, `id` and the values. */
export const wmbusMeters: App = (levels, message) => {
  const json = message.json();
  if (!isObject(json) || typeof json['meter'] !== 'string') return null;
  const { id, media, meter, name } = json;
  const topicName = levels.at(-1) ?? '';
  const identifier = `wmbusmeters/${typeof id === 'string' ? id : topicName}`;
  const counted = MEDIA.find(([form]) => form.test(jsonText(media).toLowerCase()))?.[1] ?? {};
  return valuesAt({
    device: appDevice(identifier, typeof name === 'string' ? name : topicName, { model: meter }),
    uniquePrefix: identifier,
    refine({ path: [key = ''] }) {
      if (HOUSEKEEPING.has(key)) return null;
      return COUNTS.test(key) ? counted : {};
    },
  });
};
