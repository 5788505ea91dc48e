import { type Chance, chanceOf } from './chance.ts';
import { type Clock, DAY, HOUR, MINUTE } from './clock.ts';

/** The weather of a temperate place. Everything is a function of time alone. */
export type Weather = {
  /** °C */
  temperature(t: number): number;
  /** Relative, % */
  humidity(t: number): number;
  /** At sea level, hPa */
  pressure(t: number): number;
  /** 0 = clear, 1 = overcast */
  cloud(t: number): number;
  /** Global irradiance on the ground, W/m² */
  irradiance(t: number): number;
  /** Daylight outdoors, lx */
  illuminance(t: number): number;
  /** km/h */
  wind(t: number): number;
  /** Degrees, 0 = north */
  windDirection(t: number): number;
  /** mm/h */
  rain(t: number): number;
};

const LATITUDE = (52 * Math.PI) / 180;
const CLEAR_SKY = 950;

export function createWeather(seed: number, clock: Clock): Weather {
  const of = (name: string): Chance => chanceOf(seed, `weather/${name}`);
  const warm = of('warm');
  const clouds = of('cloud');
  const air = of('air');
  const gust = of('gust');
  const showers = of('showers');

  const cloud = (t: number) => {
    const mixed = 0.55 + 0.55 * clouds.drift(t, 3 * DAY) + 0.25 * clouds.drift(t + 7, 5 * HOUR);
    return clamp(mixed, 0, 1);
  };
  /** Sine of the sun's height over the horizon. */
  const sunHeight = (t: number) => {
    const year = (2 * Math.PI * (clock.dayOfYear(clock.day(t)) + 10)) / 365;
    const tilt = (-23.44 * Math.PI * Math.cos(year)) / 180;
    const angle = ((clock.hour(t) - 12.5) * Math.PI) / 12;
    return (
      Math.sin(LATITUDE) * Math.sin(tilt) + Math.cos(LATITUDE) * Math.cos(tilt) * Math.cos(angle)
    );
  };
  const irradiance = (t: number) => {
    const height = sunHeight(t);
    if (height <= 0) return 0;
    return CLEAR_SKY * height ** 1.15 * (1 - 0.75 * cloud(t) ** 2);
  };
  const temperature = (t: number) => {
    const year = (2 * Math.PI * (clock.dayOfYear(clock.day(t)) - 20)) / 365;
    const season = 10.5 - 9.5 * Math.cos(year);
    const swing = (2 + 4.5 * (1 - cloud(t))) * Math.max(0.3, 0.65 - 0.35 * Math.cos(year));
    const daily = swing * Math.cos(((clock.hour(t) - 15) * Math.PI) / 12);
    const spells = 4.5 * warm.drift(t, 9 * DAY) + warm.drift(t, 14 * HOUR);
    return season + daily + spells + 0.15 * warm.drift(t, 40 * MINUTE);
  };
  const rain = (t: number) => {
    const wet = cloud(t) - 0.72 + 0.5 * showers.drift(t, 7 * HOUR);
    return wet <= 0 ? 0 : wet * 9 * (1 + 0.6 * showers.drift(t, 25 * MINUTE));
  };
  return {
    temperature,
    cloud,
    irradiance,
    rain,
    humidity(t) {
      const dryness = (temperature(t) - 8) * 1.3 - cloud(t) * 12 - Math.min(10, rain(t) * 4);
      return clamp(74 - dryness + 5 * air.drift(t, 6 * HOUR), 22, 99);
    },
    pressure: (t) => 1014 + 14 * air.drift(t, 6 * DAY) + 2 * air.drift(t, 11 * HOUR),
    // About 110 lumens per watt of daylight.
    illuminance: (t) => 110 * irradiance(t),
    wind(t) {
      const calm = 11 + 9 * gust.drift(t, 2 * DAY) + 4 * gust.drift(t, 3 * HOUR);
      return Math.max(0, calm + 5 * gust.drift(t, 4 * MINUTE));
    },
    windDirection: (t) => (((240 + 110 * air.drift(t, 4 * DAY)) % 360) + 360) % 360,
  };
}

/** `value`, kept within [low, high]. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
