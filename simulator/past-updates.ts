import { DIALECTS } from '../lib/domain/dialect/dialects.ts';
import { createHome } from '../lib/domain/entity/create-home.ts';
import type { Home, Update } from '../lib/domain/entity/home.ts';
import type { Device } from './devices/device.ts';
import type { Span } from './house/flag.ts';
import type { House } from './house/house.ts';
import { outagesOf, pastMessages } from './past-messages.ts';

/** A part of what was heard of a device, and the home that heard it. */
export type PastPart = { readonly home: Home; readonly updates: readonly Update[] };

/**
 * What a recorder would have understood of a device in [from, to), in order of time and in parts of
 * about `size` updates. The messages go through the very decoder of the live home, so that past
 * and present are the same entities and series.
 */
export function* pastUpdates(
  device: Device,
  house: House,
  { from, to }: Span,
  size: number,
): Generator<PastPart> {
  const outages = outagesOf(house, from, to);
  const home = createHome(DIALECTS);
  const encoder = new TextEncoder();
  // Firmwares say more than their discovery announces; nobody has to hear that a thousand times.
  const unread = new Set<string>();
  let updates: Update[] = [];
  let now = from;
  for (const { at, say } of pastMessages(device, house, from, to)) {
    if (unread.has(say.topic)) continue;
    if (outages.some((outage) => outage.from <= at && at < outage.to)) continue;
    const payload = typeof say.payload === 'string' ? encoder.encode(say.payload) : say.payload;
    // Time passes first: an off delay that has run out, a sensor that has expired.
    if (at > now) for (const update of home.advance(at).updates) updates.push(update);
    now = at;
    const folded = home.fold({ topic: say.topic, payload, retain: false, at });
    for (const update of folded.updates) updates.push(update);
    if (folded.ignored !== null && say.topic !== device.will?.topic) unread.add(say.topic);
    if (updates.length >= size) {
      yield { home, updates: lasting(home, updates) };
      updates = [];
    }
  }
  if (updates.length > 0) yield { home, updates: lasting(home, updates) };
}

/** Without what was a guess until the device had told what it is. */
const lasting = (home: Home, updates: readonly Update[]) =>
  updates.filter(({ entityId }) => home.entity(entityId) !== undefined);
