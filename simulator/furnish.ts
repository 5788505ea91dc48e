import { setTimeout as delay } from 'node:timers/promises';
import { choiceStore } from '../lib/server/db/choices.ts';
import type { Database } from '../lib/server/db/client.ts';

/** Plain topics tell no room: where someone who moves in would put things. */
const CHOICES: Readonly<Record<string, { room: string }>> = {
  'light.bedroom_reading_lamp': { room: 'Bedroom' },
  'light.balcony_string_lights': { room: 'Balcony' },
  'sensor.kitchen_climate_temperature': { room: 'Kitchen' },
  'sensor.balcony_weather_temperature': { room: 'Balcony' },
  'sensor.balcony_tomatoes_moisture': { room: 'Balcony' },
};

const PATIENCE_MS = 60_000;

/**
 * Puts the devices that do not know their room where they belong, once each is recorded. A choice
 * that someone has made already stands.
 */
export async function furnish(db: Database): Promise<void> {
  const store = choiceStore(db);
  const chosen = await store.read();
  if (chosen.deviceRooms.size > 0) return;
  const until = performance.now() + PATIENCE_MS;
  const missing = new Map(Object.entries(CHOICES));
  while (missing.size > 0 && performance.now() < until) {
    for (const [id, choice] of missing) if (await store.write(id, choice)) missing.delete(id);
    await delay(500);
  }
}
