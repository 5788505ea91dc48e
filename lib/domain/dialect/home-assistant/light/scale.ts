import { type Config, flag, number } from '../config.ts';

/** Brightness on a device's own scale, 0 to `top`; ours is 0–100 % with decimals. */
export type Scale = { readonly top: number };

export function scaleOf(config: Config, key: string): Scale {
  const top = number(config, key);
  return { top: top !== null && top >= 1 ? top : 255 };
}

/** Percent of a device's value; null for 0 and less, for then on and off decide (conventions §1.12). */
export function toPercent({ top }: Scale, value: number): number | null {
  return value > 0 ? Math.min(100, (value / top) * 100) : null;
}

/** The device's value for a percentage above 0: rounded half up, never 0, for 0 would be off. */
export function fromPercent({ top }: Scale, percent: number): number {
  return Math.max(1, Math.min(Math.floor(top), Math.floor((percent / 100) * top + 0.5)));
}

/** What a device reports once it was told a percentage. */
export const asReported = (scale: Scale, percent: number) =>
  toPercent(scale, fromPercent(scale, percent)) ?? 0;

/** How a device speaks of colour temperature, and what it can do. */
export type Whites = {
  readonly range: readonly [number, number];
  toKelvin(value: number): number | null;
  fromKelvin(kelvin: number): number;
};

const PLAUSIBLE_KELVIN = [500, 100_000] as const;

/** Kelvin where `color_temp_kelvin` says so, else mired; limits may be given in either. */
export function whitesOf(config: Config): Whites {
  const limit = (kelvinKey: string, miredKey: string, fallback: number) => {
    const kelvin = number(config, kelvinKey);
    if (kelvin !== null && kelvin > 0) return Math.round(kelvin);
    const mired = number(config, miredKey);
    return mired !== null && mired > 0 ? swap(mired) : fallback;
  };
  const a = limit('min_kelvin', 'max_mireds', 2000);
  const b = limit('max_kelvin', 'min_mireds', 6535);
  const inKelvin = flag(config, 'color_temp_kelvin', false);
  return {
    range: [Math.min(a, b), Math.max(a, b)],
    toKelvin(value) {
      const kelvin = inKelvin ? Math.round(value) : swap(value);
      return kelvin >= PLAUSIBLE_KELVIN[0] && kelvin <= PLAUSIBLE_KELVIN[1] ? kelvin : null;
    },
    fromKelvin: (kelvin) => (inKelvin ? Math.round(kelvin) : swap(kelvin)),
  };
}

/** Mired of kelvin and kelvin of mired, rounded down as Home Assistant does. */
const swap = (value: number) => Math.floor(1_000_000 / value);

export const KELVIN_KEYS = [
  ...['color_temp_kelvin', 'min_kelvin', 'max_kelvin', 'min_mireds', 'max_mireds'],
] as const;
