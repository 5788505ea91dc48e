import type { State } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import type { Binding } from './binding.ts';
import { bodiesOf, DISCOVERY, numberOf } from './body.ts';
import { leafAt } from './leaves.ts';
import { onOffOf } from './power.ts';

type Sensor = Extract<Binding, { role: 'sensor' }>;

/**
 * What a message says about one sensor. The device's clock has no zone, so the arrival counts. What
 * it announced at its start is a first state only: it may be old.
 */
export function readSensor(
  { path, as, reset, words }: Sensor,
  message: ParsedMessage,
  before: State,
): readonly Report[] {
  const property = as === 'boolean' ? 'on' : 'value';
  if (message.topic.startsWith(DISCOVERY) && before[property] !== undefined) return [];
  for (const body of bodiesOf(message)) {
    const found = leafAt(body, path);
    if (found === undefined) continue;
    const value = valueAs(found, as, words);
    if (value === undefined) return [{ type: 'rejected', reason: `${path.join(' ')} is no ${as}` }];
    const report: Report = { type: 'state', property, value, at: message.at };
    const since = reset === undefined ? undefined : leafAt(body, [...path.slice(0, -1), reset]);
    if (typeof since !== 'string') return [report];
    return [report, { type: 'state', property: 'last_reset', value: since, at: message.at }];
  }
  return [];
}

function valueAs(found: unknown, as: Sensor['as'], words: Sensor['words']) {
  if (found === null) return null;
  switch (as) {
    case 'number':
      return numberOf(found) ?? undefined;
    case 'boolean':
      return onOffOf(found, words) ?? undefined;
    case 'uptime':
      return typeof found === 'string' ? (uptimeSeconds(found) ?? undefined) : undefined;
    case 'text':
      return typeof found === 'object' ? undefined : String(found);
  }
}

/** `1T17:04:28` is a day, 17 hours and so on. */
export function uptimeSeconds(text: string): number | null {
  const match = /^(\d{1,5})T(\d{1,2}):(\d{2}):(\d{2})$/.exec(text);
  if (match === null) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map(Number);
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}
