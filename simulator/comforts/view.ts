import type { House } from '../house/house.ts';
import { type Paint, png } from './picture.ts';

/** What a camera at the front door sees: sky and light of the hour, the path, somebody in front of it. */
export function frontDoorView(house: House, t: number, somebody: boolean): Uint8Array {
  const day = Math.min(1, house.weather.illuminance(t) / 20_000);
  const cloud = house.weather.cloud(t);
  const light = 0.15 + 0.85 * day;
  const sun = house.clock.hour(t) / 24;
  const paint: Paint = (x, y) => {
    if (somebody && isFigure(x, y)) return [40 * light, 45 * light, 70 * light];
    if (y > 0.62) {
      const path = Math.abs(x - 0.5) < 0.1 + (y - 0.62) * 0.5;
      return path ? [150 * light, 140 * light, 125 * light] : [60 * light, 110 * light, 50 * light];
    }
    const glow = Math.max(0, 1 - Math.hypot(x - sun, (y - 0.2) * 1.2) * 6) * day * (1 - cloud);
    const grey = 130 * cloud;
    return [
      (90 + grey * 0.5) * light + 160 * glow,
      (140 + grey * 0.2) * light + 120 * glow,
      (215 - grey * 0.4) * light + 30 * glow,
    ];
  };
  return png(paint);
}

/** A head on a body. */
const isFigure = (x: number, y: number) =>
  Math.hypot((x - 0.55) * 1.8, y - 0.4) < 0.07 ||
  (Math.abs(x - 0.55) < 0.06 && y > 0.47 && y < 0.9);

/** The temperatures of the next day as columns, blue to red: what a wall display shows. */
export function forecastPicture(house: House, t: number): Uint8Array {
  const hours = Array.from({ length: 24 }, (_, i) => house.weather.temperature(t + i * 3_600_000));
  return png((x, y) => {
    const degrees = hours[Math.min(23, Math.floor(x * 24))] ?? 0;
    const height = Math.min(0.95, Math.max(0.05, (degrees + 10) / 45));
    if (1 - y > height || (x * 24) % 1 < 0.12) return [24, 26, 32];
    const warm = Math.min(1, Math.max(0, degrees / 30));
    return [60 + 190 * warm, 120 - 20 * warm, 220 - 180 * warm];
  });
}
