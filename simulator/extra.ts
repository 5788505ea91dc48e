import { type Device, round } from './devices/device.ts';
import { plainSensor } from './devices/plain-sensor.ts';
import { chanceOf } from './house/chance.ts';
import { HOUR, MINUTE } from './house/clock.ts';
import type { House } from './house/house.ts';

/** So many more sensors, for those who want to see a crowd. */
export function extraSensors(house: House, count: number): readonly Device[] {
  return Array.from({ length: Math.max(0, count) }, (_, i): Device => {
    const id = `sensor-${String(i + 1).padStart(4, '0')}`;
    const chance = chanceOf(house.seed, id);
    const temperature = (t: number) =>
      round(20 + 3 * chance.drift(t, 8 * HOUR) + 0.3 * chance.drift(t, 5 * MINUTE), 2);
    return plainSensor({ id, measures: { temperature }, everyMs: 10_000 });
  });
}
